"""Tokens: stems, numbers as ``#``, and the marks that part phrases.

A token list is the one form in which rules and TF-IDF see a text. It keeps a
``,`` where a phrase ends and a ``.`` where a sentence does, because what a word
means for a product depends on whether it precedes or follows one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from nltk.stem.snowball import SnowballStemmer

from fashion_clf.text._edits import Edits
from fashion_clf.text._spellings import SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

__all__ = [
    "ALL_KEPT_WHOLE",
    "DROPPED",
    "KEPT_WHOLE_LATER",
    "MARKS",
    "MAX_CHARACTERS",
    "MAX_RAW",
    "NUMBER",
    "PHRASE_END",
    "PICTURES",
    "SENTENCE_END",
    "TITLE_END",
    "is_spelled_out",
    "snowball",
    "spell_out",
    "split_phrases",
    "split_pieces",
    "stem",
    "token_spans",
    "tokenize",
    "tokens_of",
]

NUMBER = "#"
PHRASE_END = ","
SENTENCE_END = "."
TITLE_END = "\n"
DROPPED = "~"  # in place of a token that is no text of the product
MARKS = frozenset({PHRASE_END, SENTENCE_END, TITLE_END, DROPPED})

# Longer texts are cut here: no product needs more words to say what it is.
MAX_CHARACTERS = 20_000  # of a cleaned text
MAX_RAW = 2_000_000  # of one with markup

# Words whose stem would name another thing: shorts are not short, leggings are
# not a leg, a lining is not a line, and a coated fabric is no coat.
_KEPT_WHOLE = frozenset(
    "shorts khakis tights leggings lined briefs glasses overalls flats heels pumps slides mules "
    "wedges bottoms trunks boxers slips slippers studs hoops lining coated skirted belted heeled "
    "hooded hoody shirting suiting dressing dressed tied caped jeweled capped booted ringing "
    "gloved sleeved collared buttoned zipped buckled banded braided footed footing concealer "
    "remover toner cleanser highlighter illuminator primer bronzer cords sweats nylons kicks "
    "flares spikes moms courts runners jams chaps trackies bootcuts cutoffs".split()
)
# Nor is a padded jacket a pad for one, organic cotton an organizer, or moisture a moisturizer.
# Models of 0.2 count these words by their stems.
KEPT_WHOLE_LATER = frozenset(
    "laces padded waxed brushed washed pressed patched painted covered pinned clipped laced "
    "cushioned patterned hammered combed taped tagged pegged strapped appliqued organizer "
    "organiser adjuster extender conditioner waterproofer waterproofing sanitizer sterilizer "
    "separator divider moisture".split()
)
ALL_KEPT_WHOLE = _KEPT_WHOLE | KEPT_WHOLE_LATER

_PLAIN = Edits()
_STEMMER = SnowballStemmer("english")
_ABBREVIATIONS = re.compile(r"\b([ls])/s\b|\bw/\s?|\bt(?:ee)?[ -]shirt(s?)\b", re.I)
_T_SHIRTS = "t-shirt", "t shirt", "tee-shirt", "tee shirt"
_INNER_CAPITAL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
# Pictures of what shops sell; all others say nothing.
PICTURES = "👗👚👕👖🧥🩳👙🩱🥻👘🩲👠👡👢👞👟🥾🥿🩰👜👛👝🎒🧳💍📿⌚🧢👒🎩🧣🧤🧦🕶👓👔"
_TOKEN = re.compile(  # four times as fast as NLTK's tokenizer, which uses another engine
    r"[^\W\d_]+(?:'[^\W\d_]+)?|[.,;:!?()\[\]{}\n]+|\d+(?:[.,/]\d+)*(?: \d+/\d+)?|#| [-+] |[&%\"]"
    rf"|[{PICTURES}]"
)
_ASCII_TOKEN = re.compile(_TOKEN.pattern, re.ASCII)  # faster, the same in an ASCII text
_MARK_OF = {"&": "and", "%": "%", '"': "in", " - ": PHRASE_END, " + ": PHRASE_END, "#": NUMBER}


def _spell_out(match):
    if match.group(1):
        return "long sleeve" if match.group(1) in "lL" else "short sleeve"
    if match.group(0)[0] in "wW":
        return "with "
    return "tshirt" + match.group(2)


@lru_cache(maxsize=1 << 17)
def _tokens_of(raw):
    """Tokens of one raw piece: stems, a number or a mark."""
    if raw[0].isalpha():
        return tuple(stem(word) for word in _INNER_CAPITAL.split(raw))
    if raw[0].isdigit():
        return (NUMBER,)
    if raw in _MARK_OF:
        return (_MARK_OF[raw],)
    if raw in PICTURES:
        return (raw,)
    return (SENTENCE_END if any(mark in raw for mark in ".!?\n") else PHRASE_END,)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Stem of one word: Snowball's, but for words that it would confuse.

    Parameters
    ----------
    word : str
        A word in any case; a possessive ending is dropped.

    Returns
    -------
    str
        Its stem in lower case, without accents.

    References
    ----------
    M. F. Porter, "Snowball: a language for stemming algorithms", 2001.

    Examples
    --------
    >>> from fashion_clf.text import stem
    >>> [stem(word) for word in ("Dresses", "short", "shorts", "Women's")]
    ['dress', 'short', 'shorts', 'women']
    """
    word = word.lower()
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
    word = word.removesuffix("'s").replace("'", "")
    word = SPELLINGS.get(word, word)
    for whole in (word, word.removesuffix("s")):
        if whole in ALL_KEPT_WHOLE:
            return whole
    return snowball(word)


def snowball(word: str) -> str:
    """Give Snowball's stem of a word in lower case, with no exception."""
    return _STEMMER.stem(word)


def tokenize(text: str) -> list[str]:
    """Split a cleaned text into tokens.

    Parameters
    ----------
    text : str
        Text as :func:`clean_description` gives it.

    Returns
    -------
    list of str
        Stems; ``#`` for each number; ``,`` and ``.`` where a phrase or a
        sentence ends. Hyphenated words are split, and ``l/s``, ``s/s``, ``w/``
        and the spellings of *T-shirt* are brought to one.

    Examples
    --------
    >>> from fashion_clf.text import tokenize
    >>> tokenize('V-neck shirt dress w/ 3/4 sleeves. 2.4" heel')
    ['v', 'neck', 'shirt', 'dress', 'with', '#', 'sleev', '.', '#', 'in', 'heel']
    """
    return tokens_of(split_pieces(spell_out(text[:MAX_CHARACTERS])))


def split_pieces(text: str) -> list[str]:
    """Split a text into words, numbers and marks as they are written."""
    return (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text)


def tokens_of(pieces: list[str]) -> list[str]:
    """Give the tokens of the pieces of a text."""
    return list(chain.from_iterable(map(_tokens_of, pieces)))


def token_spans(text: str, edits: Any) -> Iterator[tuple[str, int, int]]:
    """Give the tokens of a cleaned text, each with its place in the text that is tokenised.

    Parameters
    ----------
    text : str
        Text as :func:`clean_description` gives it.
    edits : TracedEdits
        Follows what is spelled out before the text is tokenised.

    Yields
    ------
    (str, int, int)
        A token of :func:`tokenize`, and the range of characters it was made of.

    Examples
    --------
    >>> from fashion_clf.text._edits import TracedEdits
    >>> from fashion_clf.text._tokens import token_spans
    >>> list(token_spans("SuedeBoots", TracedEdits("SuedeBoots")))
    [('sued', 0, 5), ('boot', 5, 10)]
    """
    text = spell_out(text[:MAX_CHARACTERS], edits)
    for match in _TOKEN.finditer(text):
        raw, start = match.group(), match.start()
        tokens = _tokens_of(raw)
        pieces = _INNER_CAPITAL.split(raw) if len(tokens) > 1 else [raw]
        for token, piece in zip(tokens, pieces, strict=True):
            yield token, start, start + len(piece)
            start += len(piece)


def spell_out(text, edits=_PLAIN):
    return text if is_spelled_out(text) else edits.sub(_ABBREVIATIONS, _spell_out, text)


def is_spelled_out(text: str) -> bool:
    """Whether a text has no abbreviation, and no fraction: nothing of what they are made of."""
    if "/" in text:
        return False
    if "hirt" not in text and "HIRT" not in text:
        return True
    lower = text.lower()
    return not any(map(lower.__contains__, _T_SHIRTS))


def split_phrases(tokens: Sequence[str]) -> list[list[str]]:
    """Split a token list at its marks.

    Parameters
    ----------
    tokens : list of str
        Tokens, of :func:`tokenize`.

    Returns
    -------
    list of list of str
        The phrases between the marks, empty ones left out.

    Examples
    --------
    >>> from fashion_clf.text import split_phrases, tokenize
    >>> split_phrases(tokenize("Leather mule, square toe. Lined"))
    [['leather', 'mule'], ['squar', 'toe'], ['lined']]
    """
    phrases: list[list[str]] = []
    current: list[str] = []
    for token in tokens:
        if token in MARKS:
            if current:
                phrases.append(current)
                current = []
        else:
            current.append(token)
    if current:
        phrases.append(current)
    return phrases
