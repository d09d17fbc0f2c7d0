"""Languages as catalogues give them: codes, locales and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fashion_clf.utils._missing import is_missing
from fashion_clf.utils._warn import warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

__all__ = [
    "LANGUAGES",
    "LANGUAGE_NAMES",
    "UNREAD",
    "declared_language",
    "find_language",
    "language_code",
    "read_languages",
]

#: English name of each language that a text can be told to be of, by code.
LANGUAGE_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "nl": "Dutch", "pt": "Portuguese", "sv": "Swedish", "pl": "Polish", "da": "Danish",
    "no": "Norwegian", "fi": "Finnish", "cs": "Czech", "tr": "Turkish", "vi": "Vietnamese",
    "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "th": "Thai", "hu": "Hungarian",
    "ro": "Romanian", "sk": "Slovak", "hr": "Croatian or Serbian", "sl": "Slovenian",
    "et": "Estonian", "lv": "Latvian", "lt": "Lithuanian", "is": "Icelandic", "ca": "Catalan",
    "id": "Indonesian or Malay", "sq": "Albanian", "af": "Afrikaans", "ru": "Russian",
    "uk": "Ukrainian", "bg": "Bulgarian", "el": "Greek", "he": "Hebrew", "ar": "Arabic",
    "fa": "Persian", "hi": "Hindi", "bn": "Bengali", "ta": "Tamil", "hy": "Armenian",
    "ka": "Georgian",
}  # fmt: skip
#: Codes of those that are read beside English: with a dictionary.
LANGUAGES = (
    "de", "fr", "es", "it", "nl", "pt", "sv", "pl", "da", "no", "fi", "cs", "tr", "vi", "ja",
    "ko", "zh", "th",
)  # fmt: skip
#: Codes of those that are told, and of which no word is read.
UNREAD = frozenset(LANGUAGE_NAMES) - {"en", *LANGUAGES}
# What else they are called: codes of three letters, older codes, their own names.
_OTHER_NAMES = {
    "en": "eng", "de": "deu ger deutsch", "fr": "fra fre français francais", "es": "spa español "
    "espanol castellano", "it": "ita italiano", "nl": "nld dut nederlands", "pt": "por português "
    "portugues", "sv": "swe svenska", "pl": "pol polski", "da": "dan dansk", "no": "nor nb nn nob "
    "norsk", "fi": "fin suomi", "cs": "ces cze čeština cestina", "tr": "tur türkçe turkce",
    "vi": "vie", "ja": "jpn jp 日本語", "ko": "kor 한국어", "zh": "zho chi cn 中文", "th": "tha",
    "hu": "hun magyar", "ro": "ron rum", "sk": "slk slo", "hr": "hrv sr srp bs", "id": "ind ms",
    "ru": "rus русский", "uk": "ukr", "el": "ell gre", "he": "heb iw", "ar": "ara",
}  # fmt: skip
_CODES = {
    **{code: code for code in LANGUAGE_NAMES},
    **{name.lower(): code for code, name in LANGUAGE_NAMES.items()},
    **{word: code for code, names in _OTHER_NAMES.items() for word in names.split()},
}
# Headers of a column that gives the language of each product, without accents.
_HEADERS = frozenset(
    "language lang locale language_code lang_code content_language product_language xml_lang "
    "sprache langue idioma lingua taal sprak sprog jezyk jazyk kieli dil".split()
)
_DECLARED = re.compile(r"""xml:lang\s*=\s*["']([\w-]+)|<language>\s*([\w-]+)\s*</language>""")
_SHOWN = 3  # unknown languages that a warning names


def language_code(value: Any) -> str | None:
    """Give the code of a language.

    Parameters
    ----------
    value : object
        A code, a locale or a name.

    Returns
    -------
    str or None
        None for what is none.

    Examples
    --------
    >>> from fashion_clf.catalog._languages import language_code
    >>> [language_code(name) for name in ("de-AT", "pt_BR", "German", "nb", "xx")]
    ['de', 'pt', 'de', 'no', None]
    """
    if not isinstance(value, str):
        return None
    text = value.strip().lower()
    return _CODES.get(text) or _CODES.get(re.split(r"[-_@. ]", text)[0])


def declared_language(head: str) -> str | None:
    """Give the language that the head of a feed declares, but English: that is often left over.

    Parameters
    ----------
    head : str
        What stands before the first product of an XML feed.

    Returns
    -------
    str or None
        Its code.

    Examples
    --------
    >>> from fashion_clf.catalog._languages import declared_language
    >>> declared_language('<rss version="2.0"><channel><language>de-DE</language>')
    'de'
    """
    found = _DECLARED.search(head)
    code = language_code(found[1] or found[2]) if found else None
    return None if code == "en" else code


def find_language(names: Iterable[str]) -> str | None:
    """Find the column that gives the language of each product."""
    for name in names:
        if isinstance(name, str):
            plain = re.sub(r"[\W_]+", "_", name.strip().lower()).strip("_").removeprefix("g_")
            if plain in _HEADERS:
                return name
    return None


def read_languages(values: Sequence[Any], language: str | None = None) -> list[str | None]:
    """Give the language of each product as its row gives it, or else the one that is given.

    Parameters
    ----------
    values : sequence
        Cells of the column.
    language : str, optional
        Code for rows that have none.

    Returns
    -------
    list of (str or None)

    Warns
    -----
    CatalogWarning
        Once for all values that are no language; there the text tells it.
    """
    found: list[str | None] = []
    unknown: dict[str, int] = {}
    for value in values:
        code = language if is_missing(value) or value == "" else language_code(value)
        if code is None and not is_missing(value) and value != "":
            unknown[str(value)[:40]] = unknown.get(str(value)[:40], 0) + 1
        found.append(code)
    if unknown:
        n = sum(unknown.values())
        shown = ", ".join(map(repr, list(unknown)[:_SHOWN]))
        warn(
            f"{n} product{'s' if n > 1 else ''} of a language that is not known: "
            f"{shown}{', ...' if len(unknown) > _SHOWN else ''}; their text tells it instead. "
            "Codes such as de, locales such as de-AT and English names are known.",
            n_products=n,
            kind="unknown language",
        )
    return found
