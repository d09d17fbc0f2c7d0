"""Cleaning of product descriptions: markup out, measurements kept, asides dropped."""

import html
import re

from fashion_clf.text._edits import Edits

__all__ = ["clean", "clean_description"]

# An unclosed block runs to the end of the text, as it does in a browser; that
# also keeps the search linear.
_HIDDEN = re.compile(r"<(style|script|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.S | re.I)
_TAB = re.compile(r"\[tab\][^\[\]]{0,80}\[/tab\]|\[/?[a-z_]{2,20}(?: [^\[\]]{0,80})?\]", re.I)
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|big|em|font|i|mark|small|span|strong|u)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.I)
_ENTITY = re.compile(r"&(?:#\w{1,8}|[a-z]\w{1,30});", re.I)
# What html.unescape reads, one at a time.
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")

_CHARACTERS = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "″": '"',
        "–": "-", "‐": "-", "‑": "-", "−": "-", "—": " - ", "―": " - ", "⁄": "/", "…": "...",
        "•": ". ", "·": ". ", "●": ". ", "▪": ". ", "|": ". ", "®": " ", "™": " ", "©": " ",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\u00ad": None, "\x00": None,
        "\ufdfa": " ", "\ufdfb": " ",  # a whole phrase each, of up to 18 letters
    }
)  # fmt: skip

# What a shop says of the person in the photo.
_MODEL = re.compile(
    r"""\b(?:the\s|our\s)?model(?:'s)?\b (?:
        \s+ (?:is|wears|wearing|measures|has|in\s+(?:the\s+)?(?:photo|picture|image)) \b
      | \s* (?: (?:height|size|stats|measurements|info) \s* )? :
      | \s+ (?:height|size|stats|measurements|info) \b
    ) [^.!?;\n]* (?: \. (?=\d) [^.!?;\n]* )*""",
    re.I | re.X,
)
# What it says of the things that go with the product; the aside ends with its sentence.
_ASIDE_WORDS = (
    "pair", "team", "styled", "worn", "wear", "layer", "coordinate", "complement", "goes", "tuck",
    "look", "perfect", "great", "lovely", "effortless", "cool", "chic", "shown", "available",
)  # fmt: skip
_ASIDE = re.compile(
    r"""\b(?:
        (?: pair(?:s|ed|ing)? | team(?:s|ed)? | complements? | styled )
        (?: \s+ (?!with\b|to\b) [\w'-]+ ){0,6} \s+ (?:back\s+)? (?: with | to )
      | (?: worn | wear | goes | looks? | coordinated? )
        (?: \s+ (?:it|this|them|these|back|up|perfectly|easily|well|great|best|just|nicely
              |alone|or) ){0,4}
        \s+ (?: with | over | under(?:neath)? | alongside | beneath | atop | back \s+ (?:to|with) )
      | layer(?:s|ed)? \s+ (?:it\s+|this\s+|well\s+|easily\s+){0,2}
        (?: over | under(?:neath)? | beneath )
      | tuck(?:s|ed)? \s+ (?:it\s+|them\s+)? in(?:to)?
      | (?:great|perfect|lovely|effortless|cool|chic) \s+ (?:with|over|under|alongside)
      | shown \s+ (?:here\s+)? with | also \s+ available
    )\b [^.!?;\n]*""",
    re.I | re.X,
)
_BLANK_LINE = re.compile(r"\n\s*\n|\n\s*[-*]\s")
_SPACE = re.compile(r"\s+")
_STOPS = re.compile(r" ?([.,;:!?])(?: ?[.,;:])*")
_PLAIN = Edits()


def clean(text, edits=_PLAIN):
    """Do the work of :func:`clean_description` by way of `edits`, which may trace it."""
    if "<" in text or "&" in text or "[" in text:
        text = _strip_markup(text, edits)
    if not text.isascii():
        text = edits.translate(_CHARACTERS, text)
        text = edits.translate(_CHARACTERS, edits.normalize(text))
    elif "|" in text or "`" in text or "\x00" in text:
        text = edits.translate(_CHARACTERS, text)
    if "\n" in text:
        text = edits.sub(_BLANK_LINE, ". ", text)
    lower = text.lower()
    if "model" in lower:
        text = edits.sub(_MODEL, " ", text)
    if any(word in lower for word in _ASIDE_WORDS):
        text = edits.sub(_ASIDE, " ", text)
    text = edits.strip(edits.sub(_SPACE, " ", text))
    text = edits.sub(_STOPS, _one_stop, text)
    return edits.strip(text, " .,;:!?", " ,;:")


def _strip_markup(text, edits):
    text = edits.sub(_TAB, ". ", text)
    for escaped in (True, True, False):  # exports are sometimes escaped twice
        if "<" in text:
            text = edits.sub(_HIDDEN, " ", text)
            text = edits.sub(_INLINE_TAG, " ", text)
            text = edits.sub(_TAG, ". ", text)
        if not escaped or "&" not in text or not _ENTITY.search(text):
            break
        text = edits.sub(_REFERENCE, _unescape, text)
    return text


def _unescape(match):
    return html.unescape(match.group())


def _one_stop(match):
    """Give the first of a run of stops, as far as a space or the end comes behind it."""
    run = match.group()
    if match.string[match.end() : match.end() + 1] in ("", " "):
        return match.group(1)
    last = run.rfind(" ")
    return match.group(1) + run[last:] if last > 0 else run


def clean_description(text):
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
