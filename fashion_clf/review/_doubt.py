"""How doubtful each prediction is, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from fashion_clf.classifier._corrections import phrases_of
from fashion_clf.labeling import ABSTAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from fashion_clf.utils._typing import Floats

__all__ = ["Doubts", "doubt_of_results", "measure_doubt"]

_MODEL, _GROUP = 0.1, 0.1  # beside the confidence, which is worth 1
_AGAINST = 0.5  # probability of another category that the model or a photo is sure of
_LOW = 0.8  # confidence below which that alone is a reason


class Doubts(NamedTuple):
    """What speaks against predictions.

    Attributes
    ----------
    table : DataFrame
        ``category``, ``confidence``, ``runner_up``, ``source``, ``doubt`` and ``reason`` of each
        product.
    tokens : list of list of str
        Of each product.
    groups : list of str
        The phrases that name each product; products of one group are of one kind.
    images : list of (str or None)
        Their photos.
    classes : ndarray of str
        All categories.
    """

    table: pd.DataFrame
    tokens: list[list[str]]
    groups: list[str]
    images: list[str | None]
    classes: Any


def measure_doubt(pipeline: Any, products: Any) -> Doubts:
    """Measure how doubtful the category of each product is.

    Parameters
    ----------
    pipeline : Pipeline
        Of :func:`fashion_clf.make_pipeline`, fitted.
    products : DataFrame or list of dict
        Products.

    Returns
    -------
    Doubts

    Notes
    -----
    ``doubt = (1 - confidence) + (1 - m) / 10 + (1 - mean m) / 10``, where ``m`` is what the
    model alone gives the category that is predicted, and the mean is over all products that
    the same phrases name: kinds of products of which rules and model differ are worth a look
    at some, for what is corrected there goes to the others.
    """
    classifier = pipeline[-1] if hasattr(pipeline, "steps") else pipeline
    table = classifier.tokenize(products)
    views = classifier._decide_table(table)
    proba, classes = views.proba, classifier.classes_
    rows = np.arange(len(proba))
    best = proba.argmax(axis=1)
    second = np.argsort(-proba, axis=1, kind="stable")[:, 1] if len(proba) else best
    confidence = proba[rows, best]
    against = 1 - views.by_model[rows, best]
    tokens = table["tokens"].tolist()
    groups = _groups(classifier, table, tokens)
    shared = pd.Series(against).groupby(groups).transform("mean").to_numpy()
    doubt = (1 - confidence) + _MODEL * against + _GROUP * shared
    photos = getattr(classifier, "photo_labeler_", None)
    seen = None if photos is None else photos.transform(table["image"])
    if seen is not None:
        known = ~np.isnan(seen).any(axis=1)
        doubt[known] += _MODEL * (1 - seen[known, best[known]])
    columns = {
        "category": classes[best],
        "confidence": confidence,
        "runner_up": classes[second],
        "source": views.sources,
        "doubt": doubt,
        "reason": [
            "; ".join(_reasons(row, best[row], confidence[row], views, seen, classes))
            for row in range(len(proba))
        ],
    }
    frame = pd.DataFrame(columns, index=table.index)
    return Doubts(frame, tokens, groups, table["image"].tolist(), classes)


def doubt_of_results(results: pd.DataFrame, tokens: list[list[str]]) -> Doubts:
    """Take the confidence alone for a measure of doubt, where there is no model.

    Parameters
    ----------
    results : DataFrame
        ``category``, ``confidence`` and ``source``, as of ``results_of``.
    tokens : list of list of str
        Of each product.

    Returns
    -------
    Doubts
        Without kinds, photos, runners-up and reasons.
    """
    n = len(results)
    table = results[["category", "confidence", "source"]].assign(
        runner_up=pd.Series([None] * n, results.index, object),
        doubt=1 - results["confidence"].fillna(0.0),
        reason="",
    )
    groups = [f"row {row}" for row in range(n)]
    return Doubts(table, tokens, groups, [None] * n, results["category"].unique())


def _groups(classifier, table, tokens):
    """Name the kind of each product: its naming phrases, or its own place where there are none."""
    fired = classifier.labeler_.match(table)
    places = {rule.name: rule.where for rule in classifier.labeler_.rules_.rules}
    naming = [
        {name: spans for name, spans in one.items() if places[name] in ("head", "this")}
        for one in fired
    ]
    return [
        ", ".join(sorted(names)) or f"row {row}"
        for row, names in enumerate(phrases_of(naming, tokens))
    ]


def _reasons(
    row: int, best: int, confidence: float, views: Any, seen: Floats | None, classes: Any
) -> Iterator[str]:
    """Say why the category of a product is doubtful, the weightiest first."""
    votes = views.votes[row]
    voted = sorted({str(classes[vote]) for vote in votes if 0 <= vote < len(classes)})
    if len(voted) > 1:
        yield f"rules disagree: {', '.join(voted)}"
    if not (votes != ABSTAIN).any():
        yield "no rule knows a word of it"
    model = views.by_model[row]
    if model.argmax() != best and model.max() > _AGAINST:
        yield f"the model says {classes[model.argmax()]}"
    # of NaN, where the photo says nothing, none is greater
    if seen is not None and seen[row].max() > _AGAINST and seen[row].argmax() != best:
        yield f"the photo looks like {classes[seen[row].argmax()]}"
    if confidence < _LOW:
        yield f"sure to {confidence:.2f} only"
