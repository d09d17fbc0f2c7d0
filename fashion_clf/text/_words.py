"""The words of a text, which tell which patterns are worth a search."""

__all__ = ["by_word", "words_of"]

# All but ASCII letters, digits and underscores parts words; bytes are looked through three times
# as fast as characters.
_PARTED = bytes(
    byte if chr(byte).isascii() and (chr(byte).isalnum() or byte == ord("_")) else ord(" ")
    for byte in range(256)
).lower()


def words_of(text):
    """Give the set of the words of a text, in lower case.

    Examples
    --------
    >>> from fashion_clf.text._words import words_of
    >>> sorted(words_of("Closed. See also: best-sellers!"))
    [b'also', b'best', b'closed', b'see', b'sellers']
    """
    return set(text.encode(errors="replace").translate(_PARTED).split())


def by_word(patterns):
    """Index patterns by the words of which each needs one.

    Parameters
    ----------
    patterns : iterable of (str, Pattern)
        Words, with spaces between, and the pattern. Behind a ``+`` stand more words, of which
        it needs one, too.

    Returns
    -------
    dict of bytes to list of (int, Pattern, frozenset of bytes)
        The patterns of each word, numbered in their order, with those other words.
    """
    index = {}
    for number, (text, pattern) in enumerate(patterns):
        words, _, others = text.partition(" + ")
        for word in words_of(words):
            index.setdefault(word, []).append((number, pattern, words_of(others)))
    return index
