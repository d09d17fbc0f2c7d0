"""The tree of product types, its ids and names in many languages, and trees that are none."""

import pytest

from fashion_clf.exceptions import FashionClfError
from fashion_clf.taxonomy._tree import Node, Tree, load_tree, plain_name

TREE = load_tree()


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("aa-8-3", "aa-8-3"),
        ("gid://shopify/TaxonomyCategory/aa-8-3", "aa-8-3"),
        ("aa-8-3-77", "aa-8-3"),  # of another release
        ("187", "aa-8"),
        ("212", "aa-1-13"),
        ("Apparel & Accessories > Shoes > Boots", "aa-8-3"),
        ("Bekleidung & Accessoires > Schuhe > Stiefel", "aa-8-3"),
        ("Vêtements > Robes", "aa-1-4"),
        ("Robes", "aa-1-17-5"),
        ("Shirts & Tops", "aa-1-13"),
        ("shoes / BOOTS", "aa-8-3"),
        ("Zapatos | Botas", "aa-8-3"),
        ("nothing of the kind", None),
        ("99", None),
        ("", None),
    ],
)
def test_ids_and_paths(text, node):
    assert TREE.find(text) == node


def test_every_node_has_a_category_and_its_parent_before_it():
    seen = set()
    for node in TREE.nodes.values():
        assert node.category
        assert node.parent is None or node.parent in seen
        seen.add(node.id)
    assert len(seen) == 508


def test_common_ancestors():
    assert TREE.common(["aa-1-13-7", "aa-1-13-8"]) == "aa-1-13"
    assert TREE.common(["aa-8-3"]) == "aa-8-3"
    assert TREE.common(["aa-8", "lb-1"]) is None
    assert TREE.common([]) is None


def test_names_are_compared_without_accents_and_marks():
    assert plain_name("Børns T-Shirts & Łódź") == "borns t shirts lodz"


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ([("a", None), ("a", None)], "has the id 'a' twice"),
        ([("b", "a"), ("a", None)], "'b' is below 'a', which is not above it"),
        ([("a", "b"), ("b", "a")], "the two are in a circle"),
    ],
)
def test_trees_that_are_none(nodes, message):
    with pytest.raises(FashionClfError, match=message):
        Tree(Node(name, (name,), parent, "REST") for name, parent in nodes)
