"""Finding the phrases of all rules in a token list, in one pass.

The phrases form a trie of stems. Reading a text costs one look-up a token,
however many rules there are. The longest phrase at a place hides the nouns inside
it, so that *boot cut* is no boot and *shirt collar* no shirt; attributes inside a
longer one still count, so that a *long sleeve* is a sleeve.
"""

__all__ = ["PhraseTrie"]

_END = None  # key of a trie node under which the phrase that ends there stands


class PhraseTrie:
    """A set of token sequences, numbered in the order in which they came.

    Examples
    --------
    >>> from fashion_clf.labeling._phrase_trie import PhraseTrie
    >>> trie = PhraseTrie()
    >>> trie.add(("shirt",)), trie.add(("shirt", "dress")), trie.add(("shirt",))
    (0, 1, 0)
    >>> longest, inner = trie.find(["a", "shirt", "dress", "shirt"])
    >>> longest, inner
    ([(1, 3, 1), (3, 4, 0)], [(1, 2, 0)])
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
        longest : list of (int, int, int)
            Start, stop and number of the phrase at ``tokens[start:stop]``: from left to right,
            the longest at each place; none reaches into another.
        inner : list of (int, int, int)
            All others: shorter ones, and those that begin inside one of `longest`.
        """
        longest, inner = [], []
        free = 0  # where the last of the longest ends
        n_tokens = len(tokens)
        for start, node in enumerate(map(self.root.get, tokens)):
            if node is None:
                continue
            stop = start + 1
            best = (start, stop, node[_END]) if _END in node else None
            while stop < n_tokens and (node := node.get(tokens[stop])) is not None:
                stop += 1
                if _END in node:
                    if best is not None:
                        inner.append(best)
                    best = (start, stop, node[_END])
            if best is None:
                continue
            if start >= free:
                longest.append(best)
                free = best[1]
            else:
                inner.append(best)
        return longest, inner
