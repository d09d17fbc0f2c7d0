"""How far each human label is to be believed, where so many contradict that some must be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from fashion_clf.utils._typing import Floats

__all__ = ["label_trust"]

_FEWEST = 50  # labels by which it is told how many are wrong; fewer are believed
_OWN_WAY = 0.03  # share of products that a shop files in its own way
_MOST = 0.4  # share that can be wrong
_SYSTEMATIC = 0.3  # share of the labels of a phrase that is no slip


def label_trust(by_rules: Floats, phrases: Sequence[Iterable[str]], gold: Any) -> Floats:
    """Give the probability of each human label to be right.

    Parameters
    ----------
    by_rules : ndarray of float, shape (n_samples, n_classes)
        Probabilities without labels.
    phrases : list of set of str
        Phrases by which rules fired.
    gold : ndarray of int, shape (n_samples,)
        Codes of the labels, -1 where there is none.

    Returns
    -------
    ndarray of float, shape (n_samples,)
        0 where there is no label.

    Notes
    -----
    With ``e`` the share of wrong labels and ``p`` what rules give the label, that is
    ``(1 - e) p / ((1 - e) p + e (1 - p) / (n_classes - 1))``. ``e`` is how many more labels
    contradict the rules than the rules' probabilities let expect, less 3%; of less than 50
    labels all are believed. What many labels of a phrase say is no slip: ``p`` is their
    share, where that is more.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._label_trust import label_trust
    >>> label_trust(np.array([[0.98, 0.02], [0.98, 0.02]]), [(), ()], np.array([1, -1]))
    array([1., 0.])
    """
    trust = np.zeros(len(gold))
    rows = np.flatnonzero(gold >= 0)
    if not len(rows):
        return trust
    labels = gold[rows]
    plausible = by_rules[rows, labels]
    contradicted = np.mean(by_rules[rows].argmax(axis=1) != labels)
    expected = np.mean(1 - by_rules[rows].max(axis=1))
    wrong = float(np.clip(contradicted - expected - _OWN_WAY, 0.0, _MOST))
    if len(rows) < _FEWEST or not wrong:
        trust[rows] = 1.0
        return trust
    counts: dict[str, np.ndarray] = {}
    for row, label in zip(rows.tolist(), labels.tolist(), strict=True):
        for phrase in phrases[row]:
            counts.setdefault(phrase, np.zeros(by_rules.shape[1]))[label] += 1
    for place, (row, label) in enumerate(zip(rows.tolist(), labels.tolist(), strict=True)):
        for phrase in phrases[row]:
            others = counts[phrase].sum() - 1
            share = (counts[phrase][label] - 1) / others if others > 1 else 0.0
            if share > max(_SYSTEMATIC, plausible[place]):
                plausible[place] = share
    right = (1 - wrong) * plausible
    slip = wrong * (1 - plausible) / max(by_rules.shape[1] - 1, 1)
    trust[rows] = right / (right + slip)
    return trust
