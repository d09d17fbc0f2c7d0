"""Things made for a garment, and pictures of garments, by the library's own rules."""

import pytest

from fashion_clf.labeling import Rule, RuleLabeler


@pytest.fixture(scope="module")
def labeler():
    return RuleLabeler().fit()


def vote(labeler, title):
    """The category that the rules for nouns name, or None."""
    code = labeler.named(labeler.transform([{"name": title}]))[0]
    return None if code < 0 else labeler.classes_[code]


@pytest.mark.parametrize(
    "title",
    [
        "Shoe rack", "Boot scraper", "Ring dish", "Dress hanger, velvet", "Bag conditioner",
        "Boot shapers",
        "Sneaker crate", "Coat hooks", "Shirt stencil", "Insoles", "Gel insoles for trainers",
        "Stand for necklaces", "Brush for suede shoes", "Laces for sneakers", "Shirt for dogs",
        "Dress for a doll", "Suit hanger", "Sleeping bag, 3 season", "Shoe bag",
    ],
)  # fmt: skip
def test_things_made_for_a_garment_are_others(labeler, title):
    assert vote(labeler, title) == "OTHERS"


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Shoes for men", "SHOE"), ("Bag for a laptop", "BAG"),
        ("Dress with pockets for a phone", "DRESS"),
        ("Box bag", "BAG"), ("Brush print skirt", "SKIRT"),
        ("Press stud jacket", "OUTERWEAR"), ("Clip earrings", "JEWELRY"), ("Ball gown", "DRESS"),
    ],
)  # fmt: skip
def test_the_same_words_before_a_garment_do_not_matter(labeler, title, category):
    assert vote(labeler, title) == category


def test_a_noun_behind_for_is_not_the_product(labeler):
    assert vote(labeler, "Gizmo for shoes") is None


def test_pictures_count_only_where_no_noun_does(labeler):
    fired = labeler.match([{"name": "\U0001f457 summer"}, {"name": "\U0001f457 wool scarf"}])
    assert [*fired[0]] == ["pictures of dresses"]
    assert "pictures of dresses" not in fired[1]


def test_a_hint_is_no_noun():
    rules = [
        Rule("tops", "TOPS", ("shirt",), where="head"),
        Rule("models", "SHOE", ("stan smith",), where="mention"),
    ]
    labeler = RuleLabeler(rules).fit()
    products = [{"name": "Stan Smith"}, {"name": "Shirt Stan Smith"}]
    assert labeler.transform(products).tolist() == [[-1, 0], [1, -1]]
