"""JSON that is only read, by orjson where that is installed, with the values of ``json``."""

import json

try:
    import orjson
except ImportError:  # the extra "fast"
    orjson = None

__all__ = ["read_json"]

_LARGEST = 2.0**63  # integers beyond it are floats for orjson
_MAY_BE_LARGE = frozenset([float, dict, list])


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
    if orjson is None:
        return otherwise(text)
    try:
        value = orjson.loads(text)
    except ValueError:  # also NaN and halves of characters, which json takes
        return otherwise(text)
    return otherwise(text) if _has_large(value) else value


def _has_large(value):
    """Whether a value holds a number that may have been an integer of more digits."""
    if type(value) is float:
        return not -_LARGEST < value < _LARGEST
    held = value.values() if type(value) is dict else value if type(value) is list else ()
    return any([_has_large(one) for one in held if type(one) in _MAY_BE_LARGE])
