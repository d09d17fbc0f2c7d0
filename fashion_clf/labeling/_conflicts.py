"""Which rules contradict each other, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from fashion_clf.labeling._votes import (
    ABSTAIN,
    check_groups,
    check_votes,
    rule_names,
    vote_members,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fashion_clf.labeling._rules import Rule
    from fashion_clf.utils._typing import Groups, Ints

__all__ = ["rule_conflicts"]


def rule_conflicts(
    L: Ints,
    rules: Iterable[Rule | str] | None = None,
    *,
    n_classes: int | None = None,
    groups: Groups | None = None,
) -> pd.DataFrame:
    """List the pairs of rules that contradict each other, the worst first.

    Parameters
    ----------
    L : array-like of int, shape (n_samples, n_rules)
        Votes; -1 abstains.
    rules : sequence of Rule or str, optional
        Rules, or their names; None numbers them.
    n_classes : int, optional
        How many classes there are; None for the highest vote plus one.
    groups : sequence of tuple of int, optional
        Classes that a superclass vote ``n_classes + g`` stands for; votes that
        share a class do not contradict each other.

    Returns
    -------
    DataFrame
        One row a pair that shares a product: the names ``rule`` and ``other``,
        ``Conflicts`` and ``Overlaps`` as numbers of products, and ``row``, the
        first product on which they contradict each other.

    Examples
    --------
    >>> from fashion_clf.labeling import rule_conflicts
    >>> rule_conflicts([[0, 0, -1], [0, 1, -1], [1, 0, 0]], ["a", "b", "c"])
      rule other  Conflicts  Overlaps  row
    0    a     b          2         3    1
    1    a     c          1         1    2
    """
    L, n_classes = check_votes(L, n_classes, groups)
    members = vote_members(n_classes, check_groups(groups, n_classes)).astype(int)
    names = rule_names(rules, L.shape[1])
    voted = sparse.csc_matrix(L != ABSTAIN, dtype=np.int32)
    overlaps = (voted.T @ voted).tocoo()
    pairs = []
    for left, right, shared in zip(overlaps.row, overlaps.col, overlaps.data, strict=True):
        if left >= right:
            continue
        rows = np.flatnonzero((L[:, left] != ABSTAIN) & (L[:, right] != ABSTAIN))
        common = (members[L[rows, left]] * members[L[rows, right]]).sum(axis=1)
        if (common == 0).any():
            first = rows[np.argmin(common)]
            pairs.append((left, right, int((common == 0).sum()), int(shared), int(first)))
    pairs.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
    return pd.DataFrame(
        [(names[left], names[right], *counts) for left, right, *counts in pairs],
        columns=["rule", "other", "Conflicts", "Overlaps", "row"],
    )
