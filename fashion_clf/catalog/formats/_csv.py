"""CSV and TSV of products: every cell stays the text that it is."""

import csv
import re
import threading
from contextlib import contextmanager

from fashion_clf.catalog._columns import tell_apart
from fashion_clf.catalog._table import from_cells, limit_fields
from fashion_clf.catalog.formats._encoding import LONGEST, peek_text
from fashion_clf.catalog.formats._header import (
    MARKS,
    first_lines,
    header_names,
    lacks_header,
    number_columns,
    sniff_header,
)
from fashion_clf.catalog.formats._lines import Lines, TooLong
from fashion_clf.catalog.formats._source import TextSource
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

__all__ = ["CsvSource", "fit_cells", "long_cells", "split_plainly"]

_LIMIT = threading.Lock()
_PROPER = re.compile(r'(?:"(?:[^"]|"")*"|[^"\t\n]*)(?:\t(?:"(?:[^"]|"")*"|[^"\t\n]*))*')
_AT_ONCE = 500  # rows parsed while the limit of the csv module is lifted


class CsvSource(TextSource):
    """Delimited text with a header; where it has none, columns are called by their numbers.

    Blank lines are no products. A row with too few cells lacks the last fields; of
    a row with too many the surplus is kept in one last column without a name.

    Parameters
    ----------
    path, zipped
        As of :class:`TextSource`.
    delimiter : str
        A tab, or ``","`` for what the header has: a comma, semicolon, tab or bar.
    """

    def __init__(self, path, zipped, delimiter):
        super().__init__(path, zipped)
        marks = MARKS if delimiter == "," else delimiter
        start = peek_text(path, zipped)
        self.delimiter, self._n_before = sniff_header(start, marks)
        lines = [line for line in first_lines(start)[self._n_before :] if line.strip()]
        self.lacks_header = lacks_header([header_names(line, self.delimiter) for line in lines])
        self._header = []
        self._surplus = False
        self._line = 1
        self._ragged = []  # of the first row: line, cells
        self._n_ragged = 0
        self._mended = []

    @property
    def names(self):
        """Names of columns, once all rows were noted."""
        return [*self._header, ""] if self._surplus else self._header

    def _survey(self):
        yield from super()._survey()
        if self._mended:
            warn(
                f"{self.path}: {len(self._mended)} rows have a stray quote (the first on line "
                f"{self._mended[0]}); each was read as the line that it is.",
                n_products=len(self._mended),
            )
        if self._n_ragged:
            line, found = self._ragged
            warn(
                f"{self.path}: {self._n_ragged} rows have more or fewer cells than the header's "
                f"{len(self._header)} (the first on line {line}: {found}); what is missing counts "
                "as absent, what is too much is kept in a last column without a name.",
                n_products=self._n_ragged,
            )

    def read(self, text):
        """Yield the cells of each product, with their text."""
        lines = Lines(text.lines(), self.path)
        for _ in range(self._n_before):
            next(lines, "")
        before = lines.take()
        parser = _Parser(lines, self.delimiter)
        header = self._take(parser, 1, 0)
        if not header:
            raise CatalogError(f"{self.path}: the file is empty; expected a header and products.")
        if not self._header:
            self._note_header(*header[0])
            self._line += before.count("\n")
            self.style |= {"before": before, "delimiter": self.delimiter}
        if self.lacks_header:
            yield from header
        while rows := self._take(parser, _AT_ONCE, len(self._header)):
            yield from rows
        self.style["tail"] = lines.take()
        self._mended = parser.mended

    def _take(self, parser, most, width):
        """Parse some rows; each is a list of cells and its text, blank lines before it.

        Where there is one column (`width`) a blank line is a row of it.
        """
        rows, length, start = [], 0, parser.lines.count + 1
        try:
            with long_cells():
                while len(rows) < most and length <= LONGEST:
                    start = parser.lines.count + 1
                    row = parser.next_row(width)
                    if row is None:
                        break
                    if row[0] or width == 1:
                        rows.append(
                            (row[0] or [""], parser.lines.take() if row[1] is None else row[1])
                        )
                        length += len(rows[-1][1])
        except csv.Error as cause:
            raise CatalogError(
                f"{self.path}: line {start}: a row that cannot be read: {cause}. "
                "Perhaps a quote is never closed."
            ) from cause
        return rows

    def _note_header(self, header, raw):
        limit_fields(len(header), self.path)
        if self.lacks_header:
            header = number_columns(len(header), self.path)
            raw = self.delimiter.join(header) + raw[len(raw.rstrip("\r\n")) :]
        else:
            self._line += raw.count("\n") or 1
        header = tell_apart(header, self.path)
        self._header = header
        self.style |= {
            "header": raw,
            "names": header,
            "line_end": "\r\n" if raw.endswith("\r\n") else "\n",
        }

    def note(self, cells, raw):
        """Note whether the row is ragged."""
        if len(cells) != len(self._header):
            if not self._n_ragged:
                blank = len(raw) - len(raw.lstrip("\r\n"))
                self._ragged = self._line + raw.count("\n", 0, blank), len(cells)
            self._n_ragged += 1
            self._surplus = self._surplus or len(cells) > len(self._header)
        self._line += raw.count("\n") or 1

    def table(self, rows, first):
        """Make a table of rows of cells."""
        width = len(self._header)
        if self._surplus:
            rows = [fit_cells(cells, width, self.delimiter) for cells in rows]
        return from_cells(rows, self.names, first)


def fit_cells(cells, width, delimiter):
    """Bring surplus cells of a row into one.

    Parameters
    ----------
    cells : list of str
        The row.
    width : int
        Number of columns.
    delimiter : str
        What stands between cells.

    Returns
    -------
    list of str
        At most one cell more than there are columns.
    """
    if len(cells) <= width:
        return cells
    return [*cells[:width], delimiter.join(cells[width:])]


class _Parser:
    """Parses rows, and mends those with a quote that is no beginning of a quoted cell."""

    def __init__(self, lines, delimiter):
        self.lines = lines
        self.mended = []  # lines of such rows
        self._delimiter = delimiter
        self._reader = csv.reader(lines, delimiter=delimiter)

    def next_row(self, width):
        """Give the cells of the next row, and its text where that is not all that was taken.

        Blank lines give no cells. None at the end.
        """
        start = self.lines.count + 1
        try:
            cells = next(self._reader, None)
        except TooLong:
            return self._mend(width, start, "is longer than any row may be")
        if cells is None:
            return None
        if self.lines.ended:
            return self._mend(width, start, "is never closed, so that the rest would be one cell")
        several = self.lines.count > start
        if width and several and (len(cells) != width or self._are_rows(width)):
            return self._mend(width, start, None) or (cells, None)
        return cells, None

    def _are_rows(self, width):
        """Whether a row of a file of tabs is several: each line has all cells, a quote is odd."""
        if self._delimiter != "\t":
            return False
        text = self.lines.held().strip("\r\n")
        alike = all(line.count("\t") == width - 1 for line in text.split("\n"))
        return alike and not _PROPER.fullmatch(text)

    def _mend(self, width, start, problem):
        """Read the first line of what was taken as a row by itself, if it has all cells.

        So must the next one have, but in a file of tabs, where quotes are seldom meant.
        """
        raw = self.lines.take()
        blank = len(raw) - len(raw.lstrip("\r\n"))
        line, newline, rest = raw[blank:].partition("\n")
        cells = split_plainly(line, self._delimiter)
        second = split_plainly(rest.partition("\n")[0], self._delimiter)
        alike = self._delimiter == "\t" or len(second) == width
        if width > 1 and len(cells) == width and alike:
            self.lines.push(rest)
            self._reader = csv.reader(self.lines, delimiter=self._delimiter)
            self.mended.append(start + raw.count("\n", 0, blank))
            return cells, raw[:blank] + line + newline
        if problem is None:
            self.lines.keep(raw)
            return None
        raise CatalogError(
            f"{self.lines.path}: line {start}: a quote that opens in this row {problem}. Close it "
            "or double it."
        )


def split_plainly(line, delimiter):
    """Split a row at every delimiter; only whole cells lose their quotes.

    Parameters
    ----------
    line : str
        One line.
    delimiter : str
        What stands between cells.

    Returns
    -------
    list of str

    Examples
    --------
    >>> from fashion_clf.catalog.formats._csv import split_plainly
    >>> split_plainly('1;"Ankle boots;"Suede"', ";")
    ['1', '"Ankle boots', 'Suede']
    """
    cells = line.rstrip("\r\n").split(delimiter)
    return [
        cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
        for cell in cells
    ]


@contextmanager
def long_cells():
    """Lift the csv module's limit, which is the whole process's, and put it back."""
    with _LIMIT:
        before = csv.field_size_limit(LONGEST)
        try:
            yield
        finally:
            csv.field_size_limit(before)
