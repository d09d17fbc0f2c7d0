"""Writing a catalogue: every product as it came, what is new behind its fields."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from fashion_clf.catalog._table import FieldOrder, from_records, origin_of, rename_columns
from fashion_clf.catalog.formats._detect import WHOLE, split_format
from fashion_clf.catalog.formats._excel_writer import ExcelSink
from fashion_clf.catalog.formats._parquet import ParquetSink
from fashion_clf.catalog.formats._sink import TextSink
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._atomic_files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Self

    from fashion_clf.utils._typing import FilePath, Products

__all__ = ["CatalogWriter", "write_catalog"]


def write_catalog(products: Products, path: FilePath, *, file_format: str | None = None) -> None:
    """Write products to a catalogue file, which is whole or not there.

    A product that was read from a file of the same format, and whose fields are as
    they were read, is written as the text that it was, with new columns behind its
    fields; any other in the style of that file (indent, quotes, escapes, line
    ends, encoding), else in the usual one. Fields that a record did not have
    (``pandas.NA``) stay absent in JSON, and the column ``image`` that
    ``load_catalog(..., image_dir=...)`` added is left out. Missing values and NaN
    become null, or an empty cell.

    Parameters
    ----------
    products : DataFrame or list of dict
        Products, such as of :func:`load_catalog` and :func:`add_predictions`.
    path : str or Path
        The extension gives the format, as for :func:`load_catalog`. A file of that
        name is replaced, but never the one that `products` was read from.
    file_format : str, default=None
        One of ``FORMATS``, where the extension does not tell.

    Raises
    ------
    CatalogError
        Where the file cannot be written, or is the one that was read; what stood
        there before stays as it was.

    See Also
    --------
    load_catalog : The way in.
    CatalogWriter : The same in chunks.

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
    with CatalogWriter(path, file_format=file_format) as writer:
        writer.write(products)


class CatalogWriter:
    r"""Writes a catalogue in chunks, in memory that does not grow with the file.

    A context manager; the file is whole or not there, as of :func:`write_catalog`,
    and what is written is the same for any size of chunks. CSV, TSV and Parquet
    have one set of columns, which the first chunk fixes; all chunks of a
    :class:`CatalogReader` have the same.

    Parameters
    ----------
    path : str or Path
        As of :func:`write_catalog`.
    file_format : str, default=None
        As of :func:`write_catalog`.
    part : str or Path, default=None
        File in which to write until all is there, in the folder of `path`. It stays
        after an error, so that it may be continued. None for one of any name, which
        does not stay.
    resume_at : int, default=0
        Bytes of `part` to keep, as :meth:`flush` gave them: writing goes on behind
        them, and what is there beyond is cut off. The file is then, byte for byte
        (of ``.gz``: unpacked), what it were without a break.

    Raises
    ------
    CatalogError
        As of :func:`write_catalog`; where `part` is shorter than `resume_at`; where
        a chunk has other columns than the first and the format does not allow it.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from fashion_clf.catalog import CatalogWriter
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "out.csv")
    ...     with CatalogWriter(path) as writer:
    ...         writer.write([{"title": "Silk scarf"}])
    ...         offset = writer.flush()
    ...         writer.write([{"title": "Tote"}])
    ...     offset, path.read_text()
    (17, 'title\nSilk scarf\nTote\n')
    """

    def __init__(
        self,
        path: FilePath,
        *,
        file_format: str | None = None,
        part: FilePath | None = None,
        resume_at: int = 0,
    ) -> None:
        self._path = Path(path)
        self._format, self._zipped = split_format(self._path, file_format)
        self._exact = file_format is not None
        self._part = part
        self._resume_at = resume_at
        if self._format == "ods":
            raise CatalogError(f"{path}: .ods can be read but not written; name an .xlsx.")
        if resume_at and (part is None or self._format in WHOLE):
            raise CatalogError(
                f"{path}: only a text file of which the part is named can be continued."
            )
        self._session = self._open()
        self._sink: Any = None

    def __enter__(self) -> Self:
        self._session.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._session.__exit__(*error)

    @contextmanager
    def _open(self):
        with (
            atomic_path(self._path, CatalogError, self._part) as temporary,
            open(temporary, "r+b") as raw,
        ):
            self._sink = self._sink_into(raw)
            try:
                yield
                self._sink.finish()
            finally:
                self._sink.close()

    def _sink_into(self, raw):
        if self._format == "parquet":
            return ParquetSink(raw, self._path)
        if self._format == "xlsx":
            return ExcelSink(raw, self._path)
        return TextSink(raw, self._path, self._format, self._exact, self._zipped, self._resume_at)

    def write(
        self, products: pd.DataFrame | Iterable[Mapping[str, Any]], *, n_added: int = 0
    ) -> None:
        """Write some products.

        Parameters
        ----------
        products : DataFrame or list of dict
            As of :func:`write_catalog`.
        n_added : int, default=0
            How many of the last columns were added to products that are otherwise as they
            were read: what JSON says of those is then taken over unseen, which is faster.
        """
        if not isinstance(products, pd.DataFrame):
            fields = FieldOrder(self._path)
            records = list(products)
            for record in records:
                fields.add(record if isinstance(record, dict) else ())
            products = from_records(records, fields.names)
        origin = origin_of(products)
        _refuse_source(self._path, origin.get("source"))
        self._sink.write(_without_added_image(products, origin), origin, n_added)

    def flush(self) -> int | None:
        """Make everything that was written durable.

        Returns
        -------
        int or None
            Bytes of the part file, to resume at; None for Parquet, which cannot be
            continued. In ``.gz`` a member of the file ends here.
        """
        return self._sink.flush()


def _refuse_source(path, source):
    if source and path.exists() and os.path.exists(source) and os.path.samefile(path, source):
        raise CatalogError(f"{path}: the products were read from this file; name another output.")


def _without_added_image(products, origin):
    """Leave out the paths of photos, which are of this machine, not of the catalogue."""
    if "image_kept" in origin and "image" in products.columns:
        products = rename_columns(products.drop(columns="image"), {origin["image_kept"]: "image"})
    return products
