"""What is known of the words of other languages: their nouns, parts, compounds, small words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from nltk.stem.snowball import SnowballStemmer

from fashion_clf.catalog._languages import LANGUAGES
from fashion_clf.exceptions import RulesError
from fashion_clf.utils._package_files import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ELISION",
    "check_dictionary",
    "fold",
    "has_marks",
    "head_of",
    "head_stands_first",
    "letters_of",
    "load_dictionary",
    "plain",
    "small_words",
    "without_spaces",
]

ELISION = re.compile(r"\b(?:[ldjcnsmt]|qu|un|dell|all|nell|sull|quest)['\u2019]", re.I)
_SHORT_HEADS = frozenset(("uhr", "hut", "bh", "ur"))  # heads of compounds of less letters
_LIGATURES = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "ı": "i", "đ": "d"})
_ENDED = 4  # letters of a word that has no ending to take off
_NEEDED = ("name", "head", "compounds", "letters", "nouns", "parts", "words")
_NONE = "none"  # of small words that English leaves out


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
    exact : dict of str to (str, bool)
        Single words as they are written, for those of which two have one stem.
    entries : tuple of (str, str, bool)
        Phrase, English text, and whether it is a noun.
    """

    phrases: dict[str | None, Any]
    heads: dict[str, str]
    words: frozenset[str]
    forms: frozenset[str]
    exact: dict[str, tuple[str, bool]]
    entries: tuple[tuple[str, str, bool], ...]


@lru_cache(maxsize=len(LANGUAGES))
def _content(language):
    """Read the file of a language, once."""
    return check_dictionary(read_toml(f"labeling/lexicon/{language}.toml"), language)


def check_dictionary(content: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Make sure that a dictionary has all that is needed, and give it back.

    Parameters
    ----------
    content : dict
        As :mod:`tomllib` gives it.
    language : str
        Its code, for the error.

    Returns
    -------
    dict

    Raises
    ------
    RulesError
        Where a part is missing, or the nouns are of a product type that is not known.
    """
    where = f"the dictionary {language}.toml"
    missing = [key for key in _NEEDED if key not in content]
    if missing:
        raise RulesError(f"{where} has no {missing[0]!r}; needed are {', '.join(_NEEDED)}.")
    if content["head"] not in ("first", "last"):
        raise RulesError(f"{where}: head must be 'first' or 'last', not {content['head']!r}.")
    types = _english_sections()
    for section, nouns in content["nouns"].items():
        if section not in types or section == "branch":
            raise RulesError(
                f"{where}: {section!r} is no product type; those of en.toml are allowed, such as "
                f"{', '.join(list(types)[:5])}."
            )
        if not nouns or not all(isinstance(noun, str) for noun in nouns):
            raise RulesError(f"{where}: {section} must list nouns, not {nouns!r:.60}.")
    return content


def head_stands_first(language: str) -> bool:
    """Whether a noun stands before what it is made of: a bag to the hand."""
    return bool(_content(language)["head"] == "first")


def without_spaces(language: str) -> bool:
    """Whether words are written one behind another, with nothing between them."""
    return not _content(language).get("spaces", True)


def has_marks(language: str) -> bool:
    """Whether the words of a language have so many marks that a text without is none of it."""
    return bool(_content(language).get("marks", False))


def letters_of(language: str) -> str:
    """Letters of a language that English words do not have."""
    return str(_content(language)["letters"])


@lru_cache(maxsize=len(LANGUAGES))
def small_words(language: str) -> dict[str, str]:
    """Give the small words of a language, each with its English one, or nothing."""
    table = _content(language)["words"]
    return {
        word: "" if text == _NONE else text for text, listed in table.items() for word in listed
    }


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
    >>> fold("gömleği", "tr") == fold("Gomlek", "tr")
    True
    """
    joined = _joined(word, language)
    content = _content(language)
    if "stemmer" in content:
        short = _stemmer(content["stemmer"]).stem(joined)
        return short if len(short) > 2 else joined
    if len(joined) > _ENDED:
        joined = _endings(language).sub("", joined)
    return f"{joined[:-1]}g" if language == "tr" and joined.endswith("k") else joined


@lru_cache(maxsize=len(LANGUAGES))
def _endings(language):
    listed = sorted(_content(language).get("endings", ()), key=len, reverse=True)
    return re.compile(f"(?<=..)(?:{'|'.join(listed) or '(?!)'})$")


def _joined(word, language):
    """Give a word without accents; of German without the letters that stand for umlauts."""
    joined = plain(word)
    return re.sub("([aou])e", r"\1", joined) if language == "de" else joined


def plain(word: str) -> str:
    """Give a word in lower case, without accents."""
    word = unicodedata.normalize("NFKD", word.lower().translate(_LIGATURES))
    return "".join(letter for letter in word if not unicodedata.combining(letter))


@lru_cache(maxsize=16)
def _stemmer(name):
    return SnowballStemmer(name)


@lru_cache(maxsize=len(LANGUAGES))
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
    content, english = _content(language), _english_sections()
    phrases: dict[str | None, Any] = {}
    heads: dict[str, str] = {}
    words: set[str] = set()
    entries = [(phrase, _first_noun(english[section]), True) for section, listed in
               content["nouns"].items() for phrase in listed]  # fmt: skip
    entries += [(phrase, text, False) for phrase, text in content["parts"].items()]
    if without_spaces(language):  # they are looked for as they are written
        return Dictionary({}, {}, frozenset(), frozenset(), {}, tuple(entries))
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
    exact = {phrase: (text, is_noun) for phrase, text, is_noun in reversed(entries)}
    return Dictionary(phrases, heads, frozenset(words), frozenset(forms), exact, tuple(entries))


@lru_cache(maxsize=1)
def _english_sections():
    return read_toml("labeling/lexicon/en.toml")


def _first_noun(section):
    """Give the first noun of a section, with one of its alternatives."""
    noun = (section.get("nouns") or section["rarer"])[0].replace(" $", "").replace("?", "")
    return " ".join(word.split("|")[0] for word in noun.split())


def _words(text):
    return re.findall(r"[^\W\d_]+", ELISION.sub(" ", text))


def head_of(word: str, language: str, dictionary: Dictionary) -> str | None:
    """Give the English noun that the end of a compound stands for; None where it is none."""
    shortest = _content(language)["compounds"]
    if not shortest:
        return None
    joined = _joined(word, language)
    for start in range(2, len(joined) - 1):
        head = joined[start:]
        if len(head) < shortest and head not in _SHORT_HEADS:
            break
        found = dictionary.heads.get(head)
        if found is None and len(head) > shortest:
            found = dictionary.heads.get(fold(head, language))
        if found is not None:
            return found
    return None
