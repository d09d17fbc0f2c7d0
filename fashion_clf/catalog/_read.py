"""Reading a catalogue: one row a product, every field as it was."""

import os
from pathlib import Path

import pandas as pd

from fashion_clf.catalog._columns import original_name, require_columns
from fashion_clf.catalog._csv import parse_csv
from fashion_clf.catalog._images import find_images
from fashion_clf.catalog._json import parse_json, parse_json_lines
from fashion_clf.catalog._products import require_type
from fashion_clf.catalog._text import open_lines, split_format
from fashion_clf.catalog._warn import warn
from fashion_clf.exceptions import CatalogError

__all__ = ["from_records", "load_catalog", "read_table"]

_MOST_FIELDS = 10_000  # a table of more is a mistake, and would fill the memory


def load_catalog(path, *, image_dir=None):
    """Read a catalogue of products.

    Nothing is interpreted: JSON values stay the Python objects that they are, the
    cells of CSV and TSV stay text (``"NA"`` and ``""`` too). The encoding is told
    by the file (UTF-8, UTF-16, UTF-32; else Latin-1, with a warning).

    Parameters
    ----------
    path : str or Path
        ``.json`` (a list of objects), ``.jsonl`` or ``.ndjson``, ``.csv``, ``.tsv``,
        each of them also ``.gz``, or ``.parquet`` (needs pyarrow).
    image_dir : str or Path, default=None
        Folder of photos. A product's photo is the file that its image column names
        (a path below the folder, or the last part of a path or URL), else the one
        that is named as its id.

    Returns
    -------
    DataFrame of object, shape (n_products, n_fields)
        Products in the order of the file, fields in theirs. ``pandas.NA`` marks a
        field that a JSON record does not have, so that :func:`write_catalog` does
        not invent it. With `image_dir`, column ``image`` has the path of the photo
        or None; a column of that name in the file is then ``image_original``, and
        :func:`write_catalog` writes the file's own again.

    Raises
    ------
    CatalogError
        Where the file is absent, unreadable or no catalogue; it says where and what
        is allowed.

    Warns
    -----
    CatalogWarning
        Where ids repeat, photos are not found, or text is not UTF-8; one each.

    See Also
    --------
    write_catalog : The way back.

    Examples
    --------
    >>> import json, tempfile, pathlib
    >>> from fashion_clf.catalog import load_catalog
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "products.json")
    ...     _ = path.write_text(json.dumps([{"title": "Silk scarf", "price": 30}, {"title": "NA"}]))
    ...     load_catalog(path)
            title price
    0  Silk scarf    30
    1          NA  <NA>
    """
    path = Path(path)
    products, style = read_table(path)
    found = require_columns(products.columns, path)
    _warn_repeated_ids(products, found.get("id"), path)
    products.attrs["fashion_clf"] = {"source": os.path.realpath(path), "style": style}
    if image_dir is not None:
        photos = find_images(products, found, image_dir)
        kept = original_name("image", products.columns)
        products = products.rename(columns={"image": kept})
        products["image"] = pd.Series(photos, index=products.index, dtype=object)
        products.attrs["fashion_clf"]["image_kept"] = kept
    return products


def read_table(path):
    """Read a table of any of the formats, whatever its columns.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    tuple of (DataFrame of object, dict)
        The table, and the style that its text was written in.

    Raises
    ------
    CatalogError
        Where it cannot be read or has no row.
    """
    file_format, zipped = split_format(path)
    style = {}
    if file_format == "parquet":
        table = _read_parquet(path)
    else:
        with open_lines(path, zipped) as lines:
            if file_format in ("csv", "tsv"):
                delimiter = "\t" if file_format == "tsv" else ","
                names, rows, style = parse_csv(lines, path, delimiter)
                table = _from_cells(names, rows, path)
            else:
                parse = parse_json if file_format == "json" else parse_json_lines
                records, style = parse(lines, path)
                table = from_records(records, path)
    if not len(table):
        raise CatalogError(f"{path}: there are no products in it.")
    return table, style


def from_records(records, path):
    """Make a table of records of which each may lack some fields.

    Parameters
    ----------
    records : list of dict
        The records.
    path : str or Path
        The file that they come from or go to, for errors.

    Returns
    -------
    DataFrame of object
        ``pandas.NA`` where a record lacks a field.

    Raises
    ------
    CatalogError
        Where a record is no dict, or the fields are too many.
    """
    require_type(records, dict, "a product (a dict)")
    orders = dict.fromkeys(map(tuple, records))
    names = _merge_names(orders)
    _limit_fields(names, path)
    columns = {
        name: pd.Series([record.get(name, pd.NA) for record in records], dtype=object)
        for name in names
    }
    return pd.DataFrame(columns, index=range(len(records)))


def _merge_names(orders):
    """Find one order of fields that suits those of all records as far as there is one."""
    merged, known = [], set()
    for names in orders:
        if known.issuperset(names) or len(known) > _MOST_FIELDS:
            continue
        place = len(merged) if known.isdisjoint(names) else 0
        for name in names:
            if name in known:
                place = merged.index(name) + 1
            else:
                merged.insert(place, name)
                known.add(name)
                place += 1
    return merged


def _limit_fields(names, path):
    if len(names) > _MOST_FIELDS:
        raise CatalogError(
            f"{path}: more than {_MOST_FIELDS} different fields; a catalogue's products share "
            "theirs."
        )


def _from_cells(names, rows, path):
    _limit_fields(names, path)
    columns = [
        pd.Series([cells[i] if i < len(cells) else pd.NA for cells in rows], dtype=object)
        for i in range(len(names))
    ]
    table = pd.concat(columns, axis=1) if rows else pd.DataFrame(columns=range(len(names)))
    table.columns = pd.Index(names, dtype=object)  # names may repeat where they are empty
    return table


def _read_parquet(path):
    try:
        table = pd.read_parquet(path)
    except ImportError as cause:
        raise CatalogError(
            f'{path}: Parquet needs pyarrow: pip install "fashion-clf[parquet]".'
        ) from cause
    except FileNotFoundError as cause:
        raise CatalogError(f"{path}: no such file.") from cause
    except (OSError, ValueError) as cause:  # pyarrow's own errors derive from these
        raise CatalogError(f"{path}: no Parquet: {cause}.") from cause
    return table.astype(object).where(table.notna(), None)


def _warn_repeated_ids(products, column, path):
    if column is None:
        return
    ids = products.iloc[:, list(products.columns).index(column)]
    ids = ids[ids.notna() & (ids != "")].map(repr)
    repeated = ids[ids.duplicated(keep=False)].unique()
    if len(repeated):
        warn(
            f"{path}: {len(repeated)} ids in column {column!r} stand in more than one row "
            f"({', '.join(repeated[:3])}{', ...' if len(repeated) > 3 else ''}); "
            "all rows are kept."
        )
