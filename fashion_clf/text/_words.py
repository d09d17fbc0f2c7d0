"""The words of a text, which tell which patterns are worth a search."""

__all__ = ["by_word", "words_of"]

_SPACES = str.maketrans(dict.fromkeys('.,;:!?()[]{}"/|>\u203a\u00bb\u2022', " "))


def words_of(text):
    """Give the set of the words of a text, in lower case, without the marks around them.

    Examples
    --------
    >>> from fashion_clf.text._words import words_of
    >>> sorted(words_of("We're closed. See also: best-sellers!"))
    ['also', 'best-sellers', 'closed', 'see', "we're"]
    """
    return set(text.lower().translate(_SPACES).split())


def by_word(patterns):
    """Index patterns by the words of which each needs one.

    Parameters
    ----------
    patterns : iterable of (str, Pattern)
        Words, with spaces between, and the pattern. Behind a ``+`` stand more words, of which
        it needs one, too.

    Returns
    -------
    dict of str to list of (int, Pattern, frozenset of str)
        The patterns of each word, numbered in their order, with those other words.
    """
    index = {}
    for number, (text, pattern) in enumerate(patterns):
        words, _, others = text.partition(" + ")
        for word in words.split():
            index.setdefault(word, []).append((number, pattern, frozenset(others.split())))
    return index
