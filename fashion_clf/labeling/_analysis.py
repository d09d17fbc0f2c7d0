"""How accurate each rule is: coverage, overlaps, conflicts, accuracy."""

from __future__ import annotations

import numbers
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.labeling._votes import (
    ABSTAIN,
    check_groups,
    check_votes,
    rule_names,
    vote_members,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from fashion_clf.labeling._rules import Rule
    from fashion_clf.utils._typing import ArrayLike, Floats, Groups, Ints

__all__ = ["rule_summary"]

_SHOWN = 3  # products named for each rule


def rule_summary(
    L: Ints,
    rules: Iterable[Rule | str] | None = None,
    y: ArrayLike | None = None,
    *,
    n_classes: int | None = None,
    groups: Groups | None = None,
    reliability: ArrayLike | None = None,
) -> pd.DataFrame:
    """Summarise the votes of each rule, in Snorkel's columns.

    Parameters
    ----------
    L : array-like of int, shape (n_samples, n_rules)
        Votes; -1 abstains.
    rules : sequence of Rule or str, optional
        Rules, or their names; None numbers them.
    y : array-like of int or None, shape (n_samples,), optional
        True classes where they are known, -1 or None elsewhere.
    n_classes : int, optional
        How many classes there are; None for the highest vote plus one.
    groups : sequence of tuple of int, optional
        Classes that a superclass vote ``n_classes + g`` stands for; such a
        vote is correct if the truth is among them, and conflicts with votes
        that share no class with it.
    reliability : array-like of float, shape (n_rules,), optional
        Learned reliabilities, such as ``LabelModel.rule_reliability_``.

    Returns
    -------
    DataFrame
        One row a rule: ``j`` its column, ``Polarity`` the votes it gives,
        ``Coverage``, ``Overlaps`` and ``Conflicts`` as shares of all products,
        ``Hits`` the first products on which it votes;
        with `reliability` ``Reliability``; with `y` ``Correct``, ``Incorrect``,
        ``Emp. Acc.`` and the bounds ``Acc. Low`` and ``Acc. High`` of its 95 %
        interval.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", JASA 22, 1927, for the interval.

    Examples
    --------
    >>> from fashion_clf.labeling import rule_summary
    >>> L = [[0, 0, -1], [-1, 1, -1], [1, 0, -1], [-1, -1, 1], [0, -1, 0]]
    >>> table = rule_summary(L, ["a", "b", "c"], y=[0, 1, 1, 0, 0])
    >>> table[["Coverage", "Overlaps", "Conflicts", "Correct", "Emp. Acc."]].round(2)
       Coverage  Overlaps  Conflicts  Correct  Emp. Acc.
    a       0.6       0.6        0.2        3       1.00
    b       0.6       0.4        0.2        2       0.67
    c       0.4       0.2        0.0        1       0.50
    """
    L, n_classes = check_votes(L, n_classes, groups)
    members = vote_members(n_classes, check_groups(groups, n_classes))
    voted = L != ABSTAIN
    n_samples = max(len(L), 1)
    table = pd.DataFrame(
        {
            "j": np.arange(L.shape[1]),
            "Polarity": [np.unique(column[column != ABSTAIN]).tolist() for column in L.T],
            "Coverage": voted.sum(axis=0) / n_samples,
            "Overlaps": overlaps(voted).sum(axis=0) / n_samples,
            "Conflicts": conflicts(L, voted, members).sum(axis=0) / n_samples,
            "Hits": [np.flatnonzero(column)[:_SHOWN].tolist() for column in voted.T],
        },
        index=rule_names(rules, L.shape[1]),
    )
    if reliability is not None:
        table["Reliability"] = _check_reliability(reliability, L.shape[1])
    if y is not None:
        _add_accuracy(table, L, voted, members, y)
    return table


def overlaps(voted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Votes on products with a vote of another rule."""
    return voted & (voted.sum(axis=1, keepdims=True) > 1)


def conflicts(L: Ints, voted: NDArray[np.bool_], members: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Votes that another rule's vote on the same product contradicts."""
    clash = ~(members.astype(int) @ members.T.astype(int)).astype(bool)
    counts = np.zeros((len(L), len(members)), dtype=np.int32)
    for column, fired in zip(L.T, voted.T, strict=True):
        counts[np.flatnonzero(fired), column[fired]] += 1
    contradicted = counts @ clash
    return voted & (np.take_along_axis(contradicted, np.where(voted, L, 0), axis=1) > 0)


def wilson_interval(
    n_right: ArrayLike, n_judged: ArrayLike, z: float = 1.96
) -> tuple[Floats, Floats]:
    """Bounds of a share; NaN where nothing was judged.

    Examples
    --------
    >>> from fashion_clf.labeling._analysis import wilson_interval
    >>> [round(float(bound), 3) for bound in wilson_interval(8, 10)]
    [0.49, 0.943]
    """
    n_judged = np.where(np.asarray(n_judged) > 0, n_judged, np.nan)
    share = n_right / n_judged
    middle = share + z**2 / (2 * n_judged)
    spread = z * np.sqrt(share * (1 - share) / n_judged + z**2 / (4 * n_judged**2))
    scale = 1 + z**2 / n_judged
    return (middle - spread) / scale, (middle + spread) / scale


def _add_accuracy(table, L, voted, members, y):
    gold = _check_gold(y, len(L), members.shape[1])
    judged = voted & (gold != ABSTAIN)[:, None]
    right = judged & members[np.where(voted, L, 0), np.maximum(gold, 0)[:, None]]
    n_right, n_judged = right.sum(axis=0), judged.sum(axis=0)
    table["Correct"] = n_right
    table["Incorrect"] = n_judged - n_right
    table["Emp. Acc."] = n_right / np.where(n_judged > 0, n_judged, np.nan)
    table["Acc. Low"], table["Acc. High"] = wilson_interval(n_right, n_judged)


def _check_gold(y, n_samples, n_classes):
    """Classes as an array, -1 where there is none."""
    labels = list(y)
    if len(labels) != n_samples:
        raise ValueError(f"y has {len(labels)} labels for {n_samples} rows of votes")
    gold = np.full(n_samples, ABSTAIN)
    for row, label in enumerate(labels):
        if label is None:
            continue
        if not isinstance(label, numbers.Integral) or not ABSTAIN <= label < n_classes:
            raise ValueError(
                f"label {label!r} at row {row}: allowed are 0 to {n_classes - 1}, "
                "and -1 or None for no label"
            )
        gold[row] = label
    return gold


def _check_reliability(reliability, n_rules):
    reliability = np.asarray(reliability, dtype=float)
    if reliability.shape != (n_rules,):
        raise ValueError(f"reliability has the shape {reliability.shape} for {n_rules} rules")
    if not ((reliability >= 0) & (reliability <= 1)).all():
        rule = int(np.flatnonzero(~((reliability >= 0) & (reliability <= 1)))[0])
        raise ValueError(f"reliability {reliability[rule]} of rule {rule} is not in 0 to 1")
    return reliability
