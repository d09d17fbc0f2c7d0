"""The items of an XML feed, parsed a piece at a time; nothing that could blow up is expanded."""

from xml.parsers import expat

from fashion_clf.catalog.formats._encoding import LONGEST
from fashion_clf.exceptions import CatalogError

__all__ = ["CUSTOM", "GOOGLE", "FeedParser", "value_of"]

GOOGLE = "http://base.google.com/ns/1.0"
CUSTOM = "http://base.google.com/cns/1.0"  # of fields that are not Google's own
_LANG = "http://www.w3.org/XML/1998/namespace lang xml"
_PLAIN = ("", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/")
# Of RSS, of Atom, of Heureka, of Yandex, of many shops.
_ITEMS = frozenset(("item", "entry", "shopitem", "offer", "product", "article"))
_OUTERMOST = 4  # elements around an item at most
_DEEPEST = 50  # elements within each other
_MOST = 100_000  # elements of an item


class _Element:
    """An element of an item: its name, what it holds, and where it stands."""

    __slots__ = (
        "children",
        "end",
        "href",
        "language",
        "local",
        "prefix",
        "space",
        "start",
        "texts",
    )

    def __init__(self, name, attributes, start):
        parts = name.split(" ")  # namespace, name, prefix, as far as there are
        parts = ["", *parts, ""] if len(parts) == 1 else [*parts, ""]
        self.space, self.local, self.prefix = parts[:3]
        self.href = attributes.get("href", "")
        self.language = attributes.get(_LANG, "")
        self.start, self.end = start, None
        self.children, self.texts = [], []


class Item:
    """An item of a feed: its elements, and its text from the end of the item before on.

    The places of elements are bytes of ``text.encode()``.
    """

    def __init__(self, element, raw, base):
        self.text = raw.decode()
        self.elements = _group(element.children)
        self.last = element.children[-1].start - base if element.children else None
        for held in self.elements.values():
            for child in held:
                child.start -= base
                child.end -= base


class FeedParser:
    """Parses a feed in pieces, in memory that does not grow with it.

    A feed has no document type declaration, and so no entities but the five of XML
    itself: a file that has one is refused before anything of it is expanded.

    Parameters
    ----------
    path : Path
        The file, for errors.
    """

    def __init__(self, path):
        self.bindings = {}  # namespace to prefix, of the elements around the items
        self.root = 0  # first byte of the outermost element
        self.head = None  # the text before the first item
        self._path = path
        self._buffer = bytearray()  # what stands behind the last item
        self._base = 0  # bytes of the document before that
        self._open = []  # the item and its elements around the current place
        self._depth = 0  # of the elements around the items
        self._n_elements = 0  # since the last item
        self._items = []
        parser = self._parser = expat.ParserCreate("utf-8", " ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartNamespaceDeclHandler = self._bind
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def feed(self, data, final=False):
        """Parse on.

        Parameters
        ----------
        data : bytes
            The next piece, in UTF-8.
        final : bool, default=False
            Whether it is the last.

        Returns
        -------
        list of Item
            Those that end in it.
        """
        self._buffer += data
        self._items = []
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as cause:
            ended = final or cause.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
            raise CatalogError(
                f"{self._path}: line {cause.lineno}, column {cause.offset + 1}: not XML "
                f"({expat.ErrorString(cause.code)})."
                + (" The file seems to be truncated." if ended else "")
            ) from cause
        if len(self._buffer) > 2 * LONGEST:
            raise CatalogError(
                f"{self._path}: line {self._parser.CurrentLineNumber}: an item that ends here or "
                f"later is longer than {LONGEST} characters, too long for one product."
            )
        return self._items

    def skip_head(self):
        """Take all that was fed for the text before the first item."""
        self.head = self._buffer.decode()
        self._cut(self._base + len(self._buffer))

    def rest(self):
        """Give the text behind the last item."""
        return self._buffer.decode()

    def _refuse_doctype(self, *_):
        raise CatalogError(
            f"{self._path}: line {self._parser.CurrentLineNumber}: has a document type "
            "declaration (<!DOCTYPE ...>), which no product feed needs and which could make it "
            "expand without end. Take it out."
        )

    def _bind(self, prefix, space):
        if not self._open:
            self.bindings[space] = prefix

    def _start(self, name, attributes):
        start = self._parser.CurrentByteIndex
        if not self._depth:
            self.root = start
        self._n_elements += 1
        if len(self._open) + self._depth >= _DEEPEST or self._n_elements > _MOST:
            raise CatalogError(
                f"{self._path}: line {self._parser.CurrentLineNumber}: more than {_MOST} elements "
                f"in one item, or more than {_DEEPEST} within each other; that is no product feed."
            )
        element = _Element(name, attributes, start)
        if self._open:
            self._open[-1].children.append(element)
        elif not 1 <= self._depth <= _OUTERMOST or element.local.lower() not in _ITEMS:
            self._depth += 1
            return
        elif self.head is None:
            self.head = self._buffer[: start - self._base].decode()
            self._cut(start)
        self._open.append(element)

    def _characters(self, text):
        if self._open:
            self._open[-1].texts.append(text)

    def _end(self, name):
        if not self._open:
            self._depth -= 1
            return
        element = self._open.pop()
        element.end = self._end_of(element)
        if not self._open:
            raw = bytes(self._buffer[: element.end - self._base])
            self._items.append(Item(element, raw, self._base))
            self._cut(element.end)
            self._n_elements = 0

    def _end_of(self, element):
        """Find the byte behind an element; expat points at its end tag, or behind ``<x/>``."""
        place = self._parser.CurrentByteIndex - self._base
        if not (element.children or element.texts) and self._buffer[place - 2 : place] == b"/>":
            return place + self._base
        return self._buffer.index(b">", place) + 1 + self._base

    def _cut(self, start):
        del self._buffer[: start - self._base]
        self._base = start


def _group(elements):
    """Bring the elements of one name together, under the name that a field has.

    Elements of Google's namespaces and of the feed's own have their name as it is,
    Google's first; where two of different kinds share it, and in any other
    namespace, the prefix is part of it.
    """
    ranks = {}
    for element in elements:
        rank = _rank(element)
        ranks[element.local] = min(rank, ranks.get(element.local, rank))
    groups = {}
    for element in elements:
        name, rank = element.local, _rank(element)
        if rank > 2 or rank > ranks[name]:
            name = f"{element.prefix or 'feed'}:{name}"
        groups.setdefault(name, []).append(element)
    return groups


def _rank(element):
    space = element.space.replace("https://", "http://").rstrip("/")
    if space in (GOOGLE, CUSTOM):
        return (GOOGLE, CUSTOM).index(space)
    return 2 if element.space in _PLAIN or not element.prefix else 3


def value_of(elements):
    """Give what elements of one name hold.

    Parameters
    ----------
    elements : list of element
        At least one.

    Returns
    -------
    str, dict or list
        Text; what they hold by name, where there are elements in them; a list of
        such values where there are several, or a dict by ``xml:lang`` where each has its own.
    """
    values = [
        {name: value_of(held) for name, held in _group(element.children).items()}
        if element.children
        else "".join(element.texts) or element.href
        for element in elements
    ]
    languages = {element.language for element in elements} - {""}
    if len(languages) == len(values) > 1:
        return {element.language: one for element, one in zip(elements, values, strict=True)}
    return values[0] if len(values) == 1 else values
