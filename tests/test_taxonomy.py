"""The ids stand against lines of the public files, copied into taxonomy_ids.csv.

Source of ``google``: taxonomy-with-ids.en-US.txt, Google product taxonomy of 2021-09-21.
Source of ``shopify``: dist/en/categories.txt of the repository Shopify/product-taxonomy,
version 2026-08-unstable.
"""

import csv
from pathlib import Path

import pytest

from fashion_clf.exceptions import FashionClfError
from fashion_clf.taxonomy import (
    CATEGORIES,
    FALLBACK,
    PUBLIC_TAXONOMIES,
    TAXONOMY,
    taxonomy_ids,
    taxonomy_values,
)

with open(Path(__file__).with_name("taxonomy_ids.csv"), newline="", encoding="utf-8") as file:
    PUBLISHED = {(row["source"], row["id"]): row["path"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("category", TAXONOMY, ids=lambda category: category.name)
def test_ids_and_paths_are_those_that_are_published(category):
    assert PUBLISHED["google", str(category.google_id)] == category.google_path
    assert PUBLISHED["shopify", category.shopify_id] == category.shopify_path


@pytest.mark.parametrize("taxonomy", PUBLIC_TAXONOMIES)
def test_no_two_categories_share_an_id(taxonomy):
    ids = taxonomy_ids(taxonomy)
    assert tuple(ids) == CATEGORIES
    assert len(set(ids.values())) == len(CATEGORIES)


def test_values_follow_the_products():
    assert taxonomy_values(["SHOE", FALLBACK, "SHOE"], "google") == ["187", "166", "187"]
    assert taxonomy_values(iter(["SHOE", FALLBACK]), "shopify") == ["aa-8", "aa"]


def test_a_category_of_ones_own_has_no_value():
    assert taxonomy_values(["CHAIR", "BAG"], "shopify") == ["", "aa-5"]


def test_an_unknown_taxonomy_is_refused_with_those_that_are_known():
    with pytest.raises(FashionClfError, match="'ebay' is not known; allowed are google, shopify"):
        taxonomy_values([], "ebay")
