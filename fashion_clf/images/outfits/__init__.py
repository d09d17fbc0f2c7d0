"""Whole outfits: the figure of a person in a photo, and the garments that it wears."""
