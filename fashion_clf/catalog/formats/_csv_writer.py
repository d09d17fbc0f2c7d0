"""CSV and TSV of products, written like the file that was read."""

import csv
import io
import re
from decimal import Decimal
from itertools import zip_longest
from types import SimpleNamespace

import numpy as np
import pandas as pd

from fashion_clf.catalog.formats._csv import long_cells, split_plainly
from fashion_clf.catalog.formats._json_writer import encode_value
from fashion_clf.catalog.formats._values import plain_value
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._missing import is_missing

__all__ = ["CsvWriter", "parse_row"]

_CELLS = {  # the text of each cell of a row
    mark: re.compile(rf'("[^"]*(?:""[^"]*)*"[^{mark}]*|[^{mark}]*)(?:{re.escape(mark)}|\Z)')
    for mark in ",\t;|"
}


class CsvWriter:
    """Formats products as delimited text.

    Of a product whose text is known, the cells that are what that text says are
    written as they are there, quotes and all; the new cells stand behind its own.

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
        self._delimiter = style.get("delimiter", delimiter)
        self._before = style.get("before", "")  # captions above the header
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
            delimiter=self._delimiter,
            lineterminator="\r\n",
            quoting=csv.QUOTE_ALL if _quotes_all(style) else csv.QUOTE_MINIMAL,
        )
        self._mark = self._cells(["x"])

    def format(self, names, rows, texts, renamed, n_added=0):
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
        renamed : dict of str to str
            As of the other formats; cells know no names.
        n_added : int, default=0
            As of the other formats; cells are looked at all the same.
        """
        if self._names not in (None, names):
            raise CatalogError(
                f"the columns are {names}, those before {self._names}; in one CSV they must be "
                "the same. Write .jsonl instead."
            )
        self._names = names
        if not self._started:
            self._started = True
            yield self._before + self._row(self._titles(names), self._header, len(self._known))
        width = len(self._known)
        for values, raw in zip(rows, texts, strict=True):
            yield self._product(values, raw, width)

    def ending(self, tail):
        """Give what stands behind the last product; `tail` is that of the file that was read."""
        return tail or ""

    def _titles(self, names):
        """Names of columns as the file has them, two of one name too."""
        own = parse_row(self._header, self._delimiter) if self._header else []
        return [
            title if name == known else name
            for name, known, title in zip_longest(names, self._known, own[: len(self._known)])
            if name is not None
        ]

    def _product(self, values, raw, width):
        return self._row(values, raw, width)

    def _row(self, values, raw, width):
        """Format a row; `width` is the number of columns of the file that was read."""
        gap = self._line_end if self._open else ""
        cells = parse_row(raw, self._delimiter) if raw else []
        if width > 1 and '"' in (raw or "") and cells != list(values[: len(cells)]):
            plain = split_plainly(raw.strip("\r\n"), self._delimiter)  # of a stray quote
            cells = plain if plain == list(values[:width]) else cells
        self._open = False
        blank = len(values) > 1 and not (raw or "").strip("\r\n")  # where there was one column
        if not cells or len(cells) > width or len(values) < width or blank:
            return gap + self._cells(values) + self._line_end
        body = raw.rstrip("\r\n")
        end = raw[len(body) :]
        self._open = not end
        own, behind = values[: len(cells)], values[len(cells) :]
        if not all(map(_same, cells, own)):
            body = self._edit(body, cells, own)
        if not all(value is pd.NA for value in behind):
            body += self._behind(behind)
        return gap + body + end

    def _edit(self, body, cells, values):
        """Write anew those cells of a row that have changed."""
        lead = body[: len(body) - len(body.lstrip("\r\n"))]
        texts = _CELLS[self._delimiter].findall(body[len(lead) :])
        return lead + self._delimiter.join(
            text if _same(cell, value) else self._behind([value])[1:]
            for text, cell, value in zip(texts, cells, values, strict=False)
        )

    def _behind(self, values):
        """Format cells to stand behind others."""
        return self._cells(["x", *values]).removeprefix(self._mark)

    def _cells(self, values):
        self._writer.writerow([v if type(v) is str else _cell(v) for v in values])
        return self._written.pop()[:-2]


def _quotes_all(style):
    header = style.get("header", "").strip()
    return header.startswith('"') and header.count('"') == 2 * len(style["names"])


def _same(cell, value):
    return type(value) is str and value == cell


def parse_row(raw, delimiter):
    """Parse the text of a row.

    Parameters
    ----------
    raw : str
        The text, with blank lines before it.
    delimiter : str
        What stands between cells.

    Returns
    -------
    list of str
    """
    lines = io.StringIO(raw, newline="")
    if len(raw) < csv.field_size_limit():
        *_, cells = csv.reader(lines, delimiter=delimiter)
    else:
        with long_cells():
            *_, cells = csv.reader(lines, delimiter=delimiter)
    return cells or [""]


def _cell(value):
    if is_missing(value):
        return ""
    if isinstance(value, bool | list | tuple | dict | np.ndarray):
        return encode_value(value)
    if isinstance(value, str | int | float | np.number | Decimal):
        return str(value)
    return str(plain_value(value))
