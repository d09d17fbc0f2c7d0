"""Google Merchant feeds in XML, written like the one that was read."""

import re
from decimal import Decimal
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd

from fashion_clf.catalog._columns import find_columns
from fashion_clf.catalog.formats._json_writer import encode_value, is_same
from fashion_clf.catalog.formats._xml import CUSTOM, GOOGLE, FeedParser, value_of
from fashion_clf.utils._missing import is_missing

__all__ = ["FeedWriter"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0">
  <channel>
    <title>Products</title>
    <link></link>
    <description></description>"""
_TAIL = "\n  </channel>\n</rss>\n"
_ROLES = {"id": "id", "name": "title", "description": "description", "image": "image_link"}
_GOOGLE_NAMES = set(
    "additional_image_link adult age_group ads_redirect availability availability_date brand "
    "canonical_link certification color condition cost_of_goods_sold custom_label_0 "
    "custom_label_1 custom_label_2 custom_label_3 custom_label_4 description display_ads_id "
    "expiration_date gender google_product_category gtin id identifier_exists image_link "
    "is_bundle item_group_id lifestyle_image_link link material mobile_link mpn multipack pattern "
    "price product_detail product_highlight product_type sale_price sale_price_effective_date "
    "shipping shipping_label size size_system size_type tax title".split()
)
_NO_NAME = re.compile(r"[^\w.-]+", re.ASCII)
_NO_TEXT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FeedWriter:
    """Formats products as a feed.

    Of a product whose text is known, all elements that are what that text says are
    written as they are there; new fields stand behind them, Google's own names in
    its namespace, others in that of custom attributes.

    Parameters
    ----------
    style : dict
        How the feed that was read is written; empty for a new feed.
    started : bool
        Whether products were written before.
    """

    def __init__(self, style, started):
        self._new = "head" not in style
        self._head = style.get("head", _HEAD)
        self._known = style.get("names", [])
        self._started = started
        self._prefixes = None  # of namespaces, once the names of fields are known
        self._parser = FeedParser(Path("feed"))
        self._parser.feed(self._head.encode())
        self._parser.skip_head()

    def format(self, names, rows, texts, renamed, n_added=0):
        """Yield what stands before the first product, once, and the text of each product.

        Parameters
        ----------
        names, rows, texts, renamed, n_added
            As of the other formats.
        """
        if self._prefixes is None:
            head = self._bind(names, renamed)
            if not self._started:
                yield head
            self._started = True
        if self._new:
            names = _feed_names(names)
        for values, raw in zip(rows, texts, strict=True):
            fields = {
                name: value for name, value in zip(names, values, strict=True) if value is not pd.NA
            }
            yield self._item(fields) if raw is None else self._edit(raw, fields, renamed)

    def ending(self, tail):
        """Give what stands behind the last product; `tail` is that of the file that was read."""
        if self._started:
            return tail or _TAIL
        return self._head + _TAIL

    def _bind(self, names, renamed):
        """Choose the prefixes, and put those that are missing into the outermost element."""
        self._prefixes = dict(self._parser.bindings)
        taken = {*self._prefixes.values(), None}
        known = {renamed.get(name, name) for name in self._known}
        missing = {_namespace(name) for name in names if name not in known} - set(self._prefixes)
        added = ""
        for space, prefix in ((GOOGLE, "g"), (CUSTOM, "c")):
            if space in missing:
                while prefix in taken:
                    prefix += "_"
                self._prefixes[space] = prefix
                added += f' xmlns:{prefix}="{space}"'
        head = self._head.encode()
        place = re.compile(rb"<[^\s/>]+").match(head, self._parser.root).end()
        return (head[:place] + added.encode() + head[place:]).decode()

    def _item(self, fields):
        """Format a product whose text is not known."""
        elements = self._elements(fields, "\n      ")
        return f"\n    <item>{elements}\n    </item>"

    def _edit(self, text, fields, renamed):
        """Bring the text of a product to its fields."""
        raw = text.encode()
        (item,) = self._parser.feed(raw)
        space = _space_before(raw, item.last).decode() if item.last else ""
        edits = []
        for key, elements in item.elements.items():
            name = renamed.get(key, key)
            value = fields.pop(name, pd.NA)
            if not is_same(value_of(elements), value):
                edits += self._replace(raw, elements, value)
            elif name != key and elements[0].space == CUSTOM:
                edits += _rename(raw, elements, name)
        parts, done = [], 0
        for start, end, new in sorted(edits):
            parts += [raw[done:start], new.encode()]
            done = end
        return _extend(b"".join([*parts, raw[done:]]).decode(), self._elements(fields, space))

    def _replace(self, raw, elements, value):
        """Put a value in the place of the first of some elements, and take the others out."""
        first = elements[0]
        if value is not pd.NA:
            tag = f"{first.prefix}:{first.local}" if first.prefix else first.local
            yield first.start, first.end, "".join(_tags(tag, "" if value is None else value))
            elements = elements[1:]
        for element in elements:
            yield element.start - len(_space_before(raw, element.start)), element.end, ""

    def _elements(self, fields, space):
        """Format fields as elements, each with space before it; what is missing is none."""
        parts = []
        for name, value in fields.items():
            if is_missing(value):
                continue
            namespace = _namespace(name)
            declared = "" if namespace in self._prefixes else f' xmlns:c="{namespace}"'
            prefix = self._prefixes.get(namespace, "c")
            tag = f"{prefix}:{_xml_name(name)}" if prefix else _xml_name(name)
            parts += [space + element for element in _tags(tag, value, declared)]
        return "".join(parts)


def _tags(tag, value, declared=""):
    """Yield a value as an element, or several if it is a list."""
    for held in value if isinstance(value, list | tuple) else [value]:
        if isinstance(held, dict):
            prefix = tag.rpartition(":")[0]
            parts = (
                _tags(f"{prefix}:{_xml_name(key)}" if prefix else _xml_name(key), inner)
                for key, inner in held.items()
            )
            content = "".join(chain.from_iterable(parts))
        else:
            text = str(held) if isinstance(held, str | Decimal) else encode_value(held).strip('"')
            content = escape(_NO_TEXT.sub("\ufffd", text), {"\r": "&#13;"})
        yield f"<{tag}{declared}>{content}</{tag}>"


def _extend(text, elements):
    """Put elements behind those of an item."""
    if not elements:
        return text
    if text.endswith("/>"):
        name = re.search(r"<([^\s/>]+)", text)[1]
        return f"{text[:-2].rstrip()}>{elements}</{name}>"
    end = text.rindex("</")
    held = text[:end].rstrip()
    return held + elements + text[len(held) :]


def _rename(raw, elements, name):
    """Yield the edits that give elements another name."""
    for element in elements:
        start = element.start + 1
        start += len(element.prefix) + 1 if element.prefix else 0
        length = len(element.local.encode())
        yield start, start + length, name
        if raw[element.end - 2 : element.end] != b"/>":
            end = raw.rindex(element.local.encode(), start, element.end)
            yield end, end + length, name


def _space_before(raw, place):
    return raw[len(raw[:place].rstrip()) : place]


def _namespace(name):
    return GOOGLE if name in _GOOGLE_NAMES else CUSTOM


def _xml_name(name):
    name = _NO_NAME.sub("_", name)
    return name if name[:1].isalpha() else f"_{name}"


def _feed_names(names):
    """Names that a new feed has for its fields: Google's own for what they say."""
    roles = {column: _ROLES[role] for role, column in find_columns(names).items()}
    return [name if roles.get(name, name) in names else roles[name] for name in names]
