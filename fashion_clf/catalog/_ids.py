"""Ids that occur in more than one product, found in 8 bytes a product."""

from array import array

import numpy as np

from fashion_clf.utils._missing import is_missing
from fashion_clf.utils._warn import warn

__all__ = ["RepeatedIds"]

_MOST = 2**24  # ids looked at: 128 MB
_SHOWN = 3


class RepeatedIds:
    """Counts the ids that repeat, however many products go by.

    Parameters
    ----------
    path : Path
        The catalogue, for the warning.
    column : str or None
        Its column of ids.
    """

    def __init__(self, path, column):
        self._path = path
        self._column = column
        self._hashes = array("q")  # one a product, 0 for no id

    def add(self, products):
        """Take in the ids of some products; those behind the first 16 million are not."""
        if self._column is None or len(self._hashes) >= _MOST:
            return
        ids = products.iloc[:, products.columns.tolist().index(self._column)]
        self._hashes.extend(
            0 if is_missing(key) or key == "" else hash(repr(key)) for key in ids.tolist()
        )

    def warn(self):
        """Say once how many ids repeat, and where."""
        hashes = np.frombuffer(self._hashes, dtype=np.int64)
        found, counts = np.unique(hashes[hashes != 0], return_counts=True)
        found = found[counts > 1]
        if not len(found):
            return
        rows = np.flatnonzero(np.isin(hashes, found))
        shown = ", ".join(map(str, rows[:_SHOWN])) + (", ..." if len(rows) > _SHOWN else "")
        warn(
            f"{self._path}: {len(found)} ids in column {self._column!r} occur in more than one "
            f"row (rows {shown}, counted from 0); all rows are kept.",
            n_products=len(rows),
        )
