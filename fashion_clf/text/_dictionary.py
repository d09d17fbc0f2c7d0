"""What is known of the words of other languages: their nouns, parts and compounds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from nltk.stem.snowball import SnowballStemmer

__all__ = ["ELISION", "LANGUAGES", "fold", "head_of", "load_dictionary", "plain"]

#: Languages with a dictionary, by code.
LANGUAGES = ("de", "fr", "es", "it", "nl", "pt", "sv", "pl")
_STEMMERS = {
    "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch",
    "pt": "portuguese", "sv": "swedish",
}  # fmt: skip
_COMPOUNDING = frozenset(("de", "nl", "sv"))  # the last part of a compound is its head
ELISION = re.compile(r"\b(?:[ldjcnsmt]|qu|un|dell|all|nell|sull|quest)['\u2019]", re.I)
# Letters of the head of a compound at least, and shorter ones that count.
_SHORTEST = {"de": 4, "nl": 3, "sv": 4}
_SHORT_HEADS = frozenset(("uhr", "hut", "bh", "ur"))
_POLISH = re.compile(r"(?:ami|ach|owe|owa|owy|ego|iej|ych|ie|em|om|ow|a|e|i|y|o|u)$")


class Dictionary(NamedTuple):
    """What is known of a language.

    Attributes
    ----------
    phrases : dict
        Trie of stems; under None stands the English text, and whether it is a noun.
    heads : dict of str to str
        Nouns of one word, for the ends of compounds.
    words : frozenset of str
        Stems that tell the language.
    forms : frozenset of str
        Words of all phrases as they are written, without accents.
    """

    phrases: dict[str | None, Any]
    heads: dict[str, str]
    words: frozenset[str]
    forms: frozenset[str]


@lru_cache(maxsize=1 << 16)
def fold(word: str, language: str) -> str:
    """Bring a word into the form in which words of a language are compared.

    Parameters
    ----------
    word : str
        A word.
    language : str
        Code of its language.

    Returns
    -------
    str
        Its stem, without accents; German umlauts as people write them without.

    Examples
    --------
    >>> from fashion_clf.text._dictionary import fold
    >>> fold("Gürtel", "de") == fold("Guertel", "de") == fold("gurtel", "de")
    True
    """
    joined = _joined(word, language)
    if language in _STEMMERS:
        short = _stemmer(language).stem(joined)
        return short if len(short) > 2 else joined
    return _POLISH.sub("", joined) if len(joined) > 4 else joined


def _joined(word, language):
    """Give a word without accents; of German without the letters that stand for umlauts."""
    joined = plain(word)
    return re.sub("([aou])e", r"\1", joined) if language == "de" else joined


def plain(word: str) -> str:
    """Give a word in lower case, without accents."""
    word = word.lower().replace("ß", "ss").replace("ł", "l").replace("ø", "o").replace("æ", "ae")
    word = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in word if not unicodedata.combining(letter))


@lru_cache(maxsize=16)
def _stemmer(language):
    return SnowballStemmer(_STEMMERS[language])


@lru_cache(maxsize=16)
def load_dictionary(language: str) -> Dictionary:
    """Read the dictionary of a language, once.

    Parameters
    ----------
    language : str
        Its code, one of ``LANGUAGES``.

    Returns
    -------
    Dictionary
    """
    folder = files("fashion_clf").joinpath("labeling/lexicon")
    content = tomllib.loads(folder.joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    english = _english_sections()
    phrases: dict[str | None, Any] = {}
    heads: dict[str, str] = {}
    words: set[str] = set()
    entries = [(phrase, _first_noun(english[section]), True) for section, listed in
               content["nouns"].items() for phrase in listed]  # fmt: skip
    entries += [(phrase, text, False) for phrase, text in content["parts"].items()]
    for phrase, text, is_noun in entries:
        stems = [fold(word, language) for word in _words(phrase)]
        node = phrases
        for one in stems:
            node = node.setdefault(one, {})
        node.setdefault(None, (text, is_noun))
        words.update(stems if len(stems) == 1 else ())
        if is_noun and len(stems) == 1:
            heads.setdefault(_joined(phrase, language), text)
            heads.setdefault(stems[0], text)
    forms = {plain(word) for phrase, *_ in entries for word in _words(phrase)}
    return Dictionary(phrases, heads, frozenset(words), frozenset(forms))


@lru_cache(maxsize=1)
def _english_sections():
    path = files("fashion_clf").joinpath("labeling/lexicon/en.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _first_noun(section):
    """Give the first noun of a section, with one of its alternatives."""
    noun = (section.get("nouns") or section["rarer"])[0].replace(" $", "").replace("?", "")
    return " ".join(word.split("|")[0] for word in noun.split())


def _words(text):
    return re.findall(r"[^\W\d_]+", ELISION.sub(" ", text))


def head_of(word: str, language: str, dictionary: Dictionary) -> str | None:
    """Give the English noun that the end of a compound stands for; None where it is none."""
    if language not in _COMPOUNDING:
        return None
    joined = _joined(word, language)
    for start in range(2, len(joined) - 1):
        head = joined[start:]
        if len(head) < _SHORTEST[language] and head not in _SHORT_HEADS:
            break
        found = dictionary.heads.get(head)
        if found is None and len(head) > _SHORTEST[language]:
            found = dictionary.heads.get(fold(head, language))
        if found is not None:
            return found
    return None
