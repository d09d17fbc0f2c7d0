"""What counts as no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from typing import Any

__all__ = ["is_missing"]


def is_missing(value: Any) -> bool:
    """Whether `value` is one of Python's, NumPy's and pandas' ways to say nothing.

    Parameters
    ----------
    value : object
        Anything, nested or not.

    Returns
    -------
    bool
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, float | np.floating) and value != value
