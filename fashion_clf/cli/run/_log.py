"""The log of a command: one JSON object a line, for programs that watch it."""

import json
import logging
import os
from datetime import UTC, datetime

import click

from fashion_clf.exceptions import FashionClfError

__all__ = ["EventLog"]


class EventLog(logging.Handler):
    """Appends events to a file, each as a line of JSON that is there as soon as it happens.

    Records of the library's own loggers become events, too. A log that can no longer
    be written is given up, which is said once on standard error; the work goes on.

    Parameters
    ----------
    path : Path or None
        The file; None for no log.

    Raises
    ------
    FashionClfError
        Where the file cannot be opened.
    """

    def __init__(self, path):
        super().__init__(logging.INFO)
        self.path = path
        self.file = None
        if path is None:
            return
        try:  # appended by the system, so that lines of two processes never mix
            self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        except OSError as cause:
            raise FashionClfError(f"cannot write the log {path}: {cause.strerror}.") from cause

    def event(self, name, level="info", /, **fields):
        """Write one event.

        Parameters
        ----------
        name : str
            What happened.
        level : {"debug", "info", "warning", "error"}, default="info"
            How grave it is.
        **fields
            What else is known, of JSON's types; anything else is written as its text.
        """
        if self.file is None:
            return
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        entry = {"time": now, "level": level, "event": name, **fields}
        line = json.dumps(entry, ensure_ascii=False, default=str) + "\n"
        try:
            self._write(line.encode("utf-8", "backslashreplace"))
        except OSError as cause:
            self.close()
            click.echo(
                f"fashion-clf: the log {self.path} cannot be written: {cause.strerror}; "
                "the job continues without it.",
                err=True,
            )

    def _write(self, line):
        while line:
            line = line[os.write(self.file, line) :]

    def emit(self, record):
        """Write a record of the library's loggers."""
        self.event("log", record.levelname.lower(), logger=record.name, message=record.getMessage())

    def close(self):
        """Close the file; what comes after is not written."""
        if self.file is not None:
            os.close(self.file)
            self.file = None
        super().close()
