"""Which column of a catalogue plays which role: shops name the same thing in many ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fashion_clf.exceptions import CatalogError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ALIASES", "find_columns", "normalise", "original_name", "require_columns"]

# The names that catalogues give to each role, best first.
_NAMES = {
    "id": "id product_id item_id article_id article_number sku product_code unique_id uniq_id "
    "handle url_handle variant_sku",
    "name": "name title product_name product_display_name product_title display_name item_name "
    "item_title prod_name",
    "description": "description body_html product_description long_description description_html "
    "desc product_desc detail_desc item_description full_description short_description details "
    "product_details body text summary content",
    "image": "image image_path image_file image_filename image_name image_url image_link image_src "
    "img img_path img_url img_src product_image product_image_url main_image main_image_url "
    "photo photo_url picture picture_url thumbnail thumbnail_url variant_image",
}
ALIASES = {role: names.split() for role, names in _NAMES.items()}


def normalise(name: str) -> str:
    """Bring a column's name into the form in which names are compared."""
    return re.sub(r"[\W_]+", "", name.casefold())


def find_columns(names: Iterable[str]) -> dict[str, str]:
    """Find the column of each role among the names of a catalogue's columns.

    Case, spaces, underscores and punctuation do not matter. A column that has
    the role's own name wins; then the aliases count in a fixed order, and of two
    columns with one alias the first.

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
    known: dict[str, str] = {}
    names = [name for name in names if isinstance(name, str)]
    for name in names:
        known.setdefault(normalise(name), name)
    known.update((role, role) for role in ALIASES if role in names)
    found = {}
    for role, aliases in ALIASES.items():
        alias = next((alias for alias in map(normalise, aliases) if alias in known), None)
        if alias is not None:
            found[role] = known[alias]
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
    if found.keys() & {"name", "description", "image"}:
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
