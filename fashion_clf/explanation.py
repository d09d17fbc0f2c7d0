"""Why a product got its category: rules, the words that they matched, terms of the model."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from fashion_clf.catalog import as_products
from fashion_clf.text import tokenize_products
from fashion_clf.text._locate import locate
from fashion_clf.text._tokens import TITLE_END

__all__ = ["Evidence", "Explanation", "explain"]


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
        Where the words stand in the field as the shop wrote it; -1 where they
        cannot be found again.
    text : str
        The words.
    why : str
        The reason that the rules file gives.
    """

    rule: str
    categories: tuple
    field: str
    start: int
    stop: int
    text: str
    why: str


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
    """

    category: str
    confidence: float
    source: str
    runner_up: str
    runner_up_confidence: float
    evidence: tuple
    terms: tuple

    def to_text(self):
        """Lay it out for a person to read.

        Returns
        -------
        str
        """
        lines = [
            f"{self.category}, confidence {self.confidence:.2f}, decided by {self.source}; "
            f"next {self.runner_up} {self.runner_up_confidence:.2f}",
            "rules:" if self.evidence else "rules: none fired",
        ]
        lines += [
            f'  "{one.text}" ({one.field} {one.start}-{one.stop}): {one.rule} -> '
            f"{' or '.join(one.categories)}" + (f" ({one.why})" if one.why else "")
            for one in self.evidence
        ]
        if self.terms:
            listed = ", ".join(f"{name} {value:+.2f}" for name, value in self.terms)
            lines.append(f"model, for {self.category}: {listed}")
        return "\n".join(lines)


def explain(pipeline, products, *, n_terms=5):
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
    table = tokenize_products(rows)
    proba, sources = classifier._decide(table)
    fired = classifier.labeler_.match(table)
    rules = {rule.name: rule for rule in classifier.labeler_.rules_}
    codes = proba.argmax(axis=1)
    terms = _terms(classifier, table, codes, n_terms)
    second = np.argsort(-proba, axis=1, kind="stable")[:, 1] if len(proba) else []
    return [
        Explanation(
            category=str(classifier.classes_[codes[row]]),
            confidence=float(proba[row, codes[row]]),
            source=str(sources[row]),
            runner_up=str(classifier.classes_[second[row]]),
            runner_up_confidence=float(proba[row, second[row]]),
            evidence=_evidence(rows.iloc[row], table["tokens"].iloc[row], fired[row], rules),
            terms=terms[row],
        )
        for row in range(len(table))
    ]


def _evidence(product, tokens, fired, rules):
    """Every phrase that made a rule fire, found again in its field."""
    title_end = tokens.index(TITLE_END) if TITLE_END in tokens else -1
    phrases = [(span, rules[name]) for name, spans in fired.items() for span in spans]
    phrases.sort(key=lambda phrase: phrase[0][0])
    found = []
    for field, first, stop in (("name", 0, title_end), ("description", title_end + 1, len(tokens))):
        here = [(span, rule) for span, rule in phrases if first <= span[0] <= stop]
        spans = [(start - first, end - first) for (start, end), _ in here]
        places = locate(tokens[first:stop], spans, product[field]) if here else []
        for (span, rule), place in zip(here, places, strict=True):
            words = product[field][slice(*place)] if place else " ".join(tokens[slice(*span)])
            start, end = place or (-1, -1)
            found.append(
                Evidence(rule.name, rule.categories, field, start, end, words, rule.why or "")
            )
    return tuple(found)


def _terms(classifier, table, codes, n_terms):
    """Features with the largest contributions to the category of each row."""
    estimator = classifier.estimator_
    if estimator is None or not len(table):
        return [()] * len(table)
    names = classifier.features_.get_feature_names_out()
    F = classifier.features_.transform(table)
    listed = []
    for row, code in enumerate(codes):
        where = np.flatnonzero(classifier.model_classes_ == code)
        values = _contributions(estimator, F[row : row + 1], where[0]) if len(where) else None
        if values is None:
            listed.append(())
            continue
        order = np.argsort(-np.abs(values), kind="stable")[:n_terms]
        listed.append(
            tuple((_plain(names[place]), float(values[place])) for place in order if values[place])
        )
    return listed


def _contributions(estimator, x, column):
    """Give what each feature of one row adds to the log-odds of one class; None if unknown."""
    if hasattr(estimator, "contributions"):
        return estimator.contributions(x)[column]
    # a row at a time, dense: for sparse rows LightGBM gives another shape
    x = x.toarray() if sparse.issparse(x) else np.asarray(x)
    if hasattr(estimator, "booster_"):
        values = estimator.predict(x, pred_contrib=True).reshape(-1, x.shape[1] + 1)[:, :-1]
    elif hasattr(estimator, "coef_"):
        values = estimator.coef_ * np.nan_to_num(x)
    else:
        return None
    if len(estimator.classes_) == 2:  # one row, for the second class
        return values[0] if column else -values[0]
    return values[column]


def _plain(name):
    return str(name).split("__", 1)[-1]
