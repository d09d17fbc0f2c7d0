"""CSV and TSV of products, written like the file that was read."""

import csv
import io
from types import SimpleNamespace

import pandas as pd

from fashion_clf.catalog._csv import long_cells
from fashion_clf.catalog._json_write import encode_value
from fashion_clf.catalog._products import is_missing
from fashion_clf.exceptions import CatalogError

__all__ = ["CsvWriter"]


class CsvWriter:
    """Formats products as delimited text.

    A product whose text is known, and whose cells are what that text says, is
    written as that text, with the new cells behind its own.

    Parameters
    ----------
    delimiter : str
        ``","`` or a tab.
    style : dict
        How the file that was read is written; empty for the usual way.
    started : bool
        Whether the header was written before.
    """

    def __init__(self, delimiter, style, started):
        self._delimiter = delimiter
        self._line_end = style.get("line_end", "\n")
        self._header = style.get("header", "")
        self._known = style.get("names", [])
        self._started = started
        self._names = None
        self._open = False  # whether the last line has no end yet
        self._written = []
        # The writer quotes the characters of its own line end, and must quote both.
        self._writer = csv.writer(
            SimpleNamespace(write=self._written.append),
            delimiter=delimiter,
            lineterminator="\r\n",
            quoting=csv.QUOTE_ALL if _quotes_all(style) else csv.QUOTE_MINIMAL,
        )
        self._mark = self._cells(["x"])

    def format(self, names, rows, texts):
        """Yield the text of the header, once, and of each product.

        Parameters
        ----------
        names : list of str
            Names of columns.
        rows : iterable of sequence
            Values of each product. What is missing is an empty cell; what is no text
            is written as in JSON.
        texts : iterable of (str or None)
            Text of each product as it was read.
        """
        if self._names not in (None, names):
            raise CatalogError(
                f"the columns are {names}, those before {self._names}; in one CSV they must be "
                "the same. Write .jsonl instead."
            )
        self._names = names
        if not self._started:
            self._started = True
            yield self._row(names, self._header, len(self._known))
        width = len(self._known)
        for values, raw in zip(rows, texts, strict=True):
            yield self._row(values, raw, width)

    def ending(self, tail):
        """Give what stands behind the last product; `tail` is that of the file that was read."""
        return tail or ""

    def _row(self, values, raw, width):
        gap = self._line_end if self._open else ""
        cells = _parse(raw, self._delimiter) if raw else []
        self._open = False
        if not cells or not _same(cells, values[:width]):
            return gap + self._cells(values) + self._line_end
        body = raw.rstrip("\r\n")
        end = raw[len(body) :]
        self._open = not end
        added = values[width:]
        if added:
            body += self._delimiter * (width - len(cells))
            body += self._cells(["x", *added]).removeprefix(self._mark)
        return gap + body + end

    def _cells(self, values):
        self._writer.writerow([v if type(v) is str else _cell(v) for v in values])
        return self._written.pop()[:-2]


def _quotes_all(style):
    header = style.get("header", "").strip()
    return header.startswith('"') and header.count('"') == 2 * len(style["names"])


def _parse(raw, delimiter):
    """Parse the text of one product again, blank lines before it too."""
    lines = io.StringIO(raw, newline="")
    if len(raw) < csv.field_size_limit():
        *_, cells = csv.reader(lines, delimiter=delimiter)
    else:
        with long_cells():
            *_, cells = csv.reader(lines, delimiter=delimiter)
    return cells or [""]


def _same(cells, values):
    """Whether values are the cells of a row, and missing where it is too short."""
    known = values[: len(cells)]
    return (
        len(known) == len(cells)
        and all(type(value) is str for value in known)
        and list(known) == cells
        and all(value is pd.NA for value in values[len(cells) :])
    )


def _cell(value):
    if is_missing(value):
        return ""
    if isinstance(value, bool | list | tuple | dict):
        return encode_value(value)
    return str(value)
