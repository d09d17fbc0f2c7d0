"""Why a product got its category: rules, the words that they matched, terms of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from fashion_clf.catalog import as_products
from fashion_clf.text._locate import locate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pandas as pd
    from scipy.sparse import csr_matrix
    from sklearn.base import BaseEstimator

    from fashion_clf.labeling._labeler import RuleLabeler
    from fashion_clf.utils._typing import Floats, Ints, Products

__all__ = ["Evidence", "Explanation", "explain", "find_evidence", "locate_tokens"]

_SHOWN = 20  # places laid out
_WIDTH = 80  # characters of each


@dataclass(frozen=True)
class Evidence:
    """A phrase of a product's text on which a rule fired.

    Attributes
    ----------
    rule : str
        Name of the rule.
    categories : tuple of str
        What the rule votes for; several mean "one of these".
    field : str
        ``name`` or ``description``.
    start, stop : int
        Position of the words in the original field.
    text : str
        The words, ``field[start:stop]``.
    why : str
        The reason that the rules file gives.
    needed : bool
        Whether it is one of the phrases that the rule also requires.
    """

    rule: str
    categories: tuple[str, ...]
    field: str
    start: int
    stop: int
    text: str
    why: str
    needed: bool = False

    @property
    def words(self) -> str:
        """The text on one line, cut where it is long."""
        words = " ".join(self.text.split())
        return words if len(words) <= _WIDTH else words[:_WIDTH] + "..."

    def __str__(self) -> str:
        """Lay it out on one line."""
        place = f'"{self.words}" ({self.field} {self.start}-{self.stop})'
        if self.needed:
            return f"{place}: needed by {self.rule}"
        why = f" ({self.why})" if self.why else ""
        return f"{place}: {self.rule} -> {' or '.join(self.categories)}{why}"


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
    """

    category: str
    confidence: float
    source: str
    runner_up: str
    runner_up_confidence: float
    evidence: tuple[Evidence, ...]
    terms: tuple[tuple[str, float], ...]
    term_words: tuple[str, ...]

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
    proba, sources = classifier._decide(table)
    codes = proba.argmax(axis=1)
    places = [locate_tokens(*row) for row in zip(rows["name"], rows["description"], strict=True)]
    evidence = find_evidence(classifier.labeler_, rows, table, places)
    terms = _terms(classifier, table, codes, n_terms)
    second = np.argsort(-proba, axis=1, kind="stable")[:, 1] if len(proba) else codes
    return [
        Explanation(
            category=str(classifier.classes_[codes[row]]),
            confidence=float(proba[row, codes[row]]),
            source=str(sources[row]),
            runner_up=str(classifier.classes_[second[row]]),
            runner_up_confidence=float(proba[row, second[row]]),
            evidence=evidence[row],
            terms=tuple((name, value) for name, value, _ in terms[row]),
            term_words=tuple(
                _as_written(name, places[row], rows.iloc[row]) if has else f"no {name}"
                for name, _, has in terms[row]
            ),
        )
        for row in range(len(table))
    ]


def find_evidence(
    labeler: RuleLabeler,
    rows: pd.DataFrame,
    table: pd.DataFrame,
    places: Sequence[Any] | None = None,
) -> list[tuple[Evidence, ...]]:
    """Find every phrase that made a rule fire in the text as the shop wrote it.

    Parameters
    ----------
    labeler : RuleLabeler
        Fitted.
    rows : DataFrame
        Products, of :func:`fashion_clf.catalog.as_products`.
    table : DataFrame
        The same, tokenised.
    places : list, optional
        Where each token of each product stands, if it is known already.

    Returns
    -------
    list of tuple of Evidence
        For each product, in the order of its text.

    Examples
    --------
    >>> from fashion_clf.catalog import as_products
    >>> from fashion_clf.explanation import find_evidence
    >>> from fashion_clf.labeling import Rule, RuleLabeler
    >>> from fashion_clf.text import tokenize_products
    >>> rows = as_products([{"description": "<i>Fly</i>, low waist"}])
    >>> rules = [Rule("trousers", "PANT", ["fly"], requires=[["waist"]])]
    >>> labeler = RuleLabeler(rules).fit()
    >>> (found,) = find_evidence(labeler, rows, tokenize_products(rows))
    >>> [one.text for one in found]
    ['Fly', 'waist']
    """
    rules = {rule.name: rule for rule in labeler.rules_}
    matched, required = labeler.match(table), labeler.match_required(table)
    found = []
    for row, (fired, needed) in enumerate(zip(matched, required, strict=True)):
        texts = {field: rows[field].iloc[row] for field in ("name", "description")}
        spans = [
            (span, name, needs)
            for names, needs in ((fired, False), (needed, True))
            for name in names
            for span in names[name]
        ]
        where = (places[row] if places else locate_tokens(*texts.values())) if spans else []
        evidence = []
        for span, name, needs in sorted(spans, key=lambda one: (one[0], one[2])):
            words = [word for word in where[slice(*span)] if word]
            (_, field, start, _), stop = words[0], words[-1][-1]
            rule, text = rules[name], texts[field][start:stop]
            evidence.append(
                Evidence(name, rule.categories, field, start, stop, text, rule.why, needs)
            )
        found.append(tuple(evidence))
    return found


def locate_tokens(name: str, description: str) -> Sequence[tuple[str, str, int, int] | None]:
    """Find the place of each token of a product.

    Parameters
    ----------
    name, description : str
        Its texts, before they are cleaned.

    Returns
    -------
    list of (str, str, int, int), or None
        Token, field, start and stop; None for the end of the title.

    Examples
    --------
    >>> from fashion_clf.explanation import locate_tokens
    >>> locate_tokens("Boots", "<b>Suede</b>")
    [('boot', 'name', 0, 5), None, ('sued', 'description', 3, 8)]
    """
    title = [(token, "name", start, stop) for token, start, stop in locate(name)]
    rest = [(token, "description", start, stop) for token, start, stop in locate(description)]
    return [*title, None, *rest] if name else rest


def _terms(
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


def _as_written(name: str, places: Sequence[Any], product: Mapping[str, Any]) -> str:
    """Give the words that a feature stands for in a product's text; its name if there are none."""
    first, *rest = name.split(" ")
    words = [place for place in places if place]
    for number, (token, field, start, stop) in enumerate(words):
        following = words[number + 1 : number + 1 + len(rest)]
        if token == first and [word[0] for word in following] == rest:
            stop = following[-1][-1] if rest else stop
            written = " ".join(product[field][start:stop].split())
            return written.lower() if len(written) <= _WIDTH and "<" not in written else name
    return name
