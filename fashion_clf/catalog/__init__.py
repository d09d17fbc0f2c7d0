"""Reading and writing catalogues, and the one product table that every estimator reads."""

from fashion_clf.catalog._columns import find_columns
from fashion_clf.catalog._predictions import add_predictions
from fashion_clf.catalog._products import as_products
from fashion_clf.catalog._read import CatalogReader, load_catalog
from fashion_clf.catalog._write import CatalogWriter, write_catalog
from fashion_clf.catalog.formats._detect import FORMATS

__all__ = [
    "CatalogReader",
    "CatalogWriter",
    "FORMATS",
    "add_predictions",
    "as_products",
    "find_columns",
    "load_catalog",
    "write_catalog",
]
