"""The categories that come with the library, read from ``taxonomy.toml``."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["CATEGORIES", "Category", "FALLBACK", "TAXONOMY"]


@dataclass(frozen=True)
class Category:
    """One category of the taxonomy.

    Attributes
    ----------
    name : str
        The name that predictions bear.
    definition : str
        What belongs to it, for a person to read.
    """

    name: str
    definition: str


def _read_taxonomy():
    text = files("fashion_clf").joinpath("taxonomy.toml").read_text(encoding="utf-8")
    return tuple(Category(**entry) for entry in tomllib.loads(text)["category"])


TAXONOMY = _read_taxonomy()
CATEGORIES = tuple(category.name for category in TAXONOMY)
FALLBACK = "OTHERS"
