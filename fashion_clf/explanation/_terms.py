"""The features that moved a model most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from fashion_clf.explanation._evidence import WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pandas as pd
    from scipy.sparse import csr_matrix

    from fashion_clf.classifier._type_table import TypeDecision
    from fashion_clf.utils._typing import Floats, Ints

__all__ = ["as_written", "find_terms", "type_words"]


def find_terms(
    classifier: Any, table: pd.DataFrame, codes: Ints, n_terms: int
) -> list[tuple[tuple[str, float, bool], ...]]:
    """Features with the largest contributions to the category of each row."""
    estimator = classifier.estimator_
    if estimator is None or not len(table):
        return [()] * len(table)
    names = classifier.features_.get_feature_names_out()
    F = classifier.features_.transform(table)
    listed: list[tuple[tuple[str, float, bool], ...]] = []
    for row, code in enumerate(codes):
        where = np.flatnonzero(classifier.model_classes_ == code)
        x = F[row : row + 1]  # a row at a time, dense: for sparse rows LightGBM gives another shape
        x = x.toarray() if sparse.issparse(x) else np.asarray(x)
        values = _contributions(estimator, x, where[0]) if len(where) else None
        if values is None:
            listed.append(())
            continue
        order = np.argsort(-np.abs(values), kind="stable")[:n_terms]
        listed.append(
            tuple(
                (_plain(names[place]), float(values[place]), bool(np.nan_to_num(x[0, place])))
                for place in order
                if values[place]
            )
        )
    return listed


def _contributions(estimator: Any, x: csr_matrix, column: int) -> Floats | None:
    """Give what each feature of one row adds to the log-odds of one class; None if unknown."""
    if hasattr(estimator, "contributions"):
        return estimator.contributions(x)[column]
    if hasattr(estimator, "booster_"):
        values = estimator.predict(x, pred_contrib=True).reshape(-1, x.shape[1] + 1)[:, :-1]
    elif hasattr(estimator, "coef_"):
        values = estimator.coef_ * np.nan_to_num(x)
    else:
        return None
    if len(estimator.classes_) == 2:  # one row, for the second class
        return values[0] if column else -values[0]
    return values[column]


def _plain(name: str) -> str:
    return str(name).split("__", 1)[-1]


def as_written(name: str, places: Sequence[Any], product: Mapping[str, Any]) -> str:
    """Give the words that a feature stands for in a product's text; its name if there are none."""
    first, *rest = name.split(" ")
    words = [place for place in places if place]
    for number, (token, field, start, stop) in enumerate(words):
        following = words[number + 1 : number + 1 + len(rest)]
        if token == first and [word[0] for word in following] == rest:
            stop = following[-1][-1] if rest else stop
            written = " ".join(product[field][start:stop].split())
            return written.lower() if len(written) <= WIDTH and "<" not in written else name
    return name


def type_words(
    classifier: Any,
    tokens: Sequence[str],
    decision: TypeDecision,
    places: Sequence[Any],
    product: Mapping[str, Any],
) -> tuple[str, ...]:
    """Give the words of a text that name a product type.

    Parameters
    ----------
    classifier : WeaklySupervisedClassifier
        Fitted.
    tokens : list of str
        Tokens of the product.
    decision : TypeDecision
        Its type.
    places : list
        Where each token stands, as of ``locate_tokens``.
    product : Series
        ``name`` and ``description``.

    Returns
    -------
    tuple of str
        As the shop wrote them, each once.
    """
    types = getattr(classifier, "types_", None)
    if types is None or not decision.path:
        return ()
    found = []
    for start, stop in types.spans(tokens, decision.node):
        words = [place for place in places[start:stop] if place]
        if words:
            (_, field, begin, _), end = words[0], words[-1][-1]
            found.append(" ".join(product[field][begin:end].split()))
    return tuple(dict.fromkeys(found))
