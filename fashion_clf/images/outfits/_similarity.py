"""How alike figures are, by all that was measured of them."""

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from fashion_clf.utils._matrix import squared_distances

__all__ = ["FigureSimilarity", "gaussian", "mean_distance"]

_OF_DETAILS = 0.75  # weight; the other blocks share the rest


class FigureSimilarity(TransformerMixin, BaseEstimator):
    """Kernel of figures with those that were learned from: a weighted sum of Gaussian ones.

    Attributes
    ----------
    blocks_ : dict of str to ndarray of float32, shape (n_fitted, n_features)
    scales_ : dict of str to float
        Mean squared distance of two figures in each.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.outfits._descriptors import BLOCKS
    >>> from fashion_clf.images.outfits._similarity import FigureSimilarity
    >>> blocks = {name: np.eye(2, dtype=np.float32) for name in BLOCKS}
    >>> FigureSimilarity().fit_transform(blocks).round(3)  # exp(-2)
    array([[1.   , 0.135],
           [0.135, 1.   ]])
    """

    def fit(self, X, y=None):
        """Keep the figures.

        Parameters
        ----------
        X : dict of str to ndarray of float32, shape (n_fitted, n_features)
            As `FigureDescriptors` gives them.
        y : None
            Ignored.

        Returns
        -------
        self
        """
        self.blocks_ = dict(X)
        self.scales_ = {name: mean_distance(block) for name, block in X.items()}
        return self

    def transform(self, X):
        """Compare figures with those that were kept.

        Parameters
        ----------
        X : dict of str to ndarray of float32, shape (n_figures, n_features)

        Returns
        -------
        ndarray of float, shape (n_figures, n_fitted)
            From 0 to 1.
        """
        by_block = {
            name: gaussian(X[name], block, self.scales_[name])
            for name, block in self.blocks_.items()
        }
        others = [kernel for name, kernel in by_block.items() if name != "details"]
        return _OF_DETAILS * by_block["details"] + (1 - _OF_DETAILS) * np.mean(others, axis=0)


def mean_distance(rows):
    """Give the mean squared distance of two rows, which is never 0."""
    return max(float(squared_distances(rows, rows).mean()), 1e-12)


def gaussian(left, right, scale):
    """Give the Gaussian kernel of rows, of squared distances in units of `scale`."""
    return np.exp(-squared_distances(left, right).astype(float) / scale)
