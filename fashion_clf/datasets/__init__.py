"""Catalogues to try the library on: one made up, two that are fetched."""

from fashion_clf.datasets._synthetic import make_catalog

__all__ = ["make_catalog"]
