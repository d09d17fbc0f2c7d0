"""Writing files that are either whole or not there."""

import os
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path

__all__ = ["atomic_path", "sync"]


@contextmanager
def atomic_path(path, error=OSError, part=None):
    """Give a path to write to, which becomes `path` once the block ends without an error.

    The temporary file is in the same folder (a rename is atomic only within one
    file system) and is gone after any failure; `path` then is as it was before.
    A symbolic link stays one: the file that it points to is replaced.

    Parameters
    ----------
    path : str or Path
        The file to write.
    error : type of Exception
        What to raise where the file cannot be written.
    part : str or Path, default=None
        The temporary file, which then stays after a failure; it may be there already.

    Yields
    ------
    Path
        The temporary file, empty unless it was there.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise error(f"cannot write {path}: it is a folder, not a file.")
    if not target.parent.is_dir():
        raise error(f"cannot write {path}: there is no folder {target.parent}; create it first.")
    temporary = Path(part or target.parent / f".{secrets.token_hex(8)}.part")
    try:
        temporary.touch(
            exist_ok=part is not None
        )  # with the permissions that the user's umask gives
        yield temporary
        if target.exists():
            shutil.copymode(target, temporary)
        sync(temporary)
        os.replace(temporary, target)
    except OSError as cause:
        raise error(f"cannot write {path}: {cause.strerror or cause}.") from cause
    finally:
        if part is None:
            temporary.unlink(missing_ok=True)


def sync(path):
    """Force the bytes to the disk, so that the rename never outruns them."""
    with open(path, "rb+") as handle:
        os.fsync(handle.fileno())
