"""The part of a JSON text that is being read, and what is wrong with it."""

import json
import re

from fashion_clf.catalog.formats._encoding import LONGEST
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

__all__ = ["LINE_END", "Window", "refuse_json"]

LARGE, LARGEST = 2**26, 2**29  # characters of an object that is read in one piece
_SPACE = re.compile(r"[ \t\n\r]*")
LINE_END = re.compile(r"[ \t\r]*\n?")
_AROUND = re.compile(r"[ \t\n\r]*[^ \t\n\r]?[ \t\n\r]*")
_DECODER = json.JSONDecoder()
_NEAR = 16  # characters before the end of what is read, within which a word may be cut


class Window:
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

    def take_space(self, pattern=_SPACE):
        """Take the space that comes next, as far as a pattern says."""
        match = pattern.match(self._text, self._at)
        while match.end() == len(self._text) and self._more():
            match = pattern.match(self._text, self._at)
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
        refuse_json(self._path, self._text, cause, line, self._column)

    def rest(self):
        """Give all that is left, which is one value, read in one piece."""
        while self._more(LARGEST):
            pass
        if len(self._text) > LARGE:
            warn(
                f"{self._path}: {len(self._text) // 2**20} million characters of products inside "
                "an object are read in one piece; a list, or one product a line, is not."
            )
        try:
            json.loads(self._text)
            return self._text
        except (ValueError, RecursionError) as cause:
            refuse_json(self._path, self._text, cause)

    def _more(self, most=None):
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
        most = most or 2 * LONGEST
        if len(self._text) > most:
            raise CatalogError(
                f"{self._path}: line {self._line}, column {self._column}: what begins here is "
                f"longer than {most // 2} characters, too long for one product."
            )
        return True


def refuse_json(path, text, cause, line=1, column=1):
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
