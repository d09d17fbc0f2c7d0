"""Gold product types: a node of the tree, or several that are all right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fashion_clf.catalog._gold import place_values
from fashion_clf.exceptions import CatalogError
from fashion_clf.taxonomy._tree import load_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from fashion_clf.utils._typing import FilePath

__all__ = ["COLUMNS", "parse_types", "place_gold_types"]

COLUMNS = ("shopify_ids", "shopify_id", "google_id", "product_type")


def place_gold_types(
    path: FilePath, n_products: int, read_ids: Callable[[], Sequence[Any]]
) -> NDArray[np.object_]:
    """Give each product the nodes that are right for it.

    Parameters
    ----------
    path : str or Path
        A table with ``index`` or an id, and one of the columns of ``COLUMNS``: ids of
        Shopify's or Google's taxonomy or paths, with ``|`` between several that are right.
    n_products : int
        Products of the catalogue.
    read_ids : callable
        Gives the ids of all products.

    Returns
    -------
    ndarray of (frozenset of str or None), shape (n_products,)

    Raises
    ------
    CatalogError
        Where an id or path is not known; it names the row.
    """
    return place_values(Path(path), n_products, read_ids, COLUMNS, parse_types)


def parse_types(text: str) -> frozenset[str]:
    """Read the ids or paths of nodes, with ``|`` between them.

    Parameters
    ----------
    text : str
        Such as ``aa-8-3|aa-8-8``, ``187`` or ``Shoes > Boots``.

    Returns
    -------
    frozenset of str
        Ids of the tree.

    Raises
    ------
    CatalogError
        Where one is not known.

    Examples
    --------
    >>> from fashion_clf.catalog._gold_types import parse_types
    >>> sorted(parse_types("aa-8-3|Shoes > Sandals"))
    ['aa-8-3', 'aa-8-6']
    """
    tree, found = load_tree(), set()
    for one in text.split("|"):
        one = one.strip()
        node = one if one in tree.nodes else None
        if node is None and not one.startswith(("aa-", "lb-")):
            node = tree.find(one)
        if node is None:
            raise CatalogError(
                f"product type {one!r} is not known; allowed are ids such as aa-8-3 or 187 and "
                "paths such as Shoes > Boots, of the tree in docs/types.md."
            )
        found.add(node)
    return frozenset(found)
