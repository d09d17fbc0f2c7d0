"""Which columns the user names by hand, and which are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashion_clf.catalog._aliases import ALIASES, FURTHER
from fashion_clf.catalog._columns import find_columns, find_fields
from fashion_clf.catalog._languages import LANGUAGE_NAMES, language_code
from fashion_clf.exceptions import CatalogError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    import pandas as pd

__all__ = ["ROLES", "choice_of", "find_roles", "make_choice", "require_chosen"]

#: What a column can be, in the order in which texts are read.
ROLES = (*ALIASES, *FURTHER)


def make_choice(
    columns: Mapping[str, str | Iterable[str]] | None,
    ignore: Iterable[str],
    language: str | None,
) -> dict[str, Any]:
    """Check what the user says of columns.

    Parameters
    ----------
    columns : dict of str to (str or list of str), or None
        Role to the names of its columns.
    ignore : iterable of str
        Roles, and names of columns, that are not read.
    language : str or None
        The language wished.

    Returns
    -------
    dict
        ``columns``, ``ignored`` and ``language``; empty where nothing is said.

    Raises
    ------
    CatalogError
        Where a role or the language is unknown.
    """
    chosen = {
        role: [names] if isinstance(names, str) else list(names)
        for role, names in (columns or {}).items()
    }
    unknown = [role for role in chosen if role not in ROLES]
    if unknown:
        raise CatalogError(
            f"columns: {unknown[0]!r} is no role of a column; allowed are {', '.join(ROLES)}."
        )
    ignored = [ignore] if isinstance(ignore, str) else list(ignore)
    if language is not None and language_code(language) is None:
        raise CatalogError(
            f"language {language!r} is not known; allowed are {', '.join(sorted(LANGUAGE_NAMES))}."
        )
    if not (chosen or ignored or language):
        return {}
    return {"columns": chosen, "ignored": ignored, "language": language_code(language)}


def require_chosen(choice: Mapping[str, Any], names: Iterable[str], where: str) -> None:
    """Refuse columns that were named and are not there.

    Parameters
    ----------
    choice : dict
        Of :func:`make_choice`.
    names : iterable of str
        Names of columns.
    where : str
        What to call the catalogue.

    Raises
    ------
    CatalogError
        Where a column is absent.
    """
    names = list(names)
    wanted = [name for chosen in choice.get("columns", {}).values() for name in chosen]
    wanted += [name for name in choice.get("ignored", ()) if name not in ROLES]
    absent = [name for name in wanted if name not in names]
    if absent:
        raise CatalogError(
            f"{where}: there is no column {absent[0]!r}; its columns are "
            f"{', '.join(map(repr, names[:20]))}{' and more' if len(names) > 20 else ''}."
        )


def choice_of(products: pd.DataFrame) -> dict[str, Any]:
    """Give the columns that were chosen by hand when a table was read.

    Parameters
    ----------
    products : DataFrame
        Such as of :func:`load_catalog`.

    Returns
    -------
    dict
        As of :func:`make_choice`.
    """
    origin = products.attrs.get("fashion_clf")
    return origin.get("choice", {}) if isinstance(origin, dict) else {}


def find_roles(
    names: Iterable[str], choice: Mapping[str, Any] | None = None
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Find the columns of all roles, those that were named by hand first.

    Parameters
    ----------
    names : iterable of str
        Names of columns.
    choice : dict, optional
        Of :func:`make_choice`.

    Returns
    -------
    tuple of (dict of str to str, dict of str to list of str)
        As of :func:`find_columns` and of :func:`find_fields`.
    """
    choice = choice or {}
    chosen, ignored = choice.get("columns", {}), set(choice.get("ignored", ()))
    taken = {name for listed in chosen.values() for name in listed}
    free = [name for name in names if name not in taken and name not in ignored]
    found, fields = find_columns(free), find_fields(free, choice.get("language") or "en")
    found |= {role: listed[0] for role, listed in chosen.items() if role in ALIASES and listed}
    fields |= {role: list(listed) for role, listed in chosen.items() if role not in ("id", "image")}
    return (
        {role: name for role, name in found.items() if role not in ignored},
        {role: listed for role, listed in fields.items() if role not in ignored and listed},
    )
