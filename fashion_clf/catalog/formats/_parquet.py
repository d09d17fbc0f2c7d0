"""Parquet files of products, a batch at a time."""

from contextlib import contextmanager
from itertools import chain

from fashion_clf.catalog._table import from_cells, limit_fields
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._missing import is_missing

__all__ = ["ParquetSink", "ParquetSource", "import_parquet"]

_AT_ONCE = 1000  # rows


class ParquetSource:
    """A Parquet file of products; every value is what Python calls it.

    Parameters
    ----------
    path : Path
        The file.
    """

    def __init__(self, path):
        self.path = path
        self.names = []
        self.style = {}
        self.schema = None

    def scan(self):
        """Note the schema, and give the number of products."""
        with self._open() as file:
            self.schema = file.schema_arrow
            self.names = self.schema.names
            limit_fields(len(self.names), self.path)
            return file.metadata.num_rows

    def load(self):
        """Do as :meth:`scan`, and give all rows as :meth:`rows` does."""
        self.scan()
        return list(self.rows())

    def rows(self):
        """Yield each product as a tuple, and None: it has no text."""
        with self._open() as file:
            # Over all groups at once pyarrow would hold on to what it has read.
            groups = ([group] for group in range(file.metadata.num_row_groups))
            for batch in chain.from_iterable(
                file.iter_batches(_AT_ONCE, row_groups=group) for group in groups
            ):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    yield row, None

    def table(self, rows, first):
        """Make a table of rows."""
        return from_cells(rows, self.names, first)

    @contextmanager
    def _open(self):
        arrow = import_parquet(self.path)
        from pyarrow import ArrowException

        try:
            with arrow.ParquetFile(self.path) as file:
                yield file
        except FileNotFoundError as cause:
            raise CatalogError(f"{self.path}: no such file.") from cause
        except CatalogError:
            raise
        except (OSError, ValueError, OverflowError, ArrowException) as cause:
            # a date of the year 100,000 is an OverflowError
            raise CatalogError(f"{self.path}: cannot be read as Parquet: {cause}.") from cause


class ParquetSink:
    """Writes products to a Parquet file, one group of rows for each table.

    Columns that were read from Parquet keep their types; the first table says what
    the others are.

    Parameters
    ----------
    raw : file
        Where to write.
    path : Path
        Its name at last, for errors.
    """

    def __init__(self, raw, path):
        self._path = path
        self._arrow = import_parquet(path)
        self._raw = raw
        self._writer = None

    def write(self, products, origin, n_added=0):
        """Write some products."""
        import pyarrow

        names = [str(name) for name in products.columns]
        if len(set(names)) < len(names):
            raise CatalogError(
                f"{self._path}: two columns of one name cannot be written as parquet."
            )
        columns = [
            [None if is_missing(value) else value for value in products.iloc[:, i].tolist()]
            for i in range(len(names))
        ]
        try:
            schema = self._writer.schema if self._writer else _schema(names, columns, origin)
            if schema.names != names:
                raise CatalogError(
                    f"{self._path}: the columns are {names}, those before {schema.names}; in a "
                    "Parquet file they must be the same. Write .jsonl instead."
                )
            arrays = [
                pyarrow.array(values, field.type)
                for values, field in zip(columns, schema, strict=True)
            ]
            if self._writer is None:
                self._writer = self._arrow.ParquetWriter(self._raw, schema)
            self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
        except UnicodeEncodeError as cause:
            raise CatalogError(
                f"{self._path}: a text holds half a character, which Parquet cannot: {cause}. "
                "Write .jsonl instead."
            ) from cause
        except (TypeError, OverflowError, pyarrow.ArrowException) as cause:
            raise CatalogError(
                f"{self._path}: a column holds values of several types, which Parquet cannot: "
                f"{cause}. Write .jsonl instead."
            ) from cause

    def flush(self):
        """Give None: a Parquet file cannot be continued, only begun again."""
        return None

    def finish(self):
        """Make sure that there is anything."""
        if self._writer is None:
            raise CatalogError(f"{self._path}: there are no products to write.")

    def close(self):
        """Write what stands at the end of the file."""
        if self._writer is not None:
            self._writer.close()


def _schema(names, columns, origin):
    """Types of columns: those that were read, else as the values say; text where none does."""
    import pyarrow

    renamed = origin.get("renamed", {})
    known = {renamed.get(field.name, field.name): field for field in origin.schema or ()}
    fields = []
    for name, values in zip(names, columns, strict=True):
        if name in known:
            fields.append(known[name].with_name(name))
            continue
        found = pyarrow.array(values).type
        fields.append(pyarrow.field(name, pyarrow.string() if found == pyarrow.null() else found))
    return pyarrow.schema(fields)


def import_parquet(path):
    """Give pyarrow's module for Parquet, or say how to install it."""
    try:
        import pyarrow.parquet
    except ImportError as cause:
        raise CatalogError(
            f'{path}: Parquet needs pyarrow: pip install "fashion-clf[parquet]".'
        ) from cause
    return pyarrow.parquet
