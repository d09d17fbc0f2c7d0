"""Warnings that point at the line of the caller, however deep they arise."""

import contextlib
import sys
import warnings
from pathlib import Path

from fashion_clf.exceptions import CatalogWarning

__all__ = ["warn"]

_INSIDE = (str(Path(__file__).parent.parent), contextlib.__file__)


def warn(message, n_products=0, kind=""):
    """Give a CatalogWarning that names the first line outside this package.

    Parameters
    ----------
    message : str
        What is odd, how often, and where first.
    n_products, kind
        As of `FashionClfWarning`.
    """
    level, frame = 1, sys._getframe()
    while frame and frame.f_code.co_filename.startswith(_INSIDE):
        level, frame = level + 1, frame.f_back
    warnings.warn(CatalogWarning(message, n_products, kind), stacklevel=level)
