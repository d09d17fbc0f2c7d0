"""Where the space goes in the JSON text of a product, and what it keeps of the text it had."""

import json
import math
import re
from json.encoder import encode_basestring, encode_basestring_ascii

from fashion_clf.catalog.formats._values import plain_value

__all__ = ["DECODER", "Layout"]

_SPACE = re.compile(r"[ \t\n\r]*")


def _refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


class Layout:
    """Where the space goes in the text of a product."""

    def __init__(self, style, ascii_only):
        inner, self._outer = style["inner"], style["outer"]
        self._inner = inner if "\n" in inner else ""
        comma, colon = (",", ":") if style.get("compact") else (", ", ": ")
        self._comma = "," + inner if self._inner else comma
        options = {"ensure_ascii": ascii_only, "allow_nan": False, "default": plain_value}
        self._flat = json.JSONEncoder(separators=(self._comma, colon), **options)
        # What the encoder itself does with a text.
        self._quote = encode_basestring_ascii if ascii_only else encode_basestring
        self._keys = {}  # of each name, as it is written
        step = inner.removeprefix(self._outer) if self._inner else None
        self._nested = json.JSONEncoder(
            separators=(",", colon) if step else (comma, colon), indent=step, **options
        )

    def extend(self, text, fields):
        """Put fields behind those of a product's text."""
        if not fields:
            return text
        stop = len(text[:-1].rstrip())  # behind its last member
        if stop > 1:
            return text[:stop] + self._comma + self._join(fields) + text[stop:]
        return "{" + self._inner + self._join(fields) + self._outer + "}"

    def edit(self, text, changed):
        """Write anew those members of a product's text that have changed."""
        if not changed:
            return text
        parts, done = [], 0
        for key, (start, end), (value_start, value_end) in _members(text):
            if key in changed:
                name, value, same = changed[key]
                parts += [text[done:start], self._flat.encode(name), text[end:value_start]]
                parts.append(text[value_start:value_end] if same else self._value(value))
                done = value_end
        return "".join([*parts, text[done:]])

    def _join(self, fields):
        return self._comma.join(
            [self._key(name) + self._value(value) for name, value in fields.items()]
        )

    def _key(self, name):
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = self._flat.encode(name) + self._flat.key_separator
        return key

    def _value(self, value):
        if type(value) is str:
            return self._quote(value)
        if type(value) is float and math.isfinite(value):
            return repr(value)  # as json writes it, without the cost of an encoder
        return self._nested.encode(value).replace("\n", self._inner or "\n")


def _members(text):
    """Yield name, span of the name and span of the value of each member of an object."""
    at = _SPACE.match(text, 1).end()
    while text[at] != "}":
        key, end = DECODER.raw_decode(text, at)
        value = _SPACE.match(text, _SPACE.match(text, end).end() + 1).end()
        _, value_end = DECODER.raw_decode(text, value)
        yield key, (at, end), (value, value_end)
        at = _SPACE.match(text, value_end).end()
        at = _SPACE.match(text, at + (text[at] == ",")).end()
