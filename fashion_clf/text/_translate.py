"""Words of other languages as the English ones that rules and models know."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

from fashion_clf.catalog._languages import LANGUAGES
from fashion_clf.text._detect_language import is_english
from fashion_clf.text._dictionary import (
    ELISION,
    fold,
    head_of,
    head_stands_first,
    load_dictionary,
    small_words,
    without_spaces,
)

__all__ = ["translate"]

_NOUN, _PART, _SMALL, _OTHER, _MARK = "noun", "part", "small", "other", "mark"
_UNITS = frozenset("x cm mm m kg g l ml den gr oz in xs s xl xxl".split())
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[.,;:!?()/\n]|\d+")


def translate(text: str, language: str) -> list[tuple[int, int, str]]:
    """Give the words of a text in English, as far as the dictionary has them.

    Parameters
    ----------
    text : str
        A cleaned text.
    language : str
        Its language.

    Returns
    -------
    list of (int, int, str)
        What to put in place of each range, from left to right. Words that are not known keep
        their spelling, with the language behind it: no English word is meant.

    Examples
    --------
    >>> from fashion_clf.text._translate import translate
    >>> [new for _, _, new in translate("Lederstiefel mit Reißverschluss", "de")]
    ['boot', 'with', 'zip closure']
    """
    if language not in LANGUAGES:
        return [(*word.span(), f"{word[0]}'{language}") for word in _LETTERS.finditer(text)]
    if without_spaces(language):
        return _nouns_within(text, language)
    dictionary, function = load_dictionary(language), small_words(language)
    head_first = head_stands_first(language)
    found: list[tuple[int, int, str | None]] = []
    for match in _WORD.finditer(ELISION.sub(lambda run: " " * len(run[0]), text)):
        if match[0][0].isalpha():
            place = match.start()
            for part in _LETTERS.finditer(match[0]):
                found.append((place + part.start(), place + part.end(), part[0]))
        else:
            found.append((*match.span(), None))
    read: list[tuple[int, int, str, str]] = []  # with what the word is
    at = 0
    while at < len(found):
        start, stop, word = found[at]
        length, entry = _longest(found, at, language, dictionary)
        if word is None:
            read.append((start, stop, "", _MARK))
        elif entry is not None:
            read.append((start, found[at + length - 1][1], entry[0], _NOUN if entry[1] else _PART))
        elif (head := head_of(word, language, dictionary)) is not None:
            read.append((start, stop, head, _NOUN))
        elif word.lower() in function:
            read.append((start, stop, function[word.lower()], _SMALL))
        else:
            kept = is_english(word) or word.lower() in _UNITS
            read.append((start, stop, word if kept else f"{word}'{language}", _OTHER))
        at += max(length, 1)
    return _closed(read, head_first)


def _closed(read, head_first):
    """Close each name with a comma: what stands behind its noun is no noun in English order."""
    edits = []
    for (start, stop, new, kind), after in zip_longest(read, read[1:]):
        ends = kind == _NOUN and (head_first or (after and after[-1] in (_PART, _OTHER)))
        if kind != _MARK:
            edits.append((start, stop, f"{new}," if ends else new))
    return edits


def _longest(found, at, language, dictionary):
    """Give the longest phrase of the dictionary that begins at a word."""
    node, best, length = dictionary.phrases, None, 0
    for place in range(at, len(found)):
        word = found[place][2]
        node = node.get(fold(word, language)) if word is not None else None
        if node is None:
            break
        if None in node:
            best, length = node[None], place - at + 1
    if length == 1:
        best = dictionary.exact.get(found[at][2].lower(), best)
    return length, best


def _nouns_within(text, language):
    """Find the nouns and parts of a text without spaces, the longest first.

    A noun is the end of a name, but where another one follows that it stands before.
    """
    english, pattern = _written(language)
    matches = list(pattern.finditer(text))
    first = head_stands_first(language)
    edits = []
    for match, after in zip_longest(matches, matches[1:]):
        new, is_noun = english[match[0].lower()]
        joined = after is not None and not text[match.end() : after.start()].strip()
        joined = joined and english[after[0].lower()][1] and not first
        edits.append((*match.span(), f" {new}, " if is_noun and not joined else f" {new} "))
    return edits


@lru_cache(maxsize=8)
def _written(language):
    """Map what is written to its English, and make the pattern that finds it."""
    entries = load_dictionary(language).entries
    english = {phrase.lower(): (text, is_noun) for phrase, text, is_noun in reversed(entries)}
    longest = sorted(english, key=len, reverse=True)
    return english, re.compile("|".join(map(re.escape, longest)), re.I)
