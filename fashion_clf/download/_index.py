"""Append-only index from photo URL to stored file, safe to interrupt at any moment."""

import os
import sqlite3
from contextlib import suppress

from fashion_clf.download._outcome import Photo
from fashion_clf.exceptions import DownloadError
from fashion_clf.utils._photo_index import damaged_index, index_path, photo_path

__all__ = ["Index"]

_VERSION = 1
# digest and what belongs to it are of the photo that is there; reason says how the last
# attempt failed, which may have been one to refresh it.
_PHOTOS = """
CREATE TABLE IF NOT EXISTS photos (
    url TEXT PRIMARY KEY,
    digest BLOB, kind TEXT, n_bytes INTEGER, etag TEXT, last_modified TEXT,
    run INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT
) WITHOUT ROWID
"""
_KEEP = """
INSERT INTO photos VALUES (:url, :digest, :kind, :n_bytes, :etag, :last_modified,
    :run, :outcome, NULL)
ON CONFLICT (url) DO UPDATE SET (digest, kind, n_bytes, etag, last_modified, run, outcome, reason)
    = (excluded.digest, excluded.kind, excluded.n_bytes, excluded.etag, excluded.last_modified,
    excluded.run, excluded.outcome, NULL)
"""
_FAIL = """
INSERT INTO photos (url, run, outcome, reason) VALUES (?, ?, 'failed', ?)
ON CONFLICT (url) DO UPDATE SET (run, outcome, reason)
    = (excluded.run, excluded.outcome, excluded.reason)
"""


class Index:
    """The index, for the process that downloads; use it in a ``with`` block.

    Parameters
    ----------
    folder : str or Path
        Folder of photos.

    Attributes
    ----------
    run : int
        Number of this run, greater than that of any before.
    base : sqlite3.Connection
        To read the table ``photos``.

    Raises
    ------
    DownloadError
        Where it is damaged.
    """

    def __init__(self, folder):
        self._folder = folder
        self._path = index_path(folder)

    def __enter__(self):
        # every statement is a transaction of its own: what is done is done when it returns
        self.base = sqlite3.connect(self._path, isolation_level=None)
        try:
            self.base.execute("PRAGMA journal_mode = WAL")
            self.base.execute("PRAGMA synchronous = NORMAL")
            version = self.base.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                raise damaged_index(self._path, f"it is of version {version}, not {_VERSION}")
            self.base.execute(_PHOTOS)
            self.base.execute(f"PRAGMA user_version = {_VERSION}")
            last = self.base.execute("SELECT max(run) FROM photos").fetchone()[0]
        except sqlite3.Error as cause:
            self.base.close()
            raise damaged_index(self._path, cause) from cause
        except DownloadError:
            self.base.close()
            raise
        self.run = (last or 0) + 1
        return self

    def __exit__(self, *error):
        with suppress(sqlite3.Error):  # another process reads
            self.base.execute("PRAGMA journal_mode = DELETE")  # or no read-only copy can be opened
        self.base.close()

    def photo(self, url):
        """Give the photo of an address; None where there is none, or its file is not whole."""
        columns = "digest, kind, n_bytes, etag, last_modified"
        select = f"SELECT {columns} FROM photos WHERE url = ? AND digest IS NOT NULL"
        found = self.base.execute(select, (url,)).fetchone()
        photo = found and Photo(*found)
        return photo if photo and self._is_whole(photo) else None

    def _is_whole(self, photo):
        try:
            path = os.path.join(self._folder, photo_path(photo.digest, photo.kind))
            return os.stat(path).st_size == photo.n_bytes
        except OSError:
            return False

    def has_failed(self, url):
        """Whether the last attempt at an address failed."""
        select = "SELECT 1 FROM photos WHERE url = ? AND reason IS NOT NULL"
        return self.base.execute(select, (url,)).fetchone() is not None

    def keep(self, url, photo, outcome):
        """Write that an address has this photo, ``"downloaded"`` or ``"unchanged"``."""
        values = {"url": url, "run": self.run, "outcome": outcome, **vars(photo)}
        self._write(_KEEP, values)

    def fail(self, url, reason):
        """Write that the attempt at an address failed; a photo of before stays."""
        readable = reason.encode("utf-8", "replace").decode()
        self._write(_FAIL, (url, self.run, readable))

    def _write(self, statement, values):
        try:
            self.base.execute(statement, values)
        except sqlite3.Error as cause:
            raise DownloadError(f"{self._path}: cannot be written ({cause}).") from cause
