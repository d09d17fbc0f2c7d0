"""Tables of products, and what is remembered of the file that they come from."""

from copy import copy
from typing import Any

import pandas as pd

from fashion_clf.catalog._products import require_type
from fashion_clf.exceptions import CatalogError

__all__ = [
    "FieldOrder",
    "Origin",
    "from_cells",
    "from_records",
    "limit_fields",
    "origin_of",
    "rename_columns",
]

_MOST_FIELDS = 10_000
_KEY = "fashion_clf"  # in the attrs of a table


class Origin(dict[str, Any]):
    """Where a table comes from, so that it can be written as it was read.

    A dict, of what pandas may have to write as JSON: ``source``, ``format``,
    ``style``, ``renamed`` (names in the file to names in the table). The text of
    each product is kept with it, and is never copied.
    """

    texts = ()  # of the products, as the file has them
    first = 0  # label of the product that the first text is of
    schema = None  # types of the columns, of a Parquet file

    def __deepcopy__(self, memo):
        return self

    def put_on(self, products):
        """Mark a table of products as read from here."""
        products.attrs[_KEY] = self

    def renamed(self, names):
        """Give the origin of a table of which columns are renamed; `names` old to new."""
        before = self.get("renamed", {})
        again = {old: names.get(new, new) for old, new in before.items()}
        fresh = {old: new for old, new in names.items() if old not in before.values()}
        other = copy(self)
        other["renamed"] = fresh | again
        return other

    def texts_of(self, labels):
        """Give the text of each product of an index, or None."""
        texts = self.texts
        if not texts:
            return [None] * len(labels)
        wanted = range(self.first, self.first + len(texts))
        if labels.equals(pd.RangeIndex(wanted.start, wanted.stop)):
            return texts
        places = labels.tolist()
        return [
            texts[place - self.first] if type(place) is int and place in wanted else None
            for place in places
        ]


def origin_of(products):
    """Give the Origin of a table, an empty one where it was not read from a file."""
    return products.attrs.get(_KEY) or Origin()


class FieldOrder:
    """One order of fields that suits those of all records as far as there is one.

    Parameters
    ----------
    path : str or Path
        The file, for errors.
    """

    def __init__(self, path):
        self.names = []
        self._path = path
        self._known = set()
        self.has = self._known.issuperset  # whether all of some fields are known

    def add(self, names):
        """Take in the fields of a record, in their order."""
        if self.has(names):
            return
        place = len(self.names) if self._known.isdisjoint(names) else 0
        for name in names:
            if name in self._known:
                place = self.names.index(name) + 1
            else:
                self.names.insert(place, name)
                self._known.add(name)
                place += 1
        limit_fields(len(self.names), self._path)


def limit_fields(n_fields, path):
    """Refuse a table of so many fields that it is a mistake, and would fill the memory."""
    if n_fields > _MOST_FIELDS:
        raise CatalogError(
            f"{path}: more than {_MOST_FIELDS} different fields; a catalogue's products share "
            "theirs."
        )


def from_records(records, names, first=0):
    """Make a table of records of which each may lack some fields.

    Parameters
    ----------
    records : list of dict
        The records.
    names : list of str
        Their fields.
    first : int, default=0
        Label of the first row.

    Returns
    -------
    DataFrame of object
        ``pandas.NA`` where a record lacks a field.
    """
    require_type(records, dict, "a product (a dict)")
    absent = pd.NA
    index = pd.RangeIndex(first, first + len(records))
    columns = (
        pd.Series([record.get(name, absent) for record in records], index, object) for name in names
    )
    return _table(columns, names, index)


def from_cells(rows, names, first=0):
    """Make a table of rows of cells, of which some may be short.

    Parameters
    ----------
    rows : list of list
        The rows.
    names : list of str
        Names of columns; they may repeat.
    first : int, default=0
        Label of the first row.

    Returns
    -------
    DataFrame of object
        ``pandas.NA`` where a row is too short.
    """
    index = pd.RangeIndex(first, first + len(rows))
    width = len(names)
    if any(len(cells) != width for cells in rows):
        rows = [[*cells, *[pd.NA] * (width - len(cells))] for cells in rows]
    columns = zip(*rows, strict=True) if rows else [[]] * width
    return _table((pd.Series(list(cells), index, object) for cells in columns), names, index)


def rename_columns(products, names):
    """Rename columns of a table.

    Parameters
    ----------
    products : DataFrame
        The table.
    names : dict of str to str
        Old names to new.

    Returns
    -------
    DataFrame
        A new one, of the same attrs.
    """
    return products.set_axis(_index([names.get(name, name) for name in products.columns]), axis=1)


def _table(columns, names, index):
    table = pd.DataFrame(dict(enumerate(columns)), index)
    table.columns = _index(names)
    return table


def _index(names):
    """Names as objects, for the text of pandas takes no half characters."""
    return pd.Index(names, dtype=object)
