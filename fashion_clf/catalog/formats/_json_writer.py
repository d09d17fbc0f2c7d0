"""JSON lists and JSON Lines of products, written like those that were read."""

import json
import math
import re

import numpy as np
import pandas as pd

from fashion_clf.catalog.formats._json_layout import DECODER, Layout
from fashion_clf.catalog.formats._json_values import read_json
from fashion_clf.catalog.formats._values import plain_value
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

__all__ = ["JsonLinesWriter", "JsonWriter", "encode_value", "is_same"]

_USUAL = {"lead": "\n    ", "inner": "\n        ", "outer": "\n    "}
_MARK = re.compile(r"[\[,]")
_KEYED = re.compile(r'[^"{]*"(?:[^"\\]|\\.)*"\s*:\s*')  # of an object of products


class JsonLinesWriter:
    """Formats products as JSON Lines.

    Of a product whose text is known, all that is what that text says is written as
    it is there, numbers, escapes and space; the new fields stand behind its own.

    Parameters
    ----------
    style : dict
        How the products that were read are written; empty for the usual way.
    started : bool
        Whether products were written before.
    """

    def __init__(self, style, started):
        self._style = style | {"inner": "", "outer": ""}
        self._started = started
        self._encoder = _Encoder(self._style)
        self._n_rows = 0
        self._open = False  # whether the last line has no end yet

    def format(self, names, rows, texts, renamed, n_added=0):
        """Yield the text of each product.

        Parameters
        ----------
        names : list of str
            Names of columns.
        rows : iterable of sequence
            Values of each product; ``pandas.NA`` marks a field that it does not have.
        texts : iterable of (str or None)
            Text of each product as it was read.
        renamed : dict of str to str
            New names of fields that have another one in the texts.
        n_added : int, default=0
            How many of the last columns the texts lack, where all others are as the texts say.
        """
        for values, raw in zip(rows, texts, strict=True):
            lead, body, end = ("", "", "") if raw is None else _split(raw)
            try:
                body = self._encoder.encode(names, values, body, renamed, n_added)
            except (TypeError, RecursionError) as cause:
                raise CatalogError(
                    f"row {self._n_rows} cannot be written as JSON: {cause}."
                ) from cause
            yield self._frame(lead, body, end, new=raw is None)
            self._started = True
            self._n_rows += 1

    def _frame(self, lead, body, end, new):
        line_end = self._style.get("line_end", "\n")
        gap = line_end if self._open else ""
        end = line_end if new else end
        self._open = not end
        return gap + lead + body + end

    def ending(self, tail):
        """Give what stands behind the last product; `tail` is that of the file that was read."""
        self._encoder.warn()
        return tail or ""


class JsonWriter(JsonLinesWriter):
    """Formats products as a JSON list; parameters as of :class:`JsonLinesWriter`."""

    def __init__(self, style, started):
        super().__init__(style, started)
        self._style = _USUAL | style
        self._encoder = _Encoder(self._style)

    def _frame(self, lead, body, end, new):
        before = "" if self._started else self._style.get("before", "")
        mark = "," if self._started else "["
        if not _KEYED.search(lead):
            lead = mark + self._style["lead"] if new else _MARK.sub(mark, lead)
        return before + lead + body

    def ending(self, tail):
        """Give the end of the list."""
        super().ending(tail)
        return (tail or "\n]") if self._started else "[]"


def _split(raw):
    """Part the text of a product into what stands before it, itself, and what stands behind."""
    key = None if raw[0] == "{" else _KEYED.match(raw)
    start, stop = raw.index("{", key.end() if key else 0), raw.rindex("}") + 1
    return raw[:start], raw[start:stop], raw[stop:]


def _is_finite(text):
    """Whether a text is one of a product, and has no number that JSON lacks."""
    return bool(text) and "NaN" not in text and "Infinity" not in text


class _Encoder:
    """Encodes one product at a time, always as valid JSON and valid UTF-8."""

    def __init__(self, style):
        self._infinite = 0
        self._wanted = Layout(style, style.get("ensure_ascii", False))
        self._ascii = Layout(style, True)

    def encode(self, names, values, text, renamed, n_added=0):
        """Encode a product; what its text says already is taken from there."""
        if n_added and _is_finite(text):
            try:
                added = dict(zip(names[-n_added:], values[-n_added:], strict=True))
                whole = self._wanted.extend(text, added)
                whole.encode()
            except ValueError:  # not finite, or half a character: written field by field
                pass
            else:
                return whole
        fields = {
            name: value for name, value in zip(names, values, strict=True) if value is not pd.NA
        }
        try:
            whole = self._extend(self._wanted, text, fields, renamed)
        except ValueError:  # a number that is not finite
            text, fields = "", self._finite(fields)
            whole = self._extend(self._wanted, text, fields, renamed)
        try:
            whole.encode()
        except UnicodeEncodeError:  # half a character: JSON can say it, UTF-8 cannot
            whole = self._extend(self._ascii, text, fields, renamed)
        return whole

    def _extend(self, layout, text, fields, renamed):
        """Bring the text of a product to its fields, or encode them anew."""
        changed, added = _changes(text, fields, renamed) if text else (None, fields)
        if changed is None:
            return layout.extend("{}", fields)
        return layout.extend(layout.edit(text, changed), added)

    def _finite(self, value):
        if isinstance(value, np.generic | np.ndarray):
            value = value.tolist()
        if isinstance(value, float) and not math.isfinite(value):
            self._infinite += value == value
            return None
        if isinstance(value, dict):
            return {key: self._finite(held) for key, held in value.items()}
        if isinstance(value, list | tuple):
            return [self._finite(held) for held in value]
        return value

    def warn(self):
        """Say how many numbers could not be written."""
        if self._infinite:
            warn(f"{self._infinite} infinite numbers were written as null: JSON has no infinity.")


def _changes(text, fields, renamed):
    """Compare a product with its text.

    Gives the members of the text that have changed, with their name and value now
    and whether the value is as it was, and the fields that the text lacks; or None
    where the text has a field more.
    """
    try:
        known = read_json(text, DECODER.decode)
    except ValueError:  # NaN or Infinity, which are no JSON
        return None, fields
    changed, added = {}, dict(fields)
    for key, value in known.items():
        name = renamed.get(key, key)
        if name not in added:
            return None, fields
        now = added.pop(name)
        same = value == now if type(value) is str is type(now) else is_same(value, now)
        if not same or name != key:
            changed[key] = name, now, same
    return changed, added


def is_same(known, value):
    """Tell whether two values are written alike: 1 is neither 1.0 nor True.

    Parameters
    ----------
    known, value : object
        Values as JSON has them.

    Returns
    -------
    bool
    """
    if type(known) is not type(value):
        return False
    if type(known) is list:
        return len(known) == len(value) and all(map(is_same, known, value))
    if type(known) is dict:
        return list(known) == list(value) and all(map(is_same, known.values(), value.values()))
    return known == value


def encode_value(value):
    """Encode one value as JSON.

    Parameters
    ----------
    value : object
        Anything that a column of products may hold.

    Returns
    -------
    str

    Raises
    ------
    TypeError, RecursionError
        Where JSON has no such value, or none so deep.
    """
    return json.dumps(value, ensure_ascii=False, default=plain_value)
