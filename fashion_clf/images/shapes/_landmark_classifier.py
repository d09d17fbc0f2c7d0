"""What classifiers of small pictures have in common: a kernel with landmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets

from fashion_clf.images.shapes._landmarks import mirror_kernel, nearest_landmark, regress
from fashion_clf.utils._matrix import softmax, squared_distances

if TYPE_CHECKING:
    from typing import Any, Self

    from numpy.typing import NDArray

    from fashion_clf.images.shapes._components import ShapeComponents
    from fashion_clf.utils._typing import Floats, Labels

__all__ = ["LandmarkClassifier"]

_CHUNK = 2000  # pictures told at a time
_FIRST = 3  # one in so many landmarks is drawn; what these tell worst are the others


class LandmarkClassifier(ClassifierMixin, BaseEstimator):
    """Tells classes by ridge regression on the kernel with some of what was learned from.

    A subclass turns its input into rows that its components describe. Its parameters are
    ``n_landmarks``, ``n_dimensions``, ``gamma``, ``alpha`` and ``random_state``.
    """

    def _learn(self, rows: NDArray[Any], y: Labels, components: ShapeComponents) -> Self:
        """Fit to rows.

        Parameters
        ----------
        rows : ndarray, shape (n_samples, ...)
            What `components` describe.
        y : array-like of str or int, shape (n_samples,)
            Classes.
        components : ShapeComponents
            Not fitted.

        Raises
        ------
        ValueError
            Where `y` has another length or one class only, or a parameter is not a number of
            pictures or components.
        """
        for name in ("n_landmarks", "n_dimensions"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)!r}; allowed: 1 and more")
        check_classification_targets(y)
        self.classes_, codes = np.unique(np.asarray(y), return_inverse=True)
        if len(codes) != len(rows):
            raise ValueError(f"y has {len(codes)} labels for {len(rows)} pictures")
        if len(self.classes_) < 2:
            raise ValueError(
                f"all labels are {self.classes_.tolist()[0]!r}; at least two classes are needed"
            )
        rng = check_random_state(self.random_state)
        self.components_ = components.fit(rows, rng)
        described = self.components_.transform(rows)
        order = rng.permutation(len(rows))
        some = described[order[:1000]]
        self.scale_ = float(np.median(squared_distances(some, some)))
        if len(rows) > self.n_landmarks:
            order = self._hardest_first(described, codes, order)
        self.landmarks_ = _half(described[np.sort(order[: self.n_landmarks])])
        others = described[rng.permutation(order[self.n_landmarks :])[:_CHUNK]]
        self.usual_ = float(np.median(self._nearest(others))) if len(others) else self.scale_
        self.dual_, self.temperature_ = regress(
            self._kernel, described, self.landmarks_, codes, self.alpha
        )
        return self

    def _score_rows(self, rows: NDArray[Any]) -> Floats:
        """Score each class, near 1 for that of a row and -1 for others."""
        return self._scores(self.components_.transform(rows), self.landmarks_, self.dual_)

    def _row_probabilities(self, rows: NDArray[Any]) -> Floats:
        """Probability of each class."""
        return softmax(self.temperature_ * self._score_rows(rows))

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

    def _nearest(self, described):
        return nearest_landmark(described, self.landmarks_, self.components_.n_even)

    def _kernel(self, left, right):
        gamma = self.gamma / max(self.scale_, 1e-12)
        return mirror_kernel(left, right, self.components_.n_even, gamma)

    def _scores(self, described, landmarks, dual):
        scores = np.empty((len(described), len(self.classes_)))
        for start in range(0, len(described), _CHUNK):
            rows = slice(start, start + _CHUNK)
            # large weights of either sign cancel: single precision is not enough for their sum
            scores[rows] = self._kernel(described[rows], landmarks).astype(np.float64) @ dual
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


def _half(values):
    """Round to what is saved."""
    return values.astype(np.float16).astype(np.float32)
