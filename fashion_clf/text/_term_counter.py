"""How often each term of a vocabulary occurs in a text."""

from fashion_clf.text._filed import own_words
from fashion_clf.text._tokens import KEPT_WHOLE_LATER, NUMBER, snowball

__all__ = ["STOP_STEMS", "TermCounter"]

# Words that occur in every description and say nothing about the product.
STOP_STEMS = frozenset(
    (
        "a an and are as at be by for from has in is it its of on or our that the this to with "
        "you your"
    ).split()
)


class TermCounter:
    """Counts the terms of a vocabulary without making those that it lacks.

    Parameters
    ----------
    vocabulary : dict of str to int
        Column of each term.
    whole : bool
        Whether it has words such as *padded*; if not, these count as their stems.
    """

    def __init__(self, vocabulary, whole):
        self._words = {}  # column of a word, or None, and those of the pairs that it begins
        for term, column in vocabulary.items():
            self._words[term] = column, self._words.get(term, (None, {}))[1]
            for at in [at for at, letter in enumerate(term) if letter == " "]:
                own, pairs = self._words.setdefault(term[:at], (vocabulary.get(term[:at]), {}))
                pairs[term[at + 1 :]] = column
        if NUMBER in self._words:  # which counts in pairs alone
            self._words[NUMBER] = None, self._words[NUMBER][1]
        if not whole:
            self._count_by_stems()
        self._words |= dict.fromkeys(STOP_STEMS, _SKIPPED)

    def _count_by_stems(self):
        for word in KEPT_WHOLE_LATER:
            stem = snowball(word)
            if stem in self._words:
                self._words[word] = self._words[stem]
            for _, pairs in self._words.values():
                if stem in pairs:
                    pairs[word] = pairs[stem]

    def find(self, tokens):
        """Give the column of each of a text's terms, as often as it occurs."""
        found = []
        pairs = None  # those that the word before begins
        entry_of = self._words.get
        for token in own_words(tokens):
            entry = entry_of(token, _UNKNOWN)  # a mark is none
            if entry is _SKIPPED:
                continue
            if pairs and token in pairs:
                found.append(pairs[token])
            column, pairs = entry
            if column is not None:
                found.append(column)
        return found


_UNKNOWN = None, None
_SKIPPED: tuple[None, dict[str, int]] = (None, {})  # of a word that counts as not being there
