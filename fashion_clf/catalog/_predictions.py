"""The columns that a classified catalogue has behind its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.catalog._columns import CLASSIFIED, original_name
from fashion_clf.catalog._table import origin_of, rename_columns
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._missing import is_missing
from fashion_clf.utils._warn import warn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fashion_clf.utils._typing import Floats, Labels

__all__ = ["add_predictions"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def add_predictions(
    products: pd.DataFrame,
    categories: Labels,
    confidences: Sequence[float] | Floats | None = None,
    sources: Labels | None = None,
    *,
    extra: Mapping[str, Labels] | None = None,
) -> pd.DataFrame:
    """Add predictions to products as the columns that a written catalogue has.

    Parameters
    ----------
    products : DataFrame, shape (n_products, n_fields)
        Products; not changed.
    categories : array-like of str, shape (n_products,)
        Column ``category``.
    confidences : array-like of float, shape (n_products,), default=None
        From 0 to 1; column ``category_confidence``, rounded to 4 digits.
    sources : array-like of str, shape (n_products,), default=None
        ``rule``, ``model``, ``fallback`` or ``label``; column ``category_source``.
    extra : dict of str to array-like of (str or None), default=None
        More columns, such as the field in which a shop expects its own category:
        ``Product Category`` of Shopify, ``google_product_category`` of a Merchant
        feed. A column that is there is filled in its place; what was there stays,
        as a new column ``<name>_original``.

    Returns
    -------
    DataFrame
        A copy with the new columns last.

    Raises
    ------
    CatalogError
        Where lengths differ, a confidence is not from 0 to 1, or a value begins as
        a formula does, which a spreadsheet would compute: with ``=``, ``+``, ``-``,
        ``@``, a tab or a carriage return.

    Warns
    -----
    CatalogWarning
        Where the products have a column of such a name: it is kept, in its place,
        as ``category_original`` and so on. Of products read in chunks, the first
        chunk warns for all. The columns of a catalogue that was classified before
        are replaced: it has ``category_confidence`` and ``category_source``.

    Examples
    --------
    >>> import pandas as pd
    >>> from fashion_clf.catalog import add_predictions
    >>> add_predictions(pd.DataFrame({"name": ["Silk scarf"]}), ["OTHERS"], [0.98765], ["rule"])
             name category  category_confidence category_source
    0  Silk scarf   OTHERS               0.9877            rule
    """
    given = {
        "category": categories,
        "category_confidence": confidences,
        "category_source": sources,
    }
    added = {name: _values(values) for name, values in given.items() if values is not None}
    filled = {name: _values(values) for name, values in (extra or {}).items()}
    for name, values in (added | filled).items():
        _check(name, values, len(products))
    if confidences is not None:
        added["category_confidence"] = _round(added["category_confidence"])
    origin = origin_of(products)
    first = not origin.first
    was_classified = _is_classified(products)
    if was_classified:
        products = products.copy()
    else:
        products = _keep_originals(products, added, origin, first)
    for name, values in added.items():
        kind = float if name == "category_confidence" else object
        products[name] = pd.Series(values, index=products.index, dtype=kind)
    _fill(products, filled, first, was_classified)
    return products


def _is_classified(products):
    """Whether products have the columns that this function adds."""
    return set(products.columns) >= CLASSIFIED


def _values(values):
    """Give a list; a column of pandas makes one faster than the loop of `list`."""
    return values.tolist() if isinstance(values, pd.Series) else list(values)


def _check(name, values, n_products):
    if len(values) != n_products:
        raise CatalogError(f"{name}: {len(values)} values for {n_products} products.")
    if set(map(type, values)) == {float}:
        return
    for value in dict.fromkeys(value for value in values if isinstance(value, str)):
        if value.startswith(_FORMULA):
            raise CatalogError(
                f"{name}: {value[:60]!r} begins as a formula does, and a spreadsheet that opens "
                "the catalogue would compute it; begin with anything but = + - @ or a tab."
            )


def _round(confidences):
    for one in confidences:
        if not ((type(one) is float or isinstance(one, int | float | np.number)) and 0 <= one <= 1):
            raise CatalogError(f"a confidence is {one!r}; allowed is a number from 0 to 1.")
    return [round(float(one), 4) for one in confidences]


def _keep_originals(products, added, origin, first):
    """Rename the columns that would be written over."""
    names = products.columns
    renamed = {name: original_name(name, names) for name in added if name in names}
    if renamed and first:
        warn(
            "the catalogue has columns of the names that are added; they are kept: "
            f"{_pairs(renamed)}."
        )
    products = rename_columns(products, renamed)
    if renamed and origin:
        origin.renamed(renamed).put_on(products)
    return products


def _fill(products, extra, first, was_classified):
    """Fill columns in their place, and put what was there into new ones."""
    kept = {
        name: original_name(name, products.columns)
        for name in extra
        if name in products.columns
        and not (was_classified and f"{name}_original" in products.columns)
    }
    for name, original in kept.items():
        products[original] = products[name]
    for name, values in extra.items():
        values = [None if is_missing(value) else value for value in values]
        products[name] = pd.Series(values, index=products.index, dtype=object)
    if kept and first:
        warn(f"columns of the catalogue are filled anew; what was there is kept: {_pairs(kept)}.")


def _pairs(names):
    return ", ".join(f"{name!r} as {kept!r}" for name, kept in names.items())
