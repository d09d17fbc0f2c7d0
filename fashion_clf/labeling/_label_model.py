"""Label model: how far to trust each rule, learned from how the rules agree."""

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from fashion_clf.labeling._majority import check_width
from fashion_clf.labeling._votes import (
    check_groups,
    check_votes,
    distinct_rows,
    encode_votes,
    vote_members,
)

__all__ = ["LabelModel"]

UNLABELED = -1
_SUREST = 0.95  # no rule is trusted further, or two of them could not be outvoted

_BLOCK = 1 << 16  # rows whose posteriors are held at once


class LabelModel(ClassifierMixin, BaseEstimator):
    """Probabilities of classes from the votes of rules of unequal worth.

    A rule that votes is right with a probability of its own, its reliability,
    and wrong on each other class alike; where it abstains it says nothing. The
    reliabilities are found by expectation maximisation. Two things keep it from
    the collapse that is common there: a vote is judged by the other votes on its
    row only, never by itself, and counts by how sure those are (a method of
    moments: agreement is set against what a right and a wrong vote would show);
    and no rule is thought to be worse than chance, or better than 0.95. Every
    reliability has a prior: a rule that seldom meets another keeps the
    reliability that was stated for it.

    Parameters
    ----------
    n_classes : int or None, default=None
        How many classes there are; None for the highest vote plus one.
    groups : sequence of tuple of int, or None, default=None
        Classes that a superclass vote ``n_classes + g``, "one of
        ``groups[g]``", stands for.
    prior_reliability : array-like of float, shape (n_rules,), or None, default=None
        Stated reliability of each rule in (0, 1), the mean of its prior;
        NaN for a rule of which nothing is known, which counts as 0.8.
    prior_strength : float, default=100
        How many votes the prior counts for.
    max_iter : int, default=100
        Iterations at most.
    tol : float, default=1e-4
        Fitting ends when no reliability moves by more.
    random_state : int or None, default=0
        Accepted for the sake of a common interface; nothing here is random.

    Attributes
    ----------
    classes_ : ndarray of int, shape (n_classes,)
        ``0 .. n_classes - 1``.
    class_prior_ : ndarray of float, shape (n_classes,)
        Share of each class; rows without a vote get it.
    rule_reliability_ : ndarray of float, shape (n_rules,)
        Probability that a vote of the rule is right.
    n_iter_ : int
        Iterations run.
    converged_ : bool
        Whether `tol` was reached.
    falls_back_ : bool
        True where no two rules ever vote on one row and no label is given:
        nothing can be learned, and the stated reliabilities stand.
    n_features_in_ : int
        How many rules there are.

    See Also
    --------
    MajorityVote : Counts every vote the same.

    References
    ----------
    A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer
    error-rates using the EM algorithm", Applied Statistics 28, 1979; here with
    one parameter a rule, abstentions left out, a prior, and each vote left out
    of its own judgement.

    Examples
    --------
    >>> from fashion_clf.labeling import LabelModel
    >>> L = [[0, 0, 1]] * 30 + [[1, 1, 0]] * 30 + [[-1, -1, 0]]
    >>> model = LabelModel().fit(L)
    >>> model.rule_reliability_.round(1)
    array([0.8, 0.8, 0.5])
    >>> model.predict([[1, -1, 0], [0, -1, 1]])
    array([1, 0])
    """

    def __init__(
        self,
        *,
        n_classes=None,
        groups=None,
        prior_reliability=None,
        prior_strength=100.0,
        max_iter=100,
        tol=1e-4,
        random_state=0,
    ):
        self.n_classes = n_classes
        self.groups = groups
        self.prior_reliability = prior_reliability
        self.prior_strength = prior_strength
        self.max_iter = max_iter
        self.tol = tol
        self.random_state = random_state

    def fit(self, L, y=None):
        """Learn the reliabilities of the rules.

        Parameters
        ----------
        L : array-like of int, shape (n_samples, n_rules)
            Votes: -1 abstains, ``0 .. n_classes - 1`` is a class,
            ``n_classes + g`` says "one of ``groups[g]``".
        y : array-like of int or None, shape (n_samples,), optional
            True classes where they are known, -1 or None elsewhere. They anchor
            the reliabilities.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where votes or labels are none.
        """
        L, n_classes = check_votes(L, self.n_classes, self.groups)
        self.classes_ = np.arange(n_classes)
        self.n_features_in_ = L.shape[1]
        self._members = vote_members(n_classes, check_groups(self.groups, n_classes))
        gold = _check_labels(y, len(L), n_classes)
        mean = _check_reliability(self.prior_reliability, L.shape[1])
        # the gold column keeps rows of equal votes and unequal labels apart
        rows, inverse = distinct_rows(np.column_stack([L, gold]))
        votes = encode_votes(L[rows], len(self._members))
        weights = np.bincount(inverse).astype(float)
        self._expectation_maximisation(votes, weights, gold[rows], mean)
        overlaps = (np.diff(votes.indptr) > 1).any() or (gold != UNLABELED).any()
        self.falls_back_ = not overlaps
        return self

    def _expectation_maximisation(self, votes, weights, gold, mean):
        reliability = mean
        self.n_iter_ = 0
        for _ in range(self.max_iter):
            self.n_iter_ += 1
            evidence = self._evidence(reliability)
            n_right, n_judged = np.zeros((2, len(mean)))
            for start in range(0, votes.shape[0], _BLOCK):
                block = slice(start, start + _BLOCK)
                right, judged = self._agreement(votes[block], weights[block], gold[block], evidence)
                n_right += right
                n_judged += judged
            updated = (n_right + self.prior_strength * mean) / (n_judged + self.prior_strength)
            updated = np.clip(updated, 1 / self._members.shape[1], _SUREST)
            change = np.abs(updated - reliability).max(initial=0)
            reliability = updated
            if change < self.tol:
                break
        self.converged_ = bool(change < self.tol)
        self.rule_reliability_ = reliability
        self._estimate_prior(votes, weights, gold)

    def _agreement(self, votes, weights, gold, evidence):
        """Estimate how often each rule was right, by what the others say (or gold does)."""
        n_values, n_classes = self._members.shape
        n_rules = len(evidence) // n_values
        rule, value = np.divmod(votes.indices, n_values)
        n_votes = np.diff(votes.indptr)
        row = np.repeat(np.arange(votes.shape[0]), n_votes)
        known = gold[row] != UNLABELED
        weight = np.where((n_votes > 1)[row] | known, weights[row], 0.0)
        others = _softmax((votes @ evidence)[row] - evidence[votes.indices])
        others[known] = np.eye(n_classes)[gold[row][known]]
        agreed = np.where(self._members[value], others, 0).sum(axis=1)
        expected_right = (others**2).sum(axis=1)
        expected_wrong = (1 - expected_right) / (n_classes - 1)
        sureness = expected_right - expected_wrong
        right = np.bincount(rule, weight * sureness * (agreed - expected_wrong), n_rules)
        return right, np.bincount(rule, weight * sureness**2, n_rules)

    def _estimate_prior(self, votes, weights, gold):
        """Take the class prior from the posteriors of the rows with a vote or gold."""
        n_classes = self._members.shape[1]
        totals = np.ones(n_classes)
        self.class_prior_ = totals / n_classes
        for start in range(0, votes.shape[0], _BLOCK):
            block = slice(start, start + _BLOCK)
            known = gold[block] != UNLABELED
            posterior = self._posterior(votes[block], self.rule_reliability_)
            posterior[known] = np.eye(n_classes)[gold[block][known]]
            voted = (np.diff(votes[block].indptr) > 0) | known
            totals += weights[block][voted] @ posterior[voted]
        self.class_prior_ = totals / totals.sum()

    def _evidence(self, reliability):
        """Log-likelihood of each class for each vote, shape (n_rules * n_values, n_classes)."""
        size = self._members.sum(axis=1)[None, :, None]
        n_classes = self._members.shape[1]
        accuracy = np.minimum(reliability, _SUREST)[:, None, None]
        outside = (1 - accuracy) / np.maximum(n_classes - size, 1)
        evidence = np.log(np.where(self._members[None], accuracy / size, outside))
        return (evidence - evidence.mean(axis=2, keepdims=True)).reshape(-1, n_classes)

    def _posterior(self, votes, reliability):
        """Posterior of each class for each row of encoded votes."""
        proba = _softmax(votes @ self._evidence(reliability))
        proba[np.diff(votes.indptr) == 0] = self.class_prior_
        return proba

    def predict_proba(self, L):
        """Posterior of each class given the votes.

        Parameters
        ----------
        L : array-like of int, shape (n_samples, n_rules)

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
            Rows sum to 1; a row without a vote gets the class prior.
        """
        check_is_fitted(self)
        L = check_width(self, L)
        rows, inverse = distinct_rows(L)
        votes = encode_votes(L[rows], len(self._members))
        return self._posterior(votes, self.rule_reliability_)[inverse]

    def predict(self, L):
        """Most probable class of each row."""
        return self.classes_[self.predict_proba(L).argmax(axis=1)]

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.required = False
        return tags


def _softmax(score):
    proba = np.exp(score - score.max(axis=1, keepdims=True))
    return proba / proba.sum(axis=1, keepdims=True)


def _check_labels(y, n_samples, n_classes):
    if y is None:
        return np.full(n_samples, UNLABELED)
    labels = np.array([UNLABELED if label is None else label for label in y])
    if len(labels) != n_samples:
        raise ValueError(f"y has {len(labels)} labels for {n_samples} rows of votes")
    if labels.dtype.kind not in "iu" or (labels < UNLABELED).any() or (labels >= n_classes).any():
        raise ValueError(f"labels must be 0 to {n_classes - 1}, or -1 or None where there is none")
    return labels


def _check_reliability(reliability, n_rules):
    if reliability is None:
        return np.full(n_rules, 0.8)
    mean = np.asarray(reliability, dtype=float)
    if mean.shape != (n_rules,):
        raise ValueError(f"prior_reliability has the shape {mean.shape} for {n_rules} rules")
    mean = np.where(np.isnan(mean), 0.8, mean)
    if ((mean <= 0) | (mean >= 1)).any():
        raise ValueError("prior_reliability must lie between 0 and 1, or be NaN")
    return mean
