"""Lead-ins of what a shop says that is not about the product, each with its words.

Each pattern begins with the words that give it away and reaches to the end of the sentence,
or to where the text of the product begins ("Product: ...").
"""

import re

from fashion_clf.text._words import by_word

__all__ = ["LEAD_INS"]

# The rest of a sentence, as far as the product's own text does not begin in it.
_PRODUCT = r"\b (?: (?:product|this\sitem|item|description|details) \s* : | (?:this|these) \s )"
_SENTENCE = rf"(?: (?! {_PRODUCT} ) [^.!?;\n] | \.(?=\d) )*"
_CLAUSE = r"[^.!?;:,\n]*"
_WHOLE_WORD = r"(?: (?<!\w) | (?!\w) )"  # no lead-in ends inside a word
# A list after a colon, in lower case: without a stop it ends where a new sentence begins, as
# in ": Pleated skirt, Trench coat Jacket in woven fabric".
_LISTED = rf"""\s* : \s* (?-i: (?=[A-Z]\w*\s[a-z]) ) (?:
    (?! {_PRODUCT} | (?-i: (?<=[a-z]\s) (?=[A-Z0-9]) ) ) [^.!?;\n] | \.(?=\d) )*"""

# Lead-ins, each with words of which it has one: only texts with such a word are searched.
_OTHER_PRODUCTS = [
    (
        "also",
        r"""(?:you|we) (?:\s(?:may|might|will|think)|'ll) \s (?:you'll\s)? also \s
          (?:like|love|need)
        | (?:customers|people|others|shoppers) \s (?:who\s[\w\s]{1,30})? also \s
          (?:bought|viewed|liked?|loved?)""",
    ),
    ("also", r"also \s (?:try|see|shop|browse|available|check\sout) \b"),
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


#: Patterns, by the words of which each has one.
LEAD_INS = by_word(
    _compile(_OTHER_PRODUCTS, rf"(?:{_LISTED}|{_SENTENCE})")
    + _compile(_SERVICE + _SHOP + _CARE, _SENTENCE)
    + _compile(_NOT_THE_PRODUCT, _CLAUSE)
)
