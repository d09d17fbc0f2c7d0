"""Names for what public functions take and give; imported by type checkers only."""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "ArrayLike",
    "Box",
    "FilePath",
    "Floats",
    "Groups",
    "Ints",
    "Labels",
    "Names",
    "Photos",
    "Products",
    "PublicTaxonomy",
    "RuleSource",
]


class ArrowTable(Protocol):
    """A table of polars, PyArrow, DuckDB and others, by the Arrow stream protocol."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


FilePath: TypeAlias = str | PathLike[str]
Products: TypeAlias = (
    pd.DataFrame | Sequence[Mapping[str, Any]] | Mapping[str, Sequence[Any]] | ArrowTable
)
# Category names; None for a product without one.
Labels: TypeAlias = Sequence[str | None] | NDArray[Any] | pd.Series
Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.integer[Any]]
Names: TypeAlias = NDArray[np.str_] | NDArray[np.object_]
Photos: TypeAlias = NDArray[np.uint8]
Box: TypeAlias = tuple[float, float, float, float]
# Categories that a vote of several stands for.
Groups: TypeAlias = Sequence[tuple[int, ...]]
PublicTaxonomy: TypeAlias = Literal["google", "shopify"]
# A rules file, or rules.
RuleSource: TypeAlias = FilePath | Iterable[Any]
