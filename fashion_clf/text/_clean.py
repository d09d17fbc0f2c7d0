"""Cleaning of product descriptions: markup out, measurements kept, asides dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fashion_clf.text._edits import Edits
from fashion_clf.text._markup import strip_markup
from fashion_clf.text._menus import MENU_WORDS, cut_menus, has_arrow
from fashion_clf.text._shop_talk import (
    LEAD_WORDS,
    OTHER_WORDS,
    cut_asides,
    cut_shop_talk,
    may_be_talk,
)
from fashion_clf.text._tokens import PICTURES
from fashion_clf.text._translate import translate
from fashion_clf.text._words import words_of

if TYPE_CHECKING:
    from collections.abc import Set
    from typing import Any

__all__ = [
    "ODD",
    "SIGNS",
    "STOP_MARKS",
    "clean",
    "clean_description",
    "cut_digressions",
    "in_english",
    "is_odd",
    "may_digress",
    "to_the_point",
    "unmarked",
]

_CHARACTERS = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "″": '"',
        "–": "-", "‐": "-", "‑": "-", "−": "-", "—": " - ", "―": " - ", "⁄": "/", "…": "...",
        "•": ". ", "·": ". ", "●": ". ", "▪": ". ", "|": ". ", "®": " ", "™": " ", "©": " ",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\u00ad": None, "\x00": None,
        "\ufdfa": " ", "\ufdfb": " ",  # a whole phrase each, of up to 18 letters
    } | {picture: f", {picture}, " for picture in PICTURES}
)  # fmt: skip
_ODD = re.compile(r"[^\x01-_a-{}~]")  # all that is not ASCII, and what is replaced of that
# Letters of other scripts that look like Latin ones; replaced in words of two scripts.
_TO_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝһӏтмкнвΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαινρυκτ",
    "ABESIJKMHOPCTYXaesijopcyxdqwhltmkhbABEZHIKMNOPTYXoaivpukt",
)
_LETTERS = r"[^\W\d_]{0,40}"
_MIXED_WORD = re.compile(
    rf"(?<![^\W\d_])(?={_LETTERS}[A-Za-z])(?={_LETTERS}[\u0370-\u052f]){_LETTERS}"
)
_OTHER_SCRIPT = re.compile("[\u0370-\u052f]")

_BLANK_LINE = re.compile(r"\n\s*\n|\n\s*[-*]\s")
#: What ends a sentence or a part of it.
STOP_MARKS = ".,;:!?"
# Runs of stops that are not one stop behind a word, as nearly all are.
_STOPS = re.compile(r" [.,;:!?](?: ?[.,;:])*|[.,;:!?](?: ?[.,;:])+")
_PLAIN = Edits()
#: In place of a word, of a run of characters that is_odd.
ODD = b"?"
_FIRST_SIGNS = MENU_WORDS | LEAD_WORDS | {ODD}  # of which what digresses has one
#: What tells whether a text may digress: words, and one for marks.
SIGNS = _FIRST_SIGNS | OTHER_WORDS


def in_english(text: str, language: str, edits: Any = _PLAIN) -> str:
    """Read a cleaned text of another language in English, and leave out its asides."""
    text = edits.replace(translate(text, language), text)
    return cut_asides(text, edits, words_of(text))


def clean(text: str, edits: Any = _PLAIN) -> str:
    """Do the work of :func:`clean_description` by way of `edits`, which may trace it."""
    return to_the_point(unmarked(text, edits), edits)


def to_the_point(text: str, edits: Any = _PLAIN) -> str:
    """Leave of a text without markup what is about the product."""
    return edits.strip(cut_digressions(text, edits), f" {STOP_MARKS}", " ,;:")


def unmarked(text: str, edits: Any = _PLAIN) -> str:
    """Strip markup from a text, and bring its characters into one form."""
    if "<" in text or "&" in text or "[" in text:
        text = strip_markup(text, edits)
    if not text.isascii():
        text = _replace_characters(text, edits)
    if not text.isascii():
        text = _replace_characters(edits.normalize(text), edits)
        if _OTHER_SCRIPT.search(text):
            text = edits.sub(_MIXED_WORD, _to_latin, text)
    elif "|" in text or "`" in text or "\x00" in text:
        text = _replace_characters(text, edits)
    return text


def cut_digressions(text: str, edits: Any = _PLAIN, words: Set[bytes] | None = None) -> str:
    """Cut what is not about the product; then fold white space, and runs of stops."""
    words = words_of(text) if words is None else words
    text = cut_menus(text, edits, words)
    text = cut_shop_talk(text, edits, words)
    if "\n" in text:
        text = edits.sub(_BLANK_LINE, ". ", text)
    text = cut_asides(text, edits, words)
    if "  " in text or not text.isprintable():
        text = edits.fold(text)
    if _STOPS.search(text):
        text = edits.sub(_STOPS, _one_stop, text)
    return text


def may_digress(signs: Set[bytes]) -> bool:
    """Whether :func:`cut_digressions` may change a text with these of `SIGNS`.

    Of a text that begins with a letter or a digit, and not with the name of a shop.
    """
    return not _FIRST_SIGNS.isdisjoint(signs) and (
        ODD in signs or not MENU_WORDS.isdisjoint(signs) or may_be_talk(signs)
    )


def is_odd(run: str) -> bool:
    """Whether a run of characters between spaces says by its marks that a text may digress."""
    return (
        not run  # two spaces
        or run[0] in STOP_MARKS
        or not run.isprintable()
        or "?" in run
        or has_arrow(run)
        or _STOPS.search(run) is not None
    )


def _replace_characters(text, edits):
    """Replace characters, of which most texts have none or few."""
    codes = _CHARACTERS.keys() & set(map(ord, _ODD.findall(text)))
    return edits.translate({code: _CHARACTERS[code] for code in codes}, text) if codes else text


def _to_latin(match):
    return match.group().translate(_TO_LATIN)


def _one_stop(match):
    """Give the first of a run of stops, as far as a space or the end comes behind it."""
    run = match.group()
    first = run[run[0] == " "]
    if match.string[match.end() : match.end() + 1] in ("", " "):
        return first
    last = run.rfind(" ")
    return first + run[last:] if last > 0 else run


def clean_description(text: str | None) -> str:
    """Bring a product description into plain, readable text.

    HTML (tags, style and script blocks, comments, entities) and shop markup
    such as ``[tab]...[/tab]`` are removed, Unicode is normalised (NFKC, plain
    quotes and dashes), white space is folded, and what speaks of something
    else than the product is dropped: the person in the photo ("model is 180 cm
    tall and wears a size 38") and the things to wear it with ("pair it with
    jeans"). Measurements stay as they are written.

    Parameters
    ----------
    text : str or None
        A description as the shop has it. Anything that is not a string counts
        as no description.

    Returns
    -------
    str
        The text; ``""`` where there is none. Cleaning a clean text changes
        nothing that rules or features see, but where it was escaped more than
        twice or has a ``<`` that opens no tag.

    Notes
    -----
    Time grows with the length of the text, also on malformed markup.

    Examples
    --------
    >>> from fashion_clf.text import clean_description
    >>> clean_description('<p>Suede&nbsp;mule, 2.4" heel.</p><p>Pair it with jeans.</p>')
    'Suede mule, 2.4" heel.'
    >>> clean_description("Cotton tee. Model is 180 cm tall and wears a size 38. Made in Italy")
    'Cotton tee. Made in Italy'
    """
    if not isinstance(text, str):
        return ""
    return clean(text)
