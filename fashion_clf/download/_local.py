"""Photos of this machine, ``file://``: below one named folder, and nowhere else."""

import os
import stat
from urllib.parse import unquote, urlsplit

from fashion_clf.download._outcome import RefusedError

__all__ = ["copy_file", "is_file_url"]

_PIECE = 1 << 20


def is_file_url(url):
    """Whether an address is one of this machine's files."""
    return url[:5].lower() == "file:"


def copy_file(url, root, part):
    """Copy a file into a part file.

    Parameters
    ----------
    url : str
        A ``file://`` address.
    root : str, Path or None
        The folder that it must be in; None refuses all.
    part : _Part
        Of `Store.open_part`.

    Raises
    ------
    RefusedError
        Where it lies elsewhere, by ``..`` or by a link too, or is no regular file.
    """
    path = _below(url, root)
    try:
        with open(path, "rb", opener=_open_warily) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise RefusedError("file: it is no regular file")
            part.expect(os.fstat(file.fileno()).st_size)
            while piece := file.read(_PIECE):
                part.write(piece)
    except OSError as cause:
        raise RefusedError(f"file: {cause.strerror}") from cause


def _open_warily(path, flags):
    """Neither wait for a pipe, nor follow a link that was put there since."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


def _below(url, root):
    if root is None:
        raise RefusedError("file: no folder is named that files may be of (--file-root)")
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.netloc not in ("", "localhost"):
        raise RefusedError(f"file: it is of another machine, {parts.netloc!r:.100}")
    if "\0" in path or ".." in path.replace("\\", "/").split("/"):
        raise RefusedError("file: the path has a part '..', or a NUL")
    real, real_root = os.path.realpath(path), os.path.realpath(root)
    if os.path.commonpath([real, real_root]) != real_root:
        raise RefusedError(f"file: it is not below {root}")
    return real
