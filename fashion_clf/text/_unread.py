"""Languages that are told and not read: their scripts, their letters, their small words."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["TOLD_BY", "by_script"]


class Unread(NamedTuple):
    """A language of which no word is known but those that tell it.

    Attributes
    ----------
    letters : str
        That are seldom in others.
    words : frozenset of str
        Small words, and the commonest nouns of shops.
    """

    letters: str = ""
    words: frozenset[str] = frozenset()


def _unread(letters, words):
    return Unread(letters, frozenset(words.split()))


#: What tells them, by code.
TOLD_BY = {
    "hu": _unread("őű",
        "és egy az női férfi gyerek ruha cipő táska póló nadrág kabát szoknya ing pulóver öv "
        "sapka csizma szandál dzseki blúz nyaklánc fülbevaló fehérnemű bőr pamut hosszú rövid "
        "ujjú kapucnis fekete fehér piros kék zöld",
    ),
    "ro": _unread("țșţş",
        "și cu pentru din de femei bărbați damă copii rochie fustă pantaloni cămașă geantă "
        "pantofi cizme ghete geacă palton bluză tricou curea căciulă inel cercei colier piele "
        "mânecă mâneci lungă scurtă neagră negru albă",
    ),
    "sk": _unread("ľĺŕô",
        "a so pre zo bez dámske dámska dámsky pánske pánska pánsky detské šaty sukňa nohavice "
        "košeľa mikina sveter kabelka topánky čižmy tenisky rukávom kapucňou čierna čierne biela",
    ),
    "hr": _unread("đ",
        "i sa za od bez ženska ženske ženski muška muške muški dječja haljina suknja hlače "
        "košulja majica jakna kaput cipele čizme tenisice torba torbica remen kapa ogrlica "
        "naušnice kožna kožne pamučna crna crne bijela rukavima",
    ),
    "sl": _unread("",
        "in z za iz brez ženska ženske ženski moška moške moški otroška obleka krilo hlače "
        "srajca majica jakna plašč čevlji škornji superge torbica pas kapa ogrlica uhani usnjena "
        "bombažna rokavi rokavom",
    ),
    "et": _unread("õ",
        "ja naiste meeste laste kleit seelik püksid särk pluus jope mantel kingad saapad tossud "
        "kott vöö müts kaelakee kõrvarõngad nahast puuvillane kampsun pikkade varrukatega must",
    ),
    "lv": _unread("āēģīķļņū",
        "un ar no sieviešu vīriešu bērnu kleita svārki bikses krekls blūze jaka mētelis kurpes "
        "zābaki soma josta cepure kaklarota auskari ādas kokvilnas garām piedurknēm melns melna",
    ),
    "lt": _unread("ėįųūę",
        "ir su iš moteriška moteriški moteriškas vyriška vyriški vyriškas vaikiška suknelė sijonas "
        "kelnės marškiniai palaidinė striukė paltas batai aulinukai rankinė diržas kepurė "
        "auskarai odinė medvilnė ilgomis rankovėmis juoda juodas",
    ),
    "is": _unread("ðþ",
        "og með úr fyrir kjóll pils buxur skyrta peysa jakki kápa skór stígvél taska belti húfa "
        "eyrnalokkar hálsmen kvenna karla barna",
    ),
    "ca": _unread("ŀ",
        "amb i per de dona home nen faldilla vestit camisa pantalons sabates botes bossa jaqueta "
        "abric samarreta cinturó barret arracades màniga llarga curta pell cotó",
    ),
    "id": _unread("",
        "dan dengan untuk yang wanita pria anak gaun rok celana kemeja kaos jaket sepatu sandal "
        "tas ransel dompet topi kalung anting gelang cincin lengan panjang pendek kulit katun "
        "hitam putih baju perempuan lelaki",
    ),
    "sq": _unread("",
        "dhe me për fustan fund pantallona këmishë xhaketë pallto këpucë çizme çantë rrip kapelë "
        "vathë gra burra lëkure pambuk mëngë",
    ),
    "af": _unread("", "en met vir van nie rok romp broek hemp baadjie skoene handsak"),
    **dict.fromkeys(
        ("ru", "uk", "bg", "el", "he", "ar", "fa", "hi", "bn", "ta", "hy", "ka"), Unread()
    ),
}  # fmt: skip

_SCRIPTS = {
    "ja": "\u3040-\u30ff\uff66-\uff9f", "ko": "\uac00-\ud7af\u1100-\u11ff",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff", "th": "\u0e00-\u0e7f", "ru": "\u0400-\u04ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff", "he": "\u0590-\u05ff", "ar": "\u0600-\u06ff",
    "hi": "\u0900-\u097f", "bn": "\u0980-\u09ff", "ta": "\u0b80-\u0bff",
    "hy": "\u0530-\u058f", "ka": "\u10a0-\u10ff",
}  # fmt: skip
_LETTERS = {code: re.compile(f"[{letters}]") for code, letters in _SCRIPTS.items()}
_ANY = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_FEWEST = 2  # letters of a script; fewer are a mark or a mistake
_WEIGHT = 3  # of Latin letters that one letter of another script outweighs: brands, sizes
# Letters that tell languages of one script apart, the surer first.
_WITHIN = {
    "ru": (("uk", "іїєґІЇЄҐ"), ("ru", "ыэёЫЭЁ"), ("bg", "ъЪ")),
    "ar": (("fa", "پچژگک"),),
    "zh": (),
}


def by_script(text: str) -> str | None:
    """Tell the language of a text of another script than the Latin one.

    Parameters
    ----------
    text : str
        A text.

    Returns
    -------
    str or None
        Its code; None where most of the text is Latin.

    Examples
    --------
    >>> from fashion_clf.text._unread import by_script
    >>> by_script("Кроссовки Nike мужские"), by_script("NIKE スニーカー 黒"), by_script("Boots")
    ('ru', 'ja', None)
    """
    if text.isascii():
        return None
    n_others = len(_ANY.findall(text))
    if n_others < _FEWEST or n_others * _WEIGHT < len(_LATIN.findall(text)):
        return None
    counts = {code: len(letters.findall(text)) for code, letters in _LETTERS.items()}
    if counts["ja"] * 5 >= counts["zh"] > 0:
        return "ja"  # which writes Chinese characters among its own
    found = max(counts, key=lambda code: counts[code])
    for code, letters in _WITHIN.get(found, ()):
        if any(letter in text for letter in letters):
            return code
    return found
