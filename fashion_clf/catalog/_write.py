"""Writing a catalogue: every field as it came, the predictions behind them."""

import os
from pathlib import Path

import numpy as np
import pandas as pd

from fashion_clf._files import atomic_path
from fashion_clf.catalog._columns import original_name
from fashion_clf.catalog._csv import format_csv
from fashion_clf.catalog._json import format_json, format_json_lines
from fashion_clf.catalog._products import is_missing
from fashion_clf.catalog._read import from_records
from fashion_clf.catalog._text import split_format, write_text
from fashion_clf.catalog._warn import warn
from fashion_clf.exceptions import CatalogError

__all__ = ["add_predictions", "write_catalog"]


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


def write_catalog(products, path):
    """Write products to a catalogue file, which is whole or not there.

    Every column is written, in its order and type; fields that a record did not
    have (``pandas.NA``) stay absent in JSON, and the column ``image`` that
    ``load_catalog(..., image_dir=...)`` added is left out. JSON is written in the
    style (indent, escapes) of the file that was read, else with an indent of 4.
    Missing values and NaN become null, or an empty cell.

    Parameters
    ----------
    products : DataFrame or list of dict
        Products, such as of :func:`load_catalog` and :func:`add_predictions`.
    path : str or Path
        The extension gives the format, as for :func:`load_catalog`. A file of that
        name is replaced, but never the one that `products` was read from.

    Raises
    ------
    CatalogError
        Where the file cannot be written, or is the one that was read; what stood
        there before stays as it was.

    See Also
    --------
    load_catalog : The way in.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from fashion_clf.catalog import write_catalog
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "out.jsonl")
    ...     write_catalog([{"name": "Silk scarf", "category": "OTHERS"}], path)
    ...     print(path.read_text())
    {"name": "Silk scarf", "category": "OTHERS"}
    """
    path = Path(path)
    file_format, zipped = split_format(path)
    if not isinstance(products, pd.DataFrame):
        products = from_records(list(products), path)
    origin = products.attrs.get("fashion_clf", {})
    _refuse_source(path, origin.get("source"))
    products = _without_added_image(products, origin)
    names = [str(name) for name in products.columns]
    if len(set(names)) < len(names) and file_format not in ("csv", "tsv"):
        raise CatalogError(f"{path}: two columns of one name cannot be written as {file_format}.")
    with atomic_path(path, CatalogError) as temporary:
        if file_format == "parquet":
            _write_parquet(products, temporary, path)
            return
        columns = [products.iloc[:, i].astype(object).tolist() for i in range(len(names))]
        rows = zip(*columns, strict=True)
        style = origin.get("style", {})
        if file_format in ("csv", "tsv"):
            chunks = format_csv(names, rows, "\t" if file_format == "tsv" else ",", style)
        else:
            format_rows = format_json if file_format == "json" else format_json_lines
            chunks = format_rows(names, rows, style)
        write_text(temporary, zipped, chunks)


def _refuse_source(path, source):
    if source and path.exists() and os.path.exists(source) and os.path.samefile(path, source):
        raise CatalogError(f"{path}: the products were read from this file; name another output.")


def _without_added_image(products, origin):
    """Leave out the paths of photos, which are of this machine, not of the catalogue."""
    if "image_kept" in origin and "image" in products.columns:
        products = products.drop(columns="image").rename(columns={origin["image_kept"]: "image"})
    return products


def _write_parquet(products, temporary, path):
    table = products.map(lambda value: None if is_missing(value) else value)
    table.attrs = {}
    try:
        table.to_parquet(temporary, index=False)
    except ImportError as cause:
        raise CatalogError(
            f'{path}: Parquet needs pyarrow: pip install "fashion-clf[parquet]".'
        ) from cause
    except (TypeError, ValueError) as cause:  # pyarrow's own errors derive from these
        raise CatalogError(
            f"{path}: a column holds values of several types, which Parquet cannot: {cause}. "
            "Write .jsonl instead."
        ) from cause
