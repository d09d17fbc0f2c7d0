"""Reading gold categories and finding the products that they are about."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.catalog._columns import find_columns
from fashion_clf.catalog._products import as_products
from fashion_clf.catalog.formats._open import read_table
from fashion_clf.exceptions import CatalogError
from fashion_clf.taxonomy import CATEGORIES
from fashion_clf.utils._missing import is_missing
from fashion_clf.utils._warn import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from fashion_clf.utils._typing import FilePath, Products

__all__ = ["load_gold", "place_gold"]

_SHOWN = 3  # ids named in a warning
_REVIEWED = {"previous", "reviewer", "seconds"}  # columns of a review page's corrections
_LONGEST_HEADER = 100_000  # characters


def load_gold(
    path: FilePath, products: Products, *, categories: Sequence[str] | None = None
) -> NDArray[np.object_]:
    r"""Read gold categories and bring them to the rows of a catalogue.

    Parameters
    ----------
    path : str or Path
        A table with ``category`` and either ``index`` (row of the catalogue, counted
        from 0) or an id; other columns are ignored, an empty category is no gold.
    products : DataFrame or list of dict
        The catalogue.
    categories : sequence of str, default=None
        Those that are allowed; None for the library's own.

    Returns
    -------
    ndarray of object, shape (n_products,)
        Category, or None where there is no gold. Gold for an id holds for every row
        of that id.

    Raises
    ------
    CatalogError
        Where the file has a category, index or id that is unknown, or one twice.

    Warns
    -----
    CatalogWarning
        Names ids that have lost their leading zeros; they are matched where one product
        only can be meant.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from fashion_clf.evaluation import load_gold
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "gold.csv")
    ...     _ = path.write_text("index,category\n1,BAG\n")
    ...     load_gold(path, [{"name": "Silk scarf"}, {"name": "Tote"}])
    array([None, 'BAG'], dtype=object)
    """
    table = as_products(products)
    return place_gold(path, len(table), lambda: table["id"], categories)


def place_gold(
    path: FilePath,
    n_products: int,
    read_ids: Callable[[], Sequence[Any]],
    categories: Sequence[str] | None = None,
    *,
    corrections: bool = False,
) -> NDArray[np.object_]:
    """Do as :func:`load_gold` for a catalogue that is not held in memory.

    Parameters
    ----------
    path : str or Path
        As there.
    n_products : int
        Products of the catalogue.
    read_ids : callable
        Gives the ids of all products, None where there is none; called where the
        file goes by ids.
    categories : sequence of str, default=None
        As there.
    corrections : bool, default=False
        Whether a file that a review page wrote may have products that are gone, categories
        that are unknown and several corrections of one product; they are counted in a warning.

    Returns
    -------
    ndarray of object, shape (n_products,)
    """
    allowed = CATEGORIES if categories is None else tuple(categories)
    plain = {str(name).strip().casefold(): name for name in allowed}

    def known(category):
        if category.casefold() not in plain:
            raise CatalogError(f"category {category!r} is none of {', '.join(allowed)}.")
        return plain[category.casefold()]

    path = Path(path)
    lenient = corrections and names_of_columns(path) >= _REVIEWED
    skipped: Counter[str] | None = Counter() if lenient else None
    return place_values(path, n_products, read_ids, ("category",), known, skipped)


def place_values(
    path: Path,
    n_products: int,
    read_ids: Callable[[], Sequence[Any]],
    columns: Sequence[str],
    parse: Callable[[str], Any],
    skipped: Counter[str] | None = None,
) -> NDArray[np.object_]:
    """Give each product the value that a file has for it.

    Parameters
    ----------
    path : Path
        A table with ``index`` or an id.
    n_products : int
        Products of the catalogue.
    read_ids : callable
        Gives the ids of all products; called where the file goes by ids.
    columns : sequence of str
        Names of the column of values; the first that is there counts.
    parse : callable
        Makes of a text what is given; raises CatalogError for what is none.
    skipped : Counter, optional
        Counts what is wrong, instead of an error, and a warning says so.

    Returns
    -------
    ndarray of object, shape (n_products,)
        None where the file has nothing.
    """
    key, names, values = _read_labels(path, columns)
    is_index = key.strip().casefold() == "index"
    rows_of = _find_rows(set(names), range(n_products) if is_index else read_ids(), path)
    gold = np.full(n_products, None, dtype=object)
    seen = set()
    for row, (name, value) in enumerate(zip(names, values, strict=True)):
        where = f"{path}: row {row} (counted from 0, {key} {name!r})"
        if not name and not value:
            continue  # as spreadsheets leave behind
        if name in seen:
            if skipped is None:
                raise CatalogError(f"{where}: this {key} occurs twice in the file.")
            skipped["of a product that has one already; the last counts"] += 1
        if name not in rows_of:
            if skipped is None:
                raise CatalogError(
                    f"{where}: the catalogue's {n_products} products have no such {key}."
                )
            skipped["of products that the catalogue has not"] += 1
            continue
        seen.add(name)
        if not value:
            continue
        try:
            gold[rows_of[name]] = parse(value)
        except CatalogError as error:
            if skipped is None:
                raise CatalogError(f"{where}: {error}") from error
            skipped["of categories that do not exist"] += 1
    if skipped:
        said = "; ".join(f"{n} {what}" for what, n in skipped.items())
        warn(f"{path}: corrections that are left out: {said}.", skipped.total(), "corrections")
    return gold


def _read_labels(path, wanted=("category",)):
    """Name of the key column, keys and values of a file, without spaces around them."""
    table = _read_parted(path)
    table = read_table(path) if table is None else table
    columns = {str(name).strip().casefold(): name for name in table.columns}
    key = columns.get("index", find_columns(table.columns).get("id"))
    column = next((columns[name] for name in wanted if name in columns), None)
    if key is None or column is None:
        raise CatalogError(
            f"{path}: gold needs the columns {wanted[0]!r} and 'index' (or an id); "
            f"found are {', '.join(map(repr, table.columns))}."
        )
    return key, *([_text(cell) for cell in table[name]] for name in (key, column))


def names_of_columns(path: FilePath) -> set[str]:
    """Give the names of the columns of a gold file, in lower case."""
    table = _read_parted(Path(path))
    table = read_table(Path(path)) if table is None else table
    return {str(name).strip().casefold() for name in table.columns}


def _read_parted(path):
    """Read a text file with other marks than commas; None where it has commas."""
    if path.suffix.lower() not in (".csv", ".txt"):
        return None
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head = lines.readline(_LONGEST_HEADER)
            mark = next((mark for mark in ";\t|" if mark in head and "," not in head), None)
            if mark is None:
                return None
            header = next(csv.reader([head], delimiter=mark))
            rows = [(cells + [""] * len(header))[: len(header)]
                    for cells in csv.reader(lines, delimiter=mark)]  # fmt: skip
    except (OSError, UnicodeDecodeError, csv.Error):
        return None  # which read_table says better
    return pd.DataFrame(rows, columns=header, dtype=object)


def _text(cell):
    if is_missing(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _find_rows(wanted, ids, path):
    """Rows of each of the wanted ids; one that lacks the zeros of a single id is that id."""
    rows, without_zeros = {}, {}
    for row, name in enumerate(ids):
        if name is None:
            continue
        name = str(name).strip()
        if name in wanted:
            rows.setdefault(name, []).append(row)
        elif name[:1] == "0" and name.isdigit():
            without_zeros.setdefault(name.lstrip("0") or "0", {}).setdefault(name, []).append(row)
    lost = {
        name: next(iter(without_zeros[name]))
        for name in sorted(wanted - rows.keys())
        if len(without_zeros.get(name, ())) == 1
    }
    if lost:
        shown = ", ".join(f"{name} for {full}" for name, full in list(lost.items())[:_SHOWN])
        shown += ", ..." if len(lost) > _SHOWN else ""
        warn(
            f"{path}: {len(lost)} ids have lost their leading zeros, as in a spreadsheet "
            f"({shown}); they are matched all the same.",
            n_products=len(lost),
        )
        rows |= {name: without_zeros[name][full] for name, full in lost.items()}
    return rows
