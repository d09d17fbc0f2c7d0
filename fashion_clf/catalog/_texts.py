"""The text of products: several columns, lists, languages and nested values as two plain texts."""

import json
import re

import numpy as np

from fashion_clf.catalog._columns import LANGUAGES
from fashion_clf.utils._missing import is_missing

__all__ = ["as_image", "as_text", "join_fields", "unnest"]

_LOOKED_AT = 100  # products whose nested fields are looked for

_CODE = re.compile(r"(?=.*\d)[A-Z0-9._/-]{2,}")
_STEP = re.compile(r"\s*[>|/\u203a\u00bb]\s*")
# Parts of a shop's path that say for whom or when, and not what.
_SAYS_NOTHING = frozenset(
    "women woman men man kids children girls boys baby unisex ladies damen herren kinder femme "
    "homme mujer hombre donna uomo dames heren sale outlet new all home shop clothing apparel "
    "fashion accessories default root products catalog category".split()
) | {"new in", "default category", "new arrivals", "apparel & accessories"}
_NOTHING = frozenset({"none", "nan", "null", "n/a", "na", "-"})
_HELD = ("data", "value", "text", "en", "src", "url", "href", "name", "label")


def join_fields(fields, columns, odd):
    """Bring the text columns of products to a name and a description each.

    Parameters
    ----------
    fields : dict of str to list of str
        Columns of each role, of :func:`find_fields`.
    columns : dict of str to list
        Values of each column.
    odd : list
        Takes (position, role, type's name) of values of an odd type.

    Returns
    -------
    dict of str to list of str
        ``name`` and ``description``. The first name that is no code; all descriptions, then
        all details, each once. Without any, the shop's own type and tags; without a name
        either, the words of the address.
    """
    n = len(next(iter(columns.values()))) if columns else 0

    def texts(role, odd=None):
        return [
            [
                value if type(value) is str else as_text(value, place, role, odd)
                for place, value in enumerate(columns[name])
            ]
            for name in fields.get(role, ())
        ]

    names = texts("name", odd)
    name = names[0] if len(names) == 1 else [_pick(row) for row in _rows(names, n)]
    bodies = texts("description", odd) + [list(map(_unlist, one)) for one in texts("details")]
    description = bodies[0] if len(bodies) == 1 else [_join(row) for row in _rows(bodies, n)]
    types = [list(map(_last_steps, one)) for one in texts("type")]
    tags = [list(map(_unlist, one)) for one in texts("tags")]
    if types or tags:
        tags = [_join(row) for row in _rows(tags, n)]
        filed = [_join(row) for row in _rows(types, n)]
        description = [
            "\n\n".join(filter(None, (_known(own), _filed(kind))))
            if _known(own)
            else _filed(f"{kind}\n{tag}")
            for own, kind, tag in zip(description, filed, tags, strict=True)
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


def _last_steps(text):
    """Give the last step of each category path that says what the product is."""
    found = []
    for path in text.split(","):
        steps = [step for step in _STEP.split(path.strip()) if step]
        telling = [step for step in steps if step.casefold() not in _SAYS_NOTHING]
        if telling and not telling[-1].isdigit():
            found.append(telling[-1])
    return ". ".join(dict.fromkeys(found))


def _filed(text):
    """Say where a shop files a product: read only where the text has no noun of its own."""
    return ". ".join(f"filed in {part}" for part in re.split(r"\n|\. ", text) if part)


def _slug_words(address):
    last = address.split("?")[0].rstrip("/").rpartition("/")[2]
    words = re.sub(r"[\W_]+", " ", re.sub(r"\.html?$", "", last)).strip()
    return "" if words.isdigit() else words


def as_text(value, position, role, odd):
    """Give a value as text; one of an odd type is noted, and empty unless it can be read."""
    if is_missing(value):
        return ""
    if isinstance(value, str):  # a subclass, such as numpy's
        return str(value)
    held = _held(value)
    if held is not None:
        return held
    if odd is not None:
        odd.append((position, role, type(value).__name__))
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return ". ".join(value)
    return ""


def _held(value):
    """Give the text in a dict of languages, or in a list of such dicts; None for others."""
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        english = [one for one in value if str(one.get("locale", "")).startswith("en")]
        value = (english or value)[0]
    if not isinstance(value, dict):
        return None
    for key in (*_HELD[:4], *value):
        language = str(key).replace("-", "_").partition("_")[0].lower()
        if isinstance(value.get(key), str) and (key in _HELD[:3] or language in LANGUAGES):
            return value[key]
    return None


def as_image(value):
    """Give the path or address in a dict or list; None where there is none."""
    if isinstance(value, list | tuple):
        return next((found for found in map(as_image, value) if found), None)
    if isinstance(value, dict):
        return next((value[key] for key in _HELD[4:7] if isinstance(value.get(key), str)), None)
    return value if isinstance(value, str) and value else None
