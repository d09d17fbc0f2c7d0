"""Fisher vectors: how the descriptors of one photo differ from those of all."""

import warnings
from contextlib import contextmanager

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

__all__ = ["FisherVectorEncoder", "quietly"]


class FisherVectorEncoder(TransformerMixin, BaseEstimator):
    """Encode sets of local descriptors as gradients of a Gaussian mixture.

    Descriptors are reduced by PCA, their places are appended, and a mixture with
    diagonal covariances is fitted to a sample of them. A set is then described by
    how it would move the means and deviations of the mixture, with signed square
    roots taken and the whole scaled to length 1.

    Parameters
    ----------
    n_components : int, default=64
        Gaussians of the mixture.
    n_dimensions : int, default=48
        Principal components kept of a descriptor, at most.
    max_samples : int, default=60_000
        Descriptors that PCA and mixture are fitted to.
    random_state : int, RandomState or None, default=None
        Seed of the sample and of the mixture.

    Attributes
    ----------
    pca_ : PCA
    weights_ : ndarray, shape (n_components,)
    means_, deviations_ : ndarray, shape (n_components, n_dimensions + n_places)

    References
    ----------
    F. Perronnin, J. Sanchez and T. Mensink, "Improving the Fisher kernel for
    large-scale image classification", ECCV 2010.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.extractors._fisher import FisherVectorEncoder
    >>> rng = np.random.default_rng(0)
    >>> sets = [(rng.normal(size=(50, 8)), rng.uniform(size=(50, 2))) for _ in range(4)]
    >>> encoder = FisherVectorEncoder(n_components=3, n_dimensions=4, random_state=0)
    >>> encoder.fit_transform(sets).shape  # 2 * 3 * (4 + 2)
    (4, 36)
    """

    def __init__(self, n_components=64, *, n_dimensions=48, max_samples=60_000, random_state=None):
        self.n_components = n_components
        self.n_dimensions = n_dimensions
        self.max_samples = max_samples
        self.random_state = random_state

    def fit(self, X, y=None):
        """Learn the mixture.

        Parameters
        ----------
        X : sequence of (descriptors, places)
            For each photo arrays (n_patches, d) and (n_patches, n_places).
        y : None
            Ignored.

        Returns
        -------
        self
        """
        rng = check_random_state(self.random_state)
        descriptors = np.concatenate([pair[0] for pair in X])
        places = np.concatenate([pair[1] for pair in X])
        if len(descriptors) > self.max_samples:
            chosen = np.sort(rng.choice(len(descriptors), self.max_samples, replace=False))
            descriptors, places = descriptors[chosen], places[chosen]
        n_dimensions = min(self.n_dimensions, *descriptors.shape)
        with np.errstate(invalid="ignore"):  # all descriptors may be alike
            self.pca_ = PCA(n_dimensions, svd_solver="full", random_state=rng).fit(descriptors)
        reduced = self._reduce(descriptors, places)
        mixture = GaussianMixture(
            min(self.n_components, len(reduced)),
            covariance_type="diag",
            max_iter=30,
            tol=1e-3,
            reg_covar=1e-4,
            init_params="k-means++",
            random_state=rng,
        )
        with quietly():
            mixture.fit(reduced)
        self.weights_ = mixture.weights_.astype(np.float32)
        self.means_ = mixture.means_.astype(np.float32)
        self.deviations_ = np.sqrt(mixture.covariances_).astype(np.float32)
        return self

    def transform(self, X):
        """Encode sets of descriptors.

        Parameters
        ----------
        X : sequence of (descriptors, places)

        Returns
        -------
        ndarray of float32, shape (n_sets, 2 * n_components * (n_dimensions + n_places))
        """
        check_is_fitted(self, "means_")
        rows = [self._encode(self._reduce(*pair)) for pair in X]
        return np.array(rows, dtype=np.float32).reshape(len(rows), 2 * self.means_.size)

    def get_feature_names_out(self, input_features=None):
        """Names of the columns.

        Returns
        -------
        ndarray of str
        """
        check_is_fitted(self, "means_")
        return np.array(
            [
                f"fisher_{part}{component:03d}_{dimension:02d}"
                for part in ("mean", "deviation")
                for component, dimension in np.ndindex(self.means_.shape)
            ],
            dtype=object,
        )

    def _reduce(self, descriptors, places):
        # as PCA does, without half a millisecond of checks for each photo
        axes = self.pca_.components_.T
        reduced = descriptors @ axes - self.pca_.mean_[None] @ axes
        return np.hstack([reduced, places]).astype(np.float32)

    def _posterior(self, x):
        precision = 1 / self.deviations_**2
        log_proba = x @ (self.means_ * precision).T - 0.5 * (x**2 @ precision.T)
        log_proba += np.log(self.weights_) - np.log(self.deviations_).sum(axis=1)
        log_proba -= 0.5 * (self.means_**2 * precision).sum(axis=1)
        log_proba -= log_proba.max(axis=1, keepdims=True)
        # tinier shares change nothing, and numbers near the smallest float are slow
        proba = np.exp(np.maximum(log_proba, -20, out=log_proba))
        proba *= log_proba > -20
        return proba / proba.sum(axis=1, keepdims=True)

    def _encode(self, x):
        posterior = self._posterior(x)
        total = posterior.sum(axis=0)[:, None]
        first, second = posterior.T @ x, posterior.T @ x**2
        by_mean = (first - total * self.means_) / self.deviations_
        by_deviation = second - 2 * self.means_ * first + total * self.means_**2
        by_deviation = by_deviation / self.deviations_**2 - total
        root = np.sqrt(self.weights_)[:, None] * len(x)
        vector = np.concatenate(
            [(by_mean / root).ravel(), (by_deviation / root).ravel() / np.sqrt(2)]
        )
        vector = np.sign(vector) * np.sqrt(np.abs(vector))
        return vector / max(np.linalg.norm(vector), 1e-12)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        return tags


@contextmanager
def quietly():
    """Leave it unsaid that a fit has not quite converged: here that matters little."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield
