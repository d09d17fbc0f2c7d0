"""JSON lists and JSON Lines of products, read one at a time without losing a field."""

import json
import re

from fashion_clf.catalog.formats._encoding import LONGEST
from fashion_clf.catalog.formats._envelope import read_envelope
from fashion_clf.catalog.formats._source import RecordSource
from fashion_clf.exceptions import CatalogError

__all__ = ["JsonLinesSource", "JsonSource"]

_START = re.compile(r'(?P<lead>[^{]*)\{(?P<inner>\s*)(?:"(?:[^"\\]|\\.)*"\s*:(?P<space>\s?))?')
_SPACE = re.compile(r"[ \t\n\r]*")
_AROUND = re.compile(r"[ \t\n\r]*[^ \t\n\r]?[ \t\n\r]*")
_NEAR = 16  # characters before the end of what is read, within which a word may be cut


class JsonLinesSource(RecordSource):
    """JSON Lines, one product a line; blank lines are no products."""

    def read(self, text):
        """Yield each product as a dict, with its line."""
        blank = ""
        for number, line in enumerate(text.lines(), start=1):
            if line.isspace():
                blank += line
                if len(blank) > LONGEST:
                    raise CatalogError(
                        f"{self.path}: line {number}: more than {LONGEST} blank characters."
                    )
                continue
            try:
                record = json.loads(line.rstrip())
            except (ValueError, RecursionError) as cause:
                _refuse(self.path, line, cause, number)
            _require_record(record, self.path, f"line {number}")
            yield record, blank + line
            blank = ""
        self.style["tail"] = blank

    def note(self, record, raw):
        """Note the fields, and how the first product is written."""
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
        window = _Window(text.blocks(), self.path)
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


class _Window:
    """The part of a JSON text that is being read, which moves on through it."""

    def __init__(self, blocks, path):
        self._blocks = blocks
        self._path = path
        self._text = ""
        self._at = 0  # characters of the text that were taken
        self._line, self._column = 1, 1  # where the text begins in the file

    def next_mark(self):
        """Tell which character comes next but for space; empty at the end."""
        while True:
            place = _SPACE.match(self._text, self._at).end()
            if place < len(self._text) or not self._more():
                return self._text[place : place + 1]

    def take_mark(self):
        """Take the next character that is no space, with the space around it."""
        match = _AROUND.match(self._text, self._at)
        while match.end() == len(self._text) and self._more():
            match = _AROUND.match(self._text, self._at)
        self._at = match.end()
        return match[0]

    def take_value(self):
        """Take a value, decoded and as text."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
                if isinstance(value, dict | list) or end < len(self._text) or not self._more():
                    start, self._at = self._at, end
                    return value, self._text[start:end]
            except (ValueError, RecursionError) as cause:
                if not self._is_cut(cause) or not self._more():
                    self._fail(cause)

    def _is_cut(self, cause):
        """Whether an error may be there only because the text is not read further."""
        if not isinstance(cause, json.JSONDecodeError):
            return False
        near = cause.pos >= len(self._text) - _NEAR
        return near or cause.msg.startswith("Unterminated string")

    def refuse(self, message, taken=""):
        """Raise the error that the next character, or the one just taken, is not allowed."""
        self._at = _SPACE.match(self._text, self._at - len(taken)).end()
        self._fail(json.JSONDecodeError(message, self._text, self._at))

    def _fail(self, cause):
        line = self._line
        if not isinstance(cause, json.JSONDecodeError):  # which says where it is itself
            line += self._text.count("\n", 0, self._at)
        _refuse(self._path, self._text, cause, line, self._column)

    def rest(self):
        """Give all that is left, which is one value."""
        while self._more():
            pass
        try:
            json.loads(self._text)
            return self._text
        except (ValueError, RecursionError) as cause:
            _refuse(self._path, self._text, cause)

    def _more(self):
        """Read on, about as much as there is; False at the end of the file."""
        kept = self._text[self._at :]
        parts, length = [kept], 0
        for block in self._blocks:
            parts.append(block)
            length += len(block)
            if length >= len(kept):
                break
        if not length:
            return False
        taken = self._text[: self._at]
        self._line += taken.count("\n")
        last = taken.rfind("\n")
        self._column = self._column + len(taken) if last < 0 else len(taken) - last
        self._text, self._at = "".join(parts), 0
        if len(self._text) > 2 * LONGEST:
            raise CatalogError(
                f"{self._path}: line {self._line}, column {self._column}: what begins here is "
                f"longer than {LONGEST} characters, too long for one product."
            )
        return True


_DECODER = json.JSONDecoder()


def _refuse(path, text, cause, line=1, column=1):
    """Raise what is wrong with JSON that begins on some line and column of its file."""
    if isinstance(cause, RecursionError):
        raise CatalogError(
            f"{path}: line {line}: the JSON is nested too deeply to be read."
        ) from cause
    if not isinstance(cause, json.JSONDecodeError):  # an integer of thousands of digits
        raise CatalogError(f"{path}: line {line}: a number cannot be read: {cause}.") from cause
    column = cause.colno + (column - 1 if cause.lineno == 1 else 0)
    where = f"{path}: line {line + cause.lineno - 1}, column {column}"
    if cause.pos >= len(text.rstrip()) or cause.msg.startswith("Unterminated string"):
        raise CatalogError(
            f"{where}: the JSON ends too early ({cause.msg}); the file seems to be truncated."
        ) from cause
    hint = ""
    if cause.msg == "Extra data" and text.lstrip().startswith("{"):
        hint = " One product a line is JSON Lines, the format 'jsonl'."
    raise CatalogError(f"{where}: not JSON ({cause.msg}).{hint}") from cause


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
