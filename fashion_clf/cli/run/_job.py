"""One run of a command: its stages, its log, its warnings and its exit code."""

import gc
import logging
import platform
import time
from contextlib import ExitStack, contextmanager

import click

from fashion_clf.cli.run._checks import check_log_output
from fashion_clf.cli.run._log import EventLog
from fashion_clf.cli.run._progress import Progress
from fashion_clf.cli.run._warnings import CollectedWarnings, describe
from fashion_clf.exceptions import FashionClfError
from fashion_clf.utils._garbage import collect_seldom

__all__ = ["DONE", "INTERRUPTED", "Job", "PROBLEMS", "TooManyWarnings", "WRONG", "exit_code_of"]

DONE = 0
PROBLEMS = 1  # done with warnings under --strict, or stopped by --max-errors
WRONG = 2  # wrong usage or unreadable input
INTERRUPTED = 130  # as shells report Ctrl-C


class TooManyWarnings(FashionClfError):
    """More products are odd than the user allows."""


def exit_code_of(error):
    """Tell the exit code of a command that ends with an error.

    Parameters
    ----------
    error : BaseException
        The error.

    Returns
    -------
    int
        1, too, for an unforeseen error, as Python itself ends then.
    """
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, TooManyWarnings):
        return PROBLEMS
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    return WRONG if isinstance(error, click.ClickException | FashionClfError) else PROBLEMS


class Job:
    """What a command does besides its work, as a context.

    Parameters
    ----------
    command : str
        Its name.
    files : iterable of Path
        All others that it reads or writes; the log is none of them.
    quiet : bool, default=False
        Print nothing but errors.
    log : Path or None, default=None
        File of JSON Lines to append to.
    strict : bool, default=False
        Whether a warning makes the exit code 1.
    max_errors : int or None, default=None
        Products that may have something wrong before the command stops.

    Attributes
    ----------
    reading : dict
        How to read the catalogue, where the user says it: arguments of ``load_catalog``.
    exit_code : int
        Known at the end.
    warnings : CollectedWarnings
        Those of the library, so far.
    """

    def __init__(self, command, files=(), *, quiet=False, log=None, strict=False, max_errors=None):
        self.command = command
        self.reading = {}
        self.quiet = quiet
        self.strict = strict
        self.max_errors = max_errors
        self.exit_code = DONE
        self.written = []
        self.progress = Progress(quiet)
        if log is not None:
            check_log_output(log, files)
        self.log = EventLog(log)
        self.warnings = CollectedWarnings(self._log_warning)
        self._contexts = ExitStack()

    def __enter__(self):
        self._begun = time.monotonic()
        self._contexts.callback(gc.set_threshold, *collect_seldom())
        if self.log.path is not None:
            self._contexts.enter_context(_listening(self.log))
            self.log.event("start", command=self.command, versions=_versions())
        self._contexts.enter_context(self.warnings.listen())
        return self

    def __exit__(self, kind, error, trace):
        self._contexts.close()
        if error is not None:
            self.exit_code = exit_code_of(error)
            text = " ".join(str(error).split()) or kind.__name__
            self.log.event("error", "error", text=text, type=kind.__name__)
        elif self.strict and self.warnings.entries:
            self.exit_code = PROBLEMS
            self._tell_strict()
        self.log.event(
            "end",
            command=self.command,
            exit_code=self.exit_code,
            seconds=round(time.monotonic() - self._begun, 3),
            warnings=self.warnings.describe(),
            products_warned_of=self.warnings.n_products,
        )
        self.log.close()

    def say(self, text):
        """Print a text, unless nothing is to be printed."""
        if not self.quiet:
            click.echo(text)

    def wrote(self, path, n_products):
        """Note a file that is written."""
        self.written.append(path)
        self.log.event("written", path=str(path), products=n_products)

    @contextmanager
    def stage(self, name, total=None):
        """Show and time a stage; it ends where too many products are odd.

        Parameters
        ----------
        name : str
            What is done, in a word.
        total : int or None, default=None
            Products in it; None where nothing can be counted.

        Yields
        ------
        callable
            Call it with the number of products that are done, and with counts by name
            to be shown next to the bar.

        Raises
        ------
        TooManyWarnings
            At the end of a part of the work.
        """
        begun, done = time.monotonic(), 0
        with self.progress.stage(name, total) as advance:

            def count(n, **counts):
                nonlocal done
                done += n
                advance(n, **counts)
                self._limit()

            yield count
        seconds = round(time.monotonic() - begun, 3)
        counted = {"products": done} if done else {}
        self.log.event("stage", name=name, seconds=seconds, **counted)
        self._limit()

    def _limit(self):
        found = self.warnings.n_products
        if self.max_errors is not None and found > self.max_errors:
            texts = " ".join(text for _, text in self.warnings.texts()[:3])
            raise TooManyWarnings(
                f"stopped: {found} products have something wrong, --max-errors allows "
                f"{self.max_errors}: {texts}"
            )

    def _log_warning(self, warning):
        self.log.event("warning", "warning", **describe(warning))

    def _tell_strict(self):
        n = len(self.warnings.entries)
        written = "".join(f"; {path} is written" for path in self.written)
        click.echo(
            f"fashion-clf: {n} warning{'s' if n > 1 else ''}, --strict allows none: exit code "
            f"{PROBLEMS}{written}.",
            err=True,
        )


@contextmanager
def _listening(handler):
    """Let a handler receive the library's log for a while; other settings do not change."""
    logger = logging.getLogger("fashion_clf")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(handler.level)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


def _versions():
    from fashion_clf.persistence import installed_versions

    return installed_versions() | {"python": platform.python_version()}
