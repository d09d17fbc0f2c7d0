"""What the rules do not reach, in groups that can be named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import KMeans

from fashion_clf.text import TextVectorizer
from fashion_clf.text._tokens import NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fashion_clf.utils._typing import ArrayLike

__all__ = ["Gap", "find_gaps"]


@dataclass(frozen=True)
class Gap:
    """Products of similar texts on which no rule votes for a category.

    Attributes
    ----------
    rows : tuple of int
        Their places, those nearest to the middle of the group first.
    terms : tuple of str
        What is typical of their texts, the most typical first.
    """

    rows: tuple[int, ...]
    terms: tuple[str, ...]


def find_gaps(
    tokens: Sequence[Sequence[str]],
    uncovered: ArrayLike,
    *,
    n_gaps: int = 8,
    n_terms: int = 6,
    random_state: int = 0,
) -> list[Gap]:
    """Group the products that no rule reaches by their texts.

    Parameters
    ----------
    tokens : sequence of list of str
        Texts of all products, as :func:`fashion_clf.text.tokenize_products` gives them.
    uncovered : array-like of bool, shape (n_samples,)
        Which of them no rule reaches.
    n_gaps : int, default=8
        Groups at most.
    n_terms : int, default=6
        Terms at most for each.
    random_state : int, default=0
        Seed of k-means.

    Returns
    -------
    list of Gap
        The largest first; products without a known term are the group without terms.

    Examples
    --------
    >>> from fashion_clf.labeling import find_gaps
    >>> tokens = [["gold", "hoop"], ["gold", "hoop"], ["kite"], ["kite"], ["shirt"]]
    >>> gaps = find_gaps(tokens, [True, True, True, True, False], n_gaps=2, n_terms=1)
    >>> sorted((gap.rows, gap.terms) for gap in gaps)
    [((0, 1), ('gold',)), ((2, 3), ('kite',))]
    """
    rows = np.flatnonzero(uncovered)
    if not len(rows):
        return []
    vectorizer = TextVectorizer(min_df=1, max_df=1.0)
    F = vectorizer.fit_transform([tokens[row] for row in rows.tolist()])
    silent = F.getnnz(axis=1) == 0
    gaps = [Gap(tuple(map(int, rows[silent])), ())] if silent.any() else []
    rows, F = rows[~silent], F[~silent]
    n_gaps = min(n_gaps, len({tuple(tokens[row]) for row in rows}))
    if n_gaps:
        names = vectorizer.get_feature_names_out()
        model = KMeans(n_gaps, n_init=4, random_state=random_state)
        distances = model.fit_transform(F)
        for code, center in enumerate(model.cluster_centers_):
            inside = np.flatnonzero(model.labels_ == code)
            inside = inside[np.argsort(distances[inside, code], kind="stable")]
            order = np.argsort(-center, kind="stable")
            best = [str(names[place]) for place in order if center[place] > 0]
            gaps.append(Gap(tuple(map(int, rows[inside])), _telling(best, n_terms)))
    return sorted(gaps, key=lambda gap: -len(gap.rows))


def _telling(terms, n_terms):
    """Take the first terms of which each says a word that the others do not."""
    told, kept = {NUMBER, "%"}, []
    for term in terms:
        words = set(term.split())
        if not words <= told and len(kept) < n_terms:
            told |= words
            kept.append(term)
    return tuple(kept)
