"""Product types: the tree beneath the categories, with the ids of public taxonomies."""

from __future__ import annotations

import numbers
from typing import TYPE_CHECKING

import pandas as pd

from fashion_clf.exceptions import FashionClfError
from fashion_clf.taxonomy import TAXONOMY
from fashion_clf.taxonomy._tree import load_tree

if TYPE_CHECKING:
    from typing import Any

    from sklearn.base import BaseEstimator

    from fashion_clf.utils._typing import Products

__all__ = ["check_min_confidence", "product_types", "type_columns"]


def product_types(
    pipeline: BaseEstimator, products: Products, *, min_confidence: float = 0.8
) -> pd.DataFrame:
    """Give each product the deepest product type that is sure enough.

    The tree below the categories is Shopify's product taxonomy, with Google's ids; the
    nouns of a text decide where they name a type, other words where they do not. The
    probability of a node is the sum of those below it, and that of a category the sum of
    all its types: a type never contradicts the category. With a rules file of your own
    that gives its categories a ``parent``, the tree is yours.

    Parameters
    ----------
    pipeline : Pipeline or WeaklySupervisedClassifier
        Fitted, of :func:`fashion_clf.make_pipeline`.
    products : DataFrame or list of dict
        Products, as for ``predict``.
    min_confidence : float, default=0.8
        Least probability of a type, in (0, 1]; where none is so sure, the category's own node
        is given.

    Returns
    -------
    DataFrame, shape (n_products, 7)
        With the index of the products: ``category``, ``product_type`` (the path below the
        category, such as ``Boots``; ``""`` for the category's own node), ``confidence``
        (0 to 1), ``shopify_id``, ``shopify_path``, ``google_id``, ``google_path`` (``""``
        where there is none, as in a tree of your own).

    Raises
    ------
    FashionClfError
        Where `min_confidence` is not in (0, 1].

    Examples
    --------
    >>> from fashion_clf import load_pretrained, product_types
    >>> products = [{"title": "Suede Chelsea boots"}, {"title": "Shoes"}]
    >>> types = product_types(load_pretrained(), products)
    >>> types[["category", "product_type", "shopify_id", "google_id"]]
      category product_type shopify_id google_id
    0     SHOE        Boots     aa-8-3       187
    1     SHOE                    aa-8       187
    """
    check_min_confidence(min_confidence)
    classifier = pipeline[-1] if hasattr(pipeline, "steps") else pipeline
    table = classifier.predict_table(products, min_confidence=min_confidence)
    categories = table["category"].tolist()
    columns: dict[str, list[Any]] = {
        "category": categories,
        "product_type": table["product_type"].tolist(),
        "confidence": table["product_type_confidence"].tolist(),
        **type_columns(table["product_type_node"].tolist(), categories),
    }
    return pd.DataFrame(columns, index=table.index)


def type_columns(nodes: list[str], categories: list[str]) -> dict[str, list[str]]:
    """Give the ids and paths that public taxonomies have for nodes of the tree.

    Parameters
    ----------
    nodes : list of str
        Ids of nodes.
    categories : list of str
        Category of each.

    Returns
    -------
    dict of str to list of str
        ``shopify_id``, ``shopify_path``, ``google_id`` and ``google_path``.
    """
    tree, own = load_tree(), {category.name: category for category in TAXONOMY}
    columns: dict[str, list[str]] = {
        name: [] for name in ("shopify_id", "shopify_path", "google_id", "google_path")
    }
    for name, category in zip(nodes, categories, strict=True):
        node = tree.nodes.get(name)
        public = own.get(category)
        if public is not None and node is not None and node.id == public.shopify_id:
            values = (node.id, public.shopify_path, str(public.google_id), public.google_path)
        elif node is not None:
            values = (node.id, " > ".join(node.path), node.google_id, node.google_path)
        else:
            values = ("", "", "", "")
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    return columns


def check_min_confidence(value: float) -> None:
    """Refuse what is no probability that can be reached.

    Parameters
    ----------
    value : float
        Least probability of a type.

    Raises
    ------
    FashionClfError
        Where it is not in (0, 1].
    """
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not real or not 0 < value <= 1:
        raise FashionClfError(f"min_confidence is {value!r}; allowed is above 0 and up to 1.")
