"""What became of each product's photo, as a table."""

import csv
import os

from fashion_clf.exceptions import DownloadError
from fashion_clf.utils._atomic_files import atomic_path
from fashion_clf.utils._photo_index import photo_path

__all__ = ["write_report"]

_COLUMNS = ["row", "url", "status", "bytes", "reason", "path"]


def write_report(path, rows, folder):
    """Write a CSV file of a line for each product, whole or not at all.

    Parameters
    ----------
    path : str or Path
        The file.
    rows : iterable of tuple
        As of `Plan.rows`.
    folder : str or Path
        The folder of photos.

    Raises
    ------
    DownloadError
        Where it cannot be written.
    """
    with (
        atomic_path(path, DownloadError) as temporary,
        open(temporary, "w", newline="", encoding="utf-8") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for row, url, status, digest, kind, n_bytes, reason in rows:
            place = os.path.join(folder, photo_path(digest, kind)) if digest else None
            writer.writerow([row, url, status, n_bytes, reason, place])
