"""Catalogues to try the library on: one made up, two that are fetched."""

from fashion_clf.datasets._challenge import fetch_challenge
from fashion_clf.datasets._clothing import fetch_clothing
from fashion_clf.datasets._shop_photos import make_shop_photos
from fashion_clf.datasets._synthetic import make_catalog

__all__ = ["fetch_challenge", "fetch_clothing", "make_catalog", "make_shop_photos"]
