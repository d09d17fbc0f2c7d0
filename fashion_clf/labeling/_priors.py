"""What is known before rules are compared: labels and stated reliabilities."""

import numpy as np

__all__ = [
    "UNLABELED",
    "USUAL",
    "check_labels",
    "check_reliability",
    "count_gold",
    "mix_by_coverage",
]

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
