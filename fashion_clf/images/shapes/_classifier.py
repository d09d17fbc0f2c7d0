"""A classifier of garments by their shape, from small grey pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.shapes._components import ShapeComponents
from fashion_clf.images.shapes._descriptors import SIDE
from fashion_clf.images.shapes._landmarks import mirror_kernel, nearest_landmark, regress
from fashion_clf.utils._matrix import softmax, squared_distances

if TYPE_CHECKING:
    from typing import Self

    from numpy.random import RandomState

    from fashion_clf.utils._typing import ArrayLike, Floats, Labels, Names

__all__ = ["ShapeClassifier"]

_CHUNK = 2000  # pictures told at a time
_FIRST = 3  # one in so many landmarks is drawn; what these tell worst are the others


class ShapeClassifier(ClassifierMixin, BaseEstimator):
    """Tell garments by their shape.

    A picture is described by histograms of oriented gradients at five sizes of cells, by its
    lines and by its light. Its kernel with some of the pictures that were learned from, and with
    their mirror images, is what ridge regression tells the classes by. A third of those pictures
    are drawn; the others are the ones that the drawn ones tell worst.

    Parameters
    ----------
    n_landmarks : int, default=12_000
        Pictures that others are compared with; all, where there are fewer.
    n_dimensions : int, default=800
        Principal components of a description that are kept.
    gamma : float, default=1.0
        Steepness of the kernel, in units of the median squared distance of landmarks.
    alpha : float, default=3e-7
        Strength of the regularisation, for each picture.
    random_state : int, RandomState or None, default=0
        Seed of landmarks and components.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
    components_ : ShapeComponents
        What pictures are described by.
    landmarks_ : ndarray of float32, shape (n_landmarks, n_features)
        Of half precision.
    dual_ : ndarray of float32, shape (n_landmarks, n_classes)
    temperature_ : float
        What scores are multiplied with before probabilities are made of them.
    scale_ : float
        Median squared distance of two pictures.
    usual_ : float
        Median squared distance of pictures that were left out from the nearest landmark.

    See Also
    --------
    GarmentClassifier : Of photos, with their colours and their background.

    References
    ----------
    C. Williams and M. Seeger, "Using the Nystroem method to speed up kernel machines", NIPS
    2000; C. Cortes and V. Vapnik, "Support-vector networks", Machine Learning 20, 1995, for
    pictures near the border as those that matter; B. Haasdonk and H. Burkhardt, "Invariant
    kernel functions for pattern analysis and machine learning", Machine Learning 68, 2007, for
    mirror images.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images import ShapeClassifier
    >>> images = np.zeros((40, 28, 28), np.uint8)
    >>> images[:20, 4:24, 10:18] = 200  # tall
    >>> images[20:, 10:18, 4:24] = 200  # wide
    >>> labels = ["trousers"] * 20 + ["shoe"] * 20
    >>> clf = ShapeClassifier(random_state=0).fit(images, labels)
    >>> clf.predict(images[[0, 30]]).tolist()
    ['trousers', 'shoe']
    """

    def __init__(
        self,
        *,
        n_landmarks: int = 12_000,
        n_dimensions: int = 800,
        gamma: float = 1.0,
        alpha: float = 3e-7,
        random_state: int | RandomState | None = 0,
    ) -> None:
        self.n_landmarks = n_landmarks
        self.n_dimensions = n_dimensions
        self.gamma = gamma
        self.alpha = alpha
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: Labels) -> Self:
        """Learn.

        Parameters
        ----------
        X : ndarray of uint8, shape (n_samples, 28, 28)
            Garments, bright on black, scaled to fill the picture.
        y : array-like of str or int, shape (n_samples,)
            Classes.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where `X` has another shape or type, or `y` another length or one class only, or a
            parameter is not a number of pictures or components.
        """
        images = _check_images(X)
        for name in ("n_landmarks", "n_dimensions"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)!r}; allowed: 1 and more")
        check_classification_targets(y)
        self.classes_, codes = np.unique(np.asarray(y), return_inverse=True)
        if len(codes) != len(images):
            raise ValueError(f"y has {len(codes)} labels for {len(images)} pictures")
        if len(self.classes_) < 2:
            raise ValueError(
                f"all labels are {self.classes_[0]!r}; at least two classes are needed"
            )
        rng = check_random_state(self.random_state)
        self.components_ = ShapeComponents(self.n_dimensions).fit(images, rng)
        described = self.components_.transform(images)
        order = rng.permutation(len(images))
        some = described[order[:1000]]
        self.scale_ = float(np.median(squared_distances(some, some)))
        if len(images) > self.n_landmarks:
            order = self._hardest_first(described, codes, order)
        self.landmarks_ = _half(described[np.sort(order[: self.n_landmarks])])
        others = described[rng.permutation(order[self.n_landmarks :])[:_CHUNK]]
        self.usual_ = float(np.median(self._nearest(others))) if len(others) else self.scale_
        self.dual_, self.temperature_ = regress(
            self._kernel, described, self.landmarks_, codes, self.alpha
        )
        return self

    def _hardest_first(self, described, codes, order):
        """Order rows: the drawn ones, then by what these tell of them, the worst first."""
        n = max(1, self.n_landmarks // _FIRST)
        first = _half(described[np.sort(order[:n])])
        dual, _ = regress(self._kernel, described, first, codes, self.alpha)
        scores = self._scores(described, first, dual)
        of_class = np.eye(len(self.classes_), dtype=bool)[codes]
        margin = scores[of_class] - np.where(of_class, -np.inf, scores).max(axis=1)
        margin[order[:n]] = -np.inf
        return order[np.argsort(margin[order], kind="stable")]

    def decision_function(self, X: ArrayLike) -> Floats:
        """Score each class, near 1 for that of the picture and -1 for others.

        Parameters
        ----------
        X : ndarray of uint8, shape (n_samples, 28, 28)
            Garments, bright on black.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        check_is_fitted(self, "dual_")
        images = _check_images(X)
        return self._scores(self.components_.transform(images), self.landmarks_, self.dual_)

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Probability of each class.

        Parameters
        ----------
        X : ndarray of uint8, shape (n_samples, 28, 28)
            Garments, bright on black.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        return softmax(self.temperature_ * self.decision_function(X))

    def predict(self, X: ArrayLike) -> Names:
        """Predict the class of each picture.

        Parameters
        ----------
        X : ndarray of uint8, shape (n_samples, 28, 28)
            Garments, bright on black.

        Returns
        -------
        ndarray, shape (n_samples,)
        """
        return self.classes_[self.decision_function(X).argmax(axis=1)]

    def novelty(self, X: ArrayLike) -> Floats:
        """Tell how far pictures are from those that were learned from.

        Parameters
        ----------
        X : ndarray of uint8, shape (n_samples, 28, 28)
            Garments, bright on black.

        Returns
        -------
        ndarray of float, shape (n_samples,)
            Distance from the nearest landmark, the mirror image's where it is nearer, over the
            median distance of known pictures: 1 is as usual.
        """
        check_is_fitted(self, "dual_")
        nearest = self._nearest(self.components_.transform(_check_images(X)))
        return np.sqrt(nearest / max(self.usual_, 1e-12))

    def _nearest(self, described):
        return nearest_landmark(described, self.landmarks_, self.components_.n_even)

    def _kernel(self, left, right):
        gamma = self.gamma / max(self.scale_, 1e-12)
        return mirror_kernel(left, right, self.components_.n_even, gamma)

    def _scores(self, described, landmarks, dual):
        scores = np.empty((len(described), len(self.classes_)))
        for start in range(0, len(described), _CHUNK):
            rows = slice(start, start + _CHUNK)
            scores[rows] = self._kernel(described[rows], landmarks) @ dual
        return scores

    def __getstate__(self):
        state = super().__getstate__().copy()
        if "landmarks_" in state:  # they are of this precision, only computed with in another
            state["landmarks_"] = self.landmarks_.astype(np.float16)
        return state

    def __setstate__(self, state):
        super().__setstate__(state)
        if "landmarks_" in state:
            self.landmarks_ = state["landmarks_"].astype(np.float32)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.three_d_array = True
        return tags


def _half(values):
    """Round to what is saved."""
    return values.astype(np.float16).astype(np.float32)


def _check_images(X):
    images = np.asarray(X)
    if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE) or images.dtype != np.uint8:
        raise ValueError(
            f"pictures are of shape {images.shape} and type {images.dtype}; needed are uint8 "
            f"arrays of shape (n_samples, {SIDE}, {SIDE})."
        )
    return images
