"""JSON lists and JSON Lines of products, read and written without losing a field."""

import json
import math
import re
from pathlib import PurePath

import numpy as np
import pandas as pd

from fashion_clf.catalog._products import is_missing
from fashion_clf.catalog._warn import warn
from fashion_clf.exceptions import CatalogError

__all__ = ["encode_value", "format_json", "format_json_lines", "parse_json", "parse_json_lines"]

_START = re.compile(r'\s*(?:\[(?P<indent>\r?\n[ \t]*)?)?\s*\{\s*"(?:[^"\\]|\\.)*":(?P<space>\s?)')


def parse_json(lines, path):
    """Parse a JSON list of products.

    Parameters
    ----------
    lines : iterable of str
        The file.
    path : str or Path
        Its name, for errors.

    Returns
    -------
    tuple of (list of dict, dict)
        The records, and the style that they were written in.
    """
    text = "".join(lines)
    records = _loads(text, path)
    if not isinstance(records, list):
        raise CatalogError(f"{path}: {_describe_no_list(records)}")
    for row, record in enumerate(records):
        _require_record(record, path, f"row {row} (counted from 0)")
    return records, _style(text, text.isascii())


def parse_json_lines(lines, path):
    """Parse JSON Lines, one product a line; blank lines are no products.

    Parameters
    ----------
    lines : iterable of str
        The file.
    path : str or Path
        Its name, for errors.

    Returns
    -------
    tuple of (list of dict, dict)
        The records, and the style that they were written in.
    """
    records, first, ascii_only = [], "", True
    for number, line in enumerate(lines, start=1):
        if line.isspace():
            continue
        record = _loads(line, path, number)
        _require_record(record, path, f"line {number}")
        records.append(record)
        first = first or line
        ascii_only = ascii_only and line.isascii()
    return records, _style(first, ascii_only)


def _loads(text, path, line=None):
    try:
        return json.loads(text)
    except json.JSONDecodeError as cause:
        raise CatalogError(f"{path}: {_describe_error(text, cause, line)}") from cause
    except RecursionError as cause:
        where = f"line {line}: " if line else ""
        raise CatalogError(f"{path}: {where}the JSON is nested too deeply to be read.") from cause
    except ValueError as cause:  # an integer of thousands of digits
        where = f"line {line}: " if line else ""
        raise CatalogError(f"{path}: {where}a number cannot be read: {cause}.") from cause


def _describe_error(text, cause, line):
    if not text.strip():
        return "the file is empty; expected a list of products."
    where = f"line {line or cause.lineno}, column {cause.colno}"
    if cause.pos >= len(text.rstrip()) or cause.msg.startswith("Unterminated string"):
        return f"{where}: the JSON ends too early ({cause.msg}); the file seems to be truncated."
    hint = ""
    if cause.msg == "Extra data" and line is None and text.lstrip().startswith("{"):
        hint = " One product a line is JSON Lines: name the file .jsonl."
    return f"{where}: not JSON ({cause.msg}).{hint}"


def _describe_no_list(value):
    if not isinstance(value, dict):
        return f"holds a JSON {type(value).__name__}; expected a list of products (objects)."
    inner = [
        key
        for key, held in value.items()
        if isinstance(held, list) and held and all(isinstance(item, dict) for item in held)
    ]
    if len(inner) == 1:
        return (
            "holds a JSON object, expected a list of products. Its key "
            f"{inner[0]!r} holds a list of {len(value[inner[0]])} objects: save that list alone."
        )
    keys = ", ".join(repr(key) for key in list(value)[:10]) or "none"
    return f"holds a JSON object (keys: {keys}); expected a list of products."


def _require_record(record, path, where):
    if not isinstance(record, dict):
        found = json.dumps(record)[:60]
        raise CatalogError(f"{path}: {where} is no product: found {found}, expected an object.")


def _style(text, ascii_only):
    """How the input was written, so that the output can be like it."""
    start = _START.match(text)
    style = {"ensure_ascii": ascii_only, "indent": None, "compact": False}
    if start:
        style["compact"] = not start["space"]
        style["indent"] = len((start["indent"] or "").strip("\r\n")) or None
    return style


def format_json(names, rows, style):
    """Format products as a JSON list.

    Parameters
    ----------
    names : list of str
        Names of columns.
    rows : iterable of sequence
        Values of each product; ``pandas.NA`` marks a field that it does not have.
    style : dict
        As of :func:`parse_json`; empty for the usual one.

    Yields
    ------
    bytes
    """
    encoder = _Encoder(names, {"indent": 4} | style)
    opening = b"[\n"
    for row, values in enumerate(rows):
        yield opening + encoder.encode(values, row)
        opening = b",\n"
    yield b"\n]" if opening == b",\n" else b"[]"
    encoder.warn()


def format_json_lines(names, rows, style):
    """Format products as JSON Lines; parameters as of :func:`format_json`.

    Parameters
    ----------
    names, rows, style
        See there.

    Yields
    ------
    bytes
    """
    encoder = _Encoder(names, style | {"indent": None})
    for row, values in enumerate(rows):
        yield encoder.encode(values, row) + b"\n"
    encoder.warn()


class _Encoder:
    """Encodes one product at a time, always as valid JSON and valid UTF-8."""

    def __init__(self, names, style):
        self.names = names
        self.indent = style.get("indent")
        self.infinite = 0
        separators = (",", ":") if style.get("compact") else (", ", ": ")
        options = {"allow_nan": False, "default": _plain}
        self.wanted, self.ascii = (
            (
                json.JSONEncoder(ensure_ascii=ascii_only, separators=separators, **options),
                json.JSONEncoder(ensure_ascii=ascii_only, indent=self.indent, **options),
            )
            for ascii_only in (style.get("ensure_ascii", False), True)
        )

    def encode(self, values, row):
        record = {
            name: value
            for name, value in zip(self.names, values, strict=True)
            if value is not pd.NA
        }
        try:
            try:
                text = self._join(record, *self.wanted)
            except ValueError:  # a number that is not finite
                record = self._finite(record)
                text = self._join(record, *self.wanted)
            try:
                return text.encode()
            except UnicodeEncodeError:  # half a character: JSON can say it, UTF-8 cannot
                return self._join(record, *self.ascii).encode()
        except (TypeError, RecursionError) as cause:
            raise CatalogError(f"row {row} cannot be written as JSON: {cause}.") from cause

    def _join(self, record, flat, nested):
        if not self.indent:
            return flat.encode(record)
        inner, outer = " " * (2 * self.indent), " " * self.indent
        fields = [
            f"{inner}{flat.encode(name)}: "
            + (
                nested.encode(value).replace("\n", "\n" + inner)
                if isinstance(value, list | dict | tuple)
                else flat.encode(value)
            )
            for name, value in record.items()
        ]
        body = "\n" + ",\n".join(fields) + f"\n{outer}" if fields else ""
        return f"{outer}{{{body}}}"

    def _finite(self, value):
        if isinstance(value, np.generic | np.ndarray):
            value = value.tolist()
        if isinstance(value, float) and not math.isfinite(value):
            self.infinite += value == value
            return None
        if isinstance(value, dict):
            return {key: self._finite(held) for key, held in value.items()}
        if isinstance(value, list | tuple):
            return [self._finite(held) for held in value]
        return value

    def warn(self):
        if self.infinite:
            warn(f"{self.infinite} infinite numbers were written as null: JSON has no infinity.")


def encode_value(value):
    """Encode one value as JSON.

    Parameters
    ----------
    value : object
        Anything that a column of products may hold.

    Returns
    -------
    str
    """
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value):
    """Turn what NumPy, pandas and the standard library hold into values that JSON has."""
    if is_missing(value):
        return None
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"a value is of type {type(value).__name__}: {repr(value)[:60]}")
