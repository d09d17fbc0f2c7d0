"""Markup of descriptions: tags out, and with them what a page shows next to the product."""

import html
import re
from functools import lru_cache

__all__ = ["strip_markup"]

# An unclosed block runs to the end of the text, as it does in a browser; that
# also keeps the search linear.
_HIDDEN = re.compile(r"<(style|script|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.S | re.I)
_HIDES = re.compile("<(?:!--|style|script|template)", re.I)
# Elements that hold no text of the product, where they are closed.
_SECONDARY = frozenset(
    "button canvas datalist details footer form head iframe nav noscript object option select svg "
    "title video".split()
)
_IS_HIDDEN = re.compile(
    r"""aria-hidden\s*=\s*["']?true|\bhidden(?:\s|$|=)|display\s*:\s*none""", re.I
)
_SIGN = re.compile(rf"<(?:{'|'.join(sorted(_SECONDARY))})|hidden|display ?:")
_ANY_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^<>]*)>", re.I)
# A heading of other products, with the list that follows it.
_OTHERS = re.compile(
    r"""(?:you\s(?:may|might|will)\salso\s(?:like|love|need) | (?:customers|people|others)\salso
      \s(?:bought|viewed|liked|like) | frequently\sbought\stogether
      | (?:complete|shop|get)\s(?:the|this)\s(?:look|outfit|set) | related\s(?:products|items)
      | recommended(?:\sfor\syou)? | similar\s(?:products|items|styles) | recently\sviewed)
    [\s:!.\u2026]* (?:</[a-z0-9]+\s*>\s*|<br\s*/?>\s*)* (?=<(?:ul|ol|table|div|section)\b)""",
    re.I | re.X,
)
_OTHERS_WORDS = "also together look outfit related recommended similar recently".split()
_LINK = r"<a\b[^<>]*>(?:\s|<(?:b|span|i)\b[^<>]*>)*[^<>]{0,60}(?:\s|</(?:b|span|i)>)*</a\s*>"
_BETWEEN = (
    r"(?:[\s|/>\u203a\u00bb\u2022\u00b7,-]|&nbsp;|&gt;|&raquo;"
    r"|</?(?:li|ul|ol|span|div|p|br)\b[^<>]*>)*"
)
_MENU_OF_LINKS = re.compile(rf"(?:{_LINK}{_BETWEEN}){{3,}}", re.I)
_TAB = re.compile(r"\[tab\][^\[\]]{0,80}\[/tab\]|\[/?[a-z_]{2,20}(?: [^\[\]]{0,80})?\]", re.I)
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|big|em|font|i|mark|small|span|strong|u)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.I)
_ENTITY = re.compile(r"&(?:#\w{1,8}|[a-z]\w{1,30});", re.I)
# What html.unescape reads, one at a time.
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def strip_markup(text, edits):
    """Remove tags and entities, and the elements that hold no text of the product.

    Parameters
    ----------
    text : str
    edits : Edits

    Returns
    -------
    str

    Notes
    -----
    Menus, lists of other products and hidden elements are removed where they are closed; of
    an element that is not closed only the tag is.

    Examples
    --------
    >>> from fashion_clf.text._edits import Edits
    >>> from fashion_clf.text._markup import strip_markup
    >>> strip_markup("<select><option>Boots</select>Silk <b>dress</b>", Edits()).split()
    ['.', 'Silk', 'dress']
    """
    if "[" in text:
        text = edits.sub(_TAB, ". ", text)
    for escaped in (True, True, False):  # exports are sometimes escaped twice
        if "<" in text:
            if _HIDES.search(text):
                text = edits.sub(_HIDDEN, " ", text)
            text = _cut_secondary(text, edits)
            text = edits.sub(_INLINE_TAG, " ", text)
            text = edits.sub(_TAG, ". ", text)
        if not escaped or "&" not in text or not _ENTITY.search(text):
            break
        text = edits.sub(_REFERENCE, _unescape, text)
    return text


def _unescape(match):
    return _read_reference(match.group())


@lru_cache(maxsize=1 << 10)
def _read_reference(reference):
    return html.unescape(reference).replace("\xa0", " ")  # so that most texts are ASCII ones


def _cut_secondary(text, edits):
    """Cut closed elements without text of the product, lists of others, menus of links."""
    lower = text.lower()
    others = []
    if any(map(lower.__contains__, _OTHERS_WORDS)):
        others = [match.span() for match in _OTHERS.finditer(text)]
    if others or _SIGN.search(lower):
        headings = {stop: start for start, stop in others}
        text = edits.cut(_secondary_ranges(text, headings), text)
    if "</a" in lower:
        text = edits.sub(_MENU_OF_LINKS, ". ", text)
    return text


def _secondary_ranges(text, headings):
    """Ranges of elements to cut: of each, from its start or its heading's to its end."""
    opened, ranges = {}, []
    for tag in _ANY_TAG.finditer(text):
        closing, name, attributes = tag.group(1), tag.group(2).lower(), tag.group(3)
        if not closing:
            is_cut = name in _SECONDARY or bool(_IS_HIDDEN.search(attributes))
            start = headings.get(tag.start(), tag.start() if is_cut else None)
            opened.setdefault(name, []).append(start)
        elif opened.get(name):
            start = opened[name].pop()
            if start is not None:
                ranges.append((start, tag.end()))
    merged = []
    for start, stop in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged
