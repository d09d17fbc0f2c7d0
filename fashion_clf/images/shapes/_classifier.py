"""A classifier of garments by their shape, from small grey pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.shapes._components import ShapeComponents
from fashion_clf.images.shapes._descriptors import SIDE
from fashion_clf.images.shapes._landmark_classifier import LandmarkClassifier

if TYPE_CHECKING:
    from typing import Self

    from numpy.random import RandomState

    from fashion_clf.utils._typing import ArrayLike, Floats, Labels, Names

__all__ = ["ShapeClassifier"]


class ShapeClassifier(LandmarkClassifier):
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
        return self._learn(images, y, ShapeComponents(self.n_dimensions))

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
        return self._score_rows(_check_images(X))

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
        check_is_fitted(self, "dual_")
        return self._row_probabilities(_check_images(X))

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

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.three_d_array = True
        return tags


def _check_images(X):
    images = np.asarray(X)
    if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE) or images.dtype != np.uint8:
        raise ValueError(
            f"pictures are of shape {images.shape} and type {images.dtype}; needed are uint8 "
            f"arrays of shape (n_samples, {SIDE}, {SIDE})."
        )
    return images
