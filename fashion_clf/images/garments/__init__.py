"""Garments in photos: a supervised classifier, and weak labels from it."""
