"""Product CSV of Shopify: several rows a product, the first of them with its text."""

import pandas as pd

from fashion_clf.catalog.formats._csv import CsvSource, fit_cells
from fashion_clf.catalog.formats._csv_writer import CsvWriter, parse_row
from fashion_clf.catalog.formats._encoding import LONGEST
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

__all__ = ["ShopifySource", "ShopifyWriter"]


class ShopifySource(CsvSource):
    """CSV in which the rows of one handle are a product.

    The first row with a title is the product; the others, of its variants and photos, are
    kept as text. Rows that are not next to each other are brought together, which takes the
    memory of the whole file. Parameters as of :class:`CsvSource`.
    """

    def __init__(self, path, zipped, delimiter):
        super().__init__(path, zipped, delimiter)
        self._seen = set()  # hashes of handles
        self._n_scattered = 0

    def scan(self):
        """Do as :meth:`TextSource.scan`."""
        n_groups = super().scan()
        self._warn_scattered()
        return n_groups - self._n_scattered

    def load(self):
        """Do as :meth:`TextSource.load`."""
        groups = super().load()
        self._warn_scattered()
        return list(self._merge(groups)) if self._n_scattered else groups

    def rows(self):
        """Do as :meth:`TextSource.rows`."""
        return self._merge(super().rows()) if self._n_scattered else super().rows()

    def _merge(self, groups):
        """Bring the rows of one handle together, where the first of them is."""
        merged = {}
        for number, (rows, raws) in enumerate(groups):
            key = _cell(rows[0], self._handle) or number
            if key in merged:
                rows, raws = (merged[key][0] + rows, merged[key][1] + raws)
            merged[key] = rows, raws
        return iter(merged.values())

    def _warn_scattered(self):
        if self._n_scattered:
            warn(
                f"{self.path}: the rows of some products are not next to each other (the file was "
                "sorted by another column?); they are read, and written, together."
            )

    def read(self, text):
        """Yield the rows of each product, as cells and as text."""
        held, length = [], 0
        for row in super().read(text):
            if held and not self._continues(held[0][0], row[0]):
                yield tuple(zip(*held, strict=True))
                held, length = [], 0
            held.append(row)
            length += len(row[1])
            if length > 2 * LONGEST:
                raise CatalogError(
                    f"{self.path}: the product {_cell(held[0][0], self._handle)[:60]!r} is longer "
                    f"than {LONGEST} characters, too long for one product."
                )
        if held:
            yield tuple(zip(*held, strict=True))

    def _note_header(self, header, raw):
        super()._note_header(header, raw)
        names = [name.strip().lower() for name in header]
        handles = [names.index(name) for name in ("handle", "url handle") if name in names]
        if not handles or "title" not in names:
            raise CatalogError(
                f"{self.path}: a product CSV of Shopify has the columns 'Handle' and 'Title'."
            )
        self._handle, self._title = handles[0], names.index("title")

    def _continues(self, first, cells):
        """Whether a row is of the product of the row `first`."""
        handle = _cell(cells, self._handle)
        if handle:
            return handle == _cell(first, self._handle)
        return not _cell(cells, self._title)

    def note(self, rows, raws):
        """Note which of the rows are ragged."""
        handle = _cell(rows[0], self._handle)
        if handle:
            self._n_scattered += hash(handle) in self._seen
            self._seen.add(hash(handle))
        for cells, raw in zip(rows, raws, strict=True):
            super().note(cells, raw)

    def table(self, products, first):
        """Make a table of the rows of products that have their title."""
        return super().table([rows[_main(rows, self._title)] for rows in products], first)


class ShopifyWriter(CsvWriter):
    """Formats products as CSV with all their rows; new cells of variants are empty.

    Parameters as of :class:`CsvWriter`.
    """

    def _product(self, values, raws, width):
        if not raws:
            return self._row(values, None, width)
        titles = [name.strip().lower() for name in self._known]
        title = titles.index("title") if "title" in titles else 0
        main = _main((parse_row(raw, self._delimiter) for raw in raws), title)
        return "".join(
            self._row(values if row == main else self._variant(raw, width, len(values)), raw, width)
            for row, raw in enumerate(raws)
        )

    def _variant(self, raw, width, n_columns):
        cells = fit_cells(parse_row(raw, self._delimiter), width, self._delimiter)
        cells = [*cells, *[pd.NA] * (width - len(cells))]
        return [*cells, *[""] * (n_columns - len(cells))]


def _main(rows, title):
    """Position of the first row with a title; of the first where none has one."""
    return next((place for place, cells in enumerate(rows) if _cell(cells, title).strip()), 0)


def _cell(cells, place):
    return cells[place] if place < len(cells) else ""
