"""Where the words of a product end, and what the shop says of where it files it begins."""

from fashion_clf.text._tokens import MARKS, tokenize

__all__ = ["FILED_IN", "filed_at", "is_filed", "own_words"]

# Before each type of a shop, as the catalogue's texts have it.
FILED_IN = tuple(tokenize("filed in"))


def is_filed(tokens):
    """Whether a product may have a sentence "filed in ...", which few have."""
    return FILED_IN[0] in tokens


def filed_at(tokens):
    """Yield the places at which a sentence "filed in ..." begins.

    Parameters
    ----------
    tokens : list of str
        Tokens of a product.

    Yields
    ------
    int
    """
    for start in range(len(tokens) - len(FILED_IN)):
        if tuple(tokens[start : start + len(FILED_IN)]) == FILED_IN and (
            not start or tokens[start - 1] in MARKS
        ):
            yield start


def own_words(tokens):
    """Give the tokens of a product before what its shop files it under.

    A model that learned from these words as from others would believe a shop that files
    things wrongly; rules of the place ``type`` read them.

    Parameters
    ----------
    tokens : list of str
        Tokens of a product.

    Returns
    -------
    list of str

    Examples
    --------
    >>> from fashion_clf.text import tokenize
    >>> from fashion_clf.text._filed import own_words
    >>> own_words(tokenize("Suede boots. filed in Sandals."))
    ['sued', 'boot', '.']
    """
    if not is_filed(tokens):
        return tokens
    start = next(filed_at(tokens), None)
    return tokens if start is None else tokens[:start]
