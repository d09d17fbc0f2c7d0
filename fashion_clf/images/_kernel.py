"""Logistic regression over photos and their mirror images, by kernels."""

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images._fisher import quietly

__all__ = ["MirrorKernelClassifier"]

_JITTER = 1e-3


class MirrorKernelClassifier(ClassifierMixin, BaseEstimator):
    """Logistic regression with a kernel that knows that mirror images are alike.

    The kernel of two photos is the mean, over the views of both, of a Gaussian
    kernel on each of some blocks of features plus the inner product of others::

        k(x, x') = mean over blocks b of exp(-gamma |x_b - x'_b|^2) + weight <f, f'>

    Averaging over views is fitting them all with one weight for each photo. The
    blocks are reduced by PCA, since the model keeps them for each photo.

    Parameters
    ----------
    gamma : float, default=2.0
        Steepness of the Gaussian kernels, for blocks of length 1.
    weight : float, default=0.5
        Of the inner products, which are scaled to 1 on the diagonal, on average.
    C : float, default=30.0
        Inverse strength of the regularisation.
    n_dimensions : int, default=128
        Principal components kept of each block, at most.
    random_state : int, RandomState or None, default=None
        Seed of PCA.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
    pcas_ : list of PCA
    landmarks_ : list of ndarray of float16, shape (n_views, n_samples, n_dimensions)
        The blocks of the photos it was fitted to, reduced.
    dual_ : ndarray of float32, shape (n_samples, n_classes)
    coef_ : ndarray of float32, shape (n_classes, n_features)
    intercept_ : ndarray of float, shape (n_classes,)

    References
    ----------
    B. Haasdonk and H. Burkhardt, "Invariant kernel functions for pattern analysis
    and machine learning", Machine Learning 68, 2007.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images._kernel import MirrorKernelClassifier
    >>> ring = np.linspace(0, 2 * np.pi, 40)
    >>> x = np.column_stack([np.cos(ring), np.sin(ring)])[None].repeat(2, axis=0)
    >>> y = np.where(ring % 1.6 < 0.8, "in", "out")  # turns about eight times
    >>> model = MirrorKernelClassifier(gamma=30, random_state=0).fit([x], x, y)
    >>> (model.predict_proba([x[:1]], x[:1]).argmax(axis=1) == (y == "out")).mean()
    np.float64(1.0)
    """

    def __init__(self, gamma=2.0, weight=0.5, C=30.0, n_dimensions=128, random_state=None):
        self.gamma = gamma
        self.weight = weight
        self.C = C
        self.n_dimensions = n_dimensions
        self.random_state = random_state

    def fit(self, blocks, linear, y):
        """Learn.

        Parameters
        ----------
        blocks : list of ndarray, shape (n_views, n_samples, n_block_features)
        linear : ndarray, shape (n_views, n_samples, n_features)
            The features whose inner products count.
        y : ndarray of str, shape (n_samples,)

        Returns
        -------
        self
        """
        self.pcas_ = [self._fit_pca(block) for block in blocks]
        self.landmarks_ = self._reduce(blocks)
        mean = linear[0].astype(np.float32)
        for view in linear[1:]:
            mean += view
        mean /= len(linear)
        kernel = self._gaussian(self.landmarks_)
        product = (mean @ mean.T).astype(np.float64)
        scale = self.weight / max(np.diagonal(product).mean(), 1e-12)
        kernel += scale * product
        level = np.diagonal(kernel).mean()
        kernel /= level
        kernel[np.diag_indices_from(kernel)] += _JITTER
        factor = cholesky(kernel, lower=True, overwrite_a=True, check_finite=False)
        # logistic regression on the rows of the factor is that with the kernel
        model = LogisticRegression(C=self.C, max_iter=200, tol=1e-3)
        with quietly():
            model.fit(factor.astype(np.float32), y)
        coef = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_, model.coef_])
        dual = solve_triangular(factor, coef.T, lower=True, trans=1) / level
        if len(coef) != len(model.coef_):  # two classes: half of the odds each
            dual /= 2
        self.classes_ = model.classes_
        self.intercept_ = np.resize(model.intercept_, len(coef)) * (
            1.0 if len(model.classes_) > 2 else np.array([-0.5, 0.5])
        )
        self.dual_ = dual.astype(np.float32)
        self.coef_ = (scale * dual.T @ mean).astype(np.float32)
        return self

    def decision_function(self, blocks, linear):
        """Log-odds of each class, before they are made probabilities.

        Parameters
        ----------
        blocks, linear
            As for `fit`; as many views as wanted.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        check_is_fitted(self, "dual_")
        kernel = self._gaussian(self._reduce(blocks), self.landmarks_)
        odds = kernel.astype(np.float32) @ self.dual_ + self.intercept_
        for view in linear:
            odds += view @ self.coef_.T / len(linear)
        return odds

    def predict_proba(self, blocks, linear):
        """Probability of each class.

        Parameters
        ----------
        blocks, linear
            As for `decision_function`.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        odds = self.decision_function(blocks, linear)
        proba = np.exp(odds - odds.max(axis=1, keepdims=True))
        return proba / proba.sum(axis=1, keepdims=True)

    def _fit_pca(self, block):
        rows = block.reshape(-1, block.shape[-1]).astype(np.float32)
        n_dimensions = min(self.n_dimensions, *rows.shape)
        pca = PCA(
            n_dimensions,
            svd_solver="covariance_eigh" if n_dimensions == rows.shape[1] else "randomized",
            iterated_power=3,
            random_state=self.random_state,
        )
        return pca.fit(rows)

    def _reduce(self, blocks):
        return [
            pca.transform(block.reshape(-1, block.shape[-1]))
            .reshape(*block.shape[:2], -1)
            .astype(np.float16)
            for pca, block in zip(self.pcas_, blocks, strict=True)
        ]

    def _gaussian(self, left, right=None):
        """Mean of the Gaussian kernels over blocks and views of both sides."""
        right, total = left if right is None else right, 0.0
        for a, b in zip(left, right, strict=True):
            a, b = a.astype(np.float32), b.astype(np.float32)
            for one in a:
                for other in b:
                    away = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)
                    away -= 2 * one @ other.T
                    total = total + np.exp(-self.gamma * np.maximum(away, 0), dtype=np.float64)
        return total / (len(left) * len(left[0]) * len(right[0]))
