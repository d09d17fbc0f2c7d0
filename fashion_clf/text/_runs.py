"""Runs of characters without a space between: texts are made of few, so each is read once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from fashion_clf.text._clean import ODD, SIGNS, is_odd
from fashion_clf.text._detect_language import weigh_piece
from fashion_clf.text._tokens import PHRASE_END, split_pieces, tokens_of
from fashion_clf.text._words import words_of

__all__ = ["Runs", "read_runs"]

_DASH = "\u2013"  # no cleaned text has one, nor any of another meaning
_APART = re.compile(" [-+] ")


class Runs(NamedTuple):
    """What the runs of a sentence give together."""

    tokens: list[str]
    english: float  # as of weigh_piece
    signs: set[bytes]  # those of SIGNS that its runs have


def read_runs(text: str) -> Runs:
    """Read a sentence run by run.

    Parameters
    ----------
    text : str
        Without a fraction behind a number ("2 1/2"), which are one token over two runs.

    Returns
    -------
    Runs

    Examples
    --------
    >>> from fashion_clf.text._runs import read_runs
    >>> tokens, english, signs = read_runs("Pair them with boots.")
    >>> tokens, sorted(signs)
    (['pair', 'them', 'with', 'boot', '.'], [b'pair', b'with'])
    """
    tokens: list[str] = []
    english = 0.0
    signs: set[bytes] = set()
    dash = f" {_DASH} "
    apart = _APART.sub(dash, text) if "+" in text else text.replace(" - ", dash)
    for own, weight, telling in map(_read, apart.split(" ")):
        tokens += own
        english += weight
        if telling:
            signs |= telling
    return Runs(tokens, english, signs)


@lru_cache(maxsize=1 << 14)
def _read(run):
    if run == _DASH:
        return (PHRASE_END,), 0.0, frozenset()
    pieces = split_pieces(run)
    weight = sum(weigh_piece(piece) for piece in pieces if piece[0].isalpha())
    signs = words_of(run) & SIGNS
    return tuple(tokens_of(pieces)), weight, signs | {ODD} if is_odd(run) else signs
