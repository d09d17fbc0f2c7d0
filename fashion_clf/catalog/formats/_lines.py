"""Lines for the csv module's reader, which are remembered until they are taken."""

import io
import re

from fashion_clf.catalog.formats._encoding import LONGEST
from fashion_clf.exceptions import CatalogError

__all__ = ["Lines", "TooLong"]

_LINE = re.compile(r"[^\n]*\n|[^\n]+$")


class TooLong(CatalogError):
    """A row goes on for longer than any product."""


class Lines:
    """Lines of a file, with a memory of those since the last row.

    The reader asks for a line beyond the last only inside a quoted cell.

    Parameters
    ----------
    lines : iterator of str
        The lines, with their ends.
    path : Path
        The file, for errors.
    """

    def __init__(self, lines, path):
        self.path = path
        self.count = 0  # lines given so far
        self.ended = False
        self._lines = lines
        self._pushed = iter(())
        self._held = io.StringIO(newline="")

    def __iter__(self):
        return self

    def __next__(self):
        line = next(self._pushed, None)
        if line is None:
            line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.count += 1
        self._held.write(line)
        if self._held.tell() > 2 * LONGEST:
            raise TooLong(
                f"{self.path}: a row and the blank lines before it are longer than "
                f"{2 * LONGEST} characters. Perhaps a quote is never closed."
            )
        return line

    def take(self):
        """Give the lines since the last time."""
        held, self._held = self._held, io.StringIO(newline="")
        return held.getvalue()

    def held(self):
        """Give the same, and keep them."""
        return self._held.getvalue()

    def keep(self, text):
        """Put back what was taken."""
        self._held.write(text)

    def push(self, text):
        """Give some text again, before all that is left."""
        again = _LINE.findall(text)
        self.count -= len(again)
        self.ended = False
        self._pushed = iter([*again, *self._pushed])
