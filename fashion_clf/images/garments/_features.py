"""Everything that is measured of a photo of a garment."""

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.extractors._dense_descriptors import gradient_patches
from fashion_clf.images.extractors._fisher import FisherVectorEncoder
from fashion_clf.images.extractors._hog import HOGExtractor
from fashion_clf.images.garments._views import garment_views

__all__ = ["GarmentFeatures"]

_FITTED_TO = 600  # photos that the mixtures are fitted to
_PATCHES = 120  # of each, in the sample
# What HOG is taken of, and its cells along a side.
_SHAPES = (
    ("square", 13),
    ("square", 10),
    ("alone", 10),
    ("stretched", 8),
    ("faded", 8),
    ("silhouette", 8),
)
# For each mixture: the view, cells in 160ths of its side, pixels between patches, how
# much the view is shrunk, and its share of the Gaussians.
_MIXTURES = (
    ("square", (4, 6, 9, 13), 8, 1, 1.0),
    ("alone", (3, 5, 8), 4, 2, 2 / 3),
    ("photo", (4, 6, 9, 13), 8, 1, 1.0),
)


class GarmentFeatures(TransformerMixin, BaseEstimator):
    """Describe photos by the shape of the garment and by local gradients.

    The garment is cut out (see `garment_views`). HOG of five views tells its shape;
    Fisher vectors of dense gradients of three tell its details.

    Parameters
    ----------
    n_components : int, default=96
        Gaussians of a mixture; a third less for the garment alone.
    size : int, default=160
        Side of the views, in pixels.
    random_state : int, RandomState or None, default=None
        Seed of samples and mixtures.

    Attributes
    ----------
    encoders_ : list of FisherVectorEncoder
    hogs_ : list of HOGExtractor
        One for each shape.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.garments._features import GarmentFeatures
    >>> photos = np.random.default_rng(0).integers(0, 256, (3, 96, 96, 3), dtype=np.uint8)
    >>> features = GarmentFeatures(n_components=4, size=96, random_state=0)
    >>> shapes, details = features.fit(photos, np.ones(3)).describe(photos[0], 1.0)
    >>> [len(shape) for shape in shapes], len(details)
    ([5184, 2916, 2916, 1764, 1764, 1764], 1474)
    """

    def __init__(self, n_components=96, *, size=160, random_state=None):
        self.n_components = n_components
        self.size = size
        self.random_state = random_state

    def fit(self, photos, aspects):
        """Learn the mixtures.

        Parameters
        ----------
        photos : ndarray of uint8, shape (n_samples, side, side, 3)
        aspects : ndarray of float, shape (n_samples,)
            Width over height of each, before it was scaled to a square.

        Returns
        -------
        self
        """
        rng = check_random_state(self.random_state)
        chosen = np.sort(rng.permutation(len(photos))[:_FITTED_TO])
        samples = [[] for _ in _MIXTURES]
        for place in chosen:
            views = garment_views(photos[place], aspects[place], self.size)
            for sample, patches in zip(samples, self._patches(views), strict=True):
                kept = rng.permutation(len(patches[0]))[:_PATCHES]
                sample.append(tuple(part[kept] for part in patches))
        self.encoders_ = [
            FisherVectorEncoder(
                max(1, round(share * self.n_components)), n_dimensions=64, random_state=rng
            ).fit(sample)
            for sample, (*_, share) in zip(samples, _MIXTURES, strict=True)
        ]
        any_photo = np.zeros((1, self.size, self.size, 3), dtype=np.uint8)
        self.hogs_ = [
            HOGExtractor(9, (cell, cell)).fit(any_photo)
            for cell in [self.size // n_cells for _, n_cells in _SHAPES]
        ]
        return self

    def describe(self, photo, aspect, mirror=False):
        """Describe one photo.

        Parameters
        ----------
        photo : ndarray of uint8, shape (side, side, 3)
        aspect : float
        mirror : bool, default=False
            Whether its mirror image is described, too.

        Returns
        -------
        shapes : list of ndarray of float32, shape (n_block_features,)
            HOG of each view, of length 1.
        details : ndarray of float32, shape (n_features,)
            Fisher vectors, one after the other.
            With `mirror`, both for the photo and for its mirror image: two pairs.
        """
        check_is_fitted(self, "encoders_")
        views = garment_views(photo, aspect, self.size)
        if mirror:
            return self._describe(views), self._describe(views.mirrored())
        return self._describe(views)

    def _describe(self, views):
        shapes = [
            _unit(hog.transform(getattr(views, name)[None])[0])
            for hog, (name, _) in zip(self.hogs_, _SHAPES, strict=True)
        ]
        details = [
            encoder.transform([patches])[0]
            for encoder, patches in zip(self.encoders_, self._patches(views), strict=True)
        ]
        return shapes, np.concatenate(details)

    def _patches(self, views):
        scale = self.size / 160
        for name, cells, stride, shrink, _ in _MIXTURES:
            picture = getattr(views, name)
            if shrink > 1:
                picture = _shrunk(picture, shrink)
            cells = [max(2, round(scale * cell)) for cell in cells]
            yield gradient_patches(picture, cells, max(2, round(scale * stride)))


def _shrunk(picture, factor):
    side = len(picture) // factor
    cells = picture[: side * factor, : side * factor]
    total = np.zeros((side, side, 3), dtype=np.uint32)
    for down, across in np.ndindex(factor, factor):  # a mean over two axes is slower
        total += cells[down::factor, across::factor]
    return np.rint(total / factor**2).astype(np.uint8)


def _unit(row):
    return row / max(np.linalg.norm(row), 1e-12)
