"""Tables that come with the library."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

__all__ = ["read_toml"]


def read_toml(name: str) -> dict[str, Any]:
    """Read a file of the library.

    Parameters
    ----------
    name : str
        Where it is, below the library's folder.

    Returns
    -------
    dict
        As :mod:`tomllib` gives it.

    Examples
    --------
    >>> from fashion_clf.utils._package_files import read_toml
    >>> read_toml("taxonomy/categories.toml")["category"][0]["name"]
    'TOPS'
    """
    return tomllib.loads(files("fashion_clf").joinpath(name).read_text(encoding="utf-8"))
