"""Helpers that any part of the library may use: matrices, whole files, warnings."""
