"""Principal components of the descriptions of small grey pictures."""

import numpy as np
from scipy import linalg

from fashion_clf.images.shapes._descriptors import describe_shapes

__all__ = ["ShapeComponents"]

_SAMPLE = 10_000  # pictures that components are found of
_CHUNK = 2000  # pictures described at a time


class ShapeComponents:
    """Reduces the description of a picture, so that each part of it has the same weight.

    Pictures and their mirror images have the same components: what both have in common is
    reduced by itself, and so is what changes its sign.

    Parameters
    ----------
    n_dimensions : int
        Components that are kept.

    Attributes
    ----------
    mean : ndarray of float32
        Of what a picture and its mirror image have in common.
    lengths : list of float
        Mean length of each part of a description.
    even, odd : ndarray of float32, shape (n_values, n_even) and (n_values, n_odd)
        Axes.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._components import ShapeComponents
    >>> rng = np.random.RandomState(0)
    >>> images = rng.randint(0, 255, (30, 28, 28)).astype(np.uint8)
    >>> components = ShapeComponents(25).fit(images, rng)
    >>> components.transform(images).shape
    (30, 25)
    >>> turned = components.transform(images[:, :, ::-1])
    >>> turned[:, components.n_even :] *= -1
    >>> bool(np.allclose(turned, components.transform(images), atol=1e-5))
    True
    """

    def __init__(self, n_dimensions):
        self.n_dimensions = n_dimensions

    def fit(self, images, rng):
        """Find the components of some of the pictures."""
        even, odd = self.describe(images[rng.permutation(len(images))[:_SAMPLE]])
        means = [block.mean(axis=0) for block in even]
        self.lengths = [
            max(1e-6, float(np.sqrt(((one - mean) ** 2 + other**2).sum(axis=1)).mean()))
            for one, other, mean in zip(even, odd, means, strict=True)
        ]
        even, odd = self._joined(even), self._joined(odd)
        self.mean = even.mean(axis=0)
        common, turned = _axes(even - self.mean, self.n_dimensions), _axes(odd, self.n_dimensions)
        order = np.argsort(-np.concatenate([common[0], turned[0]]), kind="stable")
        n_even = int((order[: self.n_dimensions] < len(common[0])).sum())
        self.even = common[1][:, :n_even].astype(np.float32)
        self.odd = turned[1][:, : self.n_dimensions - n_even].astype(np.float32)
        return self

    @property
    def n_even(self):
        """Columns that a picture and its mirror image have in common; the others change sign."""
        return self.even.shape[1]

    def transform(self, images):
        """Describe pictures; shape (n_samples, n_features)."""
        parts = [np.empty((0, self.n_even + self.odd.shape[1]), dtype=np.float32)]
        for start in range(0, len(images), _CHUNK):
            even, odd = self.describe(images[start : start + _CHUNK])
            common = (self._joined(even) - self.mean) @ self.even
            parts.append(np.concatenate([common, self._joined(odd) @ self.odd], axis=1))
        return np.concatenate(parts)

    def describe(self, images):
        """Give even and odd parts of the description of pictures, as lists of blocks."""
        return describe_shapes(images)

    def _joined(self, blocks):
        weighted = zip(blocks, self.lengths, strict=True)
        return np.concatenate([block / np.float32(length) for block, length in weighted], axis=1)


def _axes(values, n):
    """Give the variances along the first `n` principal axes and these."""
    if len(values) < values.shape[1]:
        _, lengths, axes = linalg.svd(values, full_matrices=False)
        return lengths[:n] ** 2, axes[:n].T
    last = values.shape[1] - 1
    products = values.astype(np.float64).T @ values
    n = min(n, last + 1)
    variances, axes = linalg.eigh(products, subset_by_index=(last + 1 - n, last))
    return variances[::-1], axes[:, ::-1]
