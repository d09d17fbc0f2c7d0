"""Fitting to a catalogue of which only counts are at hand, and some products."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.base import clone

from fashion_clf.classifier._boilerplate import judge_runs, judged_by
from fashion_clf.classifier._corrections import Corrections, phrases_of
from fashion_clf.classifier._human_labels import UNLABELED, encode_labels
from fashion_clf.classifier._label_trust import label_trust
from fashion_clf.classifier._soft_labels import fit_label_model
from fashion_clf.classifier._training_data import draw_rows
from fashion_clf.classifier._vocabulary import count_words, frequent_words
from fashion_clf.classifier._weakly_supervised import BELIEVED, HUMAN_WEIGHT
from fashion_clf.labeling import RuleLabeler
from fashion_clf.labeling._votes import distinct_rows, names_a_class
from fashion_clf.text._boilerplate import find_runs, looked_at

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence
    from typing import Any

    import pandas as pd

    from fashion_clf.classifier._weakly_supervised import WeaklySupervisedClassifier
    from fashion_clf.utils._typing import Ints

__all__ = ["Counts", "add_up", "count_products", "fit_counted"]


class Counts(NamedTuple):
    """What is counted of products, all of a catalogue or a part of it.

    Attributes
    ----------
    votes : ndarray of int, shape (n_distinct, n_rules)
        Rows of votes, each once.
    row_of : ndarray of int, shape (n_samples,)
        Which of them each product has.
    words : Counter
        Products that have each word.
    labels : list or None
        Human label of each product, or None; None where none has one.
    digest : str
        Of the tokens of all.
    """

    votes: Ints
    row_of: Ints
    words: Counter[str]
    labels: list[Any] | None
    digest: str


def count_products(
    table: pd.DataFrame, labeler: RuleLabeler, labels: list[Any] | None = None
) -> Counts:
    """Count the products of a part of a catalogue.

    Parameters
    ----------
    table : DataFrame
        Of :func:`fashion_clf.text.tokenize_products`, without boilerplate.
    labeler : RuleLabeler
        Fitted.
    labels : list, optional
        Human label of each, or None.

    Returns
    -------
    Counts
    """
    L = labeler.transform(table)
    rows, row_of = distinct_rows(L)
    digest = hashlib.sha256(repr(table["tokens"].tolist()).encode("utf-8", "surrogatepass"))
    words = count_words(table["tokens"])
    return Counts(L[rows], row_of.astype(np.int32), words, labels, digest.hexdigest())


def add_up(parts: Sequence[Counts]) -> Counts:
    """Add up the counts of the parts of a catalogue, in their order."""
    L = np.concatenate([part.votes for part in parts])
    rows, row_of = distinct_rows(L)
    starts = np.cumsum([0, *(len(part.votes) for part in parts[:-1])])
    places = [row_of[start + part.row_of] for start, part in zip(starts, parts, strict=True)]
    words = parts[0].words.copy()
    for part in parts[1:]:
        words.update(part.words)
    labels = None
    if parts[0].labels is not None:
        labels = [label for part in parts for label in part.labels or ()]
    digest = hashlib.sha256("".join(part.digest for part in parts).encode()).hexdigest()
    return Counts(L[rows], np.concatenate(places).astype(np.int32), words, labels, digest)


def fit_counted(
    classifier: WeaklySupervisedClassifier,
    n_products: int,
    fetch: Callable[[Sequence[int]], pd.DataFrame],
    count: Callable[[RuleLabeler, dict[tuple[str, ...], float]], Counts],
) -> WeaklySupervisedClassifier:
    """Fit a classifier as to a table of all products, of which it sees few.

    Parameters
    ----------
    classifier : WeaklySupervisedClassifier
        It is fitted itself.
    n_products : int
    fetch : callable
        Gives the tokenised products of some rows, in order.
    count : callable
        Gives the counts of all products, with the rules and the boilerplate to drop.

    Returns
    -------
    WeaklySupervisedClassifier

    Notes
    -----
    Without human labels and photos the model is that of one machine: the same label model,
    drawn products, features and trees. Human labels are learned from as there, but the others
    are drawn by what rules say of them without labels, and photos speak for drawn products.
    """
    labeler = classifier.labeler if classifier.labeler is not None else RuleLabeler()
    classifier.labeler_ = clone(labeler).fit()
    classifier.boilerplate_ = _boilerplate(n_products, fetch, classifier.labeler_)
    counts = count(classifier.labeler_, classifier.boilerplate_)
    classifier.classes_ = classifier.labeler_.classes_
    gold = encode_labels(counts.labels, n_products, classifier.classes_)
    classifier.training_data_ = {"n_products": n_products, "sha256": counts.digest}
    gold, trust = _fit_labels(classifier, counts, gold, fetch)
    posterior = classifier.label_model_.predict_proba(counts.votes)
    settled = names_a_class(counts.votes, len(classifier.classes_))
    codes = np.where(settled, posterior.argmax(axis=1), UNLABELED)[counts.row_of]
    codes = np.where(gold != UNLABELED, gold, codes)
    classifier.words_ = frequent_words(counts.words)
    rows = draw_rows(codes, gold != UNLABELED, classifier.max_samples)
    table = classifier.tokenize(fetch(rows))
    L, known = counts.votes[counts.row_of[rows]], gold[rows]
    fired = classifier.labeler_.fire(table)
    posterior, settled = classifier._fit_weak_labels(table, L, known, trust[rows], fired)
    if len(rows) < n_products:
        classifier._note_shares(codes)
    codes = np.where(settled, posterior.argmax(axis=1), UNLABELED)
    trust = np.where(known != UNLABELED, HUMAN_WEIGHT, settled)
    spans = classifier.labeler_.spans(fired)
    return classifier._fit_model(table, spans, posterior, settled, trust, codes)


def _boilerplate(n_products, fetch, labeler):
    runs = find_runs(fetch(looked_at(n_products))["tokens"].tolist())
    return judge_runs(
        runs, fetch(judged_by(n_products))["tokens"].tolist() if runs else [], labeler
    )


def _fit_labels(classifier, counts, gold, fetch):
    """Fit the label model and what labels teach; give the labels that are believed, and how far."""
    classifier.corrections_ = None
    weights = np.bincount(counts.row_of, minlength=len(counts.votes)).astype(float)
    none = np.full(len(weights), UNLABELED)
    model = classifier.label_model, classifier.labeler_
    classifier.label_model_ = fit_label_model(*model, counts.votes, none, weights)
    rows = np.flatnonzero(gold != UNLABELED)
    trust = np.zeros(len(gold))
    if not len(rows):
        return gold, trust
    table = classifier.tokenize(fetch(rows))
    tokens, L = table["tokens"].tolist(), counts.votes[counts.row_of[rows]]
    phrases = phrases_of(classifier.labeler_.match(table), tokens)
    by_rules = classifier.label_model_.predict_proba(L)
    trust[rows] = label_trust(by_rules, phrases, gold[rows])
    gold = np.where(trust >= BELIEVED, gold, UNLABELED)
    own = gold[rows]
    weights -= np.bincount(counts.row_of[rows[own != UNLABELED]], minlength=len(weights))
    left = weights > 0
    votes = np.concatenate([counts.votes[left], L[own != UNLABELED]])
    labels = np.concatenate([none[left], own[own != UNLABELED]])
    weights = np.concatenate([weights[left], np.ones((own != UNLABELED).sum())])
    classifier.label_model_ = fit_label_model(*model, votes, labels, weights)
    by_rules = classifier.label_model_.predict_proba(L)
    classifier.corrections_ = Corrections().fit(
        by_rules, phrases, tokens, own, trust[rows], counts.words, len(gold)
    )
    return gold, trust
