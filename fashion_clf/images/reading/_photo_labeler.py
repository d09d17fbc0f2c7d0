"""What the labelers of photos share: whom they ask, about which photos, and what they give."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import joblib
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.reading._read import PhotoPathsMixin, as_paths, is_no_photo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike, Floats

__all__ = ["PhotoLabeler", "given_model", "photos_to_ask"]


class PhotoLabeler(PhotoPathsMixin, TransformerMixin, BaseEstimator):
    """Base of what labels photos by a classifier that was fitted elsewhere.

    A subclass sets ``classes_`` and ``model_`` (None where it is not asked) in ``fit``, and
    defines ``_label(paths)``, a row for each photo, of NaN where it abstains.
    """

    _prefix = "photo"  # of the names of columns

    def transform(self: Any, X: Sequence[Any]) -> Floats:
        """Label photos.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
            Probabilities of the categories; NaN where it abstains: there is no photo that can be
            read, or the class says why.
        """
        check_is_fitted(self, "model_")
        paths = as_paths(X)
        labels = np.full((len(paths), len(self.classes_)), np.nan)
        there = np.flatnonzero([not is_no_photo(path) for path in paths])
        if self.model_ is not None and len(there):
            labels[there] = self._label([paths[place] for place in there])
        return labels

    def get_feature_names_out(
        self: Any, input_features: ArrayLike | None = None
    ) -> NDArray[np.object_]:
        """Name the columns.

        Parameters
        ----------
        input_features : None
            Ignored.

        Returns
        -------
        ndarray of str
        """
        check_is_fitted(self, "model_")
        return np.array([f"{self._prefix}_{name}" for name in self.classes_], dtype=object)


def given_model(model):
    """Load a classifier, where it is the path of a joblib file."""
    return joblib.load(model) if isinstance(model, str | os.PathLike) else model


def photos_to_ask(X, y, n_asked, random_state):
    """Choose photos by which a classifier shows what it is worth: of those whose category is known.

    Parameters
    ----------
    X : sequence of path or None, shape (n_samples,)
    y : DataFrame of float, shape (n_samples, n_classes)
        Probabilities of the categories; a row of NaN where they are not known.
    n_asked : int
        How many, at most.
    random_state : int, RandomState or None

    Returns
    -------
    paths : list
    there : ndarray of bool, shape (n_samples,)
        Whether a product has a photo.
    labelled, chosen : ndarray of int
        Rows with a photo whose category is known, and some of them, in order.
    """
    paths = as_paths(X)
    there = np.array([not is_no_photo(path) for path in paths], dtype=bool)
    labelled = np.flatnonzero(there & ~np.isnan(np.asarray(y, dtype=float)).any(axis=1))
    chosen = check_random_state(random_state).permutation(labelled)[:n_asked]
    return paths, there, labelled, np.sort(chosen)
