"""The products whose review is worth most, first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.review._alike import SeenPhotos, find_alike
from fashion_clf.review._doubt import measure_doubt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sklearn.pipeline import Pipeline

    from fashion_clf.review._doubt import Doubts
    from fashion_clf.utils._typing import Products

__all__ = ["queue_of", "review_queue"]

_OF_A_KIND = 4  # products of one kind in a row of ...
_WINDOW = 20  # ... so many


def review_queue(
    pipeline: Pipeline,
    products: Products,
    n: int = 100,
    *,
    costs: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Give the products whose review by a person is worth most.

    Parameters
    ----------
    pipeline : Pipeline
        Of :func:`fashion_clf.make_pipeline`, fitted.
    products : DataFrame or list of dict
        Products.
    n : int, default=100
        How many at most.
    costs : dict of str to float, optional
        How much worse than others an error of a predicted category is; 1 where none is given.

    Returns
    -------
    DataFrame, at most `n` rows
        The best first, with the index of `products`: ``category``, ``confidence``,
        ``runner_up``, ``source``, ``doubt`` (the higher the more), ``reason`` in words,
        and ``alike``, a list of the index of products that are nearly the same and not in
        the queue themselves.

    Raises
    ------
    ValueError
        Where `n` is less than 1, or a cost is of an unknown category or negative.

    Notes
    -----
    Products come in the order of their doubt (:func:`~fashion_clf.review._doubt.measure_doubt`);
    one of several that are nearly the same stands for all, and of one kind not more than four
    come among twenty, for what is said of them goes to the others. Products of one category
    whose photos differ in 4 of 64 bits of a perceptual hash at most are nearly the same, too.

    Examples
    --------
    >>> from fashion_clf import load_pretrained, review_queue
    >>> products = [{"title": "Suede boots"}, {"title": "The Amalfi"}, {"title": "Silk scarf"}]
    >>> queue = review_queue(load_pretrained(), products, 1)
    >>> queue.index.tolist(), queue["reason"].tolist()
    ([1], ['no rule knows a word of it; sure to 0.25 only'])
    """
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise ValueError(f"n is {n!r}; allowed is a whole number from 1")
    return queue_of(measure_doubt(pipeline, products), n, costs)


def queue_of(doubts: Doubts, n: int, costs: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Do as :func:`review_queue` for products whose doubts are measured.

    Parameters
    ----------
    doubts : Doubts
        Of :func:`~fashion_clf.review._doubt.measure_doubt`.
    n, costs
        As there.

    Returns
    -------
    DataFrame
    """
    table = doubts.table
    worth = table["doubt"].to_numpy(copy=True)
    if costs:
        worth *= _costs(table["category"], costs, doubts.classes)
    alike, photos = find_alike(doubts.tokens), SeenPhotos()
    chosen: list[int] = []
    waiting: list[int] = []
    stands_for: dict[int, int] = {}  # group of products alike to the row that is shown
    for row in np.argsort(-worth, kind="stable").tolist():
        if len(chosen) >= n:
            break
        if alike[row] in stands_for:
            continue
        twin = photos.find(doubts.images[row], (table["category"].iloc[row],), row)
        stands_for[alike[row]] = row if twin is None else twin
        if twin is not None:
            continue
        waiting.append(row)
        chosen += _take(waiting, chosen, doubts.groups, n)
    chosen += waiting[: n - len(chosen)]
    members: dict[int, list[int]] = {}
    for row, group in enumerate(alike):
        members.setdefault(stands_for.get(group, -1), []).append(row)
    queue = table.iloc[chosen].copy()
    queue["alike"] = [
        [table.index[other] for other in members[row] if other != row] for row in chosen
    ]
    return queue


def _take(waiting, chosen, groups, n):
    """Move to the queue what there are not too many of among the last ones."""
    taken = []
    for row in list(waiting):
        last = Counter(groups[one] for one in (chosen + taken)[-_WINDOW + 1 :])
        if last[groups[row]] < _OF_A_KIND and len(chosen) + len(taken) < n:
            taken.append(row)
            waiting.remove(row)
    return taken


def _costs(categories, costs, classes):
    unknown = set(costs) - set(map(str, classes))
    if unknown:
        raise ValueError(
            f"costs: {sorted(unknown)[0]!r} is no category; allowed are {', '.join(classes)}"
        )
    if any(not cost >= 0 for cost in costs.values()):
        raise ValueError("costs: each must be 0 or more")
    return np.array([costs.get(str(name), 1.0) for name in categories])
