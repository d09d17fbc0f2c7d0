"""CSV and TSV of products: every cell stays the text that it is."""

import csv
import threading
from collections import Counter
from contextlib import contextmanager
from itertools import chain
from types import SimpleNamespace

from fashion_clf.catalog._json import encode_value
from fashion_clf.catalog._products import is_missing
from fashion_clf.catalog._warn import warn
from fashion_clf.exceptions import CatalogError

__all__ = ["format_csv", "parse_csv"]

_LONGEST_CELL = 2**28  # characters; the csv module's own limit stops at a long description
_LIMIT = threading.Lock()


def parse_csv(lines, path, delimiter):
    """Parse delimited text with a header.

    Blank lines are no products. A row with too few cells lacks the last fields; of
    a row with too many the surplus is kept in one last column without a name.

    Parameters
    ----------
    lines : iterable of str
        The file, line ends included.
    path : str or Path
        Its name, for errors.
    delimiter : str
        ``","`` or a tab.

    Returns
    -------
    tuple of (list of str, list of list, dict)
        Names of columns, rows of cells (a short row is shorter than the names), and
        the style that they were written in.
    """
    lines = _Lines(lines)
    reader = csv.reader(lines, delimiter=delimiter)
    rows, ragged, start = [], [], 1
    try:
        with _long_cells():
            for cells in reader:
                if lines.ended:
                    raise CatalogError(
                        f"{path}: line {start}: a quote that opens in this row is never closed, so "
                        "that the rest of the file would be one cell. Close it or double it."
                    )
                start, line = reader.line_num + 1, start
                if not cells and (not rows or len(rows[0]) > 1):
                    continue
                rows.append(cells or [""])
                if len(cells) != len(rows[0]) and cells:
                    ragged.append((line, len(cells)))
    except csv.Error as cause:
        raise CatalogError(f"{path}: line {reader.line_num}: no {path.suffix}: {cause}.") from cause
    if not rows:
        raise CatalogError(f"{path}: the file is empty; expected a header and products.")
    names, rows = _settle(rows, ragged, path, delimiter)
    return names, rows, {"line_end": "\r\n" if lines.windows else "\n"}


def _settle(rows, ragged, path, delimiter):
    """Take the header off, and bring surplus cells into one column."""
    names, *rows = rows
    repeated = [name for name, count in Counter(names).items() if name and count > 1]
    if repeated:
        raise CatalogError(
            f"{path}: the header names {', '.join(map(repr, repeated))} more than once; "
            "names of columns must differ."
        )
    width = len(names)
    if ragged:
        line, found = ragged[0]
        warn(
            f"{path}: {len(ragged)} rows have more or fewer cells than the header's {width} (the "
            f"first on line {line}: {found}); what is missing counts as absent, what is too much "
            "is kept in a last column without a name."
        )
    if any(found > width for _, found in ragged):
        names = [*names, ""]
        rows = [
            [*cells[:width], delimiter.join(cells[width:])] if len(cells) > width else cells
            for cells in rows
        ]
    return names, rows


class _Lines:
    """An iterator that remembers that it was asked for more than there is.

    The csv reader asks for a line beyond the last only inside a quoted cell.
    """

    def __init__(self, lines):
        self.lines = iter(lines)
        self.ended = False
        self.windows = None  # whether the first line ends as on Windows

    def __iter__(self):
        return self

    def __next__(self):
        for line in self.lines:
            if self.windows is None:
                self.windows = line.endswith("\r\n")
            return line
        self.ended = True
        raise StopIteration


@contextmanager
def _long_cells():
    """Lift the csv module's limit, which is the whole process's, and put it back."""
    with _LIMIT:
        before = csv.field_size_limit(_LONGEST_CELL)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def format_csv(names, rows, delimiter, style):
    """Format products as delimited text.

    Parameters
    ----------
    names : list of str
        Names of columns.
    rows : iterable of sequence
        Values of each product. What is missing is an empty cell; what is no text
        is written as in JSON.
    delimiter : str
        ``","`` or a tab.
    style : dict
        As of :func:`parse_csv`; empty for the usual one.

    Yields
    ------
    bytes
    """
    line_end = style.get("line_end", "\n")
    written = []
    # The writer quotes the characters of its own line end, and must quote both.
    sink = SimpleNamespace(write=lambda line: written.append(line[:-2] + line_end))
    writer = csv.writer(sink, delimiter=delimiter, lineterminator="\r\n")
    for values in chain([names], rows):
        writer.writerow([v if type(v) is str else _cell(v) for v in values])
        yield written.pop().encode("utf-8", "backslashreplace")


def _cell(value):
    if is_missing(value):
        return ""
    if isinstance(value, bool | list | tuple | dict):
        return encode_value(value)
    return str(value)
