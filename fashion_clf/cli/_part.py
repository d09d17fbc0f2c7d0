"""The unfinished output of a job, which one process writes and another can take up again."""

import json
import os
from contextlib import suppress
from pathlib import Path

from fashion_clf.exceptions import FashionClfError

try:
    import fcntl
except ImportError:  # Windows refuses by itself to replace a file that another process has open
    fcntl = None

__all__ = ["PartFile"]


class PartFile:
    """The file ``OUT.part`` that becomes ``OUT``, and the journal ``OUT.part.journal`` beside it.

    The journal's first line says which work this is; each further one is a
    checkpoint: how many bytes of the part file are sure, and a state to go on from.
    Who writes puts the bytes on the disk before the line, and renames the part file.

    Parameters
    ----------
    output : Path
        The file that is to be; a link stays one.
    work : dict
        What the content hangs on, of JSON's types: the keys are words for a person.
    resume : bool
        Whether to go on from the last checkpoint, where there is one.

    Attributes
    ----------
    path : Path
        The part file.
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
        self.journal = self.path.with_name(self.path.name + ".journal")
        self.offset, self.states = 0, []
        self._lock = self._open()
        try:
            if resume:
                self._recover(work)
            os.ftruncate(self._lock, self.offset)
            with open(self.journal, "w" if not self.states else "r+", encoding="utf-8") as file:
                if self.states:
                    file.truncate(self._sure)
                else:
                    self._append(file, {"work": work})
        except OSError as cause:
            os.close(self._lock)
            raise FashionClfError(f"cannot write {self.path}: {cause.strerror}.") from cause
        except FashionClfError:
            os.close(self._lock)
            raise

    def _open(self):
        """Open the part file and lock it, which ends with the process however it ends."""
        while True:
            try:
                file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as cause:
                raise FashionClfError(f"cannot write {self.path}: {cause.strerror}.") from cause
            if fcntl is None:
                return file
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                with suppress(FileNotFoundError):
                    if os.path.samestat(os.fstat(file), os.stat(self.path)):
                        return file
            except BlockingIOError as cause:
                os.close(file)
                raise FashionClfError(
                    f"another process is writing {self.output} (to {self.path}); wait for its end, "
                    "or name another output."
                ) from cause
            os.close(file)  # another process has just finished this one: it is the output now

    def _recover(self, work):
        """Find the last checkpoint that the part file bears out."""
        try:
            lines = self.journal.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return
        size = os.fstat(self._lock).st_size
        entries, ends, end = [], [], 0
        for line in lines:
            end += len(line)
            try:
                entries.append(json.loads(line if line.endswith(b"\n") else b""))
            except ValueError:  # killed in the middle of it
                break
            ends.append(end)
        if not entries:
            return
        _require_same(entries[0]["work"], work, self.path)
        for entry, end in zip(entries[1:], ends[1:], strict=True):
            if entry["offset"] > size:
                break
            self.offset, self._sure = entry["offset"], end
            self.states.append(entry["state"])

    def checkpoint(self, offset, state):
        """Note that the file is sure up to `offset`: its bytes are on the disk.

        Parameters
        ----------
        offset : int
            Bytes.
        state : dict
            What to go on with, of JSON's types.
        """
        with open(self.journal, "a", encoding="utf-8") as file:
            self._append(file, {"offset": offset, "state": state})
        self.states.append(state)

    def _append(self, file, entry):
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())

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
        os.close(self._lock)


def _require_same(before, now, path):
    differing = [name for name in now if before.get(name) != now[name]]
    if differing:
        raise FashionClfError(
            f"cannot go on with {path}: it was begun with another "
            f"{' and another '.join(differing)}. Give the same, or begin anew without --resume."
        )
