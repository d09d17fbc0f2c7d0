"""Which column of a catalogue plays which role: shops name the same thing in many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from fashion_clf.catalog._aliases import ALIASES, FURTHER
from fashion_clf.catalog._languages import LANGUAGES
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CLASSIFIED",
    "LOCALES",
    "find_columns",
    "find_fields",
    "normalise",
    "original_name",
    "require_columns",
    "tell_apart",
]

# Columns that a classified catalogue has.
CLASSIFIED = frozenset(("category", "category_confidence", "category_source"))
# Codes by which names and fields of columns tell their language.
LOCALES = frozenset(("en", "nb", "nn", *LANGUAGES))
# Parts behind a column's name that say for whom it is, and not what; codes stand before it, too.
_CODES = LOCALES | frozenset("us gb uk ca au ie eu at ch be dk se".split())
_SCOPES = _CODES | frozenset("global default ecommerce print mobile web store".split())
_ACCENTS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "ı": "i"})


@lru_cache(maxsize=1 << 14)
def normalise(name: str) -> str:
    """Bring a column's name into the form in which names are compared."""
    name = name.casefold()
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_ACCENTS))
        name = "".join(letter for letter in name if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "", name)


@lru_cache(maxsize=1 << 14)
def _relaxed(name):
    """Give the name without its locale, number, plural and brackets, and its language."""
    parts = re.findall(r"[^\W_]+", re.sub(r"[(\[].*?(?:[)\]]|$)", "", name))
    if len(parts) > 1 and parts[0].isupper() and parts[0].lower() in _CODES:  # US_Title_Short
        parts.append(parts.pop(0))
    language = next((part.lower() for part in parts[1:] if part.lower() in LOCALES), "en")
    while len(parts) > 1 and parts[-1].lower() in _SCOPES:
        parts.pop()
    plain = normalise("".join(parts)).rstrip("0123456789")
    return {plain, plain.removesuffix("s")} - {""}, language


def _matching(names, aliases, wished="en"):
    """List the columns that have one of some names, the best first; of languages the one wished."""
    exact = {}
    for name in names:
        exact.setdefault(normalise(name), name)
    wanted = [normalise(alias) for alias in aliases]
    found = [exact[key] for key in wanted if key in exact]
    relaxed = [(name, *_relaxed(name)) for name in names if name not in found]
    near = [
        ((wished, "en").index(language) if language in (wished, "en") else 2, rank, place, name)
        for place, (name, keys, language) in enumerate(relaxed)
        for rank in [min((wanted.index(key) for key in keys if key in wanted), default=None)]
        if rank is not None
    ]
    best = min((entry[0] for entry in near), default=0)
    kept = [entry for entry in near if entry[0] == best or best == 2]
    own = [name for language, *_, name in sorted(kept) if wished != "en" and language == 0]
    return own + found + [name for *_, name in sorted(kept) if name not in own]


def find_fields(names, language="en"):
    """Find all columns of each role that holds text.

    Parameters
    ----------
    names : iterable of str
        Names of columns. Where they have those that a classified catalogue has, its
        ``category`` is no text.
    language : str, default="en"
        Which of several columns to take that differ by language alone.

    Returns
    -------
    dict of str to list of str
        ``name``, ``description``, ``details``, ``type``, ``tags`` and ``slug`` to columns, the
        best first; a column has one role only.

    Examples
    --------
    >>> from fashion_clf.catalog._columns import find_fields
    >>> find_fields(["sku", "name-en_US", "name-fr_FR", "bullet_point1", "bullet_point2"])
    {'name': ['name-en_US'], 'details': ['bullet_point1', 'bullet_point2']}
    """
    names = [name for name in names if isinstance(name, str)]
    if set(names) >= CLASSIFIED:
        names = [name for name in names if name not in ("category", "shopify_category")]
        if "product_type_confidence" in names and "product_type" in names:
            names.remove("product_type")
    found, taken = {}, set()
    for role, aliases in {
        "details": FURTHER["details"],
        "name": ALIASES["name"],
        "description": ALIASES["description"],
        **{role: FURTHER[role] for role in ("type", "tags", "slug")},
    }.items():
        columns = [name for name in _matching(names, aliases, language) if name not in taken]
        if columns:
            found[role] = columns
            taken.update(columns)
    order = ("name", "description", "details", "type", "tags", "slug")
    return {role: found[role] for role in order if role in found}


def find_columns(names: Iterable[str]) -> dict[str, str]:
    """Find the column of each role among the names of a catalogue's columns.

    Case, spaces, underscores, punctuation and accents do not matter. A column that has
    the role's own name wins; then the aliases count in a fixed order, and of two
    columns with one alias the first. Where there is no such column, a locale (``name-en_US``),
    a number (``image1``), a plural or what is in brackets is left out.

    Parameters
    ----------
    names : iterable of str
        Names of columns.

    Returns
    -------
    dict of str to str
        Role (``"id"``, ``"name"``, ``"description"``, ``"image"``) to the name of
        its column; a role without a column is absent.

    Examples
    --------
    >>> from fashion_clf.catalog import find_columns
    >>> find_columns(["Handle", "Title", "Body (HTML)", "Image Src"])
    {'id': 'Handle', 'name': 'Title', 'description': 'Body (HTML)', 'image': 'Image Src'}
    """
    names = [name for name in names if isinstance(name, str)]
    found = {}
    for role, aliases in ALIASES.items():
        columns = [role] if role in names else _matching(names, aliases)
        if columns:
            found[role] = columns[0]
    return found


def require_columns(names: Iterable[str], where: str = "the products") -> dict[str, str]:
    """Find the columns of a catalogue that must have a text or a photo to classify by.

    Parameters
    ----------
    names : iterable of str
        Names of columns.
    where : str
        What to call the catalogue in the error.

    Returns
    -------
    dict of str to str
        As of :func:`find_columns`.

    Raises
    ------
    CatalogError
        Where there is neither a name, a description nor an image.
    """
    names = list(names)
    found = find_columns(names)
    if found.keys() & {"name", "description", "image"} or find_fields(names).keys() - {"slug"}:
        return found
    have = ", ".join(repr(name) for name in names[:20]) or "none"
    have += f" and {len(names) - 20} more" if len(names) > 20 else ""
    allowed = "; ".join(
        f"{role} ({', '.join(ALIASES[role][1:8])}, ...)"
        for role in ("description", "name", "image")
    )
    raise CatalogError(
        f"{where}: no column with a description, a name or an image. Columns found: {have}. "
        f"Needed is at least one of: {allowed}; case, spaces and underscores do not matter."
    )


def original_name(name: str, names: Iterable[str]) -> str:
    """Find the name under which to keep a column whose own name is needed.

    Parameters
    ----------
    name : str
        The column's name.
    names : iterable of str
        Names that are taken.

    Returns
    -------
    str
        ``<name>_original``, or with more of the same at the end.
    """
    kept = f"{name}_original"
    while kept in names:
        kept += "_original"
    return kept


def tell_apart(names: Iterable[str], where: str) -> list[str]:
    """Give columns of one name a number each, but for the first, and warn of it.

    Parameters
    ----------
    names : iterable of str
        Names of columns; those without a name may repeat.
    where : str
        What to call the catalogue in the warning.

    Returns
    -------
    list of str

    Warns
    -----
    CatalogWarning
        Where names repeat.

    Examples
    --------
    >>> from fashion_clf.catalog._columns import tell_apart
    >>> tell_apart(["id", "title"], "products.csv")
    ['id', 'title']
    """
    told, taken = [], set(names := list(names))
    renamed: dict[str, str] = {}
    seen: set[str] = set()
    for name in names:
        kept, number = name, 2
        while name and (kept in seen or (kept != name and kept in taken)):
            kept, number = f"{name}_{number}", number + 1
        seen.add(kept)
        told.append(kept)
        if kept != name:
            renamed[kept] = name
    if renamed:
        warn(
            f"{where}: {len(renamed)} columns have a name that another one has; they are called "
            + ", ".join(f"{new!r}" for new in list(renamed)[:5])
            + (", ..." if len(renamed) > 5 else "")
            + " here."
        )
    return told
