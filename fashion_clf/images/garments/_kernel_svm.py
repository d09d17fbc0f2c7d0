"""Support vectors over photos and their mirror images, by kernels."""

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.decomposition import PCA
from sklearn.model_selection import GroupKFold, KFold
from sklearn.utils.validation import check_is_fitted

from fashion_clf.utils._kernels import find_temperature, ridge
from fashion_clf.utils._matrix import softmax

__all__ = ["MirrorKernelClassifier"]

_STEPS = 8  # of Newton's method, at most


class MirrorKernelClassifier(ClassifierMixin, BaseEstimator):
    """Separate classes with a kernel that knows that mirror images are alike.

    The kernel of two photos is the mean, over the views of both, of a Gaussian
    kernel on each of some blocks of features plus the inner product of others::

        k(x, x') = mean over blocks b of exp(-gamma |x_b - x'_b|^2) + weight <f, f'>

    Averaging over views is fitting them all with one weight for each photo. The
    blocks are reduced by PCA, since the model keeps them for each photo. Each class
    is separated from the rest with squared hinge loss; one temperature, found on photos
    left out in turns, makes probabilities of what comes out.

    Parameters
    ----------
    gamma : float, default=1.5
        Steepness of the Gaussian kernels, for blocks of length 1.
    weight : float, default=0.6
        Of the inner products, which are scaled to 1 on the diagonal, on average.
    alpha : float, default=0.05
        Strength of the regularisation, relative to a kernel of 1 on the diagonal.
    n_dimensions : int, default=96
        Principal components kept of each block, at most.
    random_state : int, RandomState or None, default=None
        Seed of PCA.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
    pcas_ : list of PCA
    landmarks_ : list of ndarray of float32, shape (n_views, n_samples, n_dimensions)
        The blocks of the photos it was fitted to, reduced; of half precision.
    dual_ : ndarray of float32, shape (n_samples, n_classes)
    coef_ : ndarray of float32, shape (n_classes, n_features)
    intercept_ : ndarray of float, shape (n_classes,)
    temperature_ : float
        What the margins are multiplied with before probabilities are made of them.

    References
    ----------
    B. Haasdonk and H. Burkhardt, "Invariant kernel functions for pattern analysis
    and machine learning", Machine Learning 68, 2007.
    O. Chapelle, "Training a support vector machine in the primal", Neural
    Computation 19, 2007, for Newton's method.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.garments._kernel_svm import MirrorKernelClassifier
    >>> ring = np.linspace(0, 2 * np.pi, 40)
    >>> x = np.column_stack([np.cos(ring), np.sin(ring)])[None].repeat(2, axis=0)
    >>> y = np.where(ring % 1.6 < 0.8, "in", "out")  # turns about eight times
    >>> model = MirrorKernelClassifier(gamma=30, random_state=0).fit([x], x, y)
    >>> right = model.predict_proba([x[:1]], x[:1]).argmax(axis=1) == (y == "out")
    >>> bool(right.mean() > 0.9)  # no straight line could
    True
    """

    def __init__(self, gamma=1.5, weight=0.6, alpha=0.05, n_dimensions=96, random_state=None):
        self.gamma = gamma
        self.weight = weight
        self.alpha = alpha
        self.n_dimensions = n_dimensions
        self.random_state = random_state

    def fit(self, blocks, linear, y, groups=None):
        """Learn.

        Parameters
        ----------
        blocks : list of ndarray, shape (n_views, n_samples, n_block_features)
        linear : ndarray, shape (n_views, n_samples, n_features)
            The features whose inner products count.
        y : ndarray of str, shape (n_samples,)
        groups : ndarray or None, shape (n_samples,)
            Photos of one group are left out together where the temperature is found.

        Returns
        -------
        self
        """
        self.pcas_ = [self._fit_pca(block) for block in blocks]
        self._offsets = self._landmark_lengths = None
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
        self.classes_, codes = np.unique(y, return_inverse=True)
        target = np.eye(len(self.classes_))[codes]
        self.temperature_ = self._calibrate(kernel, target, groups)
        dual, self.intercept_ = _solve(kernel, target, self.alpha)
        dual /= level
        self.dual_ = dual.astype(np.float32)
        self.coef_ = (scale * dual.T @ mean).astype(np.float32)
        return self

    def decision_function(self, blocks, linear):
        """Give the margin of each class, 1 and more for its own photos.

        Parameters
        ----------
        blocks, linear
            As for `fit`; as many views as wanted.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        check_is_fitted(self, "dual_")
        kernel = self._gaussian(self._reduce(blocks))
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
        check_is_fitted(self, "dual_")
        return softmax(self.temperature_ * self.decision_function(blocks, linear))

    def _calibrate(self, kernel, target, groups):
        """Find how sharp probabilities may be, on photos that were not fitted."""
        n_folds = 5 if groups is None else min(5, len(np.unique(groups)))
        if n_folds < 2 or len(target) < 2 * n_folds:
            return 1.0
        splitter = (
            KFold(n_folds, shuffle=True, random_state=0) if groups is None else GroupKFold(n_folds)
        )
        odds = np.empty_like(target)
        for kept, left in splitter.split(target, groups=groups):
            dual, intercept = _solve(kernel[np.ix_(kept, kept)], target[kept], self.alpha)
            odds[left] = kernel[np.ix_(left, kept)] @ dual + intercept

        return find_temperature(odds, target.argmax(axis=1))

    def __getstate__(self):
        state = super().__getstate__().copy()
        for found_again in ("_offsets", "_landmark_lengths"):
            state.pop(found_again, None)
        if "landmarks_" in state:  # they are of this precision, only computed with in another
            state["landmarks_"] = [block.astype(np.float16) for block in self.landmarks_]
        return state

    def __setstate__(self, state):
        super().__setstate__(state)
        if "landmarks_" in state:
            self.landmarks_ = [block.astype(np.float32) for block in state["landmarks_"]]

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
        """Transform by PCA, without the checks and without the means of each time."""
        if getattr(self, "_offsets", None) is None:
            self._offsets = [pca.mean_[None] @ pca.components_.T for pca in self.pcas_]
        return [
            (block.reshape(-1, block.shape[-1]) @ pca.components_.T - offset)
            .reshape(*block.shape[:2], -1)
            .astype(np.float16)
            .astype(np.float32)
            for pca, offset, block in zip(self.pcas_, self._offsets, blocks, strict=True)
        ]

    def _gaussian(self, left):
        """Mean of the Gaussian kernels with the landmarks, over blocks and views of both sides."""
        if getattr(self, "_landmark_lengths", None) is None:
            self._landmark_lengths = [
                [_squares(other) for other in block] for block in self.landmarks_
            ]
        total = np.zeros((left[0].shape[1], self.landmarks_[0].shape[1]))
        for a, b, lengths in zip(left, self.landmarks_, self._landmark_lengths, strict=True):
            for one in a:
                for other, length in zip(b, lengths, strict=True):
                    away = _squares(one)[:, None] + length
                    away -= 2 * one @ other.T
                    np.maximum(away, 0, out=away)
                    away *= -self.gamma
                    total += np.exp(away, out=away)
        return total / (len(left) * len(left[0]) * len(self.landmarks_[0]))


def _solve(kernel, target, alpha):
    """Separate each class from the rest, with squared hinge loss.

    Newton's method: ridge regression on the photos that are on the wrong side of the
    margin, until they stay the same ones.

    Parameters
    ----------
    kernel : ndarray, shape (n_samples, n_samples)
    target : ndarray of float, shape (n_samples, n_classes)
        1 for the class of a photo, 0 elsewhere.
    alpha : float
        Strength of the regularisation.

    Returns
    -------
    dual : ndarray, shape (n_samples, n_classes)
    intercept : ndarray, shape (n_classes,)
    """
    dual, intercept = np.zeros(target.shape), np.zeros(target.shape[1])
    everything = _ridge(kernel, 2 * target - 1, alpha)
    for label, sign in enumerate(2 * target.T - 1):
        weights, bias = everything[0][:, label], everything[1][label]
        inside = np.arange(len(kernel))
        for _ in range(_STEPS):
            before, inside = inside, np.flatnonzero(sign * (kernel[:, inside] @ weights + bias) < 1)
            if not len(inside) or np.array_equal(before, inside):
                inside = before
                break
            found = _ridge(kernel[np.ix_(inside, inside)], sign[inside, None], alpha)
            weights, bias = found[0][:, 0], found[1][0]
        dual[inside, label], intercept[label] = weights, bias
    return dual, intercept


def _ridge(kernel, target, alpha):
    """Kernel ridge regression with an intercept that is not regularised."""
    solved = ridge(kernel, np.hstack([target, np.ones((len(target), 1))]), alpha)
    intercept = solved[:, :-1].sum(axis=0) / solved[:, -1].sum()
    return solved[:, :-1] - solved[:, -1:] * intercept, intercept


def _squares(rows):
    return np.einsum("ij,ij->i", rows, rows)
