"""Menus and breadcrumbs: the sections of a shop, one after another."""

import re

from fashion_clf.text._words import words_of

__all__ = ["MENU_WORDS", "cut_menus", "has_arrow", "may_be_menu"]

_PEOPLE = r"(?:(?:women|men|kids|girls|boys|baby|ladies)(?:'?s)?\s+)?"
_SECTION = (
    _PEOPLE + r"(?:home|shop|new\sin|new\sarrivals?|new|women|men|kids|girls|boys|baby|ladies"
    r"|clothing|clothes|apparel|fashion|dresses|tops|t-?shirts|shirts|blouses|knitwear|jumpers|sweaters|cardigans"
    r"|hoodies|jeans|denim|trousers|pants|leggings|skirts|shorts|coats|jackets|outerwear|jumpsuits"
    r"|playsuits|lingerie|underwear|nightwear|sleepwear|swimwear|swim|bikinis|socks|shoes|boots"
    r"|sandals|heels|trainers|sneakers|flats|bags|handbags|backpacks|purses|wallets|jewell?ery"
    r"|necklaces|earrings|rings|bracelets|watches|accessories|hats|scarves|belts|sunglasses|gifts"
    r"|beauty|sale|outlet|brands|designers|collections?|lookbook|about(?:\sus)?|contact(?:\sus)?"
    r"|help|search|account|login|basket|cart|checkout|wish\s?list|blog|stores)"
)
_BETWEEN = r"(?:\s*[.,;|/>\u203a\u00bb\u2022\u00b7\n-]\s*)+"
# Sections one after another, parted by marks (four) or by spaces alone (five).
_MENU = re.compile(
    rf"(?:\A|[.,;|/>\u203a\u00bb\u2022\u00b7\n])\s*(?:{_SECTION}{_BETWEEN}){{4,}}"
    rf"|(?<![\w-])(?:{_SECTION}\s+){{4,}}{_SECTION}(?![\w-])"
    rf"|(?<![\w-])(?:{_SECTION}(?:\s*[|/>\u203a\u00bb]|\s\.)\s*){{3,}}{_SECTION}(?![\w-])",
    re.I,
)
_STEP = r"(?:home|(?:(?!\bhome\b)[^.,!?;:<>\u203a\u00bb\n]){1,30})"
_ARROW = r"\s*[>\u203a\u00bb]\s*"
_BREADCRUMB = re.compile(
    rf"(?:\A|(?<=\n)|(?<=\.\s)|(?<=\s)(?=home\s*[>\u203a\u00bb]))\s*"
    rf"(?:home\s*[/|]\s*(?:[^.,!?;:|/\n]{{1,30}}\s*[/|]\s*)*|(?:{_STEP}{_ARROW}){{2,}})"
    rf"(?:(?:[\w-]+\s){{0,2}}?{_SECTION}(?![\w-])|[^.!?;<>\n]{{1,40}}?(?=\s*(?:\n|\.\s|\Z)))",
    re.I,
)
# A menu has one of these at least; texts with none are not searched.
_SECTION_WORDS = words_of("dresses shoes bags accessories sale")
MENU_WORDS = _SECTION_WORDS | {b"home"}
_FEWEST_WORDS = 2  # of other text; below it a menu is all that is known of a product
_WORD = re.compile(r"[^\W\d_]{2,}")


def may_be_menu(text, words):
    """Whether a text has a word or a mark of a menu, of which each has one."""
    return not MENU_WORDS.isdisjoint(words) or has_arrow(text)


def has_arrow(text):
    """Whether a text has a mark that stands between the steps of a breadcrumb."""
    return ">" in text or "\u203a" in text or "\u00bb" in text


def cut_menus(text, edits, words=None):
    r"""Cut menus and breadcrumbs out of a text that has other words, too.

    Parameters
    ----------
    text : str
        Without markup.
    edits : Edits
    words : set of bytes, optional
        Its words, of :func:`words_of`.

    Returns
    -------
    str

    Examples
    --------
    >>> from fashion_clf.text._edits import Edits
    >>> from fashion_clf.text._menus import cut_menus
    >>> cut_menus("Home > Women > Dresses\nSlim jeans in stretch denim", Edits())
    '. \nSlim jeans in stretch denim'
    >>> cut_menus("Women > Dresses > Midi dresses", Edits())
    'Women > Dresses > Midi dresses'
    """
    ranges = []
    words = words_of(text) if words is None else words
    if has_arrow(text) or b"home" in words:
        ranges = [match.span() for match in _BREADCRUMB.finditer(text)]
    if not ranges and not _SECTION_WORDS.isdisjoint(words):
        ranges = [match.span() for match in _MENU.finditer(text)]
    if not ranges or not _has_words(text, ranges):
        return text
    return edits.cut(ranges, text)


def _has_words(text, ranges):
    rest, last = [], 0
    for begin, end in ranges:
        rest.append(text[last:begin])
        last = end
    rest.append(text[last:])
    return len(_WORD.findall(" ".join(rest))) >= _FEWEST_WORDS
