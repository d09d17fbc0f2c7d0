"""A new batch of products against what a model was trained on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.catalog._languages import LANGUAGE_NAMES, UNREAD
from fashion_clf.classifier._vocabulary import known_share
from fashion_clf.labeling import ABSTAIN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from fashion_clf.utils._typing import Products

__all__ = ["LIMITS", "check_batch"]

#: Largest value of each figure that is no cause for alarm.
LIMITS = {
    "unknown words": 0.25,
    "no rule": 0.2,
    "fallback": 0.2,
    "unsure": 0.2,
    "mix of categories": 0.3,
    "not read": 0.02,
    "no photo": 1.0,
}
_UNSURE = 0.7  # confidence


def check_batch(
    pipeline: Any, products: Products, limits: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Measure how far a batch of products is from what a model knows.

    Parameters
    ----------
    pipeline : Pipeline
        Fitted.
    products : DataFrame or list of dict
        The batch.
    limits : dict of str to float, optional
        Other limits than ``LIMITS``.

    Returns
    -------
    DataFrame
        For each figure its ``value``, its ``limit``, whether it is ``past`` that, and what it
        ``says``.

    Raises
    ------
    ValueError
        Where a limit is of no figure.

    Notes
    -----
    The mix of categories is compared by the total variation distance of its shares from those
    of the weak labels that the model was trained on.

    Examples
    --------
    >>> from fashion_clf import load_pretrained
    >>> from fashion_clf.review._check import check_batch
    >>> found = check_batch(load_pretrained(), [{"title": "Blorple"}, {"title": "Suede boots"}])
    >>> found.loc["no rule", "value"], bool(found.loc["no rule", "past"])
    (0.5, True)
    """
    chosen = dict(LIMITS) | dict(limits or {})
    unknown = sorted(chosen.keys() - LIMITS.keys())
    if unknown:
        raise ValueError(f"limit {unknown[0]!r} is of no figure; there are {', '.join(LIMITS)}")
    classifier = pipeline[-1]
    table = classifier.tokenize(products)
    opinions = classifier._decide_table(table)
    best = opinions.proba.argmax(axis=1)
    shares = np.bincount(best, minlength=len(classifier.classes_)) / max(len(table), 1)
    trained = classifier.n_votes_ / max(classifier.n_votes_.sum(), 1)
    far = np.abs(shares - trained)
    languages = Counter(table["language"])
    unread = {code: n for code, n in languages.items() if code in UNREAD}
    most = int(far.argmax())
    values = {
        "unknown words": (
            1 - known_share(table["tokens"], classifier.words_).mean(),
            "share of words that the training catalogue has not",
        ),
        "no rule": (
            np.mean(~(opinions.votes != ABSTAIN).any(axis=1)),
            "products on which no rule fires",
        ),
        "fallback": (np.mean(opinions.sources == "fallback"), "products of which nothing is known"),
        "unsure": (
            np.mean(opinions.proba.max(axis=1) < _UNSURE),
            f"products with a confidence below {_UNSURE}",
        ),
        "mix of categories": (
            far.sum() / 2,
            f"most of all {classifier.classes_[most]}: {shares[most]:.2f}, "
            f"{trained[most]:.2f} in training",
        ),
        "not read": (
            sum(unread.values()) / max(len(table), 1),
            ", ".join(f"{LANGUAGE_NAMES[code]} {n}" for code, n in unread.items()) or "all read",
        ),
        "no photo": (np.mean([one is None for one in table["image"]]), "products without a photo"),
    }
    found = pd.DataFrame(
        {name: [float(value), chosen[name], says] for name, (value, says) in values.items()},
        index=["value", "limit", "says"],
    ).T
    found["past"] = found["value"].astype(float) > found["limit"].astype(float)
    return found[["value", "limit", "past", "says"]]
