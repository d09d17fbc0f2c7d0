"""Label model: how far to trust each rule, learned from how the rules agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from fashion_clf.labeling._majority import MajorityVote, check_width
from fashion_clf.labeling._priors import (
    UNLABELED,
    USUAL,
    check_labels,
    check_reliability,
    count_gold,
    mix_by_coverage,
    prior_of_silent,
    prior_of_voted,
)
from fashion_clf.labeling._reliability import Belief, estimate_reliability, vote_log_odds
from fashion_clf.labeling._vote_pairs import VotePairs
from fashion_clf.labeling._votes import (
    check_groups,
    check_votes,
    distinct_rows,
    encode_votes,
    log_odds_of,
    sum_by_class,
    vote_members,
)
from fashion_clf.utils._matrix import softmax

if TYPE_CHECKING:
    from typing import Self

    from numpy.random import RandomState

    from fashion_clf.utils._typing import ArrayLike, Floats, Groups, Ints

__all__ = ["LabelModel"]

_TIE = 1e-9  # what the commoner of two equal classes has more


class LabelModel(ClassifierMixin, BaseEstimator):
    """Probabilities of classes from the votes of rules of unequal worth.

    A rule that votes is right with a probability of its own, its reliability,
    and wrong on each other class alike; where it abstains it says nothing. How
    reliable the rules are shows in how often each two of them meet on a row, in
    two ways. *Agreement* is the share of its meetings in which the other votes
    for the same. *Lift* is how much more often than by chance it meets those that
    vote for its class, and how much more seldom the others; it works where few
    rules share a class, and for each vote of a rule apart. The logits of both are
    averaged: agreement has one and a half times the share of the other votes that
    could agree at all, at most 1, and lift the rest.

    Votes that meet more often than even two perfect rules would are copies: their
    meetings are not counted, and together they have one vote. No vote is thought
    to be worse than chance unless gold says so, or better than 0.95. Every
    reliability has a prior: a rule that seldom meets another keeps the reliability
    that was stated for it.

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
        Iterations at most, of each of the two.
    tol : float, default=1e-4
        Fitting by agreement ends when no reliability moves by more, and by lift
        when the slope of the mean log-likelihood is below a hundredth of it.
    random_state : int or None, default=0
        Accepted for the sake of a common interface; nothing here is random.

    Attributes
    ----------
    classes_ : ndarray of int, shape (n_classes,)
        ``0 .. n_classes - 1``.
    class_prior_ : ndarray of float, shape (n_classes,)
        Share of each class in the rows with a vote: the mean of its share in the
        posteriors and its share in the votes. The posterior of a row with a vote
        holds no prior.
    unvoted_prior_ : ndarray of float, shape (n_classes,)
        Share of each class in the rows without a vote, which get it: the prior
        times the probability that no rule votes on a row of the class. The class
        prior where the model falls back.
    rule_reliability_ : ndarray of float, shape (n_rules,)
        Probability that a vote of the rule is right.
    vote_reliability_ : ndarray of float, shape (n_rules, n_classes + n_groups)
        The same for each vote of a rule; where it never votes so, that of the rule.
    rule_copies_ : list of tuple of int
        Pairs of rules of which one copies the other.
    n_iter_ : int
        Iterations run.
    converged_ : bool
        Whether `tol` was reached.
    falls_back_ : bool
        True where no two rules ever vote on one row and no label is given:
        nothing can be learned. The stated reliabilities stand; where none are
        stated, it predicts what `MajorityVote` does.
    n_features_in_ : int
        How many rules there are.

    See Also
    --------
    MajorityVote : Counts every vote the same.

    References
    ----------
    A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer
    error-rates using the EM algorithm", Applied Statistics 28, 1979, for the
    model; A. Ratner et al., "Training complex models with multi-task weak
    supervision", AAAI 2019, for fitting it to pairs of votes.

    Examples
    --------
    >>> from fashion_clf.labeling import LabelModel
    >>> L = [[0, 0, 1]] * 30 + [[1, 1, 0]] * 30 + [[-1, -1, 0]]
    >>> model = LabelModel().fit(L)
    >>> model.rule_reliability_.round(2)
    array([0.89, 0.89, 0.51])
    >>> model.predict([[1, -1, 0], [0, -1, 1]])
    array([1, 0])
    """

    def __init__(
        self,
        *,
        n_classes: int | None = None,
        groups: Groups | None = None,
        prior_reliability: ArrayLike | None = None,
        prior_strength: float = 100.0,
        max_iter: int = 100,
        tol: float = 1e-4,
        random_state: int | RandomState | None = 0,
    ) -> None:
        self.n_classes = n_classes
        self.groups = groups
        self.prior_reliability = prior_reliability
        self.prior_strength = prior_strength
        self.max_iter = max_iter
        self.tol = tol
        self.random_state = random_state

    def fit(
        self, L: Ints, y: ArrayLike | None = None, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Learn the reliabilities of the rules.

        Parameters
        ----------
        L : array-like of int, shape (n_samples, n_rules)
            Votes: -1 abstains, ``0 .. n_classes - 1`` is a class,
            ``n_classes + g`` says "one of ``groups[g]``".
        y : array-like of int or None, shape (n_samples,), optional
            True classes where they are known, -1 or None elsewhere. They anchor
            the reliabilities.
        sample_weight : array-like of float, shape (n_samples,), optional
            How many times each row counts.

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
        gold = check_labels(y, len(L), n_classes)
        stated = check_reliability(self.prior_reliability, L.shape[1])
        # the gold column keeps rows of equal votes and unequal labels apart
        rows, inverse = distinct_rows(np.column_stack([L, gold]))
        votes, gold = encode_votes(L[rows], len(self._members)), gold[rows]
        weights = np.bincount(inverse, sample_weight, minlength=len(rows)).astype(float)
        # a row with gold is judged by it alone
        judging = np.where(gold == UNLABELED, weights, 0.0)
        pairs = VotePairs(votes, weights, judging, self._members)
        self.falls_back_ = not len(pairs.met) and bool((gold == UNLABELED).all())
        self._learn(pairs, votes, weights, gold, stated)
        self._estimate_priors(pairs, votes, weights, gold)
        if self.falls_back_ and self.prior_reliability is None:
            self._vote_alike(L, sample_weight)
            self.unvoted_prior_ = mix_by_coverage(self.class_prior_, votes, weights)
        return self

    def _learn(self, pairs, votes, weights, gold, stated):
        """Set the reliability of each vote of each rule."""
        judged = [count[pairs.columns] for count in count_gold(votes, weights, gold, self._members)]
        belief = Belief(stated[pairs.rule], self.prior_strength, *judged)
        if self.falls_back_:
            reliability, self.n_iter_, self.converged_ = belief.mean, 0, True
        else:
            reliability, self.n_iter_, self.converged_ = estimate_reliability(
                pairs, belief, self.max_iter, self.tol
            )
        total = pairs.by_rule(pairs.counts)
        mean = pairs.by_rule(pairs.counts * reliability) / np.maximum(total, 1)
        self.rule_reliability_ = np.where(total > 0, mean, stated)
        self.vote_reliability_ = np.tile(self.rule_reliability_[:, None], len(self._members))
        self.vote_reliability_[pairs.rule, pairs.value] = reliability
        self._set_copies(pairs.copies)
        self._weights = vote_log_odds(self.vote_reliability_, self._members)

    def _set_copies(self, copies):
        self.rule_copies_ = [(int(a), int(b)) for a, b in np.argwhere(np.triu(copies))]
        alike = sparse.eye_array(len(self._members))
        self._copies = sparse.csr_matrix(sparse.kron(copies.astype(float), alike))

    def _vote_alike(self, L, sample_weight):
        """Give each vote the weight that it has with `MajorityVote`."""
        majority = MajorityVote(len(self.classes_), groups=self.groups).fit(L, None, sample_weight)
        self.class_prior_ = majority.class_prior_
        odds = np.log(USUAL / (1 - USUAL) * (len(self.classes_) - 1))
        self._weights = np.tile(odds / self._members.sum(axis=1), (self.n_features_in_, 1))

    def _estimate_priors(self, pairs, votes, weights, gold):
        """Take the priors from the posteriors of the rows with a vote or gold, and the votes."""
        n_classes = self._members.shape[1]
        self.class_prior_ = self.unvoted_prior_ = np.full(n_classes, 1 / n_classes)
        self.class_prior_ = prior_of_voted(self._posterior, pairs, votes, weights, gold)
        estimate = self.class_prior_
        if not self.falls_back_:
            reliability = self.vote_reliability_[pairs.rule, pairs.value]
            estimate = prior_of_silent(self.class_prior_, pairs, reliability)
        self.unvoted_prior_ = mix_by_coverage(estimate, votes, weights)

    def _posterior(self, votes):
        """Posterior of each class for each row of encoded votes."""
        voted = np.diff(votes.indptr) > 0
        if self._copies.nnz:
            shared = (votes + votes.multiply(votes @ self._copies)).tocsr()
            shared.data = 1 / shared.data
            votes = shared
        evidence = sum_by_class(votes, self._weights, self._members)
        proba = softmax(evidence + _TIE * self.class_prior_)
        proba[~voted] = self.unvoted_prior_
        return proba

    def predict_proba(self, L: Ints) -> Floats:
        """Posterior of each class given the votes.

        Parameters
        ----------
        L : array-like of int, shape (n_samples, n_rules)
            Votes.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
            Rows sum to 1; a row without a vote gets `unvoted_prior_`.
        """
        check_is_fitted(self)
        L = check_width(self, L)
        rows, inverse = distinct_rows(L)
        votes = encode_votes(L[rows], len(self._members))
        return self._posterior(votes)[inverse]

    def predict(self, L: Ints) -> Ints:
        """Most probable class of each row.

        Parameters
        ----------
        L : array-like of int, shape (n_samples, n_rules)
            Votes.

        Returns
        -------
        ndarray of int, shape (n_samples,)
            Classes.
        """
        return self.classes_[self.predict_proba(L).argmax(axis=1)]

    def __setstate__(self, state):
        super().__setstate__(state)
        if "_evidence" in state:  # a model of 0.1.0: centred log-likelihoods by class
            self._weights = log_odds_of(state["_evidence"], self._members)
            del self._evidence

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.required = False
        return tags
