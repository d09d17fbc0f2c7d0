"""Sentences of products' texts: catalogues say most of them again, so each is read once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from fashion_clf.text._clean import STOP_MARKS, cut_digressions, may_digress, to_the_point, unmarked
from fashion_clf.text._detect_language import weigh_english
from fashion_clf.text._runs import read_runs
from fashion_clf.text._shop_talk import may_span_sentences, names_shop
from fashion_clf.text._tokens import is_spelled_out, tokenize

__all__ = ["Sentence", "read_sentences"]

_LONGEST = 2_000  # characters of a text that is taken apart
# Between sentences: markup leaves runs of stops and white space.
_STOP = re.compile(r"\.[\s.]*\s(?=[^\W_])")
_LEFT_OUT = " ,;:"  # at the end of a text


class Sentence(NamedTuple):
    """A cleaned sentence, or a whole text that cannot be taken apart."""

    text: str
    tokens: list[str]
    english: float  # how much speaks for English, and against any other language


_NOTHING = Sentence("", [], 0.0)


def read_sentences(text: str) -> list[Sentence]:
    """Clean a text, tokenise it and look for its language, sentence by sentence.

    Parameters
    ----------
    text : str
        A name or a description, as the shop has it.

    Returns
    -------
    list of Sentence
        Their texts with spaces between are what :func:`clean_description` gives, their tokens
        those of that.

    Examples
    --------
    >>> from fashion_clf.text._sentences import read_sentences
    >>> [one.text for one in read_sentences("Silk top. Model is 180 cm tall. Made in Italy.")]
    ['Silk top.', 'Made in Italy.']
    """
    text = unmarked(text)
    if not text:
        return []
    found = _taken_apart(text)
    return [_read(to_the_point(text))] if found is None else found


def _taken_apart(text):
    """Read a text by its sentences, or give None where they cannot be read one by one."""
    if len(text) > _LONGEST or names_shop(text):
        return None
    *pieces, last = _STOP.split(text.lstrip())
    found = []
    for piece in [*[piece + "." for piece in pieces], last]:
        one = _sentence(piece)
        if one is None:
            return None
        if one is not _NOTHING:
            found.append(one)
    if found and found[-1].text[-1] in _LEFT_OUT:
        found[-1] = _read(found[-1].text.rstrip(_LEFT_OUT))
    return found


@lru_cache(maxsize=1 << 12)
def _sentence(text):
    """Read one sentence; what is cut from it must not depend on those before and behind it."""
    if names_shop(text):
        return None
    runs = read_runs(text)
    if text[:1].isalnum() and not may_digress(runs.signs):
        return _of_runs(text, runs)
    if may_span_sentences(text, runs.signs):
        return None
    cleaned = cut_digressions(text, words=runs.signs).strip(" ")
    if cleaned in ("", "."):
        return _NOTHING
    whole = cleaned[0].isalnum() and (cleaned[-1] in STOP_MARKS or text[-1] != ".")
    return _read(cleaned) if whole else None


def _read(text):
    if len(text) > _LONGEST:  # a language is not told by it, either
        return Sentence(text, tokenize(text), weigh_english(text, 0.0))
    return _of_runs(text, read_runs(text))


def _of_runs(text, runs):
    tokens = runs.tokens if is_spelled_out(text) else tokenize(text)
    return Sentence(text, tokens, weigh_english(text, runs.english))
