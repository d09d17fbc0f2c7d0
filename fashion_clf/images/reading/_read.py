"""Many photos into one array; those that cannot be read are counted."""

from __future__ import annotations

import logging
import os
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from fashion_clf.catalog._images import is_url
from fashion_clf.exceptions import ImageError, ImageWarning
from fashion_clf.images.reading._cache import digest
from fashion_clf.images.reading._decode import decode_file, open_photo, quiet_pillow
from fashion_clf.utils._missing import is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from fashion_clf.utils._typing import Names

__all__ = [
    "PhotoClassifierMixin",
    "PhotoPathsMixin",
    "as_labelled_paths",
    "as_paths",
    "fill_rows",
    "is_no_photo",
    "read_photos",
    "warn_unreadable",
]

_logger = logging.getLogger(__name__)

_SHOWN = 3  # files named in a warning


class PhotoPathsMixin:
    """Tags of an estimator whose input is paths of photos, some of them missing."""

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.input_tags.allow_nan = True
        return tags


class PhotoClassifierMixin(PhotoPathsMixin):
    """Prediction of a classifier that gives probabilities for paths of photos."""

    def predict(self: Any, X: Sequence[Any]) -> Names:
        """Class of each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of str, shape (n_samples,)
        """
        proba = self.predict_proba(X)  # first, for it says where nothing was fitted
        return self.classes_[proba.argmax(axis=1)]


def as_paths(X):
    """Give paths as a list, whatever holds them.

    Parameters
    ----------
    X : list, array, Series, or DataFrame or array of one column
        Paths; None, NaN, ``""`` or a URL where there is no photo.

    Returns
    -------
    list
    """
    if isinstance(X, str | os.PathLike):
        raise ValueError(f"paths of photos: found the single path {X!r}; give a list of paths")
    if getattr(X, "ndim", 1) == 2:
        if X.shape[1] != 1:
            raise ValueError(
                f"paths of photos: found {X.shape[1]} columns, expected the one that names photos"
            )
        X = X.iloc[:, 0] if isinstance(X, pd.DataFrame) else X[:, 0]
    return list(X)


def as_labelled_paths(X, y):
    """Give paths as a list, and as many labels as an array."""
    paths, y = as_paths(X), np.asarray(y)
    if len(paths) != len(y):
        raise ValueError(f"y has {len(y)} labels for {len(paths)} photos; give one for each")
    return paths, y


def read_photos(paths, size, is_known=None):
    """Decode photos into one batch.

    Parameters
    ----------
    paths : sequence of path or None
        Files; an entry may also be missing or a URL, which is no photo.
    size : int
        Side to which they are scaled, in pixels.
    is_known : callable, optional
        Takes the place of a photo and its open file; where it gives true, the photo
        is not decoded.

    Returns
    -------
    batch : ndarray of uint8, shape (n_readable, size, size, 3)
    readable : ndarray of int, shape (n_readable,)
        Their places in `paths`.
    failures : list of str
        What is wrong with each file that is there but cannot be read.
    """
    batch = np.empty((len(paths), size, size, 3), dtype=np.uint8)
    readable, failures = [], []
    for place, path in enumerate(paths):
        if is_no_photo(path):
            continue
        try:
            if not isinstance(path, str | os.PathLike):
                raise ImageError(f"photo {path!r:.60}: found {type(path).__name__}, not a path.")
            with open_photo(path) as file:
                if is_known is not None and is_known(place, file):
                    continue
                batch[len(readable)] = decode_file(file, path, size)
        except ImageError as error:
            failures.append(str(error))
        else:
            readable.append(place)
    return batch[: len(readable)], np.array(readable, dtype=np.intp), failures


def fill_rows(F, paths, describe, *, image_size, chunk_size, n_jobs=None, cache=None):
    """Write into `F` what is computed of each photo that can be read, in chunks.

    Parameters
    ----------
    F : ndarray, shape (n_photos, n_features)
        Its rows are overwritten; those of photos that are not there or cannot be
        read stay as they are.
    paths : list of path or None
    describe : callable
        Takes a uint8 batch (n, image_size, image_size, 3), gives (n, n_features).
    image_size, chunk_size : int
        Side of the photos, in pixels; photos in memory at a time for each worker.
    n_jobs : int or None, default=None
        Threads.
    cache : RowCache or None, default=None
        Where rows are kept by the content of the photo, with all that `describe`
        depends on as its parts; `F` then has two dimensions and float32.

    Warns
    -----
    ImageWarning
        Once, with the number of photos that cannot be read; once where the cache
        cannot be used.
    """

    def fill(start):
        chunk, into = paths[start : start + chunk_size], F[start : start + chunk_size]
        if cache is not None:
            with cache.open() as rows:
                return _fill_known(into, chunk, describe, image_size, rows)
        batch, readable, failures = read_photos(chunk, image_size)
        if len(batch):
            into[readable] = describe(batch)
        return failures

    with quiet_pillow():
        # threads, because decoding and arithmetic on arrays let each other run
        failures = Parallel(n_jobs=n_jobs, prefer="threads")(
            delayed(fill)(start) for start in range(0, len(paths), chunk_size)
        )
    _logger.debug("read the photos of %d products", len(paths))
    warn_unreadable([one for chunk in failures for one in chunk], len(paths), stacklevel=4)
    if cache is not None and cache.failure is not None:
        message = f"photos are read without the cache, which cannot be used: {cache.failure}"
        warnings.warn(ImageWarning(message, kind="cache"), stacklevel=3)


def _fill_known(F, paths, describe, image_size, rows):
    """Fill the rows of one chunk, with what is known of its photos, and keep the others."""
    digests = {}

    def is_known(place, file):
        key = digest(file)
        row = None if key is None else rows.get(key, F.shape[1])
        if row is None:
            digests[place] = key
            return False
        F[place] = row
        return True

    batch, readable, failures = read_photos(paths, image_size, is_known)
    if len(batch):
        F[readable] = describe(batch)
        rows.put({digests[place]: F[place] for place in readable if digests[place] is not None})
    return failures


def warn_unreadable(failures, n_photos, stacklevel=3):
    """Give one warning that counts the failures and names the first."""
    if failures:
        more = f" and {len(failures) - _SHOWN} more" if len(failures) > _SHOWN else ""
        message = (
            f"{len(failures)} of {n_photos} photos cannot be read and are left out: "
            f"{' '.join(failures[:_SHOWN])}{more}"
        )
        warning = ImageWarning(message, n_products=len(failures), kind="unreadable photo")
        warnings.warn(warning, stacklevel=stacklevel)


def is_no_photo(path):
    return is_missing(path) or (isinstance(path, str) and (not path or is_url(path)))
