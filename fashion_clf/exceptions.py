"""Errors and warnings of the library, each under a name that a program can catch.

Errors are about the whole job (an unreadable file, a wrong setting) and stop it.
Warnings are about single products and never do.
"""

from __future__ import annotations

__all__ = [
    "CatalogError",
    "CatalogWarning",
    "DatasetError",
    "DownloadError",
    "FashionClfError",
    "FashionClfWarning",
    "ImageError",
    "ImageWarning",
    "LabelingWarning",
    "ModelFileError",
    "ModelFileWarning",
    "RulesError",
]


class FashionClfError(ValueError):
    """Base of every error that this library raises on purpose."""


class CatalogError(FashionClfError):
    """A catalogue cannot be read or written, or is not a catalogue."""


class DatasetError(CatalogError, OSError):
    """A public dataset is not here and cannot be downloaded, or is not what it should be."""


class DownloadError(CatalogError):
    """A download cannot begin or go on: a wrong setting, a folder in use, no space left."""


class ImageError(FashionClfError):
    """A file is no photo that can be read, or too large a one."""


class RulesError(FashionClfError):
    """A rules file or a rule is wrong."""


class ModelFileError(FashionClfError):
    """A model file is damaged, foreign, or of other versions than those installed."""


class FashionClfWarning(UserWarning):
    """Base of every warning that this library gives.

    Parameters
    ----------
    message : str, default=""
        What is odd, how often, and where first.
    n_products : int, default=0
        How many products it is about; 0 where it is about none in particular.
    kind : str, default=""
        What is odd, in a word or two that are the same for every part of a
        catalogue, so that the warnings of its parts can be counted as one.

    Examples
    --------
    >>> from fashion_clf.exceptions import CatalogWarning
    >>> warning = CatalogWarning("2 texts are numbers (rows 3, 9).", n_products=2, kind="odd type")
    >>> str(warning), warning.n_products
    ('2 texts are numbers (rows 3, 9).', 2)
    """

    def __init__(self, message: str = "", n_products: int = 0, kind: str = "") -> None:
        super().__init__(message)
        self.n_products = n_products
        self.kind = kind


class CatalogWarning(FashionClfWarning):
    """Some products of a catalogue are odd; they are kept and counted."""


class ImageWarning(FashionClfWarning):
    """Some photos are missing or broken; their products continue without one."""


class LabelingWarning(FashionClfWarning):
    """The rules leave something undecided, such as a category that none reached."""


class ModelFileWarning(FashionClfWarning):
    """A model file was not checked for who signed it, or cannot be used."""
