"""The warnings of a command, counted and kept for its end."""

import warnings
from contextlib import contextmanager

from fashion_clf import exceptions
from fashion_clf.exceptions import FashionClfWarning

__all__ = ["CollectedWarnings", "describe"]


class CollectedWarnings:
    """The library's own warnings, in the order of their coming.

    Those of one kind, which each part of a catalogue may give, are one; so is the
    same text, which two stages may give.

    Parameters
    ----------
    heard : callable
        Called with each warning that is the first of its kind.

    Attributes
    ----------
    entries : dict of tuple to list
        What makes a warning one with another to the first of them, how many there
        were and how many products they are about.
    """

    def __init__(self, heard):
        self.heard = heard
        self.entries = {}

    @property
    def n_products(self):
        """Products that warnings are about; one of which two things are odd counts twice."""
        return sum(n for _, _, n in self.entries.values())

    def add(self, warning):
        """Count a warning.

        Parameters
        ----------
        warning : FashionClfWarning
            The warning.
        """
        key = _key(warning)
        if key not in self.entries:
            self.entries[key] = [warning, 1, warning.n_products]
            self.heard(warning)
            return
        entry = self.entries[key]
        if str(warning) != str(entry[0]):
            entry[1] += 1
            entry[2] += warning.n_products

    def describe(self):
        """Give each with all that was counted, as dicts like those of :func:`describe`."""
        return [
            describe(first) | {"text": _in_all(str(first), times, n), "products": n}
            for first, times, n in self.entries.values()
        ]

    def texts(self):
        """Give name of the class and text of each.

        Returns
        -------
        list of (str, str)
        """
        return [(one["category"], one["text"]) for one in self.describe()]

    def state(self, without=()):
        """Give the warnings as a list of JSON's types.

        Parameters
        ----------
        without : container of tuple
            Keys of `entries` to leave out.

        Returns
        -------
        list of list
        """
        return [
            [type(first).__name__, str(first), first.kind, first.n_products, times, n]
            for key, (first, times, n) in self.entries.items()
            if key not in without
        ]

    def restore(self, state):
        """Take up the warnings of an earlier process, as :meth:`state` gave them."""
        for warning, times, n in _revived(state):
            self.add(warning)
            self.entries[_key(warning)][1:] = [times, n]

    def merge(self, state):
        """Add the warnings of another process, as :meth:`state` gave them there."""
        for warning, times, n in _revived(state):
            _, times_before, n_before = self.entries.get(_key(warning), (None, 0, 0))
            self.add(warning)
            self.entries[_key(warning)][1:] = [times_before + times, n_before + n]

    @contextmanager
    def listen(self):
        """Collect instead of showing; warnings of other libraries are shown, never raised."""
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            warnings.simplefilter("always", FashionClfWarning)
            show = warnings.showwarning

            def keep(message, category, *place, **more):
                if isinstance(message, FashionClfWarning):
                    self.add(message)
                else:
                    show(message, category, *place, **more)

            warnings.showwarning = keep
            yield self


def describe(warning):
    """Give category, text and number of products of a warning as a dict."""
    return {
        "category": type(warning).__name__,
        "text": str(warning),
        "products": warning.n_products,
    }


def _revived(state):
    """Yield each warning of a state, how many there were and how many products they are about."""
    for name, text, kind, n_first, times, n in state:
        yield getattr(exceptions, name)(text, n_first, kind), times, n


def _key(warning):
    return type(warning), warning.kind or str(warning)


def _in_all(text, times, n_products):
    if times == 1:
        return text
    return f"{text} In all {n_products} products." if n_products else f"{text} ({times} times)"
