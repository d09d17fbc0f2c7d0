"""The list of the files that a run over many has finished, for the next run."""

import json
import os

from fashion_clf.cli.run._streaming import identify
from fashion_clf.exceptions import FashionClfError

__all__ = ["NAME", "Finished"]

NAME = "fashion_clf.finished.jsonl"


class Finished:
    """Finished files of a folder, with what was counted in each.

    The first line says what all depend on, each further one is a file.

    Parameters
    ----------
    folder : Path
        Where the files are written, and the list.
    work : dict
        What their bytes depend on besides their source, of JSON's types.

    Attributes
    ----------
    entries : dict of str to dict
        By the name of the file: ``tally`` and ``warnings``, and its source as it was.

    Raises
    ------
    FashionClfError
        Where the list is of other work.
    """

    def __init__(self, folder, work):
        self.path = folder / NAME
        self.entries = {}
        lines = self._read()
        if lines:
            before = lines[0].get("work", {})
            differing = [name for name in work if before.get(name) != work[name]]
            if differing:
                raise FashionClfError(
                    f"{folder}: holds files that were classified with another "
                    f"{' and another '.join(differing)}; name another folder, or remove {NAME} "
                    "there to begin anew."
                )
            self.entries = {one["file"]: one for one in lines[1:]}
        else:
            self._append({"work": work}, "wb")

    def missing(self, plan):
        """Give the files that are not finished, and forget those that changed or are not planned.

        Parameters
        ----------
        plan : list of (Path, Path)
            Source and output of each.

        Returns
        -------
        list of (Path, Path)
        """
        known, self.entries = self.entries, {}
        todo = []
        for source, output in plan:
            entry = known.get(output.name)
            if entry and output.is_file() and entry["source"] == identify(source):
                self.entries[output.name] = entry
            else:
                todo.append((source, output))
        return todo

    def note(self, source, output, done):
        """Note a file that is finished.

        Parameters
        ----------
        source, output : Path
        done : dict
            ``tally`` and ``warnings``.
        """
        entry = {"file": output.name, "source": identify(source), **done}
        self.entries[output.name] = entry
        self._append(entry, "ab")

    def _append(self, entry, mode):
        try:
            with open(self.path, mode) as file:
                file.write((json.dumps(entry) + "\n").encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as cause:
            raise FashionClfError(f"cannot write {self.path}: {cause.strerror}.") from cause

    def _read(self):
        if not self.path.exists():
            return []
        lines = []
        for line in self.path.read_bytes().splitlines(keepends=True):
            try:
                lines.append(json.loads(line if line.endswith(b"\n") else b""))
            except ValueError:  # killed in the middle of it
                break
        return lines
