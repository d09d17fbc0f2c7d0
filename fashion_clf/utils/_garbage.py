"""The garbage collector, in processes that do nothing but classify."""

import gc

__all__ = ["collect_seldom"]

_NEW_OBJECTS = 50_000  # between two collections; Python's own 700 costs a tenth of the time


def collect_seldom():
    """Look for garbage after so many new objects; nearly all of them go without being looked for.

    Returns
    -------
    tuple of int
        The thresholds so far, for ``gc.set_threshold``.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _NEW_OBJECTS) if before[0] else 0, *before[1:])
    return before
