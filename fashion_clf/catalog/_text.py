"""Text files of catalogues: which format, which encoding, compressed or not."""

import gzip
import io
import json
import re
import zlib
from contextlib import contextmanager
from pathlib import Path

from fashion_clf.catalog._warn import warn
from fashion_clf.exceptions import CatalogError

__all__ = ["FORMATS", "open_lines", "split_format", "write_text"]

FORMATS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
_ESCAPED = re.compile("[\udc80-\udcff]+")  # bytes that are no UTF-8, as surrogateescape keeps them


def split_format(path):
    """Tell the format of a catalogue by its extension.

    Parameters
    ----------
    path : str or Path
        For instance ``products.jsonl.gz``.

    Returns
    -------
    tuple of (str, bool)
        The format, one of the values of ``FORMATS``, and whether it is gzipped.

    Raises
    ------
    CatalogError
        Where the extension is none of a catalogue.
    """
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    zipped = suffixes[-1:] == [".gz"]
    suffix = "".join((suffixes[:-1] if zipped else suffixes)[-1:])
    if suffix not in FORMATS or (zipped and suffix == ".parquet"):
        raise CatalogError(
            f"{path}: the extension {suffix!r} is none of a catalogue; allowed are "
            f"{' '.join(FORMATS)}, and .gz after each but the last."
        )
    return FORMATS[suffix], zipped


@contextmanager
def open_lines(path, zipped):
    """Open a text file and give an iterator over its lines, whatever its encoding.

    UTF-8, UTF-16 and UTF-32 are told by their first bytes. Bytes that are not
    UTF-8 are read as Latin-1 (as Windows writes it) and counted in one warning.

    Parameters
    ----------
    path : str or Path
        The file.
    zipped : bool
        Whether it is gzipped.

    Yields
    ------
    iterator of str
        Lines with their ends as they were.
    """
    repair = _Repair()
    try:
        with gzip.open(path, "rb") if zipped else open(path, "rb") as binary:
            buffered = io.BufferedReader(binary) if zipped else binary
            encoding = json.detect_encoding(buffered.peek(4)[:4])
            errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
            with io.TextIOWrapper(buffered, encoding, errors, newline="") as text:
                yield map(repair, text)
    except UnicodeDecodeError as cause:
        raise CatalogError(
            f"{path}: begins as {cause.encoding} but cannot be read so: {cause.reason}. "
            "Save it as UTF-8."
        ) from cause
    except FileNotFoundError as cause:
        raise CatalogError(f"{path}: no such file.") from cause
    except IsADirectoryError as cause:
        raise CatalogError(f"{path}: is a folder; a catalogue is a file.") from cause
    except (EOFError, zlib.error, OSError) as cause:
        what = "is damaged or truncated" if zipped else "cannot be read"
        raise CatalogError(f"{path}: {what}: {getattr(cause, 'strerror', 0) or cause}.") from cause
    repair.warn(path)


class _Repair:
    """Turns bytes that are no UTF-8 into the characters they are in Latin-1, and counts them."""

    def __init__(self):
        self.line = self.count = self.first = 0

    def __call__(self, line):
        self.line += 1
        if line.isascii() or not _ESCAPED.search(line):
            return line
        self.first = self.first or self.line
        return _ESCAPED.sub(self._decode, line)

    def _decode(self, match):
        raw = match[0].encode("utf-8", "surrogateescape")
        self.count += len(raw)
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")

    def warn(self, path):
        if self.count:
            warn(
                f"{path}: {self.count} bytes are not UTF-8 (the first on line {self.first}); they "
                "were read as Latin-1. Where accents look wrong, save the file as UTF-8."
            )


def write_text(path, zipped, chunks):
    """Write bytes, gzipped if need be, the same for the same chunks at any time.

    Parameters
    ----------
    path : str or Path
        The file, which is written over.
    zipped : bool
        Whether to compress.
    chunks : iterable of bytes
        What to write.
    """
    with open(path, "wb") as raw:
        if not zipped:
            raw.writelines(chunks)
            return
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
            packed.writelines(chunks)
