"""Boilerplate of a catalogue: common runs of words that do not tell its products apart."""

import warnings
from collections import Counter

import numpy as np
import pandas as pd

from fashion_clf.exceptions import LabelingWarning
from fashion_clf.labeling import MajorityVote
from fashion_clf.labeling._votes import names_a_class
from fashion_clf.text._boilerplate import drop_runs, find_runs, index_runs

__all__ = [
    "drop_boilerplate",
    "judge_runs",
    "judged_by",
    "learn_boilerplate",
    "warn_same_words",
]

_AGREES = 0.75  # agreement with the rest of the text at which a run is as good as any text
_BETTER = 1.5  # times the agreement that chance gives: the run tells products apart
_HALF = 0.5
_NEARLY_ALL = 0.9  # share of a catalogue in one category by the same words that gets a warning
_CATALOGUE = 50  # products below which that is nothing unusual
_SAMPLE = 2000  # products with a run whose other votes are looked at
_FEWEST = 10  # of them with a vote, below which a run cannot be judged


def learn_boilerplate(table, labeler):
    """Find the common runs of tokens that say nothing of the products that have them.

    A run that many products share is judged like a labeling function: by how often its votes
    agree with the votes of the rest of each text. Where they agree no more than chance has it,
    the run is boilerplate ("free delivery on shoes"). A run that agrees tells products apart
    and is kept, as is one that cannot be judged because the rest of the texts says nothing.
    A run for which no rule votes is boilerplate in at least half of the products.

    Parameters
    ----------
    table : DataFrame
        Of :func:`fashion_clf.text.tokenize_products`.
    labeler : RuleLabeler
        Fitted.

    Returns
    -------
    dict of tuple of str to float
        Share of the products that have each run, the longest run first.
    """
    documents = table["tokens"].tolist()
    return judge_runs(
        find_runs(documents), [documents[row] for row in judged_by(len(documents))], labeler
    )


def judged_by(n_products):
    """Give the rows whose votes tell what runs say: some 2,000 at equal distances."""
    return range(0, n_products, max(1, n_products // _SAMPLE))


def judge_runs(runs, documents, labeler):
    """Give those of the runs that are boilerplate.

    Parameters
    ----------
    runs : dict of tuple of str to float
        As of :func:`fashion_clf.text._boilerplate.find_runs`.
    documents : list of list of str
        Tokens of some products.
    labeler : RuleLabeler
        Fitted.

    Returns
    -------
    dict of tuple of str to float
    """
    if not runs:
        return {}
    index = index_runs(runs)
    rest, voted = _vote_shares(labeler, [drop_runs(tokens, index) for tokens in documents])
    own, names = _vote_shares(labeler, list(map(list, runs)))
    chance = rest[voted].mean(axis=0) if voted.any() else np.zeros(rest.shape[1])
    boilerplate = {}
    for place, (run, share) in enumerate(runs.items()):
        alone = index_runs([run])
        has_run = [drop_runs(tokens, alone) is not tokens for tokens in documents]
        judged = voted & np.array(has_run)
        if not names[place]:
            is_boilerplate = share >= _HALF
        elif judged.sum() < _FEWEST:
            is_boilerplate = False
        else:
            agreement = float((rest[judged] @ own[place]).mean())
            by_chance = float(chance @ own[place])
            is_boilerplate = agreement < _AGREES and (
                agreement < _HALF or agreement < _BETTER * by_chance
            )
        if is_boilerplate:
            boilerplate[run] = share
    return boilerplate


def _vote_shares(labeler, documents):
    """Share of each class in the votes on each text, and whether one is for a single class."""
    table = pd.DataFrame({"tokens": pd.Series(documents, dtype=object), "image": None})
    L = labeler.transform(table)
    n_classes = len(labeler.classes_)
    majority = MajorityVote(n_classes=n_classes, groups=labeler.groups_).fit(L)
    return majority.predict_proba(L), names_a_class(L, n_classes)


def drop_boilerplate(table, boilerplate):
    """Replace the boilerplate of each product by marks.

    Parameters
    ----------
    table : DataFrame
        Of :func:`fashion_clf.text.tokenize_products`.
    boilerplate : iterable of tuple of str
        Of :func:`learn_boilerplate`.

    Returns
    -------
    DataFrame
        `table` itself where there is none.
    """
    if not boilerplate:
        return table
    index = index_runs(boilerplate)
    tokens = [drop_runs(tokens, index) for tokens in table["tokens"]]
    return table.assign(tokens=pd.Series(tokens, index=table.index, dtype=object))


def warn_same_words(table, fired, rules, classes, codes):
    """Warn where nearly all products are in one category because of the same words.

    Parameters
    ----------
    table : DataFrame
        Of :func:`fashion_clf.text.tokenize_products`.
    fired : list of dict of str to list of (int, int)
        As of ``RuleLabeler.match``.
    rules : RuleSet
    classes : sequence of str
    codes : ndarray of int, shape (n_samples,)
        Weak label of each product, -1 where it has none.

    Warns
    -----
    LabelingWarning
        Quotes the words.
    """
    n_products = len(table)
    if n_products < _CATALOGUE:
        return
    code, count = (
        Counter(codes[codes >= 0].tolist()).most_common(1)[0] if (codes >= 0).any() else (0, 0)
    )
    if count < _NEARLY_ALL * n_products:
        return
    voters = {rule.name for rule in rules if rule.categories == (classes[code],)}
    phrases = Counter()
    for tokens, spans in zip(table["tokens"], fired, strict=True):
        phrases.update(
            {tuple(tokens[a:b]) for name in voters & spans.keys() for a, b in spans[name]}
        )
    phrase, n_with = phrases.most_common(1)[0] if phrases else ((), 0)
    if n_with >= _NEARLY_ALL * n_products:
        warnings.warn(
            f"{count} of {n_products} products are assigned to {classes[code]}, and {n_with} of "
            f"them have the same words: {' '.join(phrase)!r} (as stems). Where these words are "
            "the shop's and not the products', take them out of the texts.",
            LabelingWarning,
            stacklevel=4,
        )
