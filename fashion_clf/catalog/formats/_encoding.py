"""Text files of catalogues: which encoding, compressed or not, read piece by piece."""

import codecs
import gzip
import io
import json
import re
import zipfile
import zlib
from contextlib import contextmanager

from fashion_clf.catalog.formats._legacy import detect_legacy
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

__all__ = ["LONGEST", "open_text", "peek_text", "zip_member"]

LONGEST = 2**24  # characters of a line, a cell or a product; more is no catalogue
_BLOCK = 2**18  # characters
_ESCAPED = re.compile("[\udc80-\udcff]+")  # bytes that are no UTF-8, as surrogateescape keeps them
# Also behind control characters, which are mended.
_DECLARATION = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]*"
    rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)""",
    re.ASCII,
)
_SAMPLE = 2**17  # bytes by which an encoding is told
_ASCII = bytes(range(32, 127))
_MARKS = {  # UTF-32 first: its mark begins as that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


@contextmanager
def open_text(path, zipped):
    """Open a text file to read it in bounded memory, whatever its encoding.

    UTF-8, UTF-16 and UTF-32 are detected by their first bytes. Bytes that are not
    UTF-8 are read as Latin-1 (as Windows writes it) and counted.

    Parameters
    ----------
    path : str or Path
        The file.
    zipped : bool
        Whether it is gzipped, or a zip archive of one file.

    Yields
    ------
    Text
    """
    try:
        with _open_binary(path, zipped) as binary:
            buffered = io.BufferedReader(binary, _SAMPLE) if zipped else binary
            _refuse_tar(buffered.peek(512), path)
            start = buffered.peek(4)[:4]
            mark = next((mark for mark in _MARKS if start.startswith(mark)), b"")
            buffered.read(len(mark))
            encoding = _MARKS.get(mark) or _declared(buffered, path) or json.detect_encoding(start)
            legacy = detect_legacy(buffered.peek(_SAMPLE)) if encoding == "utf-8" else None
            errors = "surrogateescape" if encoding == "utf-8" else "strict"
            with io.TextIOWrapper(buffered, legacy or encoding, errors, newline="") as file:
                yield Text(file, path, mark, legacy)
    except UnicodeDecodeError as cause:
        raise CatalogError(
            f"{path}: begins as {cause.encoding} but cannot be read so: {cause.reason}. "
            "Save it as UTF-8."
        ) from cause
    except FileNotFoundError as cause:
        raise CatalogError(f"{path}: no such file.") from cause
    except IsADirectoryError as cause:
        raise CatalogError(f"{path}: is a folder; a catalogue is a file.") from cause
    except (EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, OSError) as cause:
        what = "is damaged or truncated" if zipped else "cannot be read"
        raise CatalogError(f"{path}: {what}: {getattr(cause, 'strerror', 0) or cause}.") from cause


@contextmanager
def _open_binary(path, zipped):
    """Open a file, unpacked while it is read."""
    if zipped and str(path).lower().endswith(".zip"):
        with zipfile.ZipFile(path) as archive, archive.open(zip_member(path)) as member:
            yield member
        return
    with gzip.open(path, "rb") if zipped else open(path, "rb", _SAMPLE) as binary:
        yield binary


def _refuse_tar(start, path):
    """Refuse an archive of several files inside a compressed one."""
    if start[257:262] == b"ustar":
        raise CatalogError(f"{path}: is a tar archive; unpack it and name the catalogue in it.")


def zip_member(path):
    """Give the name of the one file in a zip archive.

    Raises
    ------
    CatalogError
        Where it is no archive, is encrypted, or holds none or several.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            held = [one for one in archive.infolist() if not one.is_dir()]
    except (OSError, zipfile.BadZipFile) as cause:
        raise CatalogError(f"{path}: cannot be read as a zip archive: {cause}.") from cause
    held = [one for one in held if not one.filename.startswith(("__MACOSX/", "."))]
    if len(held) != 1:
        names = ", ".join(repr(one.filename) for one in held[:5]) or "none"
        raise CatalogError(
            f"{path}: a zip archive must hold one catalogue; it holds {len(held)} files: {names}."
        )
    if held[0].flag_bits & 1:
        raise CatalogError(f"{path}: is encrypted; unpack it first.")
    return held[0].filename


def _declared(buffered, path):
    """Give the encoding that an XML file declares, if it is one that extends ASCII."""
    declaration = _DECLARATION.match(buffered.peek(200))
    if not declaration:
        return None
    name = declaration[1].decode("ascii")
    try:
        codec = codecs.lookup(name).name
        if _ASCII.decode(codec) == _ASCII.decode("ascii"):
            return codec
    except (LookupError, UnicodeError) as cause:
        raise CatalogError(f"{path}: declares the encoding {name!r}, which is unknown.") from cause
    return None


def peek_text(path, zipped):
    """Give the first characters of a text file, as :func:`open_text` reads them."""
    with open_text(path, zipped) as text:
        return next(text.blocks(), "")


class Text:
    """A text file that is being read, by lines or by blocks."""

    def __init__(self, file, path, mark, legacy=None):
        self._legacy = legacy
        self._file = file
        self._path = path
        self._style = {"encoding": file.encoding, "marked": bool(mark), "ensure_ascii": True}
        self._line = 1
        self._broken = self._first_broken = 0

    def lines(self):
        """Give the lines, with their ends as they were."""
        read = self._file.readline
        while line := read(LONGEST):
            if len(line) == LONGEST:
                raise CatalogError(
                    f"{self._path}: line {self._line} is longer than {LONGEST} characters."
                )
            yield line if line.isascii() else self._repair(line)
            self._line += 1

    def blocks(self):
        """Give the text in blocks."""
        while block := self._file.read(_BLOCK):
            yield block if block.isascii() else self._repair(block)
            self._line += block.count("\n")

    def style(self):
        """Tell how the text is encoded, once all of it was read."""
        return self._style

    def _repair(self, text):
        """Turn bytes that are no UTF-8 into the characters they are in Latin-1."""
        self._style["ensure_ascii"] = False
        broken = _ESCAPED.search(text)
        if not broken:
            return text
        self._first_broken = self._first_broken or self._line + text.count("\n", 0, broken.start())
        return _ESCAPED.sub(self._decode, text)

    def _decode(self, match):
        raw = match[0].encode("utf-8", "surrogateescape")
        self._broken += len(raw)
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")

    def warn(self):
        """Say how many bytes were no UTF-8, or that none was meant to be."""
        if self._legacy:
            warn(
                f"{self._path}: is not UTF-8; it was read as {self._legacy}, and is written so. "
                "Where letters look wrong, save the file as UTF-8."
            )
        if self._broken:
            warn(
                f"{self._path}: {self._broken} bytes are not UTF-8 (the first on line "
                f"{self._first_broken}); they were read as Latin-1. Where accents look wrong, "
                "save the file as UTF-8."
            )
