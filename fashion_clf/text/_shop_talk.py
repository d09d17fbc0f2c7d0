"""What a shop says in a product's text that is not about the product: asides and lead-ins.

Each pattern begins with the words that give it away and reaches to the end of the sentence,
or to where the text of the product begins ("Product: ...").
"""

import re

__all__ = ["cut_asides", "cut_shop_talk"]

# The rest of a sentence, as far as the product's own text does not begin in it.
_PRODUCT = r"\b (?: (?:product|this\sitem|item|description|details) \s* : | (?:this|these) \s )"
_SENTENCE = rf"(?: (?! {_PRODUCT} ) [^.!?;\n] | \.(?=\d) )*"
_CLAUSE = r"[^.!?;:,\n]*"

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
_ASIDE_WORDS = (
    "pair", "team", "style", "worn", "wear", "layer", "coordinate", "complement", "goes", "tuck",
    "look", "perfect", "great", "lovely", "effortless", "cool", "chic", "shown", "available",
    "matching",
)  # fmt: skip
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

# Words one of which is in every lead-in, so that most texts are not searched.
_TALK_WORDS = (
    "also", "bought", "look", "outfit", "deliver", "shipping", "ship", "welcome", "we ", "we'",
    "about us", "newsletter", "subscribe", "sign up", "follow us", "return", "refund", "exchange",
    "off ", "code", "voucher", "gift card", "order", "recommended", "related", "similar",
    "recently", "trending", "sellers", "presents", "shop ", "wear with", "style with", "contact",
    "customer", "questions", "sold sep", "not incl", "exclud", "not a", "not the", "never wear",
    "known for", "inspired by", "category", "package", "our ",
)  # fmt: skip
_TALK = re.compile(
    rf"""(?<![\w-])(?:
        # other products
        (?:you|we) \s (?:may|might|will|'ll|think) \s (?:you'll\s)? (?:also\s)? (?:like|love|need)
      | (?:customers|people|others|shoppers) \s (?: who \s [\w\s]{{1,30}} )? also \s
        (?:bought|viewed|liked|like|love|loved)
      | (?:customers|people|others) \s bought
      | (?:frequently|often|usually) \s bought \s (?:together|with)
      | (?:complete|finish|shop|get|steal) \s (?:the|this|your) \s (?:[\w-]+\s)? (?:look|outfit)
      | (?:shop|see|browse|view) \s (?:the|our|all|more) \s (?:matching|full|whole|entire|other|new
        |latest|rest|range|collection) \b
      | (?:related|recommended|similar|matching) \s (?:products?|items?|styles?|articles?)
      | (?:related|recommended(?:\sfor\syou)?|recently\sviewed|trending(?:\snow)?|best\s?-?sellers
        |see\salso|(?:wear|style|styled|pairs?|goes|works)\swith) \s* [:\-]
      | more \s from \s (?:this|our|the) | recently \s viewed
        # delivery, prices, service
      | free \s (?:[\w-]+\s){{0,2}} (?:delivery|shipping|postage|returns?|exchanges?)
      | (?:fast|next[\s-]day|same[\s-]day|express|standard|worldwide|international|home) \s
        (?:[\w-]+\s)? (?:delivery|shipping)
      | (?:delivery|shipping) \s* (?: : | (?:is\s)?free | within | to\s | on\s | times? )
      | we \s (?:also\s)? (?:ship|deliver)
      | (?:easy|no[\s-]hassle|30[\s-]day|14[\s-]day|60[\s-]day) \s (?:returns?|exchanges?|refunds?)
      | (?:returns?|refunds?|exchanges?) \s*
        (?: : | policy | within | accepted | are\s | can\s | &\s | and\s (?:exchanges|refunds) )
      | money[\s-]back | up \s to \s \d+ \s* % \s off
      | (?:get|save|enjoy|take) \s (?:an\s)?(?:extra\s)? \d+ \s* %
      | \d+ \s* % \s off \s (?:your|all|everything|on|with|when)
      | use \s (?:the\s)? (?:code|voucher) | (?:discount|promo|voucher) \s codes? | gift \s cards?
      | sign \s up | subscribe | join \s our | follow \s us | (?:our|the) \s newsletter
      | (?:contact|call|email|message) \s us | customer \s (?:service|care|support) | need \s help
      | (?:any|got) \s questions | orders? \s (?:before|over|placed|now|within|by) \b
        # the shop itself
      | welcome \s to | about \s (?:us|the\sbrand|our\s\w+) | our \s (?:story|mission|promise)
      | we \s? (?:are|'re) \s (?:an?|the) \s (?:[\w&-]+\s){{0,5}}?
        (?:brand|shop|store|label|company|boutique|house|business|family|retailer|studio|maker)
      | we \s (?:make|sell|stock|design|specialise|specialize|offer|produce|carry|have\sbeen) \s
        (?! this\b | these\b | it\b | them\b | each\b )
      | (?:since|established|founded) \s (?:in\s)? (?:1[789]|20)\d\d ,? \s we
      | (?:best\s|well\s)? known \s for \s (?:our|its|their) | famous \s for \s (?:our|its|their)
      | from \s our \s (?:[\w-]+\s){{1,2}} (?:range|collection|line|family)
      | (?:visit|see|check\sout|discover|explore|browse) \s our \s (?:[\w-]+\s){{0,3}}
        (?:store|shop|department|website|collection|range|selection|sale|section|stores|shops|blog)
    ) {_SENTENCE}
    # what it is not
    | \b(?: not \s (?:an?|the) \s | never \s wear \s an? \b | exclud(?:es|ing) \b
      | inspired \s by \s (?:your|the|our|a|an|classic|vintage) \b ) {_CLAUSE}""",
    re.I | re.X,
)
# The lines of a list whose heading is one of those.
_LIST = re.compile(r"(?<=:)[ \t]*(?:\n[ \t]*[-*\u2022\u25cf>][^\n]*)+")
_SOLD_APART = re.compile(
    r"(?:^|(?<=[.!?;\n]))[^.!?;\n]{1,80}\b(?:sold\s+separately|(?:is|are)?\s*not\s+included)\b",
    re.I,
)
_PRESENTS = re.compile(r"^[^.!?;:\n]{1,60}\bpresents?\s*:", re.I)


def cut_asides(text, edits):
    """Cut what is said of the person in the photo, and of what to wear with the product."""
    lower = text.lower()
    if "model" in lower:
        text = edits.sub(_MODEL, " ", text)
    if any(word in lower for word in _ASIDE_WORDS):
        text = edits.sub(_ASIDE, " ", text)
    return text


def cut_shop_talk(text, edits):
    """Cut sentences about other products, delivery, the shop, and what is not included."""
    lower = text.lower()
    if not any(word in lower for word in _TALK_WORDS):
        return text
    if "\n" in text:
        text = edits.sub(_LIST, " ", text) if _TALK.search(text) else text
    if "sold sep" in lower or "not incl" in lower:
        text = edits.sub(_SOLD_APART, " ", text)
    if "present" in lower:
        text = edits.sub(_PRESENTS, " ", text)
    return edits.sub(_TALK, " ", text)
