"""What photos say of categories, learned from the weak labels of the catalogue itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.catalog_scores._components import ImageComponents
from fashion_clf.images.catalog_scores._kernel_ridge import KernelRidgeScores
from fashion_clf.images.reading._read import PhotoPathsMixin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from numpy.random import RandomState
    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike, Floats

__all__ = ["PhotoScores"]

_FLOOR = -9.0  # logarithm of the least probability
_SPREAD = 5.0  # scores are in [0, 1]; the calibration's penalty is meant for wider values


class PhotoScores(PhotoPathsMixin, TransformerMixin, BaseEstimator):
    """Log-probabilities of categories, by photos, with the leading components.

    Kernel ridge regression on the components of the photos is fitted to the labels
    that are known. ``fit_transform`` gives for each labelled photo what the others
    say of it, so that what comes after sees the scores as wrong as they will be;
    logistic regression on those makes probabilities of them.

    Parameters
    ----------
    components : ImageComponents or None, default=None
        Gives the components; None for 256 of them.
    n_shown : int, default=16
        Leading components that are columns, too.
    alpha : float, default=0.03
        Penalty of the kernel ridge regression.
    random_state : int, RandomState or None, default=None
        Seed of components, and of the parts that many photos are dealt into.
    n_jobs : int or None, default=None
        Workers that read photos where `components` is None.

    Attributes
    ----------
    components_ : ImageComponents
    kernel_ : KernelRidgeScores or None
        None where fewer than two categories have a labelled photo.
    calibration_ : LogisticRegression
        From scores to probabilities; there where `kernel_` is.
    class_names_ : list of str

    Examples
    --------
    >>> import tempfile
    >>> import numpy as np, pandas as pd
    >>> from fashion_clf.datasets import make_catalog
    >>> from fashion_clf.images import PhotoScores
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     catalog = make_catalog(60, random_state=0, image_dir=folder)
    ...     known = pd.get_dummies(pd.Series(catalog.gold), dtype=float)
    ...     scores = PhotoScores(n_shown=0, random_state=0)
    ...     F = scores.fit_transform(catalog.products["image"], known)
    >>> F.shape == known.shape, scores.get_feature_names_out()[0]
    (True, 'photo_BAG')
    """

    def __init__(
        self,
        components: BaseEstimator | None = None,
        *,
        n_shown: int = 16,
        alpha: float = 0.03,
        random_state: int | RandomState | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.components = components
        self.n_shown = n_shown
        self.alpha = alpha
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Sequence[Any], y: ArrayLike | None = None) -> Self:
        """Learn from the photos of products whose category is known.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            A photo for each product, or None.
        y : DataFrame or array of float, shape (n_samples, n_classes), optional
            Probabilities of the categories, a row of NaN where they are not known.
            None gives components alone.

        Returns
        -------
        self
        """
        self.fit_transform(X, y)
        return self

    def fit_transform(self, X: Sequence[Any], y: ArrayLike | None = None) -> Floats:
        """Fit, and give the scores of each labelled photo by a model of the other photos.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.
        y : array-like of float, shape (n_samples, n_classes), optional
            Probabilities of the classes; a row of NaN for a photo without a label.

        Returns
        -------
        ndarray of float32, shape (n_samples, n_classes + n_shown)
            As of :meth:`transform`.
        """
        if self.components is None:
            self.components_ = ImageComponents(
                n_components=256, random_state=self.random_state, n_jobs=self.n_jobs
            )
        else:
            self.components_ = clone(self.components)
        F = self.components_.fit_transform(X)
        self.class_names_, Y = [], np.empty((len(F), 0))
        if y is not None:
            self.class_names_ = list(pd.DataFrame(y).columns)
            Y = np.asarray(y, dtype=float)
        known = np.flatnonzero(~np.isnan(F).any(axis=1) & ~np.isnan(Y).any(axis=1))
        codes = Y[known].argmax(axis=1) if Y.shape[1] else np.empty(0)
        self.kernel_ = None
        if len(np.unique(codes)) < 2:
            return self._columns(F)
        self.kernel_ = KernelRidgeScores(alpha=self.alpha)
        scores = self.kernel_.fit(F[known], Y[known], check_random_state(self.random_state))
        self.calibration_ = LogisticRegression(max_iter=1000)
        self.calibration_.fit(scores * _SPREAD, codes)
        columns = self._columns(F)
        columns[known, : len(self.class_names_)] = self._log_proba(scores)
        return columns

    def transform(self, X: Sequence[Any]) -> Floats:
        """Give what the labelled photos say of each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of float32, shape (n_samples, n_classes + n_shown)
            Log-probabilities of the categories, then components; NaN where there is
            no readable photo.
        """
        check_is_fitted(self, "components_")
        return self._columns(self.components_.transform(X))

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Name the columns.

        Parameters
        ----------
        input_features : None
            Ignored.

        Returns
        -------
        ndarray of str
        """
        check_is_fitted(self, "components_")
        shown = self.components_.get_feature_names_out()[: self._n_shown()]
        return np.array([*(f"photo_{name}" for name in self.class_names_), *shown], dtype=object)

    def _n_shown(self):
        return self.n_shown if self.class_names_ else max(1, self.n_shown)

    def _columns(self, F):
        n_classes = len(self.class_names_)
        shown = F[:, : self._n_shown()]
        columns = np.full((len(F), n_classes + shown.shape[1]), np.nan, dtype=np.float32)
        columns[:, n_classes:] = shown
        there = ~np.isnan(F).any(axis=1)
        if self.kernel_ is not None and there.any():
            columns[there, :n_classes] = self._log_proba(self.kernel_.predict(F[there]))
        return columns

    def _log_proba(self, scores):
        log_proba = np.full(scores.shape, _FLOOR)
        learned = self.calibration_.classes_
        log_proba[:, learned] = self.calibration_.predict_log_proba(scores * _SPREAD)
        return np.maximum(log_proba, _FLOOR)


ImageOpinion = PhotoScores  # its name in models of 0.1.0
