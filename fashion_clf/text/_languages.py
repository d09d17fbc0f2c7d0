"""Words of other languages as the English ones that rules and models know."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from nltk.stem.snowball import SnowballStemmer

from fashion_clf.text._function_words import FUNCTION_WORDS, LANGUAGES_OF
from fashion_clf.text._tokens import stem

__all__ = ["LANGUAGES", "detect", "fold", "load_dictionary", "translate"]

#: Languages with a dictionary, by code.
LANGUAGES = ("de", "fr", "es", "it", "nl", "pt", "sv", "pl")
_STEMMERS = {
    "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch",
    "pt": "portuguese", "sv": "swedish",
}  # fmt: skip
_COMPOUNDING = frozenset(("de", "nl", "sv"))  # the last part of a compound is its head
_HEAD_FIRST = frozenset(("fr", "es", "it", "pt", "pl"))  # a noun stands before what it is made of
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[.,;:!?()/\n]|\d+")
_ELISION = re.compile(r"\b(?:[ldjcnsmt]|qu|un|dell|all|nell|sull|quest)['\u2019]", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LONG = 7  # letters of a word that is seldom one of another language by chance
# English words beside those of the rules.
_COMMON = (
    "red rose pink blue navy green grey gray black white brown beige purple yellow orange golden "
    "silver men women unisex kids boys girls casual formal printed solid striped plain classic new "
    "small large medium mini pack piece color colour size style fashion wear collection cute "
    "velvet matte i am my you me we he she they"
)
_READ = 400  # characters by which a language is told
# Letters of the head of a compound at least, and shorter ones that count.
_SHORTEST = {"de": 4, "nl": 3, "sv": 4}
# Function words that English has not.
_FOREIGN = LANGUAGES_OF.keys() - FUNCTION_WORDS["en"].keys()
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
    >>> from fashion_clf.text._languages import fold
    >>> fold("Gürtel", "de") == fold("Guertel", "de") == fold("gurtel", "de")
    True
    """
    plain = _joined(word, language)
    if language in _STEMMERS:
        short = _stemmer(language).stem(plain)
        return short if len(short) > 2 else plain
    return _POLISH.sub("", plain) if len(plain) > 4 else plain


def _joined(word, language):
    """Give a word without accents; of German without the letters that stand for umlauts."""
    plain = _plain(word)
    return re.sub("([aou])e", r"\1", plain) if language == "de" else plain


def _plain(word):
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
    english = tomllib.loads(folder.joinpath("en.toml").read_text(encoding="utf-8"))
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
    forms = {_plain(word) for phrase, *_ in entries for word in _words(phrase)}
    return Dictionary(phrases, heads, frozenset(words), frozenset(forms))


def _first_noun(section):
    """Give the first noun of a section, with one of its alternatives."""
    noun = (section.get("nouns") or section["rarer"])[0].replace(" $", "").replace("?", "")
    return " ".join(word.split("|")[0] for word in noun.split())


def _words(text):
    return re.findall(r"[^\W\d_]+", _ELISION.sub(" ", text))


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
    >>> from fashion_clf.text._languages import detect
    >>> detect("Damenlederjacke mit Stehkragen"), detect("Suede boots with a zip")
    ('de', 'en')
    """
    words = _LETTERS.findall(text[:_READ].lower())
    english = sum(word in FUNCTION_WORDS["en"] for word in words)
    if english > 1 and _FOREIGN.isdisjoint(words):
        return "en"
    others = [word for word in words if not _is_english(word)]
    if not others:
        return "en"
    own = dict.fromkeys(LANGUAGES, 0.0)
    for word in words:
        for language in LANGUAGES_OF.get(word, ()):
            if language != "en":
                own[language] += 1
    if _ELISION.search(text[:_READ]):
        own["fr"] += 1
        own["it"] += 1
    for language in LANGUAGES:
        dictionary = load_dictionary(language)
        own[language] += sum(_weight(word, language, dictionary) for word in others)
    best = max(own, key=lambda language: own[language])
    shared = FUNCTION_WORDS[best]
    known = len(words) - len(others) - sum(word in shared for word in words if word not in others)
    return best if own[best] > known else "en"


@lru_cache(maxsize=1 << 16)
def _is_english(word):
    return stem(word) in _english()


def _weight(word, language, dictionary):
    """Give what a word says for a language: long nouns most."""
    if word in FUNCTION_WORDS[language]:
        return 0.0  # counted before
    if fold(word, language) in dictionary.words or _head(word, language, dictionary):
        exact = 0.4 if _plain(word) in dictionary.forms else 0.0
        return exact + (2.5 if len(word) >= _LONG else 1.5)
    return 0.4 if _plain(word) in dictionary.forms else 0.0


def _head(word, language, dictionary):
    """Give the English noun that the end of a compound stands for; None where it is none."""
    if language not in _COMPOUNDING:
        return None
    plain = _joined(word, language)
    for start in range(2, len(plain) - 1):
        head = plain[start:]
        if len(head) < _SHORTEST[language] and head not in _SHORT_HEADS:
            break
        found = dictionary.heads.get(head)
        if found is None and len(head) > _SHORTEST[language]:
            found = dictionary.heads.get(fold(head, language))
        if found is not None:
            return found
    return None


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
    >>> from fashion_clf.text._languages import translate
    >>> [new for _, _, new in translate("Lederstiefel mit Reißverschluss", "de")]
    ['boot', 'with', 'zip closure']
    """
    dictionary, function = load_dictionary(language), FUNCTION_WORDS[language]
    found: list[tuple[int, int, str | None]] = []
    for match in _WORD.finditer(_ELISION.sub(lambda run: " " * len(run[0]), text)):
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
        head = _head(word, language, dictionary)
        if head is not None:
            new = head
        elif word.lower() in function:
            new = function[word.lower()]
        else:
            new = f"{word}'{language}"
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
