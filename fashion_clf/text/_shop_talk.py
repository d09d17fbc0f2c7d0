"""What a shop says in a product's text that is not about the product: asides and lead-ins.

Each pattern begins with the words that give it away and reaches to the end of the sentence,
or to where the text of the product begins ("Product: ...").
"""

import re

from fashion_clf.text._menus import may_be_menu
from fashion_clf.text._words import by_word, words_of

__all__ = ["cut_asides", "cut_shop_talk", "may_be_talk", "may_span_sentences", "names_shop"]

# The rest of a sentence, as far as the product's own text does not begin in it.
_PRODUCT = r"\b (?: (?:product|this\sitem|item|description|details) \s* : | (?:this|these) \s )"
_SENTENCE = rf"(?: (?! {_PRODUCT} ) [^.!?;\n] | \.(?=\d) )*"
_CLAUSE = r"[^.!?;:,\n]*"
_WHOLE_WORD = r"(?: (?<!\w) | (?!\w) )"  # no lead-in ends inside a word
# A list after a colon, in lower case: without a stop it ends where a new sentence begins, as
# in ": Pleated skirt, Trench coat Jacket in woven fabric".
_LISTED = rf"""\s* : \s* (?-i: (?=[A-Z]\w*\s[a-z]) ) (?:
    (?! {_PRODUCT} | (?-i: (?<=[a-z]\s) (?=[A-Z0-9]) ) ) [^.!?;\n] | \.(?=\d) )*"""

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

# Lead-ins, each with words of which it has one: only texts with such a word are searched.
_OTHER_PRODUCTS = [
    (
        "also",
        r"""(?:you|we) (?:\s(?:may|might|will|think)|'ll) \s (?:you'll\s)? also \s
          (?:like|love|need)
        | (?:customers|people|others|shoppers) \s (?:who\s[\w\s]{1,30})? also \s
          (?:bought|viewed|liked?|loved?)""",
    ),
    ("may", r"you \s may \s (?:like|love|need)"),
    (
        "bought",
        r"""(?:customers|people|others) \s bought
        | (?:frequently|often|usually) \s bought \s (?:together|with)""",
    ),
    (
        "look looks + complete finish shop get steal",
        r"(?:complete|finish|shop|get|steal) \s (?:the|this|your) \s (?:[\w-]+\s)? look",
    ),
    (
        "outfit outfits + complete finish shop get steal",
        r"(?:complete|finish|shop|get|steal) \s (?:the|this|your) \s (?:[\w-]+\s)? outfit",
    ),
    (
        "shop",
        r"""shop \s (?:the|our|all|more) \s
        (?:matching|full|whole|entire|other|new|latest|rest|range|collection) \b
        | (?:^|(?<=[.!?\n]\s)) shop \s (?:[a-z-]+\s){0,2} [a-z-]+
          (?: , | \s and \s | \s at \s )""",
    ),
    ("related", r"related \s* (?: [:-] | \s (?:products?|items?|styles?|articles?) )"),
    ("recommended", r"recommended \s* (?: [:-] | \s (?:for\syou|products?|items?) )"),
    ("similar", r"similar \s (?:products?|items?|styles?|articles?)"),
    ("recently", r"recently \s viewed"),
    ("trending", r"trending (?:\snow)? \s* :"),
    ("sellers bestsellers", r"best \s?-?sellers \s* :"),
    ("also", r"see \s also \s* :"),
    (
        "wear style styled pair pairs goes works + with",
        r"(?:wear|style|styled|pairs?|goes|works) \s with \s* :",
    ),
    ("more", r"more \s from \s (?:this|our|the)"),
    ("discover", r"discover \s (?:all|more|the|our|other|new)"),
    ("browse", r"browse"),
    ("explore", r"explore \s (?:all|more|the|our|other|new)"),
    (
        "landed arrived",
        r"""(?:^|(?<=[.!?\n]\s)) [^.!?\n]{1,60} \s (?:has|have) \s (?:just\s)?
        (?:landed|arrived)""",
    ),
]
_SERVICE = [
    (
        "free + delivery shipping postage return returns exchange exchanges",
        r"free \s (?:[\w-]+\s){0,2} (?:delivery|shipping|postage|returns?|exchanges?)",
    ),
    (
        "delivery deliver",
        r"""(?:fast|next[\s-]day|same[\s-]day|express|standard|worldwide|home) \s
          (?:[\w-]+\s)? delivery
        | delivery \s* (?: : | (?:is\s)?free | within | to\s | on\s | times? )
        | we \s (?:also\s)? deliver""",
    ),
    (
        "shipping",
        r"""(?:fast|express|standard|worldwide|international) \s (?:[\w-]+\s)? shipping
        | shipping \s* (?: : | (?:is\s)?free | within | to\s | on\s | times? )""",
    ),
    ("ship", r"we \s ship"),
    (
        "return returns",
        r"""(?:easy|no[\s-]hassle|\d\d[\s-]day) \s returns?
        | returns? \s* (?: : | policy | within | accepted | are\s | can\s | &\s
          | and\s(?:exchanges|refunds) )""",
    ),
    ("refund refunds", r"refunds? \s* (?: : | policy | within | are\s | can\s )"),
    ("exchange exchanges", r"exchanges? \s* (?: : | policy | within | are\s | can\s )"),
    ("money", r"money[\s-]back"),
    (
        "off",
        r"""(?:up\sto|get|save|enjoy|take) \s (?:an\s)? (?:extra\s)? \d+ \s? % \s off
        | \d+ \s? % \s off \s (?:your|all|everything|on|with|when)""",
    ),
    ("code codes", r"(?:use \s (?:the\s)? | discount \s | promo \s | voucher \s) codes?"),
    ("gift", r"gift \s cards?"),
    ("ship ships", r"(?:every|each|all) \s (?:[\w-]+\s){1,3} ships? \s (?:in|with|from|free)"),
    ("buy", r"buy \s (?:any|one|two|three|\d+|more) \b"),
    ("spend", r"spend \s (?:over\s)? \W?\d+"),
    ("get", r"get \s (?:[\w-]+\s){0,4} free"),
    ("tag", r"tag \s us"),
    ("winner voted awarded", r"(?:winner \s of | voted | awarded) \b"),
    ("seen", r"as \s seen \s (?:on|in) \b"),
    ("part", r"part \s of \s our"),
    ("sign", r"sign \s up"),
    ("subscribe", r"subscribe"),
    ("join", r"join \s our"),
    ("follow", r"follow \s us"),
    ("newsletter", r"(?:our|the) \s newsletter"),
    ("us", r"(?:contact|call|email|message) \s us \b | about \s us \b"),
    ("customer", r"customer \s (?:service|care|support)"),
    ("help", r"need \s help"),
    ("questions", r"(?:any|got) \s questions"),
    ("order orders", r"orders? \s (?:before|over|placed|now|within|by) \b"),
]
_SHOP = [
    ("welcome", r"welcome \s to"),
    ("about", r"about \s (?:the\sbrand|our\s\w+)"),
    (
        "our + story mission promise from visit see check discover explore browse",
        r"""our \s (?:story|mission|promise) \b
        | from \s our \s (?:[\w-]+\s){1,2} (?:range|collection|line|family)
        | (?:visit|see|check\sout|discover|explore|browse) \s our \s (?:[\w-]+\s){0,3}
          (?:stores?|shops?|department|website|collection|range|selection|sale|section|blog)""",
    ),
    (
        "we are",
        r"""we \s are \s (?:an?|the) \s (?:[\w&-]+\s){0,5}?
        (?:brand|shop|store|label|company|boutique|house|business|family|retailer|studio|maker)""",
    ),
    (
        "re",
        r"""we're \s (?:an?|the) \s (?:[\w&-]+\s){0,5}?
        (?:brand|shop|store|label|company|boutique|house|business|family|retailer|studio|maker)""",
    ),
    (
        "we",
        r"""(?: (?:since|established|founded) \s (?:in\s)? (?:1[789]|20)\d\d ,? \s )?
        we \s (?:make|sell|stock|design|specialise|specialize|offer|produce|carry|have\sbeen) \s
        (?! this\b | these\b | it\b | them\b | each\b )""",
    ),
    ("known", r"(?:best\s|well\s)? known \s for \s (?:our|its|their)"),
    ("famous", r"famous \s for \s (?:our|its|their)"),
]
# What it comes in, and how to care for it.
_CARE = [
    ("keep store + in inside away", r"(?:keep|store) \s (?:it\s)? (?:in|inside|away) \b"),
    ("store + in inside away flat", r"store \s (?:it\s|them\s)? (?:in|inside|away|flat) \b"),
    ("avoid", r"avoid \s (?:contact|perfume|water|exposure|bleach|direct) \b"),
    (
        "comes + box bag pouch case",
        r"comes \s in \s (?:an?|its|our|the) \s (?:[\w-]+\s){0,3} (?:box|bag|pouch|case)",
    ),
    ("supplied + in with", r"supplied \s (?:in|with) \s (?:an?|its|our)"),
    ("delivered", r"delivered \s in \s (?:an?|its|our)"),
    ("packaged", r"packaged \s in \s (?:an?|its|our)"),
    ("presented", r"presented \s in \s (?:an?|its|our)"),
]
# What the product is not, and what it only reminds of; these end with their clause.
_NOT_THE_PRODUCT = [
    ("not + a an the", r"not \s (?:an?|the) \s"),
    ("never", r"never \s wear \s an? \b"),
    ("excludes excluding", r"exclud(?:es|ing) \b"),
    ("inspired", r"inspired \s by \s (?:your|the|our|a|an|classic|vintage) \b"),
]


def _compile(lead_ins, scope):
    return [
        (words, re.compile(rf"(?<![\w-])(?:{pattern}){_WHOLE_WORD}{scope}", re.I | re.X))
        for words, pattern in lead_ins
    ]


_TALK = by_word(
    _compile(_OTHER_PRODUCTS, rf"(?:{_LISTED}|{_SENTENCE})")
    + _compile(_SERVICE + _SHOP + _CARE, _SENTENCE)
    + _compile(_NOT_THE_PRODUCT, _CLAUSE)
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
# The name of the shop before that of the product: "Acme Shoes & Bags: ...", "The Dress Shop - ...".
_SHOP_NAME = re.compile(
    rf"""^ (?: (?:[\w'.]+\s){{0,3}} {_GOODS} \s (?:&|and|\+) \s (?:{_GOODS}|more|co)
          | (?:[\w'.&]+\s){{0,3}} (?:shop|store|boutique|outlet|emporium|warehouse)
            (?:\s[\w'.&]+){{0,2}}
        ) \s* (?: : | \s\.\s | \s-\s | \s?[\u2013\u2014]\s ) (?=\s*\w)""",
    re.I | re.X,
)
_PERSON = words_of("model")
_APART = words_of("sold included")
_PRESENT = words_of("present presents")
_WITHOUT_LEAD = _PERSON | _APART | _PRESENT
_SPANNING = _APART | _PRESENT | words_of("shop landed arrived")
_LEAD_WORDS = _TALK.keys() | _ASIDES.keys()
_PRESENTS = re.compile(r"^[^.!?;:\n]{1,60}\bpresents?\s*:", re.I)


def may_be_talk(text, words):
    """Whether a text has the words or marks of something that is cut, but the name of the shop."""
    found = _LEAD_WORDS & words
    return (
        "?" in text
        or ":\n" in text
        or not _WITHOUT_LEAD.isdisjoint(words)
        or (found and bool(_patterns(_TALK, found, words) or _patterns(_ASIDES, found, words)))
    )


def may_span_sentences(text, words):
    """Whether what is cut from a sentence may depend on those before and behind it."""
    return (
        not _SPANNING.isdisjoint(words) or may_be_menu(text, words) or "?" in text or ":\n" in text
    )


def names_shop(text):
    """Whether a text begins with the name of the shop."""
    return _has_separator(text[:80]) and _SHOP_NAME.search(text) is not None


def _has_separator(text):
    """Whether a text has what stands behind the name of a shop."""
    return ":" in text or " - " in text or " . " in text or "\u2013" in text


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
        text = edits.sub(_SHOP_NAME, " ", text)
    if not _PRESENT.isdisjoint(words):
        text = edits.sub(_PRESENTS, " ", text)
    if "?" in text:
        text = edits.sub(_QUESTION, " ", text)
    found = _TALK.keys() & words
    if found:
        for pattern in _patterns(_TALK, found, words):
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
