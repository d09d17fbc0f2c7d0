"""The reader of a file, by the format that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashion_clf.catalog.formats._csv import CsvSource
from fashion_clf.catalog.formats._detect import DELIMITERS, find_format
from fashion_clf.catalog.formats._excel import ExcelSource
from fashion_clf.catalog.formats._feed import FeedSource
from fashion_clf.catalog.formats._json import JsonLinesSource, JsonSource
from fashion_clf.catalog.formats._parquet import ParquetSource
from fashion_clf.catalog.formats._shopify import ShopifySource
from fashion_clf.exceptions import CatalogError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import pandas as pd

__all__ = ["open_source", "read_table"]

_SOURCES = {"json": JsonSource, "jsonl": JsonLinesSource, "merchant-xml": FeedSource}


def open_source(path: Path, file_format: str | None, sheet: str | None = None) -> tuple[str, Any]:
    """Give the format of a file, and what reads it.

    Parameters
    ----------
    path : Path
        The file.
    file_format : str or None
        One of ``FORMATS``, where the user says it.
    sheet : str, default=None
        Sheet of a spreadsheet.

    Returns
    -------
    tuple of (str, source)

    Raises
    ------
    CatalogError
        Where it is no catalogue, or no spreadsheet and a sheet is named.
    """
    found, zipped = find_format(path, file_format)
    if found in ("xlsx", "ods"):
        return found, ExcelSource(path, sheet)
    if sheet is not None:
        raise CatalogError(f"{path}: is no spreadsheet (but {found}), and has no sheet {sheet!r}.")
    if found == "parquet":
        return found, ParquetSource(path)
    if found == "shopify":
        return found, ShopifySource(path, zipped, ",")
    if found in DELIMITERS:
        return found, CsvSource(path, zipped, DELIMITERS[found])
    return found, _SOURCES[found](path, zipped)


def read_table(path: Path) -> pd.DataFrame:
    """Read a table of any of the formats, whatever its columns.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    DataFrame of object

    Raises
    ------
    CatalogError
        Where it cannot be read or has no row.
    """
    _, source = open_source(path, None)
    rows = [row for row, _ in source.load()]
    if not rows:
        raise CatalogError(f"{path}: there are no products in it.")
    return source.table(rows, 0)
