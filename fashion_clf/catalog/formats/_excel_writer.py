"""Products into an .xlsx: into a copy of the workbook they came from, or into a new one."""

import os
import re

import pandas as pd

from fashion_clf.catalog.formats._json_writer import encode_value
from fashion_clf.catalog.formats._values import plain_value
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._missing import is_missing
from fashion_clf.utils._warn import warn

__all__ = ["ExcelSink", "import_openpyxl"]

_LONGEST = 32_767  # characters that a cell holds
_ROWS = 1_048_576  # that a sheet holds
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML can hold them


class ExcelSink:
    """Writes products to an .xlsx once all are there.

    Where they are all rows of a workbook, in its order, the file is that workbook with new
    columns: other sheets, formulas and formats stay. Else it is a new one.

    Parameters
    ----------
    raw : file
        Where to write.
    path : Path
        Its name at last, for errors.
    """

    def __init__(self, raw, path):
        self._path = path
        self._openpyxl = import_openpyxl(path)
        self._raw = raw
        self._parts = []  # (products, texts)
        self._origin = {}
        self._mended = 0

    def write(self, products, origin, n_added=0):
        """Take in some products."""
        if self._parts and list(self._parts[0][0].columns) != list(products.columns):
            raise CatalogError(
                f"{self._path}: the columns are {list(products.columns)}, those before "
                f"{list(self._parts[0][0].columns)}; in one sheet they must be the same."
            )
        self._origin = self._origin or origin
        self._parts.append((products, origin.texts_of(products.index)))

    def flush(self):
        """Give None: a workbook cannot be continued, only begun again."""
        return None

    def finish(self):
        """Write the workbook."""
        n = sum(len(products) for products, _ in self._parts)
        if not n:
            raise CatalogError(f"{self._path}: there are no products to write.")
        if n >= _ROWS:
            raise CatalogError(
                f"{self._path}: {n} products do not fit on a sheet, which has {_ROWS} rows; "
                "write .csv instead."
            )
        book = self._fill() if self._is_whole(n) else self._new()
        book.save(self._raw)
        if self._mended:
            warn(
                f"{self._path}: {self._mended} cells hold control characters or more than "
                f"{_LONGEST} characters, which a spreadsheet cannot; these were left out.",
                n_products=self._mended,
            )

    def close(self):
        """Let go of the products."""
        self._parts = []

    def _is_whole(self, n):
        """Whether the products are all those of the workbook that they were read from."""
        style, source = self._origin.get("style", {}), self._origin.get("source")
        if self._origin.get("format") != "xlsx" or not source or not os.path.exists(source):
            return False
        if not source.lower().endswith((".xlsx", ".xlsm")) or n != style["n_products"]:
            return False
        places = [
            text[0] if isinstance(text, tuple) else 0 for _, all_ in self._parts for text in all_
        ]
        width = len(style["names"])
        return (
            all(places)
            and all(a < b for a, b in zip(places, places[1:], strict=False))
            and len(self._parts[0][0].columns) >= width
        )

    def _fill(self):
        """Put what is new into a copy of the workbook."""
        style = self._origin["style"]
        book = self._openpyxl.load_workbook(self._origin["source"], rich_text=True)
        sheet = book[style["sheet"]]
        names = list(map(str, self._parts[0][0].columns))
        for column, (name, before) in enumerate(
            zip(names, [*style["names"], *[None] * len(names)], strict=False), start=1
        ):
            if name != before and style["header_row"]:
                self._put(sheet, style["header_row"], column, name)
        for products, texts in self._parts:
            columns = [products.iloc[:, i].astype(object).tolist() for i in range(len(names))]
            for values, (row, cells) in zip(zip(*columns, strict=True), texts, strict=True):
                for column, value in enumerate(values, start=1):
                    known = column <= len(cells)
                    if not (known and _same(value, cells[column - 1])) and value is not pd.NA:
                        self._put(sheet, row, column, value)
        return book

    def _new(self):
        book = self._openpyxl.Workbook()
        sheet = book.active
        sheet.title = "products"
        sheet.freeze_panes = "A2"
        names = list(map(str, self._parts[0][0].columns))
        for column, name in enumerate(names, start=1):
            self._put(sheet, 1, column, name)
        row = 1
        for products, _ in self._parts:
            columns = [products.iloc[:, i].astype(object).tolist() for i in range(len(names))]
            for values in zip(*columns, strict=True):
                row += 1
                for column, value in enumerate(values, start=1):
                    self._put(sheet, row, column, value)
        return book

    def _put(self, sheet, row, column, value):
        """Write a value; text is text, even where it begins as a formula does."""
        cell = sheet.cell(row, column)
        if isinstance(cell, self._openpyxl.cell.cell.MergedCell):
            return
        value = _cell(value)
        if isinstance(value, str):
            kept = _CONTROL.sub("", value)[:_LONGEST]
            self._mended += kept != value
            value = kept
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def _same(value, cell):
    return type(value) is type(cell) and value == cell


def _cell(value):
    if is_missing(value) or value == "":
        return None
    if isinstance(value, str | bool | int | float):
        return value if not isinstance(value, int) or abs(value) < 1e15 else str(value)
    plain = value if isinstance(value, list | tuple | dict) else plain_value(value)
    return plain if isinstance(plain, str | bool | int | float) else encode_value(plain)


def import_openpyxl(path):
    """Give the library that writes workbooks, or say how to install it."""
    try:
        import openpyxl
    except ImportError as cause:
        raise CatalogError(
            f'{path}: .xlsx needs openpyxl: pip install "fashion-clf[excel]".'
        ) from cause
    return openpyxl
