"""Words of other languages as the English ones that rules and models know."""

from __future__ import annotations

import re

from fashion_clf.text._detect_language import is_english
from fashion_clf.text._dictionary import ELISION, fold, head_of, load_dictionary
from fashion_clf.text._function_words import FUNCTION_WORDS

__all__ = ["translate"]

_HEAD_FIRST = frozenset(("fr", "es", "it", "pt", "pl"))  # a noun stands before what it is made of
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[.,;:!?()/\n]|\d+")


def translate(text: str, language: str) -> list[tuple[int, int, str]]:
    """Give the words of a text in English, as far as the dictionary has them.

    Parameters
    ----------
    text : str
        A cleaned text.
    language : str
        Its language, one of ``LANGUAGES``.

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
    dictionary, function = load_dictionary(language), FUNCTION_WORDS[language]
    found: list[tuple[int, int, str | None]] = []
    for match in _WORD.finditer(ELISION.sub(lambda run: " " * len(run[0]), text)):
        if match[0][0].isalpha():
            place = match.start()
            for part in re.finditer(r"[^\W\d_]+", match[0]):
                found.append((place + part.start(), place + part.end(), part[0]))
        else:
            found.append((*match.span(), None))
    edits: list[tuple[int, int, str]] = []
    at = 0
    while at < len(found):
        start, stop, word = found[at]
        if word is None:
            at += 1
            continue
        length, entry = _longest(found, at, language, dictionary)
        if entry is not None:
            new, is_noun = entry
            stop = found[at + length - 1][1]
            last = new + "," if is_noun and language in _HEAD_FIRST else new
            edits.append((start, stop, last))
            at += length
            continue
        head = head_of(word, language, dictionary)
        if head is not None:
            new = head
        elif word.lower() in function:
            new = function[word.lower()]
        else:
            new = word if is_english(word) else f"{word}'{language}"
        edits.append((start, stop, new))
        at += 1
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
    return length, best
