"""What human labels say of products like those that have them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from fashion_clf.classifier._vocabulary import count_words
from fashion_clf.text._vectorizer import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Self

    from fashion_clf.utils._typing import Floats

__all__ = ["Corrections", "phrases_of"]

_PRIOR = 3.0  # labelled products alike that outweigh what rules say
_ALIKE, _SAME = 4, 60  # powers of the cosine of two texts: of some weight, and nearly the same
_SAME_WEIGHT = 20.0  # labels that one of the same text is worth
_SMOOTHING = 1.0  # products added to those of a phrase
_FEWEST, _AGREED = 3, 0.7  # labels against a phrase that settle it, and their share
_ROWS = 1000  # compared at a time
_TINY = 1e-12


class Corrections:
    """Carries human labels to products like those that have them.

    Labels go to products of the same text, or nearly so, and they change how far each phrase
    of the rules is trusted: where the people of a shop file "tights" under PANT, a handful of
    labels is enough for all tights. Elsewhere nothing changes.

    Attributes
    ----------
    phrases_ : dict of str to ndarray of float, shape (n_classes,)
        Logarithm of the odds that a phrase adds to each category.
    settled_ : dict of str to ndarray of float, shape (n_classes,)
        Log-probabilities of the phrases that labels contradict, which replace the rules'.

    Notes
    -----
    Of a text, ``(a p + sum of s_i) / (a + sum of all s_i)`` is the probability of a category,
    where ``p`` is what rules say, ``a`` the prior of 3 labels, and ``s_i`` the likeness of
    each product of that label: ``cos ** 4 + 20 cos ** 60`` of their TF-IDF vectors. Of a
    phrase, ``(n + 1) / (e + 1)`` multiplies it, where ``n`` products of the label have it
    and ``e`` were expected by the rules.
    """

    def fit(
        self,
        by_rules: Floats,
        phrases: Sequence[Iterable[str]],
        tokens: Sequence[Sequence[str]],
        gold: Any,
        trust: Floats,
        counts: Counter[str] | None = None,
        n_products: int | None = None,
    ) -> Self:
        """Learn from labelled products.

        Parameters
        ----------
        by_rules : ndarray of float, shape (n_samples, n_classes)
            Probabilities of all products of a catalogue, without their labels.
        phrases : list of set of str
            As of :func:`phrases_of`.
        tokens : list of list of str
            Tokens of each.
        gold : ndarray of int, shape (n_samples,)
            Codes of their labels, -1 where there is none.
        trust : ndarray of float, shape (n_samples,)
            How far each is believed, 0 to 1.
        counts : Counter, optional
            Products that have each word, where those above are only some of a catalogue.
        n_products : int, optional
            Products that were counted.

        Returns
        -------
        self
        """
        rows = np.flatnonzero(gold >= 0).tolist()
        counts = count_words(tokens) if counts is None else counts
        total = len(tokens) if n_products is None else n_products
        self._idf = {word: 1.0 + np.log(total / n) for word, n in counts.items() if n > 1}
        self._rarest = 1.0 + np.log(max(total, 1))
        words = sorted({word for row in rows for word in content_words(tokens[row])})
        self._columns = {word: column for column, word in enumerate(words)}
        self._labelled = self._vectors([tokens[row] for row in rows])
        self._labels = np.eye(by_rules.shape[1])[gold[rows]] * trust[rows, None]
        found: dict[str, list[int]] = {}
        for row in rows:
            for phrase in phrases[row]:
                found.setdefault(phrase, []).append(row)
        self.phrases_, self.settled_ = {}, {}
        for phrase, having in found.items():
            weight = trust[having]
            labels = np.bincount(gold[having], weight, by_rules.shape[1])
            expected = weight @ by_rules[having]
            first, n = int(labels.argmax()), weight.sum()
            least = max(_FEWEST, _AGREED * n)
            if round(labels[first]) >= least and labels[first] - expected[first] >= 0.8 * least:
                self.settled_[phrase] = np.log((labels + 1.0 / len(labels)) / (n + 1.0))
            else:
                self.phrases_[phrase] = np.log((labels + _SMOOTHING) / (expected + _SMOOTHING))
        return self

    def apply(
        self, by_rules: Floats, phrases: Sequence[Iterable[str]], tokens: Sequence[Sequence[str]]
    ) -> Floats:
        """Change what rules say of products.

        Parameters
        ----------
        by_rules, phrases, tokens
            As of :meth:`fit`, of any products.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        changed = np.log(by_rules + _TINY)
        for row, own in enumerate(phrases):
            settled = sorted(own & self.settled_.keys())
            if settled:
                changed[row] = max((self.settled_[one] for one in settled), key=np.max)
                continue
            known = sorted(own & self.phrases_.keys())
            if known:
                changed[row] += max((self.phrases_[one] for one in known), key=_strength)
        proba = np.exp(changed - changed.max(axis=1, keepdims=True))
        proba /= proba.sum(axis=1, keepdims=True)
        for start in range(0, len(proba), _ROWS):
            part = slice(start, start + _ROWS)
            alike = (self._vectors(tokens[part]) @ self._labelled.T).toarray()
            alike = np.clip(alike, 0.0, 1.0)
            weight = alike**_ALIKE + _SAME_WEIGHT * alike**_SAME
            proba[part] = _PRIOR * proba[part] + weight @ self._labels
        return proba / proba.sum(axis=1, keepdims=True)

    def _vectors(self, documents):
        """TF-IDF vectors of length one, of the words that labelled products have."""
        entries, columns, ends = [], [], [0]
        for tokens in documents:
            weights = {
                word: (1.0 + np.log(n)) * self._idf.get(word, self._rarest)
                for word, n in Counter(content_words(tokens)).items()
            }
            length = np.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
            for word, weight in weights.items():
                if word in self._columns:
                    entries.append(weight / length)
                    columns.append(self._columns[word])
            ends.append(len(entries))
        return sp.csr_matrix((entries, columns, ends), shape=(len(documents), len(self._columns)))


def _strength(log_odds):
    return np.abs(log_odds).max()


def phrases_of(
    fired: Sequence[Mapping[str, Sequence[tuple[int, int]]]], tokens: Sequence[Sequence[str]]
) -> list[set[str]]:
    """Name the phrases by which rules fired, each with its rule.

    Parameters
    ----------
    fired : list of dict of str to list of (int, int)
        As of ``RuleLabeler.match``.
    tokens : list of list of str
        Tokens of each product.

    Returns
    -------
    list of set of str

    Examples
    --------
    >>> from fashion_clf.classifier._corrections import phrases_of
    >>> phrases_of([{"hosiery": [(1, 2)]}], [["warm", "tight"]])
    [{'hosiery: tight'}]
    """
    return [
        {f"{name}: {' '.join(words[slice(*span)])}" for name in one for span in one[name]}
        for one, words in zip(fired, tokens, strict=True)
    ]
