"""The categories that come with the library, and the ids that public taxonomies give them."""

from fashion_clf.taxonomy._categories import (
    CATEGORIES,
    FALLBACK,
    PUBLIC_TAXONOMIES,
    TAXONOMY,
    Category,
    taxonomy_ids,
    taxonomy_values,
)

__all__ = [
    "CATEGORIES",
    "Category",
    "FALLBACK",
    "PUBLIC_TAXONOMIES",
    "TAXONOMY",
    "taxonomy_ids",
    "taxonomy_values",
]
