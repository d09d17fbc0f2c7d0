"""Kernel ridge regression on photos, with the scores of each row from a fit without it."""

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from fashion_clf.utils._matrix import squared_distances
from fashion_clf.utils._threads import one_blas_thread

__all__ = ["KernelRidgeScores"]

_CHUNK = 2048


class KernelRidgeScores:
    """Scores of classes: sums of Gaussian bumps around the photos that are known.

    What a fit without a row says of the row follows from the inverse of the kernel,
    without another fit. Where there are many rows they are dealt into parts, each
    is fitted by itself, and the scores are means over the parts.

    Parameters
    ----------
    n_rows : int, default=3500
        Rows of a part, at most.
    n_parts : int, default=3
        Parts at most; rows beyond them are not fitted, and only scored.
    width : float, default=1.0
        Sharpness of the bumps: 1 over the squared radius, as a share of the median
        squared distance of two photos.
    alpha : float, default=0.03
        Strength of the penalty.

    References
    ----------
    Y. Zhang, J. Duchi and M. Wainwright, "Divide and conquer kernel ridge
    regression", COLT 2013.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.catalog_scores._kernel_ridge import KernelRidgeScores
    >>> X, Y = np.array([[0.0], [0.1], [1.0], [1.1]]), np.eye(2)[[0, 0, 1, 1]]
    >>> scores = KernelRidgeScores()
    >>> scores.fit(X, Y, np.random.RandomState(0)).argmax(axis=1)  # each without itself
    array([0, 0, 1, 1])
    >>> scores.predict(np.array([[0.2]])).argmax(axis=1)
    array([0])
    """

    def __init__(self, n_rows=3500, n_parts=3, width=1.0, alpha=0.03):
        self.n_rows = n_rows
        self.n_parts = n_parts
        self.width = width
        self.alpha = alpha

    def fit(self, X, Y, rng):
        """Fit, and give the scores of each row from the others.

        Parameters
        ----------
        X : ndarray, shape (n_samples, n_features)
        Y : ndarray, shape (n_samples, n_classes)
            Shares of the classes.
        rng : RandomState
            Deals rows into parts.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        X = np.asarray(X, dtype=np.float32)
        order = rng.permutation(len(X))[: self.n_rows * self.n_parts]
        parts = np.array_split(order, -(-len(order) // self.n_rows))
        self.mean_ = Y[order].mean(axis=0)
        self.scale_ = max(
            float(np.median(squared_distances(X[order[:500]], X[order[:2000]]))), 1e-12
        )
        self.parts_ = []
        scores = np.zeros(Y.shape)
        for rows in parts:
            rows = np.sort(rows)
            weights, without = self._solve(X[rows], Y[rows] - self.mean_)
            self.parts_.append((X[rows], weights))
            scores[rows] += without
            others = np.setdiff1d(np.arange(len(X)), rows)
            scores[others] += self._score(X[others], *self.parts_[-1])
        return scores / len(parts) + self.mean_

    def predict(self, X):
        """Scores of other rows, shape (n_samples, n_classes)."""
        X = np.asarray(X, dtype=np.float32)
        scores = [self._score(X, *part) for part in self.parts_]
        return np.sum(scores, axis=0) / len(scores) + self.mean_

    def _solve(self, X, Y):
        """Give the weight of each row for each class, and its scores without it."""
        with one_blas_thread():
            gram = self._bumps(X, X).astype(np.float64)
            gram[np.diag_indices_from(gram)] += self.alpha
            inverse = cho_solve(cho_factor(gram), np.eye(len(gram)), overwrite_b=True)
            weights = inverse @ Y
        return weights.astype(np.float32), Y - weights / np.diag(inverse)[:, None]

    def _score(self, X, centres, weights):
        # of double precision, or the score of a row would depend on how many are computed with it
        X, centres = X.astype(np.float64), centres.astype(np.float64)
        scores = np.empty((len(X), weights.shape[1]))
        with one_blas_thread():
            for start in range(0, len(X), _CHUNK):
                rows = slice(start, start + _CHUNK)
                scores[rows] = self._bumps(X[rows], centres) @ weights
        return scores

    def _bumps(self, X, centres):
        return np.exp(squared_distances(X, centres) * X.dtype.type(-self.width / self.scale_))


KernelScores = KernelRidgeScores  # its name in models of 0.1.0
