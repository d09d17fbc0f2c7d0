"""Reader of the append-only index from photo URL to stored file; `download` writes it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from fashion_clf.exceptions import DownloadError
from fashion_clf.utils._addresses import first_url

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from fashion_clf.utils._typing import FilePath

__all__ = [
    "EXTENSIONS",
    "INDEX_FOLDER",
    "damaged_index",
    "find_downloaded",
    "index_path",
    "photo_path",
]

INDEX_FOLDER = ".downloads"  # in the folder of the photos
EXTENSIONS = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "GIF": ".gif",
    "BMP": ".bmp",
    "TIFF": ".tif",
    "AVIF": ".avif",
    "JPEG2000": ".jp2",
    "HEIF": ".heic",
}


def photo_path(digest: bytes, kind: str) -> str:
    """Path of a stored photo, relative to its folder."""
    name = digest.hex()
    return os.path.join(name[:2], name + EXTENSIONS[kind])


def index_path(folder: FilePath) -> Path:
    """Path of the index in a folder of photos."""
    return Path(folder) / INDEX_FOLDER / "index.sqlite"


def damaged_index(path: FilePath, cause: BaseException) -> DownloadError:
    """Error for an index that SQLite cannot use."""
    return DownloadError(
        f"{path}: the index of downloaded photos cannot be used ({cause}). Where it is damaged, "
        "delete it; photos are then downloaded again."
    )


def find_downloaded(cells: Sequence[Any], folder: FilePath) -> list[str | None]:
    """Find the photos that were downloaded into a folder.

    Parameters
    ----------
    cells : sequence of object
        Cells of a catalogue's image column; see :func:`first_url`.
    folder : str or Path
        The folder that :func:`download_images` was given.

    Returns
    -------
    list of (str or None)
        Path of each photo; None where there is none, or none was downloaded.

    Raises
    ------
    DownloadError
        Where the folder's index is damaged.

    Examples
    --------
    >>> import tempfile
    >>> from fashion_clf.download import find_downloaded
    >>> find_downloaded(["https://a.com/1.jpg"], tempfile.mkdtemp())
    [None]
    """
    path = index_path(folder)
    if not path.is_file():
        return [None] * len(cells)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            return [_find(base, folder, first_url(cell)) for cell in cells]
    except sqlite3.Error as cause:
        raise damaged_index(path, cause) from cause


def _find(base, folder, url):
    select = "SELECT digest, kind FROM photos WHERE url = ? AND digest IS NOT NULL"
    found = None if url is None else base.execute(select, (url,)).fetchone()
    path = found and os.path.join(folder, photo_path(*found))
    return path if path and os.path.isfile(path) else None
