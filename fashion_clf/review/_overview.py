"""The figures of a classified catalogue: all its products, few numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import Any

    import pandas as pd

__all__ = ["confused_pairs", "overview"]

_BINS = 20
_SHOWN = 40  # types and pairs


def overview(results: pd.DataFrame, gold: Any | None = None) -> dict[str, Any]:
    """Count a classified catalogue.

    Parameters
    ----------
    results : DataFrame
        ``category``, and ``confidence``, ``type``, ``source`` and ``language``, each None where
        it is not known.
    gold : array of (str or None), optional
        True categories.

    Returns
    -------
    dict
        Of what JSON can hold: counts by category, type, source and language, a histogram of
        confidence, a reliability diagram where there is gold, and for each per cent of
        confidence how many products are above, the errors expected among them (the sum of
        ``1 - confidence``) and the share of right ones among those with gold.
    """
    confidence = results["confidence"].astype(float).to_numpy()
    known = ~np.isnan(confidence)
    scored = np.zeros(len(results), dtype=bool)
    right = scored
    if gold is not None:
        scored = np.array([isinstance(one, str) for one in gold])
        right = results["category"].to_numpy() == gold
    above = []
    for percent in range(101):
        rows = known & (confidence >= percent / 100)
        share = float(right[rows & scored].mean()) if (rows & scored).any() else None
        above.append([int(rows.sum()), round(float((1 - confidence[rows]).sum()), 2), share])
    places = np.clip((confidence[known] * _BINS).astype(int), 0, _BINS - 1)
    means = results.assign(confidence=confidence).groupby("category")["confidence"].mean()
    return {
        "n_products": len(results),
        "above": above,
        "histogram": np.bincount(places, minlength=_BINS).tolist(),
        "reliability": _reliability(confidence, right, known & scored),
        "categories": [
            [name, n, None if np.isnan(means[name]) else float(means[name])]
            for name, n in _counts(results["category"])
        ],
        "types": _counts(results["type"])[:_SHOWN],
        "sources": _counts(results["source"]),
        "languages": _counts(results["language"]),
    }


def _counts(values):
    """Count what is there, the most frequent first."""
    found = Counter(str(one) for one in values if isinstance(one, str) and one)
    return [[name, n] for name, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def _reliability(confidence, right, rows):
    """Mean confidence, share of right ones and number of products of each tenth."""
    if not rows.any():
        return None
    tenths = np.clip((confidence[rows] * 10).astype(int), 0, 9)
    return [
        [
            round(float(confidence[rows][tenths == tenth].mean()), 3),
            round(float(right[rows][tenths == tenth].mean()), 3),
            int((tenths == tenth).sum()),
        ]
        for tenth in range(10)
        if (tenths == tenth).any()
    ]


def confused_pairs(categories: Any, rivals: Any, gold: Any | None = None) -> list[list[Any]]:
    """Count pairs of categories that are confused.

    Parameters
    ----------
    categories : sequence of str
        Predicted.
    rivals : sequence of (str or None)
        The next likely category of each product that is not sure; None for others.
    gold : array of (str or None), optional
        True categories, which count instead where there are any.

    Returns
    -------
    list of [str, str, int]
        The most frequent first.
    """
    others = rivals if gold is None else gold
    pairs = Counter(
        (str(one), str(other))
        for one, other in zip(categories, others, strict=True)
        if isinstance(other, str) and other != one
    )
    return [[*pair, n] for pair, n in pairs.most_common(_SHOWN)]
