"""Products inside a JSON object: a list under a key, or an object of products by their ids."""

import json
import re

from fashion_clf.catalog._columns import find_fields

__all__ = ["read_envelope"]

_DEEPEST = 4  # keys around the list
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def read_envelope(text):
    """Find the products in a JSON object.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    tuple of (str, list of (dict, str), str) or None
        The text before the first product, each product with its text from the comma or bracket
        on, and the text behind the last; None where there is no list or object of products.

    Examples
    --------
    >>> from fashion_clf.catalog.formats._envelope import read_envelope
    >>> read_envelope('{"n": 1, "data": {"products": [{"title": "Tote"}]}}')
    ('{"n": 1, "data": {"products": ', [({'title': 'Tote'}, '[{"title": "Tote"}')], ']}}')
    """
    path = _find_path(json.loads(text))
    if path is None:
        return None
    start = _SPACE.match(text).end()
    for key in path:
        start = _value_of(text, start, key)
    if text[start] == "[":
        return text[:start], *_items(text, start, start)
    return text[: start + 1], *_items(text, start + 1, start)


def _find_path(value):
    """Keys of the list of objects that look most like products; of none, those of an object."""
    found = []

    def search(held, path):
        if isinstance(held, list):
            records = held if all(isinstance(one, dict) for one in held) else []
            if records and _are_products(records[:20]):
                found.append((len(path), -len(held), path))
        elif isinstance(held, dict) and len(path) < _DEEPEST:
            for key, inner in held.items():
                search(inner, (*path, key))

    search(value, ())
    if found:
        return min(found, key=lambda entry: entry[:2])[2]
    if value and all(isinstance(one, dict) for one in value.values()):
        names = dict.fromkeys(name for one in value.values() for name in one)
        return () if {"name", "description", "details"} & find_fields(names).keys() else None
    return None


def _are_products(records):
    """Whether dicts have fields of text, or dicts such as the nodes of GraphQL that have."""
    inner = [value for one in records for value in one.values() if isinstance(value, dict)]
    for dicts in (records, inner):
        names = dict.fromkeys(name for one in dicts for name in one)
        if {"name", "description", "details"} & find_fields(names).keys():
            return True
    return False


def _value_of(text, start, wanted):
    """Find where the value of a key of the object at `start` begins; the last one counts."""
    place, found = _SPACE.match(text, start + 1).end(), None
    while text[place] != "}":
        key, place = _DECODER.raw_decode(text, place)
        place = _SPACE.match(text, _SPACE.match(text, place).end() + 1).end()
        if key == wanted:
            found = place
        _, place = _DECODER.raw_decode(text, place)
        place = _SPACE.match(text, place).end()
        if text[place] == ",":
            place = _SPACE.match(text, place + 1).end()
    return found


def _items(text, begin, start):
    """Take the objects of a list or object, and the text behind them."""
    keyed = text[start] == "{"
    items, place = [], start + 1
    while True:
        place = _SPACE.match(text, place).end()
        if keyed:
            _, place = _DECODER.raw_decode(text, place)
            place = _SPACE.match(text, _SPACE.match(text, place).end() + 1).end()
        record, place = _DECODER.raw_decode(text, place)
        items.append((record, text[begin:place]))
        begin = place
        place = _SPACE.match(text, place).end()
        if text[place] != ",":
            return items, text[begin:]
        place += 1
