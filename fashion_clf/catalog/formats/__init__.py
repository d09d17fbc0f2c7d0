"""File formats of catalogues: reader and writer of each next to each other."""
