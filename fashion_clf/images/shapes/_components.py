"""Principal components of the descriptions of small grey pictures."""

import numpy as np
from sklearn.decomposition import PCA

from fashion_clf.images.shapes._descriptors import describe_shapes, mirrored

__all__ = ["ShapeComponents"]

_SAMPLE = 10_000  # pictures, and their mirror images, that components are found of
_CHUNK = 2000  # pictures described at a time


class ShapeComponents:
    """Reduces each description of a picture, so that all have the same weight.

    Parameters
    ----------
    n_dimensions : int
        Components of each that are kept.

    Attributes
    ----------
    means, components : list of ndarray of float32
        Of each description.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._components import ShapeComponents
    >>> rng = np.random.RandomState(0)
    >>> images = rng.randint(0, 255, (30, 28, 28)).astype(np.uint8)
    >>> ShapeComponents(5).fit(images, rng).transform(images).shape
    (30, 25)
    """

    def __init__(self, n_dimensions):
        self.n_dimensions = n_dimensions

    def fit(self, images, rng):
        """Find the components of pictures and of their mirror images, so that either is as far."""
        sample = images[rng.permutation(len(images))[:_SAMPLE]]
        sample = np.concatenate([sample, mirrored(sample)])
        self.means, self.components = [], []
        for block in describe_shapes(sample):
            n = min(self.n_dimensions, *block.shape)
            many = len(block) > block.shape[1]
            pca = PCA(n, svd_solver="covariance_eigh" if many else "full").fit(block)
            length = np.sqrt(((block - pca.mean_) ** 2).sum(axis=1)).mean()
            self.means.append(pca.mean_.astype(np.float32))
            self.components.append((pca.components_.T / max(length, 1e-6)).astype(np.float32))
        return self

    def transform(self, images):
        """Describe pictures; shape (n_samples, n_features)."""
        parts = []
        for start in range(0, len(images), _CHUNK):
            blocks = describe_shapes(images[start : start + _CHUNK])
            known = zip(blocks, self.means, self.components, strict=True)
            parts.append(np.concatenate([(one - mean) @ axes for one, mean, axes in known], axis=1))
        return np.concatenate(parts)
