"""Google Merchant feeds in XML: RSS and Atom, one item a product."""

from fashion_clf.catalog.formats._source import RecordSource
from fashion_clf.catalog.formats._xml import FeedParser, value_of
from fashion_clf.exceptions import CatalogError

__all__ = ["FeedSource"]


class FeedSource(RecordSource):
    """A feed in XML, read item by item.

    A field is an element of an item, under its name without the prefix. Its value
    is a text, a dict where it has elements itself, a list where it repeats.
    """

    def read(self, text):
        """Yield each product as a dict, with its text from the end of the item before on."""
        parser = FeedParser(self.path)
        for block in text.blocks():
            for item in parser.feed(block.encode()):
                yield {name: value_of(held) for name, held in item.elements.items()}, item.text
        parser.feed(b"", final=True)
        if parser.head is None:
            raise CatalogError(
                f"{self.path}: there is no <item> of RSS and no <entry> of Atom in it."
            )
        self.style |= {"head": parser.head, "tail": parser.rest(), "names": self.names}
