"""The language of a text, told by small words, nouns and parts."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from fashion_clf.text._dictionary import (
    ELISION,
    LANGUAGES,
    fold,
    head_of,
    load_dictionary,
    plain,
)
from fashion_clf.text._function_words import FUNCTION_WORDS, LANGUAGES_OF
from fashion_clf.text._tokens import stem

__all__ = ["detect", "is_english"]

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_MANY = 6  # words, of which a foreign text has a small one
_READ = 400  # characters by which a language is told
_LONG = 7  # letters of a word that is seldom one of another language by chance
# English words beside those of the rules.
_COMMON = (
    "red rose pink blue navy green grey gray black white brown beige purple yellow orange golden "
    "silver men women unisex kids boys girls casual formal printed solid striped plain classic new "
    "small large medium mini pack piece color colour size style fashion wear collection cute "
    "velvet matte i am my you me we he she they"
)
# Letters that English words do not have.
_LETTER = 0.5
_OF_ITS_OWN = {
    language: frozenset(letters)
    for language, letters in {
        "de": "äöüß", "fr": "éèêëàâçîïôûùœ", "es": "ñáéíóúü", "it": "àèéìòù", "nl": "ëïéè",
        "pt": "ãõçáéíóúâêô", "sv": "åäö", "pl": "ąćęłńóśźż",
    }.items()
}  # fmt: skip
# Function words that English has not.
_FOREIGN = LANGUAGES_OF.keys() - FUNCTION_WORDS["en"].keys()


@lru_cache(maxsize=1)
def _english():
    """Stems of English words."""
    folder = files("fashion_clf").joinpath("labeling/lexicon")
    files_ = folder.joinpath("en.toml"), folder.parent.joinpath("rules.toml")
    text = "\n".join(file.read_text(encoding="utf-8") for file in files_)
    quoted = " ".join(re.findall(r'"([^"]*)"', text)).lower()
    words = {*re.findall(r"[a-z]{3,}", quoted), *FUNCTION_WORDS["en"], *_COMMON.split()}
    return frozenset(map(stem, words))


def detect(text: str) -> str:
    """Tell the language of a product's text.

    Parameters
    ----------
    text : str
        Its name and description.

    Returns
    -------
    str
        A code of ``LANGUAGES``, or ``en``: also for a text that says nothing.

    Examples
    --------
    >>> from fashion_clf.text._detect_language import detect
    >>> detect("Damenlederjacke mit Stehkragen"), detect("Suede boots with a zip")
    ('de', 'en')
    """
    words = _LETTERS.findall(text[:_READ].lower())
    english = sum(LANGUAGES_OF.get(word) == ("en",) for word in words)
    if english > 1 and _FOREIGN.isdisjoint(words):
        return "en"
    others = [word for word in words if not is_english(word)]
    mostly = len(words) >= _MANY and 2 * len(others) <= len(words) and text.isascii()
    if not others or (mostly and _FOREIGN.isdisjoint(words)):
        return "en"
    own = dict.fromkeys(LANGUAGES, 0.0)
    for word in words:
        for language in LANGUAGES_OF.get(word, ()):
            if language != "en":
                own[language] += 1
    if ELISION.search(text[:_READ]):
        own["fr"] += 1
        own["it"] += 1
    for language in LANGUAGES:
        dictionary = load_dictionary(language)
        own[language] += sum(_weight(word, language, dictionary) for word in others)
        own[language] += _LETTER * len(_OF_ITS_OWN[language].intersection(text))
    best = max(own, key=lambda language: own[language])
    known = sum(not _is_of(word, best) for word in words if word not in others)
    return best if own[best] > known else "en"


def _is_of(word, language):
    """Whether an English word is one of another language too."""
    if word in FUNCTION_WORDS[language]:
        return True
    return fold(word, language) in load_dictionary(language).words


@lru_cache(maxsize=1 << 16)
def is_english(word: str) -> bool:
    """Whether a word is one of the rules, or a common one of English."""
    return stem(word) in _english()


def _weight(word, language, dictionary):
    """Give what a word says for a language: long nouns most."""
    if word in FUNCTION_WORDS[language]:
        return 0.0  # counted before
    if plain(word) in dictionary.forms:
        return 2.9 if len(word) >= _LONG else 1.9
    if fold(word, language) in dictionary.words or head_of(word, language, dictionary):
        return 2.0 if len(word) >= _LONG else 1.0
    return 0.0
