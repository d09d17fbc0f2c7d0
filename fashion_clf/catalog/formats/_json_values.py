"""JSON that is only read, by orjson where that is installed, with the values of ``json``."""

import json

__all__ = ["read_json"]

_LARGEST = 2.0**63  # integers beyond it are floats for orjson


def _fast_reader():
    try:
        import orjson
    except ImportError:  # the extra "fast"
        return None
    return orjson.loads


_read = _fast_reader()


def read_json(text, otherwise=json.loads):
    """Decode a JSON text.

    Parameters
    ----------
    text : str
        An object, mostly.
    otherwise : callable, default=json.loads
        Decodes what orjson refuses, and where that is not installed.

    Returns
    -------
    object
        What `otherwise` gives, to the type and the order of keys.

    Raises
    ------
    ValueError, RecursionError
        Where `otherwise` does.

    Examples
    --------
    >>> from fashion_clf.catalog.formats._json_values import read_json
    >>> read_json('{"id": 123456789012345678901234567890, "price": 1.0}')
    {'id': 123456789012345678901234567890, 'price': 1.0}
    """
    if _read is None:
        return otherwise(text)
    try:
        value = _read(text)
    except ValueError:  # also NaN and halves of characters, which json takes
        return otherwise(text)
    held = value.values() if type(value) is dict else [value]
    return otherwise(text) if _has_large(held) else value


def _has_large(values):
    """Whether one of some values is or holds a number that may have been a longer integer."""
    for value in values:
        kind = type(value)
        if kind is str:
            continue
        if kind is float:
            if not -_LARGEST < value < _LARGEST:
                return True
        elif (kind is dict and _has_large(value.values())) or (kind is list and _has_large(value)):
            return True
    return False
