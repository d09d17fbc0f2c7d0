"""What a person sees while waiting, and the warnings that are kept for the end."""

import sys
import warnings
from contextlib import contextmanager

from fashion_clf.exceptions import FashionClfWarning

__all__ = ["Progress", "collect_warnings"]


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
            to be shown beside the bar.
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


@contextmanager
def collect_warnings():
    """Collect the library's own warnings instead of showing them; others stay as they are.

    Yields
    ------
    list of (str, str)
        Name of the kind and text of each, in the order of their coming; the same
        text, which two stages may give, stands once.
    """
    collected = []
    with warnings.catch_warnings():
        warnings.simplefilter("always", FashionClfWarning)
        show = warnings.showwarning

        def keep(message, category, *place, **more):
            entry = (category.__name__, str(message))
            if not issubclass(category, FashionClfWarning):
                show(message, category, *place, **more)
            elif entry not in collected:
                collected.append(entry)

        warnings.showwarning = keep
        yield collected
