"""Products that are nearly the same: variants, and texts of which a word or two differ."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fashion_clf.catalog._images import is_url
from fashion_clf.exceptions import ImageError
from fashion_clf.images.reading._decode import load_image
from fashion_clf.text._vectorizer import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["SeenPhotos", "find_alike"]

_LIKE = 0.85  # shared words, in all words of two texts, from which they are alike
_RAREST = 4  # words of a text by which others like it are looked for
_BITS = 4  # of 64 in which the hashes of two photos that are alike differ
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


class SeenPhotos:
    """Photos seen so far, to tell whether another one is nearly the same.

    Without ImageHash (of the extra ``review``) no photo is like another.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], list[tuple[Any, int]]] = {}

    def find(self, path: str | None, kind: tuple[str, ...], row: int) -> int | None:
        """Give the row of an earlier photo that is nearly the same; note this one otherwise.

        Parameters
        ----------
        path : str or None
            The photo.
        kind : tuple of str
            Only photos of the same kind are compared.
        row : int
            To note it under.

        Returns
        -------
        int or None
        """
        code = _hash_of(path)
        if code is None:
            return None
        held = self._seen.setdefault(kind, [])
        for other, place in held:
            if code - other <= _BITS:
                return place
        held.append((code, row))
        return None


def _hash_of(path):
    """Give the perceptual hash of a photo; None where there is none, or it says nothing."""
    if path is None or is_url(path):
        return None
    try:
        import imagehash
        from PIL import Image
    except ImportError:
        return None
    try:
        return imagehash.phash(Image.fromarray(load_image(path, size=64)))
    except ImageError:
        return None
