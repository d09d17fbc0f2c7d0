"""Reading gold categories and finding the products that they are about."""

from pathlib import Path

import numpy as np

from fashion_clf.catalog._columns import find_columns
from fashion_clf.catalog._products import as_products, is_missing
from fashion_clf.catalog._read import read_table
from fashion_clf.exceptions import CatalogError
from fashion_clf.taxonomy import CATEGORIES

__all__ = ["load_gold", "place_gold"]


def load_gold(path, products, *, categories=None):
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
    return place_gold(path, len(products), lambda: as_products(products)["id"], categories)


def place_gold(path, n_products, read_ids, categories=None):
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

    Returns
    -------
    ndarray of object, shape (n_products,)
    """
    path = Path(path)
    table = read_table(path)
    key = "index" if "index" in table else find_columns(table.columns).get("id")
    if key is None or "category" not in table:
        raise CatalogError(
            f"{path}: gold needs the columns 'category' and 'index' (or an id); "
            f"found are {', '.join(map(repr, table.columns))}."
        )
    allowed = CATEGORIES if categories is None else tuple(categories)
    names = [str(name) for name in table[key]]
    rows_of = _find_rows(set(names), range(n_products) if key == "index" else read_ids())
    gold = np.full(n_products, None, dtype=object)
    seen = set()
    for row, (name, category) in enumerate(zip(names, table["category"], strict=True)):
        where = f"{path}: row {row} (counted from 0, {key} {table[key][row]!r})"
        if name in seen:
            raise CatalogError(f"{where}: this {key} stands in the file before.")
        if name not in rows_of:
            raise CatalogError(
                f"{where}: the catalogue's {n_products} products have no such {key}."
            )
        seen.add(name)
        if is_missing(category) or category == "":
            continue
        if category not in allowed:
            raise CatalogError(f"{where}: category {category!r} is none of {', '.join(allowed)}.")
        gold[rows_of[name]] = category
    return gold


def _find_rows(wanted, ids):
    """Rows of each of the wanted ids."""
    rows = {}
    for row, name in enumerate(ids):
        if name is not None and str(name) in wanted:
            rows.setdefault(str(name), []).append(row)
    return rows
