"""Spreadsheets of products: the sheet that holds them, read in one piece."""

import datetime
import os
import re
import zipfile
from contextlib import contextmanager

from fashion_clf.catalog._columns import tell_apart
from fashion_clf.catalog._table import from_cells, limit_fields
from fashion_clf.catalog.formats._header import find_header, lacks_header, number_columns
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

__all__ = ["OLE", "ExcelSource", "import_calamine", "is_spreadsheet"]

OLE = b"\xd0\xcf\x11\xe0"  # an old .xls, or an encrypted .xlsx
_LARGE = 100 * 2**20  # bytes of a file
_UNPACKED = 2**31  # bytes of its parts
_PACKED = 200  # times that they may be smaller in the file, where they are large
_CELLS = 50_000_000  # of the smallest area that holds all cells of a sheet
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_BLOCK = 2**20


class ExcelSource:
    """A spreadsheet of products: .xlsx, .xlsm, .xlsb, .xls or .ods.

    The sheet whose first rows look most like a header is read. Cells are what is shown last
    for formulas; whole numbers have no decimal point, dates are text.

    Parameters
    ----------
    path : Path
        The file.
    sheet : str or None
        Name of the sheet to read.
    """

    schema = None
    lacks_header = False  # until it is read

    def __init__(self, path, sheet=None):
        self.path = path
        self.names = []
        self.style = {}
        self._sheet = sheet
        self._rows = []

    def scan(self):
        """Read the sheet, and give the number of products."""
        if not self._rows:
            self._read()
        return len(self._rows)

    def load(self):
        """Do as :meth:`scan`, and give all rows as :meth:`rows` does."""
        self.scan()
        return list(self._rows)

    def rows(self):
        """Yield the cells of each product, and (its row in the sheet, its cells)."""
        yield from self._rows

    def table(self, rows, first):
        """Make a table of rows."""
        return from_cells(rows, self.names, first)

    def _read(self):
        _warn_large(self.path)
        with _open(self.path) as book:
            sheet, cells, header = self._choose(book)
        names = [str(_plain(name)).strip() for name in cells[header]]
        first = header + 1
        self.lacks_header = lacks_header([[str(_plain(one)) for one in row] for row in cells[:8]])
        if self.lacks_header:
            names, first = number_columns(len(names), self.path), 0
        while names and not names[-1] and not any(row[len(names) - 1] for row in cells[header:]):
            names.pop()  # empty columns at the end
        limit_fields(len(names), self.path)
        self.names = tell_apart(names, self.path)
        for number, row in enumerate(cells[first:], start=first + 1):
            values = [_plain(value) for value in row[: len(names)]]
            if any(value != "" for value in values):
                self._rows.append((values, (number, values)))
        self.style |= {
            "sheet": sheet,
            "header_row": first,
            "names": self.names,
            "n_products": len(self._rows),
        }

    def _choose(self, book):
        """Give the name, the cells and the place of the header of the sheet with the products."""
        names = book.sheet_names
        if self._sheet is not None and self._sheet not in names:
            raise CatalogError(
                f"{self.path}: there is no sheet {self._sheet!r}; its sheets are "
                f"{', '.join(map(repr, names))}."
            )
        found = []
        for name in names if self._sheet is None else [self._sheet]:
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if cells:
                heads = [[str(cell) for cell in row] for row in cells[:8]]
                place, roles = find_header(heads)
                found.append(((roles, len(cells) > 1), name, cells, place))
        if not found:
            raise CatalogError(f"{self.path}: there are no products in it: its sheets are empty.")
        return max(found, key=lambda entry: entry[0])[1:]


def is_spreadsheet(path, start):
    """Tell a spreadsheet by the first four bytes of a file and the parts that it has."""
    if start == OLE:
        return True
    if not start.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
    return bool(names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"})


@contextmanager
def _open(path):
    calamine = import_calamine(path)
    try:
        _refuse_bomb(path)
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            yield book
    except FileNotFoundError as cause:
        raise CatalogError(f"{path}: no such file.") from cause
    except calamine.PasswordError as cause:
        raise CatalogError(f"{path}: is encrypted; save it without a password.") from cause
    except (OSError, zipfile.BadZipFile, calamine.CalamineError, ValueError) as cause:
        hint = ""
        if _first_bytes(path) == OLE and path.suffix.lower() != ".xls":
            hint = " It is encrypted, or an old .xls: save it as .xlsx without a password."
        raise CatalogError(f"{path}: cannot be read as a spreadsheet: {cause}.{hint}") from cause


def _first_bytes(path):
    with open(path, "rb") as file:
        return file.read(4)


def _refuse_bomb(path):
    """Refuse a small file that would fill the memory."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        packed = max(1, sum(part.compress_size for part in parts))
        if size > _UNPACKED or (size > _LARGE and size > _PACKED * packed):
            raise CatalogError(
                f"{path}: unpacks to {size // 2**20} MB, {size // packed} times its size; that is "
                "no catalogue. Save the products as CSV."
            )
        for part in parts:
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                _refuse_area(archive, part, path)


def _refuse_area(archive, part, path):
    """Refuse a sheet whose cells lie far apart: all between them would be held."""
    rows = columns = 0
    tail = b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            for letters, row in _CELL.findall(tail + block):
                rows = max(rows, int(row))
                if len(letters) > 1 or not columns:
                    columns = max(columns, _number(letters))
            tail = block[-200:]
    if rows * max(columns, 26) > _CELLS:
        raise CatalogError(
            f"{path}: cells of {part.filename} span {rows} rows and {columns} columns; at most "
            f"{_CELLS} cells are read. Delete the stray cells, or save the products as CSV."
        )


def _number(letters):
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _warn_large(path):
    size = os.path.getsize(path) if os.path.exists(path) else 0
    if size > _LARGE:
        warn(
            f"{path}: a spreadsheet of {size // 2**20} MB is read in one piece and takes many "
            "times its size of memory; a CSV does not."
        )


def _plain(value):
    """Give a cell as text, a number, a bool, or empty text."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return str(value)
    return value


def import_calamine(path):
    """Give the library that reads spreadsheets, or say how to install it."""
    try:
        import python_calamine
    except ImportError as cause:
        raise CatalogError(
            f'{path}: spreadsheets need python-calamine: pip install "fashion-clf[excel]".'
        ) from cause
    return python_calamine
