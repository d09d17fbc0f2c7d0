"""The language of a text, told by its script, small words, nouns, parts and letters."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from fashion_clf.catalog._languages import LANGUAGES
from fashion_clf.text._dictionary import (
    ELISION,
    fold,
    has_marks,
    head_of,
    letters_of,
    load_dictionary,
    plain,
    small_words,
)
from fashion_clf.text._spellings import SPELLINGS
from fashion_clf.text._tokens import ALL_KEPT_WHOLE, stem
from fashion_clf.text._unread import TOLD_BY, by_script

__all__ = ["detect", "is_english", "is_surely_english", "weigh_english", "weigh_piece"]

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ASCII_LETTERS = re.compile(_LETTERS.pattern, re.ASCII)  # faster, the same in an ASCII text
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MANY = 6  # words, of which a foreign text has a small one
_READ = 400  # characters by which a language is told
_LONG = 7  # letters of a word that is seldom one of another language by chance
_SHARED = 0.1  # what a small word says that is one of English, too
_SHORTEST = 4  # letters of a word that is no small one
_SHORT = 5  # letters; a shorter word has the stem of another one by chance
_LETTER = 0.5  # what a letter says that English words do not have, for or against a language
_SURE = 100.0  # what a letter that English lacks says, or a word of a language that is not read
_LAST_LATIN = "\u024f"
_ROUNDING = 1e-6
_FEWEST = 2  # words of a language that is not read, or a word and a letter of it
# Small words of English, and common ones beside those of the rules.
_SMALL = frozenset(
    "the with and in of for a an on at by from is are this that our your you it to made without "
    "has its or as into over under".split()
)
_COMMON = (
    "red rose pink blue navy green grey gray black white brown beige purple yellow orange golden "
    "silver men women unisex kids boys girls casual formal printed solid striped plain classic new "
    "small large medium mini pack piece color colour size style fashion wear collection cute "
    "velvet matte i am my you me we he she they anti spill floral petal retro college touring "
    "spring summer autumn winter teen tiger camel banana brass penny tight longer shorter larger "
    "newest popular similar flattering featuring alluring circular rectangular tubular linear "
    "envelope border dusk bishop way bit up down off out"
)
_EVERYWHERE = frozenset("slim fit regular skinny oversize oversized basic".split())  # cuts
_SPACED = tuple(code for code in LANGUAGES if code not in ("ja", "ko", "zh", "th"))


@lru_cache(maxsize=1)
def _english():
    """Give English words, and the stems of them."""
    folder = files("fashion_clf").joinpath("labeling/lexicon")
    files_ = folder.joinpath("en.toml"), folder.parent.joinpath("rules.toml")
    text = "\n".join(file.read_text(encoding="utf-8") for file in files_)
    quoted = " ".join(re.findall(r'"([^"]*)"', text)).lower()
    words = {*re.findall(r"[a-z]{3,}", quoted), *_SMALL, *_COMMON.split()}
    words |= ALL_KEPT_WHOLE | SPELLINGS.keys()
    return frozenset(words), frozenset(map(stem, words))


class _SmallWords(NamedTuple):
    languages: dict[str, tuple[str, ...]]  # of each word, but English
    foreign: frozenset[str]  # no English ones
    english: frozenset[str]  # only English ones


@lru_cache(maxsize=1)
def _small_words():
    found: dict[str, tuple[str, ...]] = {}
    for language in _SPACED:
        for word in small_words(language):
            found[word] = (*found.get(word, ()), language)
    return _SmallWords(found, frozenset(found.keys() - _SMALL), _SMALL - found.keys())


def weigh_english(text: str, weight: float) -> float:
    """Weigh what speaks for English in a sentence against what may speak for another language.

    Parameters
    ----------
    text : str
        The sentence.
    weight : float
        The sum of :func:`weigh_piece` of its pieces.

    Returns
    -------
    float
        Where the sum of a text's sentences is 0 or more, :func:`detect` would say English. Of a
        sentence longer than is read of a text nothing is told, however long its words may be.
    """
    if len(text) > _READ:
        return -_SURE
    return weight - ("'" in text)  # which may be an elision


@lru_cache(maxsize=1 << 16)
def weigh_piece(piece: str) -> float:
    """Give 1 for a word that only English has, and less than 0 for one of other languages."""
    small = _small_words().languages
    weight = 0.0
    for word in _LETTERS.findall(piece.lower()):
        if word in small:
            weight -= 1 if word not in _SMALL else _SHARED
        if not is_english(word):
            weight -= max((weight for _, weight in _weights(word)), default=0)
            weight -= _SURE * (word in _signs()[0])
        elif not any(_is_of(word, language) for language in _SPACED):
            weight += 1
    for letter in set(_NOT_ASCII.findall(piece.lower())):
        if letter.isalpha():
            unclear = letter > _LAST_LATIN or letter in _signs()[1]
            weight -= _SURE if unclear else _LETTER
    return weight


def is_surely_english(length: int, weight: float) -> bool:
    """Whether :func:`detect` would say that a text is in English, by its sentences alone.

    Parameters
    ----------
    length : int
        Characters of the text.
    weight : float
        The sum of those of its sentences, by :func:`weigh_english`.

    Returns
    -------
    bool
        False where :func:`detect` must read the text to tell.
    """
    return length <= _READ and weight > -_ROUNDING


def detect(text: str) -> str:
    """Tell the language of a product's text.

    Parameters
    ----------
    text : str
        Its name and description.

    Returns
    -------
    str
        A code of ``LANGUAGES`` or of ``UNREAD``, or ``en``: also for a text that says nothing.

    Examples
    --------
    >>> from fashion_clf.text._detect_language import detect
    >>> detect("Damenlederjacke mit Stehkragen"), detect("Suede boots with a zip")
    ('de', 'en')
    >>> detect("Női bőr cipő, fekete"), detect("Кожаные ботинки")
    ('hu', 'ru')
    """
    text = text[:_READ]
    script = by_script(text)
    if script is not None:
        return script
    letters = _ASCII_LETTERS if text.isascii() else _LETTERS
    words = letters.findall(text.lower())
    small = _small_words()
    foreign = not small.foreign.isdisjoint(words)
    if not foreign and sum(map(small.english.__contains__, words)) > 1:
        return "en"
    others = [word for word in words if not is_english(word)]
    mostly = len(words) >= _MANY and 2 * len(others) <= len(words) and text.isascii()
    if not others or (mostly and not foreign):
        return "en"
    own = _score(text, words, others)
    most = max(own.values())
    shared = {code: _n_shared(words, code) for code in own if own[code] == most}
    best = max(shared, key=shared.__getitem__)
    unread, weight = _unread(text, others)
    if weight > own[best] and weight >= _FEWEST and 2 * weight >= len(words) - len(others):
        return unread
    if own[best] <= _LETTER - _SHARED:
        return "en"
    known = len(words) - len(others) - shared[best]
    return best if own[best] > known + 2 * _ROUNDING else "en"


def _n_shared(words, language):
    """How many English words of a text are words of another language, too."""
    return sum(_is_of(word, language) for word in words if is_english(word))


def _score(text, words, others):
    """Tell how much speaks for each language that is read."""
    own = dict.fromkeys(_SPACED, 0.0)
    small = _small_words().languages
    for word in filter(small.__contains__, words):
        for language in small[word]:
            own[language] += 1 if word not in _SMALL else _SHARED
    if ("'" in text or "\u2019" in text) and ELISION.search(text):
        own["fr"] += 1
        own["it"] += 1
    for word in others:
        for language, weight in _weights(word):
            own[language] += weight
    letters = () if text.isascii() else _NOT_ASCII.findall(text.lower())
    letters = {letter for letter in letters if letter.isalpha()}
    if letters:
        for language in _SPACED:
            n_own = len(letters.intersection(letters_of(language)))
            own[language] += _LETTER * (2 * n_own - len(letters))
    else:
        own |= _unmarked()
    return own


@lru_cache(maxsize=1)
def _unmarked():
    """Give 0 for the languages that no text without marks is of."""
    return dict.fromkeys(filter(has_marks, _SPACED), 0.0)


@lru_cache(maxsize=1 << 16)
def _weights(word):
    """Give what a word says for each language that has it."""
    found = [(code, _weight(word, code, load_dictionary(code))) for code in _SPACED]
    return tuple(entry for entry in found if entry[1])


@lru_cache(maxsize=1)
def _signs():
    """Languages that are not read, by their words, and by their letters."""
    words: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    for code, one in TOLD_BY.items():
        for index, signs in ((words, one.words), (letters, set(one.letters if one.words else ""))):
            for sign in signs:
                index.setdefault(sign, []).append(code)
    return words, letters


def _unread(text, words):
    """Find the likeliest of the languages that are not read, and how much speaks for it."""
    by_word, by_letter = _signs()
    signs = [by_word[word] for word in words if word in by_word]
    if not text.isascii():  # none of the letters is an ASCII one
        signs += [by_letter[letter] for letter in by_letter.keys() & set(text.lower())]
    if not signs:
        return "en", 0
    scores = dict.fromkeys(TOLD_BY, 0)
    for code in chain.from_iterable(signs):
        scores[code] += 1
    best = max(scores, key=scores.__getitem__)
    return best, scores[best]


@lru_cache(maxsize=1 << 16)
def _is_of(word, language):
    """Whether an English word is one of another language too."""
    if word in _EVERYWHERE or word in small_words(language):
        return True
    return fold(word, language) in load_dictionary(language).words


@lru_cache(maxsize=1 << 16)
def is_english(word: str) -> bool:
    """Whether a word is one of the rules, or a common one of English, or a form of one.

    A noun of another language is none, even where its stem is one: the French *veste*.
    """
    words, stems = _english()
    if stem(word) not in stems:
        return False
    word = word.lower()
    if not words.isdisjoint((word, word.removesuffix("s"), word.removesuffix("es"))):
        return True
    return not any(plain(word) in load_dictionary(code).forms for code in _SPACED)


def _weight(word, language, dictionary):
    """Give what a word says for a language: long nouns most."""
    if word in small_words(language):
        return 0.0  # counted before
    if len(word) < _SHORTEST and word in _small_words().languages:
        return 0.0  # the "de" of names, such as eau de toilette
    if plain(word) in dictionary.forms:
        return 2.9 if len(word) >= _LONG else 1.9
    if len(word) < _SHORT:
        return 0.0
    if fold(word, language) in dictionary.words or head_of(word, language, dictionary):
        return 2.0 if len(word) >= _LONG else 1.0
    return 0.0
