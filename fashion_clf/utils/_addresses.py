"""The address of a photo in what a catalogue has in its image column."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

__all__ = ["first_url"]

_ADDRESS = r"(?:[a-z][a-z0-9+.-]*:)?//"
_BEGINS = re.compile(_ADDRESS, re.IGNORECASE)
# Addresses may contain commas and spaces: they part two only where the second begins.
_NEXT = re.compile(rf"[\s,;|]+(?={_ADDRESS})", re.IGNORECASE)


def first_url(cell: Any) -> str | None:
    """Give the first address in a cell.

    Parameters
    ----------
    cell : object
        One address; several, parted by commas, semicolons, spaces or ``|``; a list
        of them, or such a list written as JSON.

    Returns
    -------
    str or None
        The address, ``https:`` put before one that leaves the scheme to the page;
        None where there is none.

    Examples
    --------
    >>> from fashion_clf.download import first_url
    >>> first_url("https://a.com/w_40,h_30/1.jpg, https://a.com/2.jpg")
    'https://a.com/w_40,h_30/1.jpg'
    >>> first_url(["", "//a.com/1.jpg"])
    'https://a.com/1.jpg'
    >>> first_url("photos/1.jpg") is None
    True
    """
    if isinstance(cell, str) and cell.lstrip().startswith("["):
        cell = _parse_list(cell)
    if isinstance(cell, str):
        return _first(cell)
    if isinstance(cell, list | tuple) or getattr(cell, "ndim", 0) == 1:
        return next(filter(None, (_first(part) for part in cell if isinstance(part, str))), None)
    return None


def _parse_list(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _first(text):
    text = text.strip()
    if not _BEGINS.match(text):
        return None
    url = _NEXT.split(text, maxsplit=1)[0].rstrip(" \t\r\n,;|")
    url = url.encode("utf-8", "replace").decode()  # half characters can be kept nowhere
    return f"https:{url}" if url.startswith("//") else url
