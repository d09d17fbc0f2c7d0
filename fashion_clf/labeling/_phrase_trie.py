"""Finding the phrases of all rules in a token list, in one pass.

The phrases form a trie of stems. Reading a text costs one look-up a token,
however many rules there are. The longest phrase at a place hides the nouns inside
it, so that *boot cut* is no boot and *shirt collar* no shirt; attributes inside a
longer one still count, so that a *long sleeve* is a sleeve.
"""

from typing import NamedTuple

__all__ = ["Match", "PhraseTrie"]

_END = None  # key of a trie node under which the phrase that ends there stands


class Match(NamedTuple):
    """A phrase found at ``tokens[start:stop]``."""

    start: int
    stop: int
    phrase: int


class PhraseTrie:
    """A set of token sequences, numbered in the order in which they came.

    Examples
    --------
    >>> from fashion_clf.labeling._phrase_trie import PhraseTrie
    >>> trie = PhraseTrie()
    >>> trie.add(("shirt",)), trie.add(("shirt", "dress")), trie.add(("shirt",))
    (0, 1, 0)
    >>> longest, inner = trie.find(["a", "shirt", "dress", "shirt"])
    >>> [match.phrase for match in longest], [match.phrase for match in inner]
    ([1, 0], [0])
    """

    def __init__(self):
        self.root = {}
        self.n_phrases = 0

    def add(self, tokens):
        """Add a phrase and give its number."""
        node = self.root
        for token in tokens:
            node = node.setdefault(token, {})
        if _END not in node:
            node[_END] = self.n_phrases
            self.n_phrases += 1
        return node[_END]

    def find(self, tokens):
        """Find phrases in `tokens`.

        Parameters
        ----------
        tokens : list of str

        Returns
        -------
        longest : list of Match
            From left to right, the longest at each place; none reaches into another.
        inner : list of Match
            All others: shorter ones, and those that begin inside one of `longest`.
        """
        longest, inner = [], []
        n_tokens = len(tokens)
        free = 0  # where the last of the longest ends
        for start, node in enumerate(map(self.root.get, tokens)):
            if node is None:
                continue
            best = None
            stop = start + 1
            while True:
                if _END in node:
                    if best is not None:
                        inner.append(best)
                    best = Match(start, stop, node[_END])
                if stop == n_tokens:
                    break
                node = node.get(tokens[stop])
                if node is None:
                    break
                stop += 1
            if best is None:
                continue
            if start >= free:
                longest.append(best)
                free = best.stop
            else:
                inner.append(best)
        return longest, inner
