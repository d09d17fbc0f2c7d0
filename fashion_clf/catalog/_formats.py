"""Which format a catalogue has."""

from pathlib import Path

from fashion_clf.exceptions import CatalogError

__all__ = ["FORMATS", "find_format", "split_format"]

FORMATS = ("json", "jsonl", "csv", "tsv", "parquet")
_EXTENSIONS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
_GZIP = b"\x1f\x8b"


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
    named, zipped = split_format(path, file_format)
    try:
        with open(path, "rb") as file:
            zipped = zipped or (named != "parquet" and file.read(2) == _GZIP)
    except OSError:
        pass  # whoever opens it to read it says what is wrong
    return named, zipped


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
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    zipped = suffixes[-1:] == [".gz"]
    suffix = "".join((suffixes[:-1] if zipped else suffixes)[-1:])
    if file_format is not None and file_format not in FORMATS:
        raise CatalogError(f"{file_format!r} is no format; allowed are {', '.join(FORMATS)}.")
    found = file_format or _EXTENSIONS.get(suffix)
    if found is None or (zipped and found == "parquet"):
        raise CatalogError(
            f"{path}: the extension {suffix!r} is none of a catalogue; allowed are "
            f"{' '.join(_EXTENSIONS)}, and .gz after each but the last."
        )
    return found, zipped
