"""Cleaning of product descriptions: markup out, measurements kept, asides dropped."""

import html
import re
import unicodedata

__all__ = ["clean_description"]

# An unclosed block runs to the end of the text, as it does in a browser; that
# also keeps the search linear.
_HIDDEN = re.compile(r"<(style|script|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.S | re.I)
_TAB = re.compile(r"\[tab\][^\[\]]{0,80}\[/tab\]|\[/?[a-z_]{2,20}(?: [^\[\]]{0,80})?\]", re.I)
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|big|em|font|i|mark|small|span|strong|u)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.I)
_ENTITY = re.compile(r"&(?:#\w{1,8}|[a-z]\w{1,30});", re.I)

_CHARACTERS = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "″": '"',
        "–": "-", "‐": "-", "‑": "-", "−": "-", "—": " - ", "―": " - ", "⁄": "/", "…": "...",
        "•": ". ", "·": ". ", "●": ". ", "▪": ". ", "|": ". ", "®": " ", "™": " ", "©": " ",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\u00ad": None, "\x00": None,
    }
)  # fmt: skip

# What a shop says of the person in the photo.
_MODEL = re.compile(
    r"""\b(?:the\s|our\s)?model(?:'s)?\b (?:
        \s+ (?:is|wears|wearing|measures|has|in\s+(?:the\s+)?(?:photo|picture|image)) \b
      | \s* (?:height|size|stats|measurements|info)? \s* :
      | \s+ (?:height|size|stats|measurements|info) \b
    ) [^.!?;\n]* (?: \. (?=\d) [^.!?;\n]* )*""",
    re.I | re.X,
)
# What it says of the things that go with the product; the aside ends with its sentence.
_ASIDE_WORDS = (
    "pair", "team", "styled", "worn", "wear", "layer", "coordinate", "complement", "goes", "tuck",
    "perfect with", "great with", "available in", "also available", "shown with",
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
_STRAY_STOP = re.compile(r" ?([.,;:!?])(?: ?[.,;:])*(?= |$)")


def _strip_markup(text):
    text = _TAB.sub(". ", text)
    for _ in range(2):  # exports are sometimes escaped twice
        if "<" in text:
            text = _HIDDEN.sub(" ", text)
            text = _INLINE_TAG.sub(" ", text)
            text = _TAG.sub(". ", text)
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


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
        nothing that rules or features see.

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
    if "<" in text or "&" in text or "[" in text:
        text = _strip_markup(text)
    if not text.isascii():
        text = text.translate(_CHARACTERS)
        text = unicodedata.normalize("NFKC", text).translate(_CHARACTERS)
    elif "|" in text or "`" in text or "\x00" in text:
        text = text.translate(_CHARACTERS)
    if "\n" in text:
        text = _BLANK_LINE.sub(". ", text)
    lower = text.lower()
    if "model" in lower:
        text = _MODEL.sub(" ", text)
    if any(word in lower for word in _ASIDE_WORDS):
        text = _ASIDE.sub(" ", text)
    text = _STRAY_STOP.sub(r"\1", " ".join(text.split()))
    return text.lstrip(" .,;:!?").rstrip(" ,;:")
