"""What a shop says in a product's text that is not about the product: asides and lead-ins."""

import re

from fashion_clf.text._lead_ins import LEAD_INS
from fashion_clf.text._menus import may_be_menu
from fashion_clf.text._words import by_word, words_of

__all__ = [
    "LEAD_WORDS",
    "OTHER_WORDS",
    "cut_asides",
    "cut_shop_talk",
    "may_be_talk",
    "may_span_sentences",
    "names_shop",
]

# The person in the photo.
_MODEL = re.compile(
    r"""\b(?:the\s|our\s)?model(?:'s)?\b (?:
        \s+ (?:is|wears|wearing|measures|has|in\s+(?:the\s+)?(?:photo|picture|image)) \b
      | \s* (?: (?:height|size|stats|measurements|info) \s* )? :
      | \s+ (?:height|size|stats|measurements|info) \b
    ) [^.!?;\n]* (?: \. (?=\d) [^.!?;\n]* )*""",
    re.I | re.X,
)
# The things that go with the product; the aside ends with its sentence.
_ASIDE = re.compile(
    r"""\b(?:
        (?: pair(?:s|ed|ing)? | team(?:s|ed)? | complements? | styled )
        (?: \s+ (?!with\b|to\b) [\w'-]+ ){0,6} \s+ (?:back\s+)? (?: with | to )
      | (?: worn | wear | goes | looks? | coordinated? )
        (?: \s+ (?:it|this|them|these|back|up|perfectly|easily|well|great|best|just|nicely
              |alone|or|stunning|amazing) ){0,4}
        \s+ (?: with | over | under(?:neath)? | alongside | beneath | atop | back \s+ (?:to|with) )
      | layer(?:s|ed)? \s+ (?:it\s+|this\s+|well\s+|easily\s+){0,2}
        (?: over | under(?:neath)? | beneath )
      | style \s+ (?:it\s+|this\s+|them\s+)? with
      | tuck(?:s|ed)? \s+ (?:it\s+|them\s+)? in(?:to)?
      | (?:great|perfect|lovely|effortless|cool|chic) \s+ (?:with|over|under|alongside)
      | shown \s+ (?:here\s+)? with | also \s+ available
      | matching \s+ (?:[\w-]+ \s+){1,4} (?:is\s|are\s)? (?:also\s)? available
    )\b [^.!?;\n]*""",
    re.I | re.X,
)

_ASIDES = by_word(
    (words, _ASIDE)
    for words in (
        "pair pairs paired pairing team teams teamed complement complements styled + with to",
        "worn wear goes look looks coordinate coordinated + with over under underneath alongside "
        "beneath atop back",
        "layer layers layered + over under underneath beneath",
        "style shown + with",
        "tuck tucks tucked + in into",
        "great perfect lovely effortless cool chic + with over under alongside",
        "also matching + available",
    )
)

_QUESTION = re.compile(r"(?:^|(?<=[.!?;\n]))[^.!?;\n]{1,120}\?(?=\s|$)")
# The lines of a list whose heading speaks of other products.
_LIST = re.compile(
    r"""(?:also\s(?:like|love|bought|viewed|liked) | bought\stogether | the\s(?:look|outfit)
      | related(?:\sproducts|\sitems)? | recommended(?:\sfor\syou)? | similar\s(?:products|items))
    \s* : [ \t]* (?:\n[ \t]*[-*\u2022\u25cf>][^\n]*)+""",
    re.I | re.X,
)
_SOLD_APART = re.compile(
    r"(?:^|(?<=[.!?;\n]))[^.!?;\n]{1,80}\b(?:sold\s+separately|(?:is|are)?\s*not\s+included)\b",
    re.I,
)
_GOODS = r"""(?:clothing|apparel|fashion|shoes|boots|bags|handbags|dresses|jewell?ery|accessories
    |jeans)"""
# The name of a shop or a company before a title, or an offer: "Acme Shoes & Bags: ...",
# "Skirt Society - ...", "20% off: ...".
_BEFORE_TITLE = re.compile(
    rf"""^ (?: (?:[\w'.]+\s){{0,3}} {_GOODS} \s (?:&|and|\+) \s (?:{_GOODS}|more|co)
          | (?:[\w'.&]+\s){{0,3}} (?:
              (?:shop|store|boutique|outlet|emporium|warehouse) (?:\s[\w'.&]+){{0,2}}
              | society | collective | company | factory )
          | buy \s \d (?:\s[\w%]+){{0,4}}
          | (?:free|express) \s (?:\w+\s)? (?:shipping|delivery|postage|returns?)
          | (?:up\sto\s)? \d+ \s? % \s off
        ) \s* (?: : | \s\.\s | \s-\s | \s?[\u2013\u2014]\s ) (?=\s*\w)
      | ^ (?:brand\s*:\s*)? (?:[\w'&]+\s){{1,4}}? (?:co|ltd|inc)\. (?=\s+\w)""",
    re.I | re.X,
)
_PERSON = words_of("model")
_APART = words_of("sold included")
_PRESENT = words_of("present presents")
_WITHOUT_LEAD = _PERSON | _APART | _PRESENT
_SPANNING = _APART | _PRESENT | words_of("shop landed arrived")
_BEGINNINGS = LEAD_INS.keys() | _ASIDES.keys()
#: Words of which all that is cut has one, but the name of the shop, a question, and a list.
LEAD_WORDS = _BEGINNINGS | _WITHOUT_LEAD
#: Words that it must have besides, or by which it spans sentences.
OTHER_WORDS = _SPANNING.union(
    *(others for index in (LEAD_INS, _ASIDES) for found in index.values() for *_, others in found)
)
_PRESENTS = re.compile(r"^[^.!?;:\n]{1,60}\bpresents?\s*:", re.I)


def may_be_talk(words):
    """Whether a text has the words of something that is cut, but the name of the shop."""
    found = _BEGINNINGS & words
    return not _WITHOUT_LEAD.isdisjoint(words) or bool(
        found and (_patterns(LEAD_INS, found, words) or _patterns(_ASIDES, found, words))
    )


def may_span_sentences(text, words):
    """Whether what is cut from a sentence may depend on those before and behind it."""
    return (
        not _SPANNING.isdisjoint(words) or may_be_menu(text, words) or "?" in text or ":\n" in text
    )


def names_shop(text):
    """Whether a text begins with the name of the shop or of a company, or with an offer."""
    return _has_separator(text[:80]) and _BEFORE_TITLE.search(text) is not None


def _has_separator(text):
    """Whether a text has what stands behind the name of a shop, or in that of a company."""
    return (
        ":" in text
        or " - " in text
        or " . " in text
        or "\u2013" in text
        or (". " in text and _names_company(text))
    )


def _names_company(text):
    """Whether a text has the end of a company's name; a plain search each, for every sentence."""
    return (
        "Co. " in text
        or "CO. " in text
        or "Ltd. " in text
        or "LTD. " in text
        or "Inc. " in text
        or "INC. " in text
    )


def cut_asides(text, edits, words=None):
    """Cut what is said of the person in the photo, and of what to wear with the product."""
    words = words_of(text) if words is None else words
    if not _PERSON.isdisjoint(words):
        text = edits.sub(_MODEL, " ", text)
    found = _ASIDES.keys() & words
    if found and _patterns(_ASIDES, found, words):
        text = edits.sub(_ASIDE, " ", text)
    return text


def cut_shop_talk(text, edits, words=None):
    """Cut sentences about other products, delivery, the shop, and what is not included."""
    words = words_of(text) if words is None else words
    if ":\n" in text:
        text = edits.sub(_LIST, " ", text)
    if not _APART.isdisjoint(words):
        text = edits.sub(_SOLD_APART, " ", text)
    if names_shop(text):
        text = edits.sub(_BEFORE_TITLE, " ", text)
    if not _PRESENT.isdisjoint(words):
        text = edits.sub(_PRESENTS, " ", text)
    if "?" in text:
        text = edits.sub(_QUESTION, " ", text)
    found = LEAD_INS.keys() & words
    if found:
        for pattern in _patterns(LEAD_INS, found, words):
            text = edits.sub(pattern, " ", text)
    return text


def _patterns(index, found, words):
    """Give the patterns of the words found whose other words are there, too, in their order."""
    numbered = {
        number: pattern
        for word in found
        for number, pattern, others in index.get(word, ())
        if not others or not others.isdisjoint(words)
    }
    return [numbered[number] for number in sorted(numbered)]
