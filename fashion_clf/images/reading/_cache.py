"""What was computed of photos, kept on disk, so that none is decoded twice."""

import hashlib
import os
import sqlite3
import zlib
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import joblib
import numpy as np
import PIL

from fashion_clf._version import __version__

__all__ = ["RowCache", "digest"]

_WAIT = 30  # seconds for another process that is writing
_LARGEST = 200_000_000  # bytes of a file up to which a second read pays
_TABLE = "CREATE TABLE IF NOT EXISTS photos (digest BLOB PRIMARY KEY, features BLOB) WITHOUT ROWID"


def digest(file):
    """SHA-256 of an open file's bytes, left at its beginning; None where that would take long."""
    try:
        if os.fstat(file.fileno()).st_size > _LARGEST:
            return None
        found = hashlib.file_digest(file, "sha256").digest()
        file.seek(0)
    except OSError:  # the decoder will meet the same, and say so
        return None
    return found


class RowCache:
    """Rows of numbers by the content of the photo and by how they are computed.

    All rows that are computed alike are stored in one SQLite file, whose transactions are
    whole or not there and in which several processes may write. A row carries a
    checksum: one that is damaged counts as not there, and a damaged file is begun
    anew. Nothing that goes wrong here is an error: then nothing is kept.

    Parameters
    ----------
    folder : str or Path
        Made where it is not there. It may be deleted at any time.
    parts : object
        All that the numbers depend on besides the photo: classes, parameters. The
        versions of this library and of Pillow are added.

    Attributes
    ----------
    failure : str or None
        Why nothing can be kept, once that is so.

    Examples
    --------
    >>> import tempfile
    >>> import numpy as np
    >>> from fashion_clf.images.reading._cache import RowCache
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with RowCache(folder, {"bins": 3}).open() as rows:
    ...         rows.put({b"photo": np.ones(2, dtype=np.float32)})
    ...     with RowCache(folder, {"bins": 3}).open() as rows:
    ...         rows.get(b"photo", 2), rows.get(b"other", 2)
    (array([1., 1.], dtype=float32), None)
    """

    def __init__(self, folder, parts):
        name = joblib.hash((__version__, PIL.__version__, parts))
        self.path = Path(folder) / f"{name}.sqlite"
        self.failure = None

    @contextmanager
    def open(self):
        """Give the rows to one thread, for a while."""
        rows = _Rows(self)
        try:
            yield rows
        finally:
            rows.close()


class _Rows:
    """A connection to the file of a `RowCache`; after a failure there are no rows."""

    def __init__(self, cache):
        self._cache = cache
        self._connection = None
        self._attempt(lambda: None)

    def get(self, key, length):
        """Give the float32 row of a photo, or None."""
        select = "SELECT features FROM photos WHERE digest = ?"
        found = self._attempt(lambda: self._connection.execute(select, (key,)).fetchone())
        stored = found[0] if found else None
        if not isinstance(stored, bytes) or len(stored) != 4 + 4 * length:
            return None
        if zlib.crc32(stored[4:]).to_bytes(4, "little") != stored[:4]:
            return None
        return np.frombuffer(stored, dtype="<f4", offset=4)

    def put(self, rows):
        """Keep rows by key, all or none."""
        bodies = {key: np.asarray(row, dtype="<f4").tobytes() for key, row in rows.items()}
        stored = [
            (key, zlib.crc32(body).to_bytes(4, "little") + body) for key, body in bodies.items()
        ]
        if stored:
            self._attempt(lambda: self._write(stored))

    def close(self):
        """Close the file; no more rows are given."""
        if self._connection is not None:
            self._connection.close()

    def _write(self, stored):
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO photos VALUES (?, ?)", stored)

    def _attempt(self, work):
        """Do the work, on a new file where the old one is damaged; None where it cannot be done."""
        for again in (True, False):
            if self._cache.failure is not None:
                return None
            try:
                if self._connection is None:
                    self._connection = self._connect()
                return work()
            except (sqlite3.Error, OSError) as error:
                damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(
                    error, sqlite3.OperationalError
                )
                self.close()
                self._connection = None
                if damaged and again:
                    with suppress(OSError):
                        self._cache.path.unlink(missing_ok=True)
                else:
                    self._cache.failure = f"{self._cache.path}: {error}"
        return None

    def _connect(self):
        self._cache.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._cache.path, timeout=_WAIT, isolation_level="IMMEDIATE")
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            with closing(connection.cursor()) as cursor:
                cursor.execute(_TABLE)
        except BaseException:
            connection.close()
            raise
        return connection
