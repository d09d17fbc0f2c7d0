"""Which versions of libraries a model needs, and how to get them."""

from __future__ import annotations

import importlib.metadata
import re
from typing import TYPE_CHECKING

from fashion_clf._version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

__all__ = ["RECORDED", "installed_versions", "is_version", "pip_command", "version_problem"]

RECORDED = ("fashion-clf", "joblib", "lightgbm", "numpy", "pandas", "scikit-learn", "scipy")
# How many parts of a version must be those of the saved model. A model file holds the
# attributes of its objects, which scikit-learn, LightGBM and this library may rename in
# a minor release (scikit-learn supports no other version at all, yet its bug-fix releases
# keep them). NumPy's arrays load in any release of one major version; the other packages
# leave no objects of theirs in a model, or only plain ones.
_MUST_MATCH = {"fashion-clf": 2, "lightgbm": 2, "numpy": 1, "scikit-learn": 2}
_READABLE = {"0.1", "0.2"}  # releases of this library whose models this one loads
_VERSION = re.compile(r"\d[0-9A-Za-z.+!]{0,40}")


def installed_versions(names: Iterable[str] = RECORDED) -> dict[str, str]:
    """Tell which versions are installed of this library and of what its models are made of.

    Parameters
    ----------
    names : iterable of str
        Packages; those that a sidecar records unless given.

    Returns
    -------
    dict of str to str
        Package to version.

    Examples
    --------
    >>> from fashion_clf.persistence import installed_versions
    >>> sorted(installed_versions())
    ['fashion-clf', 'joblib', 'lightgbm', 'numpy', 'pandas', 'scikit-learn', 'scipy']
    """
    return {
        name: __version__ if name == "fashion-clf" else importlib.metadata.version(name)
        for name in names
    }


def is_version(text: Any) -> bool:
    """Whether `text` is a version that is safe in a command: a sidecar may say anything."""
    return isinstance(text, str) and _VERSION.fullmatch(text) is not None


def version_problem(saved: Mapping[str, str]) -> str | None:
    """Say which versions do not fit a model.

    Parameters
    ----------
    saved : dict of str to str
        Versions that the model was saved with.

    Returns
    -------
    str or None
        What is wrong and what to do; None where all fit.

    Examples
    --------
    >>> from fashion_clf.persistence._versions import installed_versions, version_problem
    >>> version_problem(installed_versions()) is None
    True
    """
    unknown = [name for name in _MUST_MATCH if name not in saved]
    if unknown:
        return (
            f"its sidecar records no version of {', '.join(unknown)}. "
            "Train and save the model again."
        )
    installed = installed_versions(_MUST_MATCH)
    differing = [
        name
        for name, parts in _MUST_MATCH.items()
        if not _fits(name, saved[name].split(".")[:parts], installed[name].split(".")[:parts])
    ]
    if not differing:
        return None
    pairs = "; ".join(f"{name} {saved[name]}, installed is {installed[name]}" for name in differing)
    return (
        f"was saved with {pairs}. Either install what it was saved with "
        f"({pip_command(saved, differing)}), or train and save the model again."
    )


def _fits(name, saved, installed):
    return saved == installed or (name == "fashion-clf" and ".".join(saved) in _READABLE)


def pip_command(saved: Mapping[str, str], names: Iterable[str]) -> str:
    """Write the command that installs the saved versions of `names`."""
    return "pip install " + " ".join(f'"{name}=={saved[name]}"' for name in names)
