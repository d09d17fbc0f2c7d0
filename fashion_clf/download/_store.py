"""The folder that photos are kept in, each under the hash of its content."""

import hashlib
import os
import secrets
import sqlite3
from pathlib import Path

from fashion_clf.download._outcome import Photo, RefusedError
from fashion_clf.download._picture import HEAD, sniff
from fashion_clf.exceptions import DownloadError, ImageError
from fashion_clf.images.reading._decode import decode_file
from fashion_clf.utils._photo_index import INDEX_FOLDER, photo_path

__all__ = ["Store"]

_SIDE = 32  # pixels that a photo is decoded to: a JPEG cheaply, and still to its last byte


class Store:
    """The folder, for one process at a time; part files that others left are removed.

    Use it in a ``with`` block, which holds the lock.

    Parameters
    ----------
    folder : str or Path
        Made where it is not there.
    max_bytes, max_pixels : int
        What a photo may have at most.

    Raises
    ------
    DownloadError
        Where another process downloads into it, or it cannot be written.
    """

    def __init__(self, folder, max_bytes, max_pixels):
        self.folder = Path(folder)
        self._max_bytes = max_bytes
        self._max_pixels = max_pixels
        self._parts = self.folder / INDEX_FOLDER / "parts"
        self._lock = None

    def __enter__(self):
        try:
            self._parts.mkdir(parents=True, exist_ok=True)
            self._lock = self._take_lock()
            for left in self._parts.iterdir():
                left.unlink()
        except OSError as cause:
            self.__exit__()
            raise self._error(cause) from cause
        return self

    def __exit__(self, *error):
        if self._lock is not None:
            self._lock.close()

    def _take_lock(self):
        """Lock a database: SQLite does it on every system, and a process that dies lets go."""
        lock = sqlite3.connect(self.folder / INDEX_FOLDER / "lock.sqlite", timeout=0)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as cause:
            lock.close()
            raise DownloadError(
                f"folder of images {self.folder}: another process is downloading into it "
                f"({cause}); wait for it to end, or name another folder."
            ) from cause
        return lock

    def _error(self, cause):
        return DownloadError(f"folder of images {self.folder}: {cause.strerror or cause}.")

    def open_part(self):
        """Begin a file; use it in a ``with`` block, at whose end it is kept or gone."""
        return _Part(self, self._parts / f"{secrets.token_hex(8)}.part", self._max_bytes)

    def keep(self, part):
        """Check a file that is complete and give it its place. It takes a while.

        Parameters
        ----------
        part : _Part
            Of `open_part`.

        Returns
        -------
        Photo

        Raises
        ------
        RefusedError
            Where it is no photo.
        """
        kind = part.kind or sniff(part.head)
        try:
            part.sync()
            _verify(part.path, self._max_pixels)
            digest = part.digest.digest()
            target = self.folder / photo_path(digest, kind)
            target.parent.mkdir(exist_ok=True)
            os.replace(part.path, target)
        except OSError as cause:
            raise self._error(cause) from cause
        return Photo(digest, kind, part.size)


def _verify(path, max_pixels):
    """Decode a photo, so that none that is damaged is kept; one that is too large is not tried."""
    with open(path, "rb") as file:
        try:
            decode_file(file, "content", _SIDE, max_pixels)
        except ImageError as error:
            raise RefusedError(f"no photo: {str(error).partition(': ')[2]}") from error


class _Part:
    """A file that is coming in: counted, hashed, and refused as soon as it can be."""

    def __init__(self, store, path, limit):
        self.path = path
        self.head = b""
        self.kind = None
        self.size = 0
        self.digest = hashlib.sha256()
        self._store = store
        self._limit = limit

    def __enter__(self):
        try:
            self._file = open(self.path, "xb")
        except OSError as cause:
            raise self._store._error(cause) from cause
        return self

    def __exit__(self, *error):
        self._file.close()
        self.path.unlink(missing_ok=True)

    def expect(self, n_bytes):
        """Refuse a file that is announced, or found, to be too large."""
        if n_bytes is not None and n_bytes > self._limit:
            raise RefusedError(f"too large: more than {self._limit:,} bytes")

    def write(self, piece):
        """Add bytes."""
        self.size += len(piece)
        self.expect(self.size)
        if self.kind is None:
            self.head += piece[: HEAD - len(self.head)]
            if len(self.head) == HEAD:
                self.kind = sniff(self.head)
        self.digest.update(piece)
        try:
            self._file.write(piece)
        except OSError as cause:
            raise self._store._error(cause) from cause

    def sync(self):
        """Force the bytes to the disk, so that the rename never outruns them."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
