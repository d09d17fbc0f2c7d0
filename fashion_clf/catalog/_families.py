"""Rows of one product: variants and translations share the text of the row that they belong to."""

import numbers

from fashion_clf.catalog._aliases import ALIASES
from fashion_clf.catalog._columns import normalise

__all__ = ["Family", "find_family"]

# WooCommerce, PrestaShop and others; the bulk export of Shopify.
_PARENT = ("parent", "parent_sku", "parent_id", "parent_code", "__parentId")
_STORE_VIEW = ("store_view_code",)  # Magento: a row for each translation of one SKU


def find_family(names):
    """Find the columns that tell which rows belong to one product.

    Parameters
    ----------
    names : iterable of str
        Names of columns.

    Returns
    -------
    Family or None
        None where no column says so.

    Examples
    --------
    >>> from fashion_clf.catalog._families import find_family
    >>> family = find_family(["ID", "SKU", "Name", "Parent"])
    >>> family.columns
    ('ID', 'SKU', 'Parent')
    >>> family.owners([(10, "L", ""), (11, "L-S", "L"), (12, "L-M", "id:10"), (20, "N", "X")])
    [None, 0, 0, None]
    """
    known = {}
    for name in names:
        if isinstance(name, str):
            known.setdefault(normalise(name), name)
    keys = tuple(known[alias] for alias in map(normalise, ALIASES["id"]) if alias in known)
    for aliases, translated in ((_STORE_VIEW, True), (_PARENT, False)):
        for alias in map(normalise, aliases):
            if alias in known and keys:
                return Family(keys, known[alias], translated)
    return None


class Family:
    """Which row each row belongs to.

    Parameters
    ----------
    keys : tuple of str
        Columns by which a row is named.
    link : str
        The column that names another row, or tells that a row is a translation.
    translated : bool
        Whether it is the latter: the row belongs to the first one of the same key.
    """

    def __init__(self, keys, link, translated):
        self.columns = (*keys, link)
        self._translated = translated

    def is_member(self, values):
        """Whether a row belongs to another, by its values of `columns`."""
        return bool(_text(values[-1]))

    def owners(self, rows):
        """Find the row that each row belongs to.

        Parameters
        ----------
        rows : list of tuple
            Values of `columns` of each row.

        Returns
        -------
        list of (int or None)
            Its position; None for a row of its own, and where there is no such row.
        """
        places = {}
        for place, values in enumerate(rows):
            if not self.is_member(values):
                for key in values[:-1]:
                    places.setdefault(_text(key), place)
        places.pop("", None)
        return [
            places.get(_text(values[0] if self._translated else values[-1]).removeprefix("id:"))
            if self.is_member(values)
            else None
            for values in rows
        ]


def _text(value):
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, numbers.Real) and value == value:
        return str(int(value)) if value == int(value) else str(value)
    return ""
