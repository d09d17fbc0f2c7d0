"""What a page shows of single products."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.catalog._languages import LANGUAGE_NAMES
from fashion_clf.explanation import find_evidence
from fashion_clf.review._thumbnails import thumbnail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from fashion_clf.explanation import Evidence

__all__ = ["cards", "evidence_marks", "rules_table"]

_LONGEST = 700  # characters of a description
_RIVALS = 2


def cards(
    pipeline: Any,
    products: pd.DataFrame,
    results: pd.DataFrame,
    keys: Sequence[str],
    chosen: Mapping[int, tuple[str, list[int]]],
) -> list[dict[str, Any]]:
    """Give what a page shows of some products.

    Parameters
    ----------
    pipeline : Pipeline or None
        That says which words decided.
    products : DataFrame
        All, as of ``texts_of``.
    results : DataFrame
        As of ``results_of``, with ``language``.
    keys : list of str
        Of each product.
    chosen : dict of int to (str, list of int)
        Row of each product to show, why, and the rows of products alike.

    Returns
    -------
    list of dict
        Of what JSON can hold.
    """
    rows = list(chosen)
    table = products.iloc[rows]
    marks, rivals, rules = _opinions(pipeline, table)
    found = []
    for place, row in enumerate(rows):
        result, product = results.iloc[row], table.iloc[place]
        reason, alike = chosen[row]
        description = product["description"]
        cut = len(description) > _LONGEST
        confidence = result["confidence"]
        found.append(
            {
                "key": keys[row],
                "name": product["name"],
                "description": description[:_LONGEST] + ("…" if cut else ""),
                "marks": marks[place],
                "category": result["category"],
                "type": result["type"],
                "confidence": None if np.isnan(confidence) else round(float(confidence), 4),
                "source": result["source"],
                "language": LANGUAGE_NAMES[result["language"]],
                "rivals": [one for one in rivals[place] if one[0] != result["category"]][:_RIVALS],
                "rules": rules[place],
                "reason": reason,
                "alike": [keys[other] for other in alike],
                "photo": None if product["image"] is None else thumbnail(product["image"]),
            }
        )
    return found


def _opinions(pipeline, table):
    """Give marks in the texts, likely categories and rules that fired, of each product."""
    if pipeline is None or not len(table):
        return [{}] * len(table), [[]] * len(table), [[]] * len(table)
    classifier = pipeline[-1]
    tokenised = classifier.tokenize(table)
    proba = classifier._decide_table(tokenised).proba
    order = np.argsort(-proba, axis=1, kind="stable")[:, : _RIVALS + 1]
    rivals = [
        [[str(classifier.classes_[code]), round(float(row[code]), 4)] for code in codes]
        for row, codes in zip(proba, order, strict=True)
    ]
    marks, rules = [], []
    for evidence in evidence_marks(pipeline, table):
        own: dict[str, list[list[Any]]] = {"name": [], "description": []}
        for one in sorted(evidence, key=lambda one: one.start):
            said = " or ".join(one.categories)
            own[one.field].append([one.start, one.stop, f"{one.rule}: {said}"])
        marks.append(own)
        rules.append(sorted({one.rule for one in evidence}))
    return marks, rivals, rules


def evidence_marks(pipeline: Any, table: pd.DataFrame) -> list[tuple[Evidence, ...]]:
    """Find the words that decided, of each product; none without a pipeline.

    Parameters
    ----------
    pipeline : Pipeline or None
        Fitted.
    table : DataFrame
        Products, of :func:`fashion_clf.catalog.as_products`.

    Returns
    -------
    list of tuple of Evidence
    """
    if pipeline is None:
        return [()] * len(table)
    classifier = pipeline[-1]
    return find_evidence(classifier.labeler_, table, classifier.tokenize(table))


def rules_table(pipeline: Any, table: pd.DataFrame, predicted: Iterable[str]) -> list[list[Any]]:
    """Say what each rule does with the products.

    Parameters
    ----------
    pipeline : Pipeline
        Fitted.
    table : DataFrame
        Products, tokenised.
    predicted : iterable of str
        Their categories.

    Returns
    -------
    list of [str, str, int, float]
        Rule, its category, the products on which it fires, and the share of those that have
        this category in the end; the most frequent first.
    """
    classifier = pipeline[-1]
    table = classifier.tokenize(table)
    fired: Counter[str] = Counter()
    own: Counter[str] = Counter()
    rules = {rule.name: rule for rule in classifier.labeler_.rules_.rules}
    for names, category in zip(classifier.labeler_.match(table), predicted, strict=True):
        for name in names:
            fired[name] += 1
            own[name] += category in rules[name].categories
    return [
        [name, " or ".join(rules[name].categories), n, round(own[name] / n, 4)]
        for name, n in fired.most_common()
    ]
