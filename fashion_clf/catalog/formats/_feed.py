"""Google Merchant feeds in XML: RSS and Atom, one item a product."""

import re

from fashion_clf.catalog.formats._mend_xml import XmlMender
from fashion_clf.catalog.formats._source import RecordSource
from fashion_clf.catalog.formats._xml import GOOGLE, FeedParser, value_of
from fashion_clf.exceptions import CatalogError

__all__ = ["FeedSource"]

_ROOT = re.compile(r"<[A-Za-z_][\w:.-]*")


class FeedSource(RecordSource):
    """A feed in XML, read item by item.

    A field is an element of an item, under its name without the prefix. Its value
    is a text, a dict where it has elements itself, a list where it repeats.
    """

    def _survey(self):
        yield from super()._survey()
        self._mender.warn()

    def read(self, text):
        """Yield each product as a dict, with its text from the end of the item before on."""
        parser = FeedParser(self.path)
        first = True
        self._mender = XmlMender(self.path)
        for block in self._mender.mend(text.blocks()):
            block, first = (_declare(block) if first else block), False
            for item in parser.feed(block.encode()):
                yield {name: value_of(held) for name, held in item.elements.items()}, item.text
        parser.feed(b"", final=True)
        if parser.head is None:
            raise CatalogError(
                f"{self.path}: there is no <item> of RSS, <entry> of Atom, <product>, <offer> or "
                "<SHOPITEM> in it."
            )
        self.style |= {"head": parser.head, "tail": parser.rest(), "names": self.names}


def _declare(text):
    """Declare the prefix g: in the outermost element of a feed that forgot to."""
    if "<g:" not in text or "xmlns:g" in text:
        return text
    return _ROOT.sub(lambda root: f'{root[0]} xmlns:g="{GOOGLE}"', text, count=1)
