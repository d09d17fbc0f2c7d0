"""The words of a text, which tell which patterns are worth a search."""

__all__ = ["as_bytes", "by_word", "words_of"]

_MARKS = b'.,;:!?()[]{}"/|>'
# Marks, white space and what is not ASCII part words; bytes are looked through three times as
# fast as characters.
_PARTED = bytes(
    byte if chr(byte).isascii() and chr(byte).isprintable() and byte not in _MARKS else 32
    for byte in range(256)
).lower()


def words_of(text):
    """Give the set of the words of a text, in lower case, without the marks around them.

    Examples
    --------
    >>> from fashion_clf.text._words import words_of
    >>> sorted(words_of("We're closed. See also: best-sellers!"))
    [b'also', b'best-sellers', b'closed', b'see', b"we're"]
    """
    return set(text.encode(errors="replace").translate(_PARTED).split())


def as_bytes(words):
    """Give words as those of :func:`words_of` are, from a text with spaces between them."""
    return frozenset(words.encode().split())


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
        for word in as_bytes(words):
            index.setdefault(word, []).append((number, pattern, as_bytes(others)))
    return index
