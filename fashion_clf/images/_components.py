"""A few columns that stand for a photo: principal components of its features."""

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images._features import ImageFeatures
from fashion_clf.images._read import PhotoPathsMixin

__all__ = ["ImageComponents"]


class ImageComponents(PhotoPathsMixin, TransformerMixin, BaseEstimator):
    """Image features, reduced to what a tree model can bear.

    Thousands of dense columns in front of a booster cost minutes and gain
    little; their leading principal components cost seconds. A product without a
    readable photo keeps a row of NaN, which LightGBM knows how to treat.

    Parameters
    ----------
    features : ImageFeatures or None, default=None
        Gives the features of photos; None for the default ones.
    n_components : int, default=64
        Columns at most; fewer where there are fewer photos.
    random_state : int, RandomState or None, default=None
        Seed of the randomised decomposition.
    n_jobs : int or None, default=None
        Workers that read photos where `features` is None.

    Attributes
    ----------
    features_ : ImageFeatures
        The fitted features.
    reduce_ : Pipeline or None
        Scaling and decomposition; None where fewer than two photos could be
        read.

    Examples
    --------
    >>> from fashion_clf.images import ImageComponents
    >>> ImageComponents().fit_transform([None, None]).shape
    (2, 1)
    """

    def __init__(self, features=None, *, n_components=64, random_state=None, n_jobs=None):
        self.features = features
        self.n_components = n_components
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X, y=None):
        """Learn the components from the photos that can be read.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            A photo for each product, or None.
        y : None
            Ignored.

        Returns
        -------
        self
        """
        self.fit_transform(X)
        return self

    def fit_transform(self, X, y=None):
        """Fit, and give the components of the same photos, each read once."""
        if self.features is None:
            self.features_ = ImageFeatures(n_jobs=self.n_jobs)
        else:
            self.features_ = clone(self.features)
        F = self.features_.fit_transform(X)
        readable = F[_is_readable(F)]
        self.reduce_ = None
        if len(readable) > 1:
            n_components = min(self.n_components, len(readable) - 1, F.shape[1])
            pca = PCA(n_components, svd_solver="randomized", random_state=self.random_state)
            self.reduce_ = make_pipeline(StandardScaler(), pca).fit(readable)
        return self._reduce(F)

    def transform(self, X):
        """Components of photos.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)

        Returns
        -------
        ndarray of float32, shape (n_samples, n_components)
            NaN where there is no readable photo.
        """
        check_is_fitted(self, "features_")
        return self._reduce(self.features_.transform(X))

    def get_feature_names_out(self, input_features=None):
        """Names of the columns.

        Returns
        -------
        ndarray of str
        """
        check_is_fitted(self, "features_")
        return np.array([f"image{number:02d}" for number in range(self._width())], dtype=object)

    def _width(self):
        return 1 if self.reduce_ is None else self.reduce_[-1].n_components_

    def _reduce(self, F):
        components = np.full((len(F), self._width()), np.nan, dtype=np.float32)
        readable = _is_readable(F)
        if self.reduce_ is not None and readable.any():
            components[readable] = self.reduce_.transform(F[readable])
        return components


def _is_readable(F):
    return ~np.isnan(F).any(axis=1)
