"""Any table of products as the four columns that the estimators read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.catalog._choice import choice_of, find_roles
from fashion_clf.catalog._columns import find_fields, require_columns
from fashion_clf.catalog._families import find_family
from fashion_clf.catalog._frames import as_frame, type_name
from fashion_clf.catalog._languages import find_language, read_languages
from fashion_clf.catalog._texts import as_image, join_fields, unnest
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._missing import is_missing
from fashion_clf.utils._warn import warn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from fashion_clf.utils._typing import Products

__all__ = ["as_products", "require_type", "text_columns"]

_SHOWN = 3  # odd rows named in a warning


def as_products(X: Products) -> pd.DataFrame:
    """Bring products of any accepted form into the table that every estimator reads.

    Parameters
    ----------
    X : DataFrame, dict of columns, list of dict, or list, Series or array of str
        Products. A DataFrame may be of pandas, polars, PyArrow or any library with the
        dataframe interchange or Arrow stream protocol; one row of it is one product.
        Columns or keys are found by :func:`find_columns`. Plain strings are descriptions.
        A variant or translation whose row names another one (``Parent`` of WooCommerce,
        ``__parentId`` of Shopify, ``store_view_code`` of Magento) has the text of that row.

    Returns
    -------
    DataFrame of object, shape (n_products, 4 or 5)
        Columns ``id``, ``name``, ``description``, ``image``, and ``language`` where a column
        or the user gives it, with the index of `X` (or 0 .. n-1). ``name`` and
        ``description`` are always str, ``""`` where there is none; ``id`` and ``image`` are
        None where there is none, ``language`` where only the text tells it.

    Raises
    ------
    CatalogError
        Where `X` is no table of products, a row is no product, or no column holds
        a text or an image.

    Warns
    -----
    CatalogWarning
        Once for all texts and images of an odd type. Numbers become their text,
        lists of strings one text, anything else counts as empty.

    Examples
    --------
    >>> from fashion_clf.catalog import as_products
    >>> as_products([{"title": "Blue shirt"}, {"title": None, "image_url": "a.jpg"}])
         id        name description  image
    0  None  Blue shirt                None
    1  None                         a.jpg
    """
    columns, index = _read_columns(X)
    n = len(index)
    odd: list[tuple[int, str, str]] = []  # (position, role, type's name)
    ids = [None if is_missing(value) else value for value in columns.get("id", [None] * n)]
    table: dict[str, list[Any]] = {"id": ids, "name": [""] * n, "description": [""] * n}
    if columns["texts"]:
        table |= join_fields(columns["fields"], columns["texts"], odd, columns["language"])
    for place, owner in enumerate(columns.get("owner", ())):
        if owner is not None:  # a variant or a translation is the product it belongs to
            for role in ("name", "description"):
                table[role][place] = table[role][owner]
    table["image"] = [
        value if type(value) is str and value else _as_image(value, position, odd)
        for position, value in enumerate(columns.get("image", [None] * n))
    ]
    if columns.get("languages"):
        table["language"] = columns["languages"]
    if odd:
        _warn_odd(odd, ids, index)
    return pd.DataFrame(
        {role: pd.Series(values, index=index, dtype=object) for role, values in table.items()}
    )


def _read_columns(X):
    """Values of each role as a list, and the index."""
    frame = as_frame(X)
    if frame is not None:
        names = list(frame.columns)
        return _read_roles(
            names,
            lambda name: frame.iloc[:, names.index(name)].astype(object).tolist(),
            choice_of(frame),
        ), frame.index
    if isinstance(X, pd.Series):
        index, rows = X.index, X.astype(object).tolist()
    elif isinstance(X, list | tuple) or (isinstance(X, np.ndarray) and X.ndim == 1):
        rows = list(X)
        index = pd.RangeIndex(len(rows))
    else:
        hint = ": put a single product into a list" if isinstance(X, dict | str) else ""
        raise CatalogError(
            f"products are of type {type_name(X)}; allowed are a DataFrame of pandas, polars, "
            "PyArrow or the like, a dict of columns, a list of dicts, or a list, Series or "
            f"array of descriptions{hint}."
        )
    if not rows:
        raise CatalogError("there are no products: the list is empty.")
    if not any(isinstance(row, dict) for row in rows) and any(isinstance(r, str) for r in rows):
        require_type(rows, str, "a description (a string)")
        fields = {"description": ["description"]}
        return {"fields": fields, "texts": {"description": rows}, "language": None}, index
    require_type(rows, dict, "a product (a dict)")
    names = list(dict.fromkeys(name for row in rows for name in row))
    return _read_roles(names, lambda name: [row.get(name) for row in rows]), index


def _read_roles(names, values, choice=None):
    """Values of the id and the image, of all columns of text, and the owner of each row."""
    choice = choice or {}
    found, fields = find_roles(names, choice)
    if not fields.keys() & {"name", "description", "details"}:  # perhaps one level deeper
        inner = unnest(names, values)
        if find_fields(inner).keys() & {"name", "description", "details"}:
            both = [*names, *inner]
            return _read_roles(
                both, lambda name: inner[name] if name in inner else values(name), choice
            )
        if not (fields.keys() - {"slug"} or "image" in found):
            require_columns(names)
    texts = {name: values(name) for columns in fields.values() for name in columns}
    columns = {role: values(found[role]) for role in ("id", "image") if role in found}
    language = choice.get("language")
    columns |= {"fields": fields, "texts": texts, "language": language}
    told = find_language(names)
    if told is not None and told not in texts:
        columns["languages"] = read_languages(values(told), language)
    elif language and texts:
        columns["languages"] = [language] * len(next(iter(texts.values())))
    return columns | _owners(names, values)


def _owners(names, values):
    """Give the row that each row belongs to, where a column tells it."""
    family = find_family(names)
    if family is None:
        return {}
    return {"owner": family.owners(list(zip(*map(values, family.columns), strict=True)))}


def text_columns(X: Products) -> tuple[dict[str, list[str]], dict[str, list[Any]]]:
    """Give the columns of text of products.

    Parameters
    ----------
    X : DataFrame, dict of columns, list of dict, or list, Series or array of str
        Products, as of :func:`as_products`.

    Returns
    -------
    tuple of (dict of str to list of str, dict of str to list)
        Role to columns, and column to values.
    """
    columns, _ = _read_columns(X)
    return columns["fields"], columns["texts"]


def require_type(rows: Iterable[Any], kind: type, what: str) -> None:
    """Refuse a list in which something else stands among the products.

    Parameters
    ----------
    rows : list
        What should be products; descriptions may be missing.
    kind : type
        dict, or str for descriptions.
    what : str
        What to call it in the error.

    Raises
    ------
    CatalogError
        Where a row is of another type; it names the first.
    """
    for position, row in enumerate(rows):
        if not isinstance(row, kind) and not (kind is str and is_missing(row)):
            raise CatalogError(
                f"row {position} (counted from 0) is no product: found {type_name(row)} "
                f"{repr(row)[:60]}, expected {what}."
            )


def _as_image(value, position, odd):
    if is_missing(value) or (isinstance(value, str) and not value):
        return None
    if isinstance(value, str | os.PathLike):
        return str(value)
    held = as_image(value)
    if held is None:
        odd.append((position, "image", type(value).__name__))
    return held


def _warn_odd(odd, ids, index):
    """Give one warning that counts the odd values and names the first."""
    products = len({position for position, *_ in odd})
    shown = "; ".join(
        f"{role} of row {index[position]}"
        + (f" (id {ids[position]!r})" if ids[position] is not None else "")
        + f" is of type {kind}"
        for position, role, kind in odd[:_SHOWN]
    )
    warn(
        f"{products} product{'s' if products > 1 else ''} with a text or image of an odd type: "
        f"{shown}{'; ...' if len(odd) > _SHOWN else ''}. Numbers and lists of strings were read "
        "as text, anything else as empty.",
        n_products=products,
        kind="odd type",
    )
