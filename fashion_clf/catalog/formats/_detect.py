"""Which format a catalogue has: its content says it, and its name where the content does not."""

import json
import os
import re
from pathlib import Path

from fashion_clf.catalog._columns import find_fields
from fashion_clf.catalog.formats._encoding import peek_text, zip_member
from fashion_clf.catalog.formats._excel import is_spreadsheet
from fashion_clf.catalog.formats._header import MARKS, first_lines, header_names, sniff_header
from fashion_clf.exceptions import CatalogError

__all__ = ["DELIMITERS", "FORMATS", "WHOLE", "find_format", "split_format"]

FORMATS = (
    "json",
    "jsonl",
    "csv",
    "tsv",
    "parquet",
    "shopify",
    "merchant-tsv",
    "merchant-xml",
    "xlsx",
    "ods",
)
DELIMITERS = {"csv": ",", "shopify": ",", "tsv": "\t", "merchant-tsv": "\t"}
_EXTENSIONS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".txt": "merchant-tsv",
    ".xml": "merchant-xml",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".ods": "ods",
}
_SHEETS = {".xlsm": "xlsx", ".xlsb": "xlsx", ".xls": "xlsx"}  # read, not written
WHOLE = ("parquet", "xlsx", "ods")  # formats of which no part can be read or packed alone
_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_LIST = re.compile(r"\[\s*\{")
_OBJECT = re.compile(r'\{\s*["}]')
# What is a table to people, and none to a reader of feeds.
_TABLES = {
    "an HTML page": re.compile(
        r"(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<(?:html|head|body|table)\b)", re.I
    ),
    "the XML of Excel 2003": re.compile(r"(?:<\?[^>]*>\s*)*<(?:\w+:)?Workbook\b"),
}
_SHOPIFY = {
    "body_(html)",
    "image_src",
    "product_image_url",
    "option1_name",
    "variant_sku",
    "variant_price",
}
_MERCHANT = {"id", "title", "description", "link", "image_link", "price", "availability"}


def find_format(path, file_format=None):
    """Find out which format a file has that is there.

    Parameters
    ----------
    path : Path
        The file.
    file_format : str, default=None
        One of ``FORMATS``, where the user knows better.

    Returns
    -------
    tuple of (str, bool)
        The format, and whether it is gzipped.

    Raises
    ------
    CatalogError
        Where neither name nor content are those of a catalogue.
    """
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise CatalogError(
            f"{path}: is a pipe or a device; a catalogue is a file, for it is read more than once."
        )
    suffix, zipped = _suffix(path)
    if suffix == ".zip" and os.path.isfile(path):
        suffix, zipped = _suffix(zip_member(path))[0], True
    named = _EXTENSIONS.get(suffix, _SHEETS.get(suffix))
    if file_format is not None or (zipped and named in WHOLE):
        named, zipped = split_format(path, file_format)
    start = _first_bytes(path)
    zipped = zipped or start.startswith(_GZIP)
    if file_format is not None:
        return file_format, zipped
    if start == _PARQUET or named == "parquet":
        return "parquet", False
    if is_spreadsheet(path, start):
        return "ods" if named == "ods" else "xlsx", False
    if named in WHOLE:
        if start.startswith(b"PK"):
            raise CatalogError(f"{path}: is damaged, or no spreadsheet: no workbook is in it.")
        named = "csv"  # text under the name of a spreadsheet, as many shops send it
    text = peek_text(path, zipped).lstrip()
    for kind, opening in _TABLES.items():
        if opening.match(text):
            raise CatalogError(
                f"{path}: is {kind}. Some systems export tables so, also under the name .xls: open "
                "it in a spreadsheet program and save it as .xlsx or .csv."
            )
    found = _sniff(text, named)
    if found is None:
        raise _unknown(path, _nearest(text))
    return found, zipped


def split_format(path, file_format=None):
    """Tell the format of a catalogue by its name.

    Parameters
    ----------
    path : str or Path
        For instance ``products.jsonl.gz``.
    file_format : str, default=None
        One of ``FORMATS``; the extension then says only whether it is gzipped.

    Returns
    -------
    tuple of (str, bool)
        The format, one of ``FORMATS``, and whether it is gzipped.

    Raises
    ------
    CatalogError
        Where the extension is none of a catalogue, or there is no such format.
    """
    if file_format is not None and file_format not in FORMATS:
        raise CatalogError(f"{file_format!r} is no format; allowed are {', '.join(FORMATS)}.")
    suffix, zipped = _suffix(path)
    found = file_format or _EXTENSIONS.get(suffix)
    if found is None or (zipped and found in WHOLE):
        raise _unknown(path)
    return found, zipped


def _suffix(path):
    """Give the extension of a name but for .gz, and whether that stands behind it."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    zipped = suffixes[-1:] == [".gz"]
    return "".join((suffixes[:-1] if zipped else suffixes)[-1:]), zipped


def _unknown(path, hint=""):
    return CatalogError(
        f"{path}: the extension {_suffix(path)[0]!r} is none of a catalogue; allowed are "
        f"{' '.join(_EXTENSIONS)}, and .gz after each but the last three.{hint}"
    )


def _nearest(text):
    """Say what a text looks most like whose name tells nothing."""
    mark, n_before = sniff_header(text)
    names = header_names("".join(first_lines(text)[n_before : n_before + 1]), mark)
    known = [name for names in find_fields(names).values() for name in names]
    if not known:
        return ""
    kind = "tsv" if mark == "\t" else "csv"
    return (
        f" It looks like {kind.upper()} with {mark!r} and the columns "
        f"{', '.join(map(repr, known[:5]))}: name it .{kind}, or say --format {kind}."
    )


def _first_bytes(path):
    try:
        with open(path, "rb") as file:
            return file.read(4)
    except OSError:
        return b""  # whoever opens it next says what is wrong


def _sniff(text, named):
    """Tell the format by the first characters; `named` is that of the extension, if any."""
    if text.startswith("<"):
        return "merchant-xml"
    if _LIST.match(text):
        return "json"
    if _OBJECT.match(text) and named != "jsonl":
        try:
            _, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            return named if named == "json" else None
        return "jsonl" if text[end:].lstrip().startswith("{") else "json"
    if named in ("json", "jsonl", "merchant-xml"):
        return named
    return _sniff_table(text, named)


def _sniff_table(text, named):
    usual = MARKS if named == "csv" else "\t" + MARKS.replace("\t", "")
    mark, n_before = sniff_header(text, usual)
    header = "".join(first_lines(text)[n_before : n_before + 1])
    names = header_names(header, mark)
    if mark == "\t":
        merchant = len(_MERCHANT.intersection(map(_plain, names))) >= 4
        return "merchant-tsv" if merchant else named and "tsv"
    return "shopify" if _is_shopify(names) else named and "csv"


def _is_shopify(names):
    names = set(map(_plain, names))
    return bool(names & {"handle", "url_handle"} and "title" in names and names & _SHOPIFY)


def _plain(name):
    return name.strip().lower().replace(" ", "_")
