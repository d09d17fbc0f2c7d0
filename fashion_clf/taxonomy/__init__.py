"""The categories of the library, and the tree of product types below them."""

from fashion_clf.taxonomy._categories import (
    CATEGORIES,
    FALLBACK,
    PUBLIC_TAXONOMIES,
    TAXONOMY,
    Category,
    taxonomy_ids,
    taxonomy_values,
)
from fashion_clf.taxonomy._tree import Node, Tree, load_tree

__all__ = [
    "CATEGORIES",
    "Category",
    "FALLBACK",
    "Node",
    "PUBLIC_TAXONOMIES",
    "TAXONOMY",
    "Tree",
    "load_tree",
    "taxonomy_ids",
    "taxonomy_values",
]
