"""CSV and TSV of products: every cell stays the text that it is."""

import csv
import io
import threading
from contextlib import contextmanager

from fashion_clf.catalog._columns import tell_apart
from fashion_clf.catalog._table import from_cells, limit_fields
from fashion_clf.catalog.formats._encoding import LONGEST, peek_text
from fashion_clf.catalog.formats._header import MARKS, sniff_header
from fashion_clf.catalog.formats._source import TextSource
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

__all__ = ["CsvSource", "fit_cells", "long_cells"]

_LIMIT = threading.Lock()
_AT_ONCE = 500  # rows parsed while the limit of the csv module is lifted


class CsvSource(TextSource):
    """Delimited text with a header.

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
        self.delimiter, self._n_before = sniff_header(peek_text(path, zipped), marks)
        self._header = []
        self._surplus = False
        self._line = 1
        self._ragged = []  # of the first row: line, cells
        self._n_ragged = 0

    @property
    def names(self):
        """Names of columns, once all rows were noted."""
        return [*self._header, ""] if self._surplus else self._header

    def _survey(self):
        yield from super()._survey()
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
        lines = _Lines(text.lines(), self.path)
        for _ in range(self._n_before):
            next(lines, "")
        before = lines.take()
        reader = csv.reader(lines, delimiter=self.delimiter)
        header = self._take(reader, lines, 1, 0)
        if not header:
            raise CatalogError(f"{self.path}: the file is empty; expected a header and products.")
        if not self._header:
            self._note_header(*header[0])
            self._line += before.count("\n")
            self.style |= {"before": before, "delimiter": self.delimiter}
        while rows := self._take(reader, lines, _AT_ONCE, len(self._header)):
            yield from rows
        self.style["tail"] = lines.take()

    def _take(self, reader, lines, most, width):
        """Parse some rows; each is a list of cells and its text, blank lines before it.

        Where there is one column (`width`) a blank line is a row of it.
        """
        rows, length, start = [], 0, reader.line_num + 1
        try:
            with long_cells():
                for cells in reader:
                    if lines.ended:
                        raise CatalogError(
                            f"{self.path}: line {start}: a quote that opens in this row is never "
                            "closed, so that the rest of the file would be one cell. Close it or "
                            "double it."
                        )
                    start = reader.line_num + 1
                    if not cells and width != 1:
                        continue
                    rows.append((cells or [""], lines.take()))
                    length += len(rows[-1][1])
                    if len(rows) == most or length > LONGEST:
                        break
        except csv.Error as cause:
            raise CatalogError(
                f"{self.path}: line {start}: a row that cannot be read: {cause}. "
                "Perhaps a quote is never closed."
            ) from cause
        return rows

    def _note_header(self, header, raw):
        limit_fields(len(header), self.path)
        header = tell_apart(header, self.path)
        self._header = header
        self._line += raw.count("\n") or 1
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


class _Lines:
    """Lines for the csv reader, which are remembered until they are taken.

    The reader asks for a line beyond the last only inside a quoted cell.
    """

    def __init__(self, lines, path):
        self._lines = lines
        self._path = path
        self._held = io.StringIO(newline="")
        self.ended = False

    def __iter__(self):
        return self

    def __next__(self):
        for line in self._lines:
            self._held.write(line)
            if self._held.tell() > 2 * LONGEST:
                raise CatalogError(
                    f"{self._path}: a row and the blank lines before it are longer than "
                    f"{2 * LONGEST} characters. Perhaps a quote is never closed."
                )
            return line
        self.ended = True
        raise StopIteration

    def take(self):
        """Give the lines since the last time."""
        held, self._held = self._held, io.StringIO(newline="")
        return held.getvalue()


@contextmanager
def long_cells():
    """Lift the csv module's limit, which is the whole process's, and put it back."""
    with _LIMIT:
        before = csv.field_size_limit(LONGEST)
        try:
            yield
        finally:
            csv.field_size_limit(before)
