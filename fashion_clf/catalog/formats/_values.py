"""Values of typed files, such as decimals and dates, as text formats have them."""

from base64 import b64encode
from datetime import timedelta
from decimal import Decimal
from pathlib import PurePath

import numpy as np

from fashion_clf.utils._missing import is_missing

__all__ = ["plain_value"]


def plain_value(value):
    """Turn what NumPy, pandas and the standard library hold into values that JSON has.

    Parameters
    ----------
    value : object
        A decimal becomes a number where that is exact, else text; dates, times and durations
        become text of ISO 8601, bytes text of Base64.

    Returns
    -------
    None, bool, int, float, str or list

    Raises
    ------
    TypeError
        Where JSON has nothing like it.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> from decimal import Decimal
    >>> from fashion_clf.catalog.formats._values import plain_value
    >>> plain_value(Decimal("12.50")), plain_value(date(2024, 5, 6)), plain_value(b"ab")
    (12.5, '2024-05-06', 'YWI=')
    >>> plain_value(timedelta(hours=1))
    'PT3600S'
    """
    if is_missing(value):
        return None
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    if isinstance(value, timedelta):
        return f"PT{value.total_seconds():.15g}S"
    if isinstance(value, bytes | bytearray | memoryview):
        return b64encode(value).decode()
    if isinstance(value, np.datetime64 | np.timedelta64):
        return plain_value(value.item())
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"a value is of type {type(value).__name__}: {repr(value)[:60]}")
