"""What the readers of all text formats share: a file that is read product by product."""

from fashion_clf.catalog._table import FieldOrder, from_records
from fashion_clf.catalog.formats._encoding import open_text

__all__ = ["RecordSource", "TextSource"]


class TextSource:
    """A text file of products, read as often as need be and never held as a whole.

    A format says how, in three methods: ``read(text)`` yields a row and its text
    for each product, ``note(row, text)`` learns from it what must be known before
    the first is returned, ``table(rows, first)`` makes a DataFrame of rows.

    Parameters
    ----------
    path : Path
        The file.
    zipped : bool
        Whether it is gzipped.
    """

    schema = None  # of Parquet alone

    def __init__(self, path, zipped):
        self.path = path
        self.zipped = zipped
        self.style = {}

    def scan(self):
        """Go through the file for the first time, and give the number of products.

        Names of columns and style are known after it; odd text is warned of.
        """
        return sum(1 for _ in self._survey())

    def load(self):
        """Do as :meth:`scan`, and give the row and the text of all products."""
        return list(self._survey())

    def rows(self):
        """Go through the file once more, and yield row and text of each product."""
        with open_text(self.path, self.zipped) as text:
            yield from self.read(text)

    def _survey(self):
        with open_text(self.path, self.zipped) as text:
            for row, raw in self.read(text):
                self.note(row, raw)
                yield row, raw
            self.style |= text.style()
            text.warn()


class RecordSource(TextSource):
    """A text file of products that each bring the names of their fields: dicts.

    Parameters as of :class:`TextSource`.
    """

    def __init__(self, path, zipped):
        super().__init__(path, zipped)
        self._fields = FieldOrder(path)

    @property
    def names(self):
        """Fields of all products that were noted."""
        return self._fields.names

    def note(self, record, raw):
        """Note the fields of a product."""
        self._fields.add(record)

    def table(self, records, first):
        """Make a table of products."""
        return from_records(records, self.names, first)
