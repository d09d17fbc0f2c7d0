"""Majority vote: every vote counts the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from fashion_clf.labeling._votes import check_groups, check_votes, encode_votes, vote_members

if TYPE_CHECKING:
    from typing import Any, Self

    from fashion_clf.utils._typing import ArrayLike, Floats, Groups, Ints

__all__ = ["MajorityVote"]


class MajorityVote(ClassifierMixin, BaseEstimator):
    """Label model that counts votes.

    Parameters
    ----------
    n_classes : int or None, default=None
        How many classes there are; None for the highest vote plus one.
    groups : sequence of tuple of int, or None, default=None
        Classes that a superclass vote ``n_classes + g`` stands for; it counts
        for each of them in equal shares.

    Attributes
    ----------
    classes_ : ndarray of int, shape (n_classes,)
        ``0 .. n_classes - 1``.
    class_prior_ : ndarray of float, shape (n_classes,)
        Share of each class among the votes at fit; rows without a vote get it.
    n_features_in_ : int
        How many rules there are.

    Examples
    --------
    >>> from fashion_clf.labeling import MajorityVote
    >>> L = [[0, 0, 1], [1, -1, -1], [0, 1, -1]]
    >>> MajorityVote().fit(L).predict_proba(L).round(2)
    array([[0.67, 0.33],
           [0.  , 1.  ],
           [0.5 , 0.5 ]])
    """

    def __init__(self, n_classes: int | None = None, *, groups: Groups | None = None) -> None:
        self.n_classes = n_classes
        self.groups = groups

    def fit(
        self, L: Ints, y: ArrayLike | None = None, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Count the classes.

        Parameters
        ----------
        L : array-like of int, shape (n_samples, n_rules)
            Votes; -1 abstains.
        y : None
            Ignored.
        sample_weight : array-like of float, shape (n_samples,), optional
            How many times each row counts.

        Returns
        -------
        self
        """
        L, n_classes = check_votes(L, self.n_classes, self.groups)
        self.classes_ = np.arange(n_classes)
        self.n_features_in_ = L.shape[1]
        self._members = vote_members(n_classes, check_groups(self.groups, n_classes))
        counts = self._count(L)
        if sample_weight is not None:
            counts = counts * np.asarray(sample_weight, dtype=float)[:, None]
        totals = 1.0 + counts.sum(axis=0)
        self.class_prior_ = totals / totals.sum()
        return self

    def predict_proba(self, L: Ints) -> Floats:
        """Share of each class in the votes of a row.

        Parameters
        ----------
        L : array-like of int, shape (n_samples, n_rules)
            Votes.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
            Rows sum to 1; a row without a vote gets the class prior.
        """
        check_is_fitted(self)
        L = check_width(self, L)
        counts = self._count(L)
        total = counts.sum(axis=1, keepdims=True)
        return np.where(total > 0, counts / np.maximum(total, 1e-12), self.class_prior_)

    def predict(self, L: Ints) -> Ints:
        """Class with the most votes; the more frequent one of equals.

        Parameters
        ----------
        L : array-like of int, shape (n_samples, n_rules)
            Votes.

        Returns
        -------
        ndarray of int, shape (n_samples,)
            Classes.
        """
        proba = self.predict_proba(L)
        return self.classes_[(proba + 1e-6 * self.class_prior_).argmax(axis=1)]

    def _count(self, L):
        shares = self._members / self._members.sum(axis=1, keepdims=True)
        return encode_votes(L, len(shares)) @ np.tile(shares, (self.n_features_in_, 1))

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.required = False
        return tags


def check_width(model: Any, L: Ints) -> Ints:
    """Check votes at prediction against those at fit."""
    L, _ = check_votes(L, len(model.classes_), model.groups)
    if L.shape[1] != model.n_features_in_:
        raise ValueError(
            f"votes have {L.shape[1]} columns, but {type(model).__name__} was fitted on "
            f"{model.n_features_in_} rules: use the votes of the same rules"
        )
    return L
