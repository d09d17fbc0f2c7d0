"""The unfinished output of a job, which one process writes and another can take up again."""

import json
import os
from contextlib import contextmanager, suppress
from pathlib import Path

from fashion_clf.exceptions import FashionClfError

try:
    import fcntl
except ImportError:  # Windows refuses by itself to replace a file that another process has open
    fcntl = None  # type: ignore[assignment]

__all__ = ["PartFile"]


class PartFile:
    """The file ``OUT.part`` that becomes ``OUT``, and its journal ``OUT.part.journal``.

    The journal's first line says which work this is; each further one is a
    checkpoint: how many bytes of the part file are sure, and a state to go on from.
    Who writes puts the bytes on the disk before the line, and renames the part file.
    It is the journal that is locked: it is there until all is done.

    Parameters
    ----------
    output : Path
        The file that is to be; a link stays one.
    work : dict
        What the content depends on, of JSON's types: the keys are readable names.
    resume : bool
        Whether to go on from the last checkpoint, where there is one.

    Attributes
    ----------
    path, journal : Path
        The part file, and its journal.
    offset : int
        Bytes of it that are there already.
    states : list of dict
        Those of all checkpoints; the last one before this process belongs to `offset`.

    Raises
    ------
    FashionClfError
        Where another process writes the same output, or the journal is of other work.
    """

    def __init__(self, output, work, resume):
        self.output = Path(os.path.realpath(output))
        self.path = self.output.with_name(self.output.name + ".part")
        self.offset, self.states = 0, []
        self.journal = self.path.with_name(self.path.name + ".journal")
        with _foreseen(self.path):
            self._file = self._open()
        try:
            with _foreseen(self.path):
                sure = self._recover(work) if resume else 0
                self._file.truncate(sure)
                self._file.seek(sure)
                if not sure:
                    self._append({"work": work})
        except FashionClfError:
            self._file.close()
            raise

    def _open(self):
        """Open the journal and lock it, until the process ends, in whatever way."""
        while True:
            number = os.open(self.journal, os.O_RDWR | os.O_CREAT, 0o666)
            file = os.fdopen(number, "r+b", buffering=0)
            if fcntl is None:
                return file
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as cause:
                file.close()
                raise FashionClfError(
                    f"another process is writing {self.output} (to {self.path}); wait for its end, "
                    "or name another output."
                ) from cause
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), os.stat(self.journal)):
                    return file
            file.close()  # another process has just finished, and removed this one

    def _recover(self, work):
        """Find the last checkpoint that the part file confirms; give the end of its line."""
        size = self.path.stat().st_size if self.path.exists() else 0
        end = 0
        for line in self._file.read().splitlines(keepends=True):
            try:
                entry = json.loads(line if line.endswith(b"\n") else b"")
            except ValueError:  # killed in the middle of it
                break
            if end == 0:
                _require_same(entry["work"], work, self.path)
            elif entry["offset"] > size:
                break
            else:
                self.offset = entry["offset"]
                self.states.append(entry["state"])
            end += len(line)
        return end

    def checkpoint(self, offset, state):
        """Note that the file is sure up to `offset`: its bytes are on the disk.

        Parameters
        ----------
        offset : int
            Bytes.
        state : dict
            What to go on with, of JSON's types.

        Raises
        ------
        FashionClfError
            Where it cannot be noted.
        """
        with _foreseen(self.path):
            self._append({"offset": offset, "state": state})
        self.states.append(state)

    def _append(self, entry):
        line = (json.dumps(entry) + "\n").encode()
        while line:
            line = line[self._file.write(line) :]
        os.fsync(self._file.fileno())

    def close(self, keep=False):
        """Let go of the part file.

        Parameters
        ----------
        keep : bool, default=False
            Whether what is there can be taken up again; else nothing stays. A part
            file that has become the output is none any more.
        """
        if not keep:
            self.path.unlink(missing_ok=True)
            self.journal.unlink(missing_ok=True)
        self._file.close()


@contextmanager
def _foreseen(path):
    try:
        yield
    except OSError as cause:
        raise FashionClfError(f"cannot write {path}: {cause.strerror}.") from cause


def _require_same(before, now, path):
    differing = [name for name in now if before.get(name) != now[name]]
    if differing:
        raise FashionClfError(
            f"cannot go on with {path}: it was begun with another "
            f"{' and another '.join(differing)}. Give the same, or begin anew without --resume."
        )
