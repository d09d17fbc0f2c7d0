"""What a classified catalogue says of each product, and what tells products apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.catalog import as_products
from fashion_clf.catalog._columns import CLASSIFIED
from fashion_clf.catalog._frames import as_frame
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._missing import is_missing

if TYPE_CHECKING:
    from fashion_clf.utils._typing import Products

__all__ = ["keys_of", "results_of", "texts_of"]


def results_of(products: Products) -> pd.DataFrame:
    """Read the results of a classified catalogue.

    Parameters
    ----------
    products : DataFrame or list of dict
        With the columns that ``fashion-clf classify`` adds.

    Returns
    -------
    DataFrame
        ``category``, ``confidence`` (NaN where there is none), ``type``, ``source``.

    Raises
    ------
    CatalogError
        Where there is no column ``category``.
    """
    table = _table(products)
    if "category" not in table:
        raise CatalogError("the products have no column 'category': classify them first.")
    confidence = [_number(one) for one in table.get("category_confidence", [None] * len(table))]
    return pd.DataFrame(
        {
            "category": pd.Series([str(one) for one in table["category"]], table.index, object),
            "confidence": np.array(confidence, dtype=float),
            "type": pd.Series(_texts(table, "product_type"), table.index, object),
            "source": pd.Series(_texts(table, "category_source"), table.index, object),
        },
        index=table.index,
    )


def texts_of(products: Products) -> pd.DataFrame:
    """Read what a shop says of its products, without what a classification added.

    Parameters
    ----------
    products : DataFrame or list of dict
        A classified catalogue.

    Returns
    -------
    DataFrame
        As of :func:`fashion_clf.catalog.as_products`.
    """
    table = _table(products)
    added = set(CLASSIFIED)
    if "product_type_confidence" in table:
        added |= {"product_type", "product_type_confidence"}
    return as_products(table.drop(columns=[name for name in table if name in added]))


def _table(products):
    frame = as_frame(products)
    return pd.DataFrame(list(products)) if frame is None else frame


def _number(value):
    try:
        number = float(value)
    except (TypeError, ValueError):
        return np.nan
    return number if 0 <= number <= 1 else np.nan


def _texts(table, name):
    if name not in table:
        return [None] * len(table)
    return [None if is_missing(one) or one == "" else str(one) for one in table[name]]


def keys_of(table: pd.DataFrame) -> tuple[str, list[str]]:
    """Give what each product is known again by.

    Parameters
    ----------
    table : DataFrame
        Products, as of :func:`texts_of`.

    Returns
    -------
    tuple of (str, list of str)
        ``id`` and the ids, where each product has one of its own; else ``index`` and the
        rows, counted from 0.
    """
    ids = ["" if one is None else str(one).strip() for one in table["id"]]
    if all(ids) and len(set(ids)) == len(ids):
        return "id", ids
    return "index", [str(row) for row in range(len(ids))]
