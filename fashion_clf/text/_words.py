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
        Words, with spaces between, and the pattern.

    Returns
    -------
    dict of str to list of (int, Pattern)
        The patterns of each word, numbered in their order.
    """
    index = {}
    for number, (words, pattern) in enumerate(patterns):
        for word in words.split():
            index.setdefault(word, []).append((number, pattern))
    return index
