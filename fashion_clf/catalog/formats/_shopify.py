"""Product CSV of Shopify: several rows a product, the first of them with its text."""

import pandas as pd

from fashion_clf.catalog.formats._csv import CsvSource, fit_cells
from fashion_clf.catalog.formats._csv_writer import CsvWriter, parse_row
from fashion_clf.catalog.formats._encoding import LONGEST
from fashion_clf.exceptions import CatalogError

__all__ = ["ShopifySource", "ShopifyWriter"]


class ShopifySource(CsvSource):
    """CSV in which consecutive rows of one handle are a product.

    The first row is the product; those behind it, of its variants and photos, are
    kept as text. Parameters as of :class:`CsvSource`.
    """

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
        for cells, raw in zip(rows, raws, strict=True):
            super().note(cells, raw)

    def table(self, products, first):
        """Make a table of the first rows of products."""
        return super().table([rows[0] for rows in products], first)


class ShopifyWriter(CsvWriter):
    """Formats products as CSV with all their rows; new cells of variants are empty.

    Parameters as of :class:`CsvWriter`.
    """

    def _product(self, values, raws, width):
        first, *others = raws or [None]
        return self._row(values, first, width) + "".join(
            self._row(self._variant(raw, width, len(values)), raw, width) for raw in others
        )

    def _variant(self, raw, width, n_columns):
        cells = fit_cells(parse_row(raw, self._delimiter), width, self._delimiter)
        cells = [*cells, *[pd.NA] * (width - len(cells))]
        return [*cells, *[""] * (n_columns - len(cells))]


def _cell(cells, place):
    return cells[place] if place < len(cells) else ""
