"""The columns that a classified catalogue has behind its own."""

import numpy as np
import pandas as pd

from fashion_clf.catalog._columns import original_name
from fashion_clf.catalog._warn import warn
from fashion_clf.exceptions import CatalogError

__all__ = ["add_predictions"]


def add_predictions(products, categories, confidences=None, sources=None):
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

    Returns
    -------
    DataFrame
        A copy with the new columns last.

    Raises
    ------
    CatalogError
        Where lengths differ or a confidence is not from 0 to 1.

    Warns
    -----
    CatalogWarning
        Where the products have a column of such a name: it is kept, in its place,
        as ``category_original`` and so on.

    Examples
    --------
    >>> import pandas as pd
    >>> from fashion_clf.catalog import add_predictions
    >>> add_predictions(pd.DataFrame({"name": ["Silk scarf"]}), ["OTHERS"], [0.98765], ["rule"])
             name category  category_confidence category_source
    0  Silk scarf   OTHERS               0.9877            rule
    """
    added = {
        "category": categories,
        "category_confidence": confidences,
        "category_source": sources,
    }
    added = {name: list(values) for name, values in added.items() if values is not None}
    for name, values in added.items():
        if len(values) != len(products):
            raise CatalogError(f"{name}: {len(values)} values for {len(products)} products.")
    if confidences is not None:
        added["category_confidence"] = [_round(c) for c in added["category_confidence"]]
    products = _keep_originals(products, added)
    for name, values in added.items():
        kind = float if name == "category_confidence" else object
        products[name] = pd.Series(values, index=products.index, dtype=kind)
    return products


def _round(confidence):
    if not (isinstance(confidence, float | int | np.number) and 0 <= confidence <= 1):
        raise CatalogError(f"a confidence is {confidence!r}; allowed is a number from 0 to 1.")
    return round(float(confidence), 4)


def _keep_originals(products, added):
    """Rename the columns that would be written over."""
    names = products.columns
    renamed = {name: original_name(name, names) for name in added if name in names}
    if renamed:
        pairs = ", ".join(f"{name!r} as {kept!r}" for name, kept in renamed.items())
        warn(f"the catalogue has columns of the names that are added; they are kept: {pairs}.")
    return products.rename(columns=renamed)
