"""Tables of other libraries, and pandas objects of unusual shape, as a plain DataFrame."""

import narwhals as nw
import numpy as np
import pandas as pd

from fashion_clf.catalog._columns import find_columns
from fashion_clf.exceptions import CatalogError

__all__ = ["as_frame", "type_name"]

_SPEAKING = {"name", "description", "image"}


def as_frame(X):
    """Give a DataFrame for what is a table or a single row of one.

    Parameters
    ----------
    X : object
        A DataFrame of pandas, polars, PyArrow or any library with the dataframe interchange
        protocol or the Arrow stream protocol; a dict of columns; a row of a DataFrame; a
        Series of descriptions of another library than pandas.

    Returns
    -------
    DataFrame or None
        None where `X` is something else, such as a list.

    Raises
    ------
    CatalogError
        Where the columns of a dict differ in length.

    Examples
    --------
    >>> from fashion_clf.catalog._frames import as_frame
    >>> as_frame({"title": ["Silk scarf", "Tote"]})
            title
    0  Silk scarf
    1        Tote
    """
    if isinstance(X, pd.DataFrame):
        return _with_flat_columns(X)
    if isinstance(X, pd.Series):
        return pd.DataFrame([X]) if _is_row(X) else None
    if isinstance(X, dict):
        return _of_columns(X)
    if isinstance(X, list | tuple | str | np.ndarray) or X is None:
        return None
    return _of_other_library(X)


def type_name(X):
    """Name of the type of an object with its library: ``polars.Series``."""
    kind = type(X)
    library = kind.__module__.partition(".")[0]
    return kind.__qualname__ if library == "builtins" else f"{library}.{kind.__qualname__}"


def _is_row(series):
    """Whether a Series is one product, its index the names of fields."""
    names = [name for name in series.index if isinstance(name, str)]
    return len(names) == len(series) and bool(find_columns(names).keys() & _SPEAKING)


def _with_flat_columns(X):
    """Of several levels of column names, keep the one that names most roles."""
    if X.columns.nlevels == 1:
        return X
    levels = [X.columns.get_level_values(level) for level in range(X.columns.nlevels)]
    best = max(levels, key=lambda names: (len(find_columns(names)), len(set(names))))
    return X.set_axis(best, axis=1)


def _of_columns(X):
    """Give the table of a dict of columns; None for a dict of single values."""
    if not X or any(np.ndim(values) != 1 or isinstance(values, str) for values in X.values()):
        return None
    lengths = {name: len(values) for name, values in X.items()}
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name!r} has {n}" for name, n in list(lengths.items())[:5])
        raise CatalogError(f"the columns of the dict differ in length: {shown}.")
    return pd.DataFrame({name: list(values) for name, values in X.items()}, dtype=object)


def _of_other_library(X):
    """Read a table of another library by way of narwhals, or by the Arrow stream protocol."""
    frame = nw.from_native(X, allow_series=True, pass_through=True)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, nw.DataFrame):
        if hasattr(frame, "to_dict"):
            columns = frame.to_dict(as_series=False)
            return pd.DataFrame(columns, columns=list(columns), dtype=object)
        return frame.to_pandas()
    if isinstance(frame, nw.Series):
        return pd.DataFrame({"description": pd.Series(frame.to_list(), dtype=object)})
    if hasattr(X, "__arrow_c_stream__"):
        import pyarrow

        columns = pyarrow.table(X).to_pydict()
        return pd.DataFrame(columns, columns=list(columns), dtype=object)
    if hasattr(X, "__dataframe__"):
        return pd.api.interchange.from_dataframe(X)
    return None
