"""The text of products: several columns, lists, languages and nested values as two plain texts."""

import json
import re
from itertools import zip_longest

import numpy as np

from fashion_clf.catalog._columns import LOCALES, normalise
from fashion_clf.catalog._shop_types import filed_in, tagged_with
from fashion_clf.utils._missing import is_missing

__all__ = ["as_image", "as_text", "join_fields", "unnest"]

_LOOKED_AT = 100  # products whose nested fields are looked for

_CODE = re.compile(r"(?=.*\d)[A-Z0-9._/-]{2,}")
_NOTHING = frozenset({"none", "nan", "null", "n/a", "na", "-"})
_GOOGLE = "googleproductcategory"
_HELD = ("data", "value", "text", "en", "src", "url", "href", "name", "label")


def join_fields(fields, columns, odd, language=None):
    """Bring the text columns of products to a name and a description each.

    Parameters
    ----------
    fields : dict of str to list of str
        Columns of each role, of :func:`find_fields`.
    columns : dict of str to list
        Values of each column.
    odd : list
        Takes (position, role, type's name) of values of an odd type.
    language : str or None, default=None
        Which text of a dict of languages to take; None for the first known one.

    Returns
    -------
    dict of str to list of str
        ``name`` and ``description``. The first name that is no code; all descriptions, then
        all details, each once; behind them the shop's own type ("filed in Boots.") and its
        tags ("tagged with suede."). Without any text, the words of the address.
    """
    n = len(next(iter(columns.values()))) if columns else 0

    def texts(role, odd=None):
        return [
            [
                value if type(value) is str else as_text(value, place, role, odd, language)
                for place, value in enumerate(columns[name])
            ]
            for name in fields.get(role, ())
        ]

    names = texts("name", odd)
    name = names[0] if len(names) == 1 else [_pick(row) for row in _rows(names, n)]
    bodies = texts("description", odd) + [list(map(_unlist, one)) for one in texts("details")]
    description = bodies[0] if len(bodies) == 1 else [_join(row) for row in _rows(bodies, n)]
    if "type" in fields or "tags" in fields:
        public = [normalise(name) == _GOOGLE for name in fields.get("type", ())]
        filed = [_each(map(filed_in, row, public)) for row in _rows(texts("type"), n)]
        tags = [list(map(_unlist, one)) for one in texts("tags")]
        tagged = [_each(map(tagged_with, row)) for row in _rows(tags, n)]
        description = [
            "\n\n".join(filter(None, (_known(own), kind, tag)))
            for own, kind, tag in zip_longest(description, filed, tagged, fillvalue="")
        ]
    if fields.get("slug"):
        slugs = [_pick(row) for row in _rows(texts("slug"), n)]
        name = [
            own if _known(own) or _known(body) else _slug_words(slug)
            for own, body, slug in zip(name, description, slugs, strict=True)
        ]
    return {"name": name, "description": description}


def unnest(names, values):
    """Give the columns inside dicts, under their own names.

    Parameters
    ----------
    names : iterable of str
        Names of columns.
    values : callable
        Gives the values of a column.

    Returns
    -------
    dict of str to list
        Columns of the dicts in the other columns; names that are taken are left out.
    """
    names = list(names)
    found = {}
    for name in names:
        column = values(name)
        for key in {key: 0 for one in column[:_LOOKED_AT] if isinstance(one, dict) for key in one}:
            if isinstance(key, str) and key not in found and key not in names:
                found[key] = [one.get(key) if isinstance(one, dict) else None for one in column]
    return found


def _rows(lists, n):
    return zip(*lists, strict=True) if lists else [()] * n


def _known(text):
    return "" if text.strip().casefold() in _NOTHING else text


def _pick(row):
    """Choose the first text that is no code, else the first text."""
    row = [text for text in row if _known(text)]
    return next((text for text in row if not _CODE.fullmatch(text)), row[0] if row else "")


def _join(row):
    return "\n".join(dict.fromkeys(text for text in row if _known(text)))


def _unlist(text):
    """Give the items of a JSON list in a cell."""
    if text[:1] != "[" or text[-1:] != "]":
        return text
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not all(isinstance(item, str) for item in items):
        return text
    return ". ".join(items)


def _each(said):
    return " ".join(dict.fromkeys(filter(None, said)))


def _slug_words(address):
    last = address.split("?")[0].rstrip("/").rpartition("/")[2]
    words = re.sub(r"[\W_]+", " ", re.sub(r"\.html?$", "", last)).strip()
    return "" if words.isdigit() else words


def as_text(value, position, role, odd, language=None):
    """Give a value as text; one of an odd type is noted, and empty unless it can be read."""
    if is_missing(value):
        return ""
    if isinstance(value, str):  # a subclass, such as numpy's
        return str(value)
    held = _held(value, language)
    if held is not None:
        return held
    if odd is not None:
        odd.append((position, role, type(value).__name__))
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return ". ".join(value)
    return ""


def _held(value, wished=None):
    """Give the text in a dict of languages, or in a list of such dicts; None for others."""
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        own = [one for one in value if str(one.get("locale", "")).startswith(wished or "en")]
        value = (own or value)[0]
    if not isinstance(value, dict):
        return None
    named = [key for key in value if wished and str(key).lower().startswith(wished)]
    for key in (*named, *_HELD[:4], *value):
        language = str(key).replace("-", "_").partition("_")[0].lower()
        if isinstance(value.get(key), str) and (key in _HELD[:3] or language in LOCALES):
            return value[key]
    return None


def as_image(value):
    """Give the path or address in a dict or list; None where there is none."""
    if isinstance(value, list | tuple):
        return next((found for found in map(as_image, value) if found), None)
    if isinstance(value, dict):
        direct = (value[key] for key in _HELD[4:7] if isinstance(value.get(key), str))
        nested = (as_image(value[key]) for key in ("edges", "node") if key in value)  # of GraphQL
        return next(direct, None) or next(nested, None)
    return value if isinstance(value, str) and value else None
