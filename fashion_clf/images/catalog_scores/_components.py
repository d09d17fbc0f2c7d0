"""A few columns that stand for a photo: principal components of its features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.decomposition import PCA
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.extractors._color import ColorHistogramExtractor
from fashion_clf.images.extractors._fisher_patches import learn_patches
from fashion_clf.images.extractors._hog import HOGExtractor
from fashion_clf.images.extractors._image_features import ImageFeatures
from fashion_clf.images.extractors._thumbnail import ThumbnailExtractor
from fashion_clf.images.reading._read import PhotoPathsMixin, as_paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from numpy.random import RandomState
    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike, Floats

__all__ = ["ImageComponents"]

_ENOUGH = 4000  # photos that components are fitted to, at most
_CHUNK = 2048


class ImageComponents(PhotoPathsMixin, TransformerMixin, BaseEstimator):
    """Image features, reduced to a number of columns that suits a tree model.

    Thousands of dense columns in front of a booster cost minutes and gain
    little; their leading principal components cost seconds. What each extractor gives
    is scaled to length 1 before, so that one counts as much as another. A product
    without a readable photo keeps a row of NaN, which LightGBM knows how to treat.

    Parameters
    ----------
    features : ImageFeatures or None, default=None
        Gives the features of photos; None for gradients in cells of two sizes,
        colours, a thumbnail and Fisher vectors by a mixture that is fitted to some
        of the photos, of photos of 96 pixels.
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
    reduce_ : PCA or None
        The decomposition; None where fewer than two photos could be read.

    Examples
    --------
    >>> from fashion_clf.images import ImageComponents
    >>> ImageComponents().fit_transform([None, None]).shape
    (2, 1)
    """

    def __init__(
        self,
        features: BaseEstimator | None = None,
        *,
        n_components: int = 64,
        random_state: int | RandomState | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.features = features
        self.n_components = n_components
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Sequence[Any], y: ArrayLike | None = None) -> Self:
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

    def fit_transform(self, X: Sequence[Any], y: ArrayLike | None = None) -> Floats:
        """Fit to photos, and give their components; each photo is read once.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.
        y : None
            Ignored.

        Returns
        -------
        ndarray of float32, shape (n_samples, n_components)
            As of :meth:`transform`.
        """
        self.features_ = clone(self._usual(X) if self.features is None else self.features)
        F = self.features_.fit_transform(X)
        readable = _is_readable(F)
        self.reduce_ = None
        if readable.sum() > 1:
            chosen = _sample(np.flatnonzero(readable), self.random_state)
            scaled = self._scale(F[chosen])
            n_components = min(self.n_components, len(scaled) - 1, F.shape[1])
            pca = PCA(n_components, svd_solver="randomized", random_state=self.random_state)
            with np.errstate(invalid="ignore"):  # all photos may be alike
                self.reduce_ = pca.fit(scaled)
            # laid out as it will be after pickling, or sums are rounded in another order
            self.reduce_.components_ = np.ascontiguousarray(pca.components_)
        return self._reduce(F)

    def transform(self, X: Sequence[Any]) -> Floats:
        """Reduce photos to components.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of float32, shape (n_samples, n_components)
            NaN where there is no readable photo.
        """
        check_is_fitted(self, "features_")
        return self._reduce(self.features_.transform(X))

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
        check_is_fitted(self, "features_")
        return np.array([f"image{number:03d}" for number in range(self._width())], dtype=object)

    def _usual(self, X):
        extractors = [
            HOGExtractor(9, (12, 12)),
            HOGExtractor(9, (24, 24)),
            ColorHistogramExtractor(),
            ThumbnailExtractor(),
        ]
        patches = learn_patches(as_paths(X), random_state=self.random_state)
        if patches is not None:
            extractors.append(patches)
        return ImageFeatures(extractors, image_size=96, n_jobs=self.n_jobs)

    def _width(self):
        return 1 if self.reduce_ is None else self.reduce_.n_components_

    def _scale(self, F):
        """Scale the columns of each extractor to length 1."""
        F = F.copy()
        start = 0
        for part in self.features_.extractors_:
            block = F[:, start : start + len(part.get_feature_names_out())]
            block /= np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-12)
            start += block.shape[1]
        return F

    def _reduce(self, F):
        components = np.full((len(F), self._width()), np.nan, dtype=np.float32)
        readable = _is_readable(F)
        if self.reduce_ is not None and readable.any():
            for rows in np.array_split(np.flatnonzero(readable), -(-readable.sum() // _CHUNK)):
                components[rows] = self.reduce_.transform(self._scale(F[rows]))
        return components


def _sample(rows, random_state):
    """Rows enough for components."""
    return np.sort(check_random_state(random_state).permutation(rows)[:_ENOUGH])


def _is_readable(F):
    return ~np.isnan(F).any(axis=1)
