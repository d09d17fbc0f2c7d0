"""Progress bars."""

import sys
from contextlib import contextmanager

__all__ = ["Progress"]


class Progress:
    """Bars of the stages of a command, on a terminal only.

    Parameters
    ----------
    quiet : bool, default=False
        Show nothing on a terminal either.
    """

    def __init__(self, quiet=False):
        self.shown = not quiet and sys.stderr.isatty()

    @contextmanager
    def stage(self, name, total=None):
        """Show a stage from its beginning to its end.

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
        """
        from tqdm import tqdm

        style = {} if total else {"bar_format": "{desc} {elapsed}"}
        with tqdm(
            total=total, desc=f"{name:<9}", unit=" products", disable=not self.shown, **style
        ) as bar:

            def advance(n, **counts):
                bar.set_postfix(counts, refresh=False)
                bar.update(n)

            yield advance
