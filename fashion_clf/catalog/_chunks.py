"""Chunks of the rows of a catalogue; rows of one product stay together."""

from itertools import islice

from fashion_clf.catalog.formats._encoding import LONGEST

__all__ = ["Ahead", "membership", "take"]

_LARGEST_FAMILY = 1000  # rows of one product that a chunk is made longer for


def take(rows, most, belongs=None):
    """Take some rows of all; those of extreme length a few at a time.

    Rows that belong to one before them (`belongs`) are taken with it.
    """
    if most is None:
        return list(rows)
    taken, length = [], 0
    for row, text in rows:
        taken.append((row, text))
        length += _length(text)
        if length > LONGEST:
            break
        if len(taken) >= most and not (
            belongs and len(taken) < most + _LARGEST_FAMILY and rows.next_is(belongs)
        ):
            break
    return taken


def _length(text):
    """Characters of the text of a row; of a spreadsheet's there is none."""
    if isinstance(text, str):
        return len(text)
    return sum(len(part) for part in text or () if isinstance(part, str))


class Ahead:
    """Rows, with a look at the next one."""

    def __init__(self, rows):
        self._rows = iter(rows)
        self._held = []

    def __iter__(self):
        return self

    def __next__(self):
        return self._held.pop() if self._held else next(self._rows)

    def next_is(self, condition):
        """Whether there is another row that meets a condition."""
        if not self._held:
            self._held = list(islice(self._rows, 1))
        return bool(self._held) and condition(self._held[0][0])


def membership(family, names):
    """Give what tells whether a row, as a list of cells or a dict, belongs to another."""
    link = family.columns[-1]
    place = names.index(link)

    def belongs(row):
        if isinstance(row, dict):
            return family.is_member((row.get(link),))
        return isinstance(row, list) and place < len(row) and family.is_member((row[place],))

    return belongs
