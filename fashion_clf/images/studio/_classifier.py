"""A classifier of the photos of shops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.reading._read import (
    PhotoClassifierMixin,
    as_labelled_paths,
    as_paths,
    warn_unreadable,
)
from fashion_clf.images.shapes._cut_out import cut_out_photos
from fashion_clf.images.shapes._landmark_classifier import LandmarkClassifier
from fashion_clf.images.studio._components import LayoutComponents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from numpy.random import RandomState
    from numpy.typing import NDArray

    from fashion_clf.utils._typing import Floats, Labels

__all__ = ["StudioClassifier", "score_cut_outs"]


class StudioClassifier(PhotoClassifierMixin, LandmarkClassifier):
    """Tell what photos of shops show, on a plain ground or nearly so.

    What stands out is cut out, and described by its gradients, by the layout of its outline, by
    where skin is, and by whether it runs out of the photo. Its kernel with the photos that were
    learned from, and with their mirror images, is what ridge regression tells the classes by.
    The one that comes with the library has learned from drawings alone: see
    `fashion_clf.datasets.make_shop_photos`.

    Parameters
    ----------
    n_landmarks : int, default=8_000
        Photos that others are compared with; all, where there are fewer.
    n_dimensions : int, default=200
        Principal components of a description that are kept.
    gamma : float, default=4.0
        Steepness of the kernel, in units of the median squared distance of landmarks.
    alpha : float, default=3e-5
        Strength of the regularisation, for each photo.
    random_state : int, RandomState or None, default=0
        Seed of landmarks and components.
    n_jobs : int or None, default=None
        Threads that read photos and cut out.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
    class_prior_ : ndarray of float, shape (n_classes,)
        Shares of the classes in the photos that could be read.
    components_ : LayoutComponents
        What photos are described by.
    landmarks_ : ndarray of float32, shape (n_landmarks, n_features)
        Of half precision.
    dual_ : ndarray of float32, shape (n_landmarks, n_classes)
    temperature_ : float
        What scores are multiplied with before probabilities are made of them.

    See Also
    --------
    GarmentClassifier : Of photos taken at home.
    ShapeClassifier : Of garments that are cut out already.

    References
    ----------
    As of `ShapeClassifier`.

    Examples
    --------
    >>> import tempfile
    >>> from fashion_clf.datasets import make_shop_photos
    >>> from fashion_clf.images import StudioClassifier
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     drawn = make_shop_photos(folder, 48, random_state=0)
    ...     model = StudioClassifier().fit(drawn.photos, drawn.categories)
    ...     accuracy = model.score(drawn.photos, drawn.categories)
    >>> bool(accuracy > 0.9)  # of what it has seen
    True
    """

    def __init__(
        self,
        *,
        n_landmarks: int = 8_000,
        n_dimensions: int = 200,
        gamma: float = 4.0,
        alpha: float = 3e-5,
        random_state: int | RandomState | None = 0,
        n_jobs: int | None = None,
    ) -> None:
        self.n_landmarks = n_landmarks
        self.n_dimensions = n_dimensions
        self.gamma = gamma
        self.alpha = alpha
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Sequence[Any], y: Labels) -> Self:
        """Learn from labelled photos.

        Parameters
        ----------
        X : sequence of path, shape (n_samples,)
            Photos; those that cannot be read, charts and swatches are left out.
        y : array-like of str, shape (n_samples,)
            What they show.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where `y` has another length, or fewer than two classes can be read.

        Warns
        -----
        ImageWarning
            Once, with the number of photos that cannot be read.
        """
        paths, y = as_labelled_paths(X, y)
        cut_outs, shown, failures = cut_out_photos(paths, self.n_jobs)
        warn_unreadable(failures, len(paths))
        if not len(shown):
            raise ValueError(f"none of {len(paths)} photos shows anything that can be learned from")
        self._learn(cut_outs, y[shown], LayoutComponents(self.n_dimensions))
        self.class_prior_ = np.unique(y[shown], return_counts=True)[1] / len(shown)
        return self

    def predict_proba(self, X: Sequence[Any]) -> Floats:
        """Probability of each class for each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
            Columns in the order of `classes_`; the shares of the classes where there is no
            photo, it cannot be read, or it shows no product.

        Warns
        -----
        ImageWarning
            Once, with the number of photos that cannot be read.
        """
        check_is_fitted(self, "dual_")
        paths = as_paths(X)
        cut_outs, shown, failures = cut_out_photos(paths, self.n_jobs)
        warn_unreadable(failures, len(paths))
        proba = np.tile(self.class_prior_, (len(paths), 1))
        proba[shown] = self._row_probabilities(cut_outs)
        return proba


def score_cut_outs(model: StudioClassifier, cut_outs: NDArray[Any]) -> Floats:
    """Score what is cut out of photos already, near 1 for its class and -1 for others.

    Parameters
    ----------
    model : StudioClassifier
        Fitted.
    cut_outs : ndarray of CUT_OUT, shape (n_samples,)

    Returns
    -------
    ndarray of float, shape (n_samples, n_classes)
    """
    return model._score_rows(cut_outs)
