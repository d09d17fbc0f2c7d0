"""Garments cut out, small and grey: what their shape alone tells."""
