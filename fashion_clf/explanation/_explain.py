"""Why a product got its category: rules, the words that they matched, terms of the model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fashion_clf.catalog import as_products
from fashion_clf.catalog._text_sources import TextSources
from fashion_clf.classifier._type_table import MIN_CONFIDENCE, decide_types
from fashion_clf.explanation._evidence import Evidence, find_evidence, locate_tokens
from fashion_clf.explanation._terms import as_written, find_terms, type_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sklearn.base import BaseEstimator

    from fashion_clf.utils._typing import Products

__all__ = ["Explanation", "explain", "trace"]

_SHOWN = 20  # places laid out


@dataclass(frozen=True)
class Explanation:
    """What was decided for a product, and what spoke for it.

    Attributes
    ----------
    category, source : str
        As in ``predict_table``.
    confidence : float
        Probability of the category, 0 to 1.
    runner_up : str
        The second most probable category.
    runner_up_confidence : float
        Its probability.
    evidence : tuple of Evidence
        Rules that fired, in the order of the text.
    terms : tuple of (str, float)
        Features that moved the model most towards the category (positive) or
        away from it, in log-odds.
    term_words : tuple of str
        The same features in readable form: the words of the text, or
        ``no leather`` where it is their absence that counts.
    product_type : str
        Path of the type below the category, as of :func:`fashion_clf.product_types`.
    product_type_confidence : float
        Its probability, 0 to 1.
    type_words : tuple of str
        The words that name it.
    """

    category: str
    confidence: float
    source: str
    runner_up: str
    runner_up_confidence: float
    evidence: tuple[Evidence, ...]
    terms: tuple[tuple[str, float], ...]
    term_words: tuple[str, ...]
    product_type: str = ""
    product_type_confidence: float = 0.0
    type_words: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Format it for reading.

        Returns
        -------
        str
        """
        lines = [
            f"{self.category}, confidence {self.confidence:.2f}, decided by {self.source}; "
            f"next {self.runner_up} {self.runner_up_confidence:.2f}",
            "rules:" if self.evidence else "rules: none fired",
        ]
        lines += [f"  {one}" for one in self.evidence[:_SHOWN]]
        if len(self.evidence) > _SHOWN:
            lines.append(f"  ... and {len(self.evidence) - _SHOWN} more places")
        if self.terms:
            pairs = zip(self.term_words, self.terms, strict=True)
            listed = ", ".join(f"{words} {value:+.2f}" for words, (_, value) in pairs)
            lines.append(f"model, for {self.category}: {listed}")
        if self.product_type:
            words = ", ".join(f'"{word}"' for word in self.type_words) or "other words"
            lines.append(
                f"type: {self.product_type}, confidence {self.product_type_confidence:.2f}, "
                f"by {words}"
            )
        return "\n".join(lines)


def explain(pipeline: BaseEstimator, products: Products, *, n_terms: int = 5) -> list[Explanation]:
    """Explain the category of each product.

    Parameters
    ----------
    pipeline : Pipeline or WeaklySupervisedClassifier
        Fitted, of :func:`fashion_clf.make_pipeline`.
    products : DataFrame or list of dict
        Products, as for ``predict``.
    n_terms : int, default=5
        How many features of the model to name at most.

    Returns
    -------
    list of Explanation
        One a product. Terms are contributions: of trees (SHAP values) where the
        model is LightGBM, ``coef * value`` where it is linear, the sum of both
        where it is ``BoostedLinearClassifier``, else empty.

    References
    ----------
    S. M. Lundberg et al., "From local explanations to global understanding with
    explainable AI for trees", Nature Machine Intelligence 2, 2020.

    Examples
    --------
    >>> import warnings; warnings.simplefilter("ignore")
    >>> from fashion_clf import explain, make_pipeline
    >>> from fashion_clf.datasets import make_catalog
    >>> pipeline = make_pipeline(images=False).fit(make_catalog(60, random_state=0).products)
    >>> why = explain(pipeline, [{"description": "<b>Suede</b> ankle boots"}])[0]
    >>> why.category, why.evidence[0].text, why.evidence[0].start
    ('SHOE', 'ankle boots', 13)
    """
    classifier = pipeline[-1] if hasattr(pipeline, "steps") else pipeline
    rows = as_products(products)
    table = classifier.tokenize(rows)
    proba, sources, F, *_ = classifier._decide_table(table)
    codes = proba.argmax(axis=1)
    types = decide_types(classifier, table, F, codes, proba, MIN_CONFIDENCE)
    read = zip(rows["name"], rows["description"], table["language"], strict=True)
    places = [locate_tokens(*row) for row in read]
    evidence = find_evidence(classifier.labeler_, rows, table, places)
    terms = find_terms(classifier, table, codes, n_terms)
    second = np.argsort(-proba, axis=1, kind="stable")[:, 1] if len(proba) else codes
    found = [
        Explanation(
            category=str(classifier.classes_[codes[row]]),
            confidence=float(proba[row, codes[row]]),
            source=str(sources[row]),
            runner_up=str(classifier.classes_[second[row]]),
            runner_up_confidence=float(proba[row, second[row]]),
            evidence=evidence[row],
            product_type=types[row].path,
            product_type_confidence=types[row].confidence,
            type_words=type_words(
                classifier, table["tokens"].iloc[row], types[row], places[row], rows.iloc[row]
            ),
            terms=tuple((name, value) for name, value, _ in terms[row]),
            term_words=tuple(
                as_written(name, places[row], rows.iloc[row]) if has else f"no {name}"
                for name, _, has in terms[row]
            ),
        )
        for row in range(len(table))
    ]
    return _trace(found, rows, TextSources(products))


def trace(explanations: Sequence[Explanation], products: Products) -> list[Explanation]:
    """Point at the columns that words come from, where the text read is that of several.

    Parameters
    ----------
    explanations : list of Explanation
        Of the products.
    products : DataFrame or list of dict
        With all columns.

    Returns
    -------
    list of Explanation

    Examples
    --------
    >>> from fashion_clf import explain, load_pretrained
    >>> product = {"title": "The Amalfi", "description": "", "material": "Suede", "type": "Boots"}
    >>> explain(load_pretrained(), [product])[0].evidence[0].field
    'type'
    """
    return _trace(explanations, as_products(products), TextSources(products))


def _trace(explanations, rows, sources):
    texts = {role: rows[role].tolist() for role in ("name", "description")}
    traced = []
    for row, one in enumerate(explanations):
        evidence = []
        for words in one.evidence:
            text = texts.get(words.field)
            if text is None:  # traced before
                evidence.append(words)
                continue
            place = sources.find(row, words.field, words.start, words.stop, text[row])
            field, start, stop = place
            evidence.append(replace(words, field=field, start=start, stop=stop))
        traced.append(replace(one, evidence=tuple(evidence)))
    return traced
