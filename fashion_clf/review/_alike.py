"""Products that are nearly the same: variants, and texts of which a word or two differ."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fashion_clf.text._vectorizer import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_alike"]

_LIKE = 0.85  # shared words, in all words of two texts, from which they are alike
_RAREST = 4  # words of a text by which others like it are looked for
_MOST = 200  # products that share a word, at most, to look through


def find_alike(documents: Sequence[Sequence[str]]) -> list[int]:
    """Give each product a group; those of one group have nearly the same words.

    Parameters
    ----------
    documents : list of list of str
        Tokens of each product.

    Returns
    -------
    list of int
        The place of the first product of each one's group.

    Notes
    -----
    Texts of the same words are alike at once. Others are compared with those that share one
    of their rarest words, and are alike where the words they share are 85% of all words of
    the two (Jaccard's index); numbers and marks do not count. So two texts of three words
    must be the same.

    Examples
    --------
    >>> from fashion_clf.review._alike import find_alike
    >>> find_alike([["red", "boot"], ["silk", "scarf"], ["boot", "red", "#"]])
    [0, 1, 0]
    """
    words = [frozenset(content_words(tokens)) for tokens in documents]
    first: dict[frozenset[str], int] = {}
    group = [first.setdefault(own, row) if own else row for row, own in enumerate(words)]
    counts = Counter(word for own in first for word in own)
    places: dict[str, list[int]] = {}
    for own, row in first.items():
        rare = sorted(own, key=lambda word: (counts[word], word))[:_RAREST]
        found = None
        for word in rare:
            for other in places.get(word, ()):
                shared = len(own & words[other])
                if shared >= _LIKE * len(own | words[other]):
                    found = group[other]
                    break
            if found is not None:
                break
        if found is not None:
            group[row] = found
        for word in rare:
            held = places.setdefault(word, [])
            if len(held) < _MOST:
                held.append(row)
    heads = {row: group[row] for row in first.values()}
    return [heads.get(one, one) for one in group]
