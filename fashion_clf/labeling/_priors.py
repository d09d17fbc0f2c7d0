"""What is known before rules are compared: labels and stated reliabilities."""

import numpy as np

from fashion_clf.labeling._reliability import SUREST
from fashion_clf.utils._matrix import softmax

__all__ = [
    "UNLABELED",
    "USUAL",
    "check_labels",
    "check_reliability",
    "count_gold",
    "mix_by_coverage",
    "prior_of_silent",
    "prior_of_voted",
]

_BLOCK = 1 << 21  # posteriors that are held at once

UNLABELED = -1
USUAL = 0.8  # reliability of a rule of which nothing is known


def count_gold(votes, weights, gold, members):
    """Count how often gold confirms each encoded vote, and how often not."""
    known = gold != UNLABELED
    by_class = votes[known].T @ (weights[known, None] * np.eye(members.shape[1])[gold[known]])
    confirming = np.tile(members, (votes.shape[1] // len(members), 1))
    right = np.where(confirming, by_class, 0).sum(axis=1)
    return right, by_class.sum(axis=1) - right


def check_labels(y, n_samples, n_classes):
    """Check labels and give -1 where there is none."""
    if y is None:
        return np.full(n_samples, UNLABELED)
    labels = np.array([UNLABELED if label is None else label for label in y])
    if len(labels) != n_samples:
        raise ValueError(f"y has {len(labels)} labels for {n_samples} rows of votes")
    if labels.dtype.kind not in "iu" or (labels < UNLABELED).any() or (labels >= n_classes).any():
        raise ValueError(f"labels must be 0 to {n_classes - 1}, or -1 or None where there is none")
    return labels


def check_reliability(reliability, n_rules):
    """Check stated reliabilities and give the usual one where none is stated."""
    if reliability is None:
        return np.full(n_rules, USUAL)
    mean = np.asarray(reliability, dtype=float)
    if mean.shape != (n_rules,):
        raise ValueError(f"prior_reliability has the shape {mean.shape} for {n_rules} rules")
    mean = np.where(np.isnan(mean), USUAL, mean)
    if ((mean <= 0) | (mean >= 1)).any():
        raise ValueError("prior_reliability must lie between 0 and 1, or be NaN")
    return mean


def prior_of_voted(posterior_of, pairs, votes, weights, gold):
    """Share of each class in the rows with a vote or gold, and in what the votes name.

    Parameters
    ----------
    posterior_of : callable
        Gives the posteriors of some rows of encoded votes.
    pairs : VotePairs
    votes : csr_matrix
    weights : ndarray of float, shape (n_samples,)
    gold : ndarray of int, shape (n_samples,)

    Returns
    -------
    ndarray of float, shape (n_classes,)
    """
    n_classes = pairs.members.shape[1]
    totals, n_rows = np.ones(n_classes), 1 + _BLOCK // n_classes
    for start in range(0, votes.shape[0], n_rows):
        block = slice(start, start + n_rows)
        known = gold[block] != UNLABELED
        posterior = posterior_of(votes[block])
        posterior[known] = np.eye(n_classes)[gold[block][known]]
        voted = (np.diff(votes[block].indptr) > 0) | known
        totals += weights[block][voted] @ posterior[voted]
    voted_for = 1 + (pairs.counts / pairs.size) @ pairs.members
    return (totals / totals.sum() + voted_for / voted_for.sum()) / 2


def prior_of_silent(class_prior, pairs, reliability):
    """Share of each class in rows on which no rule votes: the prior times how silent they are.

    Parameters
    ----------
    class_prior : ndarray of float, shape (n_classes,)
    pairs : VotePairs
    reliability : ndarray of float, shape (n_votes,)
        Of each vote of each rule.

    Returns
    -------
    ndarray of float, shape (n_classes,)
    """
    # P(vote | class) = P(vote) P(class | vote) / P(class)
    flat, more = pairs.votes_at_all(reliability - pairs.chance)
    silent = np.log1p(-np.clip(flat, 0, SUREST))
    by_class = more.tocoo()
    at_all = np.clip(flat[by_class.row] + by_class.data, 0, SUREST)
    named = np.bincount(
        by_class.col, np.log1p(-at_all) - silent[by_class.row], minlength=len(class_prior)
    )
    return softmax((np.log(class_prior) + (silent.sum() + named))[None])[0]


def mix_by_coverage(estimate, votes, weights):
    """Prior of rows without a vote: the fewer rows have one, the less is known of the others.

    Votes say nothing of classes that they do not reach, so that the estimate from them is
    mixed with a uniform distribution by the share of the rows that have a vote.

    Parameters
    ----------
    estimate : ndarray of float, shape (n_classes,)
    votes : sparse matrix, shape (n_rows, n_columns)
        Encoded votes.
    weights : ndarray of float, shape (n_rows,)
        How often each row occurs.

    Returns
    -------
    ndarray of float, shape (n_classes,)
    """
    voted = np.diff(votes.indptr) > 0
    coverage = weights[voted].sum() / max(weights.sum(), 1.0)
    return coverage * estimate + (1 - coverage) / len(estimate)
