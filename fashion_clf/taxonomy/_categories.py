"""The categories that come with the library, and the ids that public taxonomies give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fashion_clf.exceptions import FashionClfError
from fashion_clf.utils._package_files import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fashion_clf.utils._typing import PublicTaxonomy

__all__ = [
    "CATEGORIES",
    "Category",
    "FALLBACK",
    "PUBLIC_TAXONOMIES",
    "TAXONOMY",
    "taxonomy_ids",
    "taxonomy_values",
]


@dataclass(frozen=True)
class Category:
    """One category of the taxonomy.

    Attributes
    ----------
    name : str
        The name used in predictions.
    definition : str
        What belongs to it, for users to read.
    google_id : int
        Id of the nearest Google product category.
    google_path : str
        Its full path, in English, of version 2021-09-21.
    shopify_id : str
        Id of the nearest category of the Shopify product taxonomy, such as
        ``aa-1-4``, as a product CSV has it; the API writes
        ``gid://shopify/TaxonomyCategory/`` before it.
    shopify_path : str
        Its full path, in English.
    """

    name: str
    definition: str
    google_id: int
    google_path: str
    shopify_id: str
    shopify_path: str


def _read_taxonomy() -> tuple[Category, ...]:
    return tuple(Category(**entry) for entry in read_toml("taxonomy/categories.toml")["category"])


TAXONOMY = _read_taxonomy()
CATEGORIES = tuple(category.name for category in TAXONOMY)
FALLBACK = "OTHERS"
PUBLIC_TAXONOMIES = ("google", "shopify")


def taxonomy_ids(taxonomy: PublicTaxonomy) -> dict[str, str]:
    """Give the id that a public taxonomy has for each category.

    Ids and not paths, for a shop's import takes paths only in the language of the shop.

    Parameters
    ----------
    taxonomy : {"google", "shopify"}
        Which one.

    Returns
    -------
    dict of str to str
        Category to id.

    Raises
    ------
    FashionClfError
        Where the taxonomy is none of the two.

    Examples
    --------
    >>> from fashion_clf.taxonomy import taxonomy_ids
    >>> taxonomy_ids("google")["DRESS"], taxonomy_ids("shopify")["DRESS"]
    ('2271', 'aa-1-4')
    """
    if taxonomy not in PUBLIC_TAXONOMIES:
        raise FashionClfError(
            f"taxonomy {taxonomy!r} is not known; allowed are {', '.join(PUBLIC_TAXONOMIES)}."
        )
    return {category.name: str(getattr(category, f"{taxonomy}_id")) for category in TAXONOMY}


def taxonomy_values(categories: Iterable[str], taxonomy: PublicTaxonomy) -> list[str]:
    """Give for each product the id that a public taxonomy has for its category.

    Parameters
    ----------
    categories : iterable of str, length n_products
        Categories, such as predicted ones.
    taxonomy : {"google", "shopify"}
        Which one.

    Returns
    -------
    list of str, length n_products
        ``""`` for a category that is none of the library's own, such as one of a
        rules file: what others call it is not known.

    Raises
    ------
    FashionClfError
        Where the taxonomy is none of the two.

    Examples
    --------
    >>> from fashion_clf.taxonomy import taxonomy_values
    >>> taxonomy_values(["BAG", "SHOE", "CHAIR"], "google")
    ['6551', '187', '']
    """
    ids = taxonomy_ids(taxonomy)
    return [ids.get(category, "") for category in categories]
