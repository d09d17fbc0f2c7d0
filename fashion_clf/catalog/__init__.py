"""Reading and writing catalogues, and the one product table that every estimator reads."""

from fashion_clf.catalog._columns import find_columns
from fashion_clf.catalog._products import as_products

__all__ = ["as_products", "find_columns"]
