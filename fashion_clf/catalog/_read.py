"""Reading a catalogue: one row a product, every field as it was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from fashion_clf.catalog._choice import find_roles, make_choice, require_chosen
from fashion_clf.catalog._chunks import Ahead, membership, take
from fashion_clf.catalog._columns import original_name
from fashion_clf.catalog._families import find_family
from fashion_clf.catalog._ids import RepeatedIds
from fashion_clf.catalog._images import PhotoFolder
from fashion_clf.catalog._languages import declared_language
from fashion_clf.catalog._last_resort import guess_columns
from fashion_clf.catalog._table import Origin, rename_columns
from fashion_clf.catalog.formats._open import open_source
from fashion_clf.exceptions import CatalogError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, Self

    from fashion_clf.utils._typing import FilePath

__all__ = ["CatalogReader", "load_catalog"]


def load_catalog(
    path: FilePath,
    *,
    image_dir: FilePath | None = None,
    file_format: str | None = None,
    sheet: str | None = None,
    columns: Mapping[str, str | Iterable[str]] | None = None,
    ignore: Iterable[str] = (),
    language: str | None = None,
) -> pd.DataFrame:
    """Read a catalogue of products.

    Nothing is interpreted: JSON values stay the Python objects that they are, the
    cells of CSV and TSV stay text (``"NA"`` and ``""`` too). The encoding is detected
    by the file (UTF-8, UTF-16, UTF-32; else Latin-1, with a warning).

    Parameters
    ----------
    path : str or Path
        JSON (a list of objects), JSON Lines, CSV, TSV, the product CSV of Shopify, a
        Google Merchant feed (TSV, RSS or Atom), each of them also gzipped or zipped;
        Parquet (needs pyarrow); Excel or .ods (needs python-calamine).
    image_dir : str or Path, default=None
        Folder of photos. A product's photo is the one that was downloaded from its
        address (:func:`~fashion_clf.download.download_images`), else the file that its
        image column names (a path below the folder, or the last part of a path or URL),
        else the one that is named as its id.
    file_format : str, default=None
        One of ``FORMATS``; None to tell it by the content and the name.
    sheet : str, default=None
        Sheet of a spreadsheet; None for the one that looks most like products.
    columns : dict of str to (str or list of str), default=None
        Role (``id``, ``name``, ``description``, ``image``, ``details``, ``type``, ``tags``,
        ``slug``) to its columns, where they are not those found by their names. Every
        estimator reads the products so.
    ignore : iterable of str, default=()
        Roles or columns that are not read, such as ``type``.
    language : str, default=None
        Language of all texts, such as ``de``; of several texts of a product, the one to take.

    Returns
    -------
    DataFrame of object, shape (n_products, n_fields)
        Products in the order of the file, fields in theirs; of a Shopify export a row
        is a product, with the fields of its first row. ``pandas.NA`` marks a
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
    CatalogReader : The same in chunks, for catalogues larger than the memory.
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
    reader = CatalogReader(
        path,
        file_format=file_format,
        image_dir=image_dir,
        chunk_size=None,
        sheet=sheet,
        columns=columns,
        ignore=ignore,
        language=language,
    )
    with reader:
        (products,) = reader
    return products


class CatalogReader:
    r"""Reads a catalogue in chunks, in memory that does not grow with the file.

    A context manager that gives chunks of products, in the order of the file. On
    entry the file is read once beforehand: what is wrong anywhere in it is said then,
    and every chunk has the fields of the whole, in one order. All chunks together
    are what :func:`load_catalog` gives.

    Parameters
    ----------
    path : str or Path
        As of :func:`load_catalog`.
    file_format : str, default=None
        As of :func:`load_catalog`.
    image_dir : str or Path, default=None
        As of :func:`load_catalog`.
    chunk_size : int or None, default=2000
        Products of a chunk, fewer where their text is longer than 16 million
        characters together; None for all at once.
    sheet : str, default=None
        As of :func:`load_catalog`.
    columns : dict of str to (str or list of str), default=None
        As of :func:`load_catalog`.
    ignore : iterable of str, default=()
        As of :func:`load_catalog`.
    language : str, default=None
        As of :func:`load_catalog`.

    Attributes
    ----------
    file_format : str
        The format, one of ``FORMATS``.
    n_products : int
        Number of products, known after entry.
    names : list of str
        Fields of the products, known after entry.
    style : dict
        How the file is written (``encoding`` and more), known after entry.
    choice : dict
        The columns that were chosen by hand, or as a last resort.

    Raises
    ------
    CatalogError
        As of :func:`load_catalog`, on entry at the latest.

    Warns
    -----
    CatalogWarning
        As of :func:`load_catalog`, once each: about text on entry, about ids and
        photos after the last chunk.

    See Also
    --------
    CatalogWriter : The way back.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from fashion_clf.catalog import CatalogReader
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "products.csv")
    ...     _ = path.write_text("title\nSilk scarf\nTote\nLoafer\n")
    ...     with CatalogReader(path, chunk_size=2) as reader:
    ...         [chunk["title"].tolist() for chunk in reader]
    [['Silk scarf', 'Tote'], ['Loafer']]
    """

    def __init__(
        self,
        path: FilePath,
        *,
        file_format: str | None = None,
        image_dir: FilePath | None = None,
        chunk_size: int | None = 2000,
        sheet: str | None = None,
        columns: Mapping[str, str | Iterable[str]] | None = None,
        ignore: Iterable[str] = (),
        language: str | None = None,
    ) -> None:
        if chunk_size is not None and chunk_size < 1:
            raise CatalogError(f"chunk_size is {chunk_size}; allowed is 1 or more, or None.")
        self._path = Path(path)
        self._chunk_size = chunk_size
        self._photos = None if image_dir is None else PhotoFolder(image_dir)
        self.choice = make_choice(columns, ignore, language)
        self.file_format, self._source = open_source(self._path, file_format, sheet)
        self.style = self._source.style
        self.names: list[str] = []
        self.n_products: int | None = None
        self._chunks: Any = None

    def __enter__(self) -> Self:
        before = self._state()
        rows = None
        if self._chunk_size is None:
            rows = self._source.load()
            self.n_products = len(rows)
        else:
            self.n_products = self._source.scan()
        if not self.n_products:
            raise CatalogError(f"{self._path}: there are no products in it.")
        self.names = self._source.names
        require_chosen(self.choice, self.names, str(self._path))
        declared = declared_language(self.style.get("head") or "")
        if declared and not self.choice.get("language"):
            self.choice = self.choice | {"language": declared}
        self.choice = self.choice | guess_columns(
            self._source, rows, self.choice, photos=self._photos is not None
        )
        found, _ = find_roles(self.names, self.choice)
        self._chunks = self._read(rows, found, before)
        return self

    def __exit__(self, *error: object) -> None:
        self._chunks.close()

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return self

    def __next__(self) -> pd.DataFrame:
        return next(self._chunks)

    def _state(self):
        try:
            state = os.stat(self._path)
        except OSError:
            return None  # whoever opens it to read it says what is wrong
        return state.st_size, state.st_mtime_ns

    def _read(self, rows, found, before):
        """Generate the chunks."""
        if rows is None and self._state() != before:
            raise CatalogError(f"{self._path}: was changed while it was read; begin again.")
        rows = self._source.rows() if rows is None else iter(rows)
        ids = RepeatedIds(self._path, found.get("id"))
        first = 0
        family = find_family(self.names)
        belongs = None if family is None else membership(family, self.names)
        rows = Ahead(rows)
        while taken := take(rows, self._chunk_size, belongs):
            values, texts = zip(*taken, strict=True)
            products = self._source.table(values, first)
            ids.add(products)
            yield self._finish(products, found, texts, first)
            first += len(values)
        ids.warn()
        if self._photos is not None:
            self._photos.warn()

    def _finish(self, products, found, texts, first):
        """Note where the products come from, and add their photos."""
        origin = Origin(
            source=os.path.realpath(self._path), format=self.file_format, style=self.style
        )
        origin.texts, origin.first, origin.schema = texts, first, self._source.schema
        if self.choice:
            origin["choice"] = self.choice
        if self._photos is not None:
            photos = self._photos.find(products, found)
            kept = original_name("image", products.columns)
            products = rename_columns(products, {"image": kept})
            products["image"] = pd.Series(photos, index=products.index, dtype=object)
            origin["image_kept"] = kept
        origin.put_on(products)
        return products
