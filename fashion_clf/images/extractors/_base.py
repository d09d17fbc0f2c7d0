"""What every extractor of image features shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.reading._read import fill_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike, Floats, Photos

__all__ = ["ImageExtractor"]

# Few enough to stay in the processor's cache, enough to make Python's part small.
_CHUNK = 16


class ImageExtractor(TransformerMixin, BaseEstimator):
    """Base of the extractors: arrays or paths in, one row of float32 a photo out.

    A subclass has a parameter `image_size` and defines ``_describe(batch)``, the
    features of a uint8 array (n, height, width, 3), and ``_names()``, theirs
    names for photos of shape ``self.image_shape_``.

    Attributes
    ----------
    image_shape_ : tuple of int
        Height and width of the photos it was fitted for, in pixels.
    """

    def fit(self, images: Photos | Sequence[Any], y: ArrayLike | None = None) -> Self:
        """Note the shape of the photos; nothing else is learned.

        Parameters
        ----------
        images : ndarray of uint8, shape (n_samples, height, width, 3), or sequence of paths
            Photos of one shape, or files, which are scaled to `image_size`.
        y : None
            Ignored.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where an array is no batch of RGB photos, or they are too small.
        """
        self.image_shape_ = _shape_of(images) or (self.image_size, self.image_size)
        # counted once: making thousands of names takes longer than describing a photo
        self._n_features_out = len(self._names())
        return self

    def transform(self, images: Photos | Sequence[Any]) -> Floats:
        """Compute features of photos.

        Parameters
        ----------
        images : ndarray of uint8, shape (n_samples, height, width, 3), or sequence of paths
            As for `fit`.

        Returns
        -------
        ndarray of float32, shape (n_samples, n_features)
            A row of NaN where a file cannot be read or there is none.

        Raises
        ------
        ValueError
            Where the photos have another shape than those of `fit`.

        Warns
        -----
        ImageWarning
            Once, with the number of files that cannot be read.
        """
        check_is_fitted(self, "image_shape_")
        shape = _shape_of(images) or (self.image_size, self.image_size)
        if shape != self.image_shape_:
            raise ValueError(
                f"photos of {shape[0]} x {shape[1]} pixels, but {type(self).__name__} was fitted "
                f"on {self.image_shape_[0]} x {self.image_shape_[1]}; scale them or fit again"
            )
        F = np.full((len(images), self._n_features_out), np.nan, dtype=np.float32)
        if _shape_of(images) is None:
            fill_rows(F, images, self._describe, image_size=self.image_size, chunk_size=_CHUNK)
            return F
        for start in range(0, len(images), _CHUNK):
            F[start : start + _CHUNK] = self._describe(images[start : start + _CHUNK])
        return F

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Name the columns.

        Parameters
        ----------
        input_features : None
            Ignored.

        Returns
        -------
        ndarray of str, shape (n_features,)
        """
        check_is_fitted(self, "image_shape_")
        return np.array(self._names(), dtype=object)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.three_d_array = False
        tags.input_tags.string = True
        tags.requires_fit = True
        return tags


def _shape_of(images):
    """Height and width of a batch, or None for paths."""
    if not isinstance(images, np.ndarray) or images.ndim == 1:
        return None
    if images.ndim != 4 or images.shape[3] != 3 or images.dtype != np.uint8:
        raise ValueError(
            f"images: found {images.dtype} of shape {images.shape}; "
            "expected uint8 of shape (n_samples, height, width, 3), or paths"
        )
    return images.shape[1:3]
