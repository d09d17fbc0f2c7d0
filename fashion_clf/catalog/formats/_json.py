"""JSON lists and JSON Lines of products, read one at a time without losing a field."""

import json
import re
from itertools import chain

from fashion_clf.catalog.formats._encoding import LONGEST
from fashion_clf.catalog.formats._envelope import read_envelope
from fashion_clf.catalog.formats._json_values import read_json
from fashion_clf.catalog.formats._json_window import LINE_END, Window, refuse_json
from fashion_clf.catalog.formats._source import RecordSource
from fashion_clf.exceptions import CatalogError

__all__ = ["JsonLinesSource", "JsonSource"]

_START = re.compile(r'(?P<lead>[^{]*)\{(?P<inner>\s*)(?:"(?:[^"\\]|\\.)*"\s*:(?P<space>\s?))?')


class JsonLinesSource(RecordSource):
    """JSON Lines, one product a line; blank lines are no products.

    Products that each span several lines, one behind the other, are read as well.
    """

    def read(self, text):
        """Yield each product as a dict, with its line."""
        blank, seen = "", False
        for number, line in enumerate(text.lines(), start=1):
            body = line.rstrip()
            if not body:
                blank += line
                if len(blank) > LONGEST:
                    raise CatalogError(
                        f"{self.path}: line {number}: more than {LONGEST} blank characters."
                    )
                continue
            try:
                record = read_json(body)
            except (ValueError, RecursionError) as cause:
                if not seen and _goes_on(line, cause):
                    yield from self._documents(chain([blank + line], text.blocks()))
                    return
                refuse_json(self.path, line, cause, number)
            if type(record) is not dict:
                _require_record(record, self.path, f"line {number}")
            yield record, blank + line if blank else line
            blank, seen = "", True
        self.style["tail"] = blank

    def _documents(self, blocks):
        """Yield products that span lines, each with the space before it."""
        window = Window(blocks, self.path)
        row = 0
        while window.next_mark():
            lead = window.take_space()
            record, body = window.take_value()
            _require_record(record, self.path, f"product {row} (counted from 0)")
            yield record, lead + body + window.take_space(LINE_END)
            row += 1
        self.style["tail"] = window.take_space()

    def note(self, record, raw):
        """Note the fields, and how the first product is written."""
        if not (self._fields.names and self._fields.has(record)):
            if not self.names:
                self.style |= _style(raw)
            super().note(record, raw)


class JsonSource(JsonLinesSource):
    """A JSON list of products.

    The standard library reads each product from the text around it, so numbers,
    repeated keys and errors are those of ``json.loads`` for the whole file.
    """

    def read(self, text):
        """Yield each product as a dict, with its text from the bracket or comma on."""
        window = Window(text.blocks(), self.path)
        mark = window.next_mark()
        if not mark:
            raise CatalogError(f"{self.path}: the file is empty; expected a list of products.")
        if mark != "[":
            yield from self._unwrap(window.rest())
            return
        lead = window.take_mark()
        row = 0
        while row or window.next_mark() != "]":
            record, body = window.take_value()
            _require_record(record, self.path, f"row {row} (counted from 0)")
            yield record, lead + body
            row += 1
            lead = window.take_mark()
            mark = lead.strip()
            if mark == "]":
                break
            if mark != ",":
                window.refuse("Expecting ',' delimiter", lead)
        else:
            lead = window.take_mark()
        self.style["tail"] = lead
        if window.next_mark():
            window.refuse("Extra data")

    def _unwrap(self, text):
        """Yield the products of an object that holds them, which is read in one piece."""
        found = read_envelope(text) if text.lstrip().startswith("{") else None
        if found is None:
            raise CatalogError(f"{self.path}: {_describe_no_list(json.loads(text))}")
        before, products, self.style["tail"] = found
        self.style["before"] = before
        yield from products


def _goes_on(line, cause):
    """Whether the text of a product goes on behind its first line."""
    cut = isinstance(cause, json.JSONDecodeError) and cause.pos >= len(line.rstrip())
    return cut and line.lstrip().startswith("{")


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


def _style(raw):
    """How a product is written, so that others can be written like it."""
    start = _START.match(raw)
    body = raw.rstrip()[:-1]
    return {
        "lead": start["lead"].partition("[")[2],
        "inner": start["inner"],
        "outer": body[len(body.rstrip()) :],
        "compact": start["space"] == "",
        "line_end": "\r\n" if "\r\n" in raw else "\n",
    }
