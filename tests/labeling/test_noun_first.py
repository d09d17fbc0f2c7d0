"""Titles that begin with the noun, as lists of stock have them: "Dress long sleeve"."""

import pytest

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling import Rule, RuleSet, load_rules
from fashion_clf.labeling._compiled import CompiledRules
from fashion_clf.labeling._phrases import expand, stands_alone
from fashion_clf.text import tokenize

NOUNS = {
    "Dress": "DRESS", "Blouse": "TOPS", "Jacket": "OUTERWEAR", "Trousers": "PANT",
    "Skirt": "SKIRT", "Jumpsuit": "JUMPSUIT", "Boots": "SHOE", "Handbag": "BAG",
    "Earrings": "JEWELRY", "Nightgown": "LINGERIE", "Scarf": "OTHERS",
}  # fmt: skip
# What the noun is like; each is, alone or elsewhere, a product of its own.
MANNERS = (
    "long sleeve", "maxi", "half zip", "roll neck", "wrap", "bodycon", "button down", "cargo",
    "turtleneck", "lace up", "wedge", "platform", "slip on", "high top", "oxford", "crossbody",
    "beaded", "puffer", "short", "thermal", "blush", "cream", "gel", "hoodie style",
    # of which the noun would make a thing for it: a lace, a pad, a brush, an organizer
    "padded", "waxed", "brushed", "waterproof", "patterned", "organic cotton", "stone",
    "vinyl", "button front", "clip on", "adjustable",
)  # fmt: skip
UPPER = {"DRESS", "TOPS", "OUTERWEAR", "JUMPSUIT", "LINGERIE"}
WORN = ("long sleeve", "roll neck", "turtleneck")  # of no skirt, bag, shoe or earring
THINGS = (
    "Boot laces", "Boot lace", "Bra pads", "Boot wax", "Shoe brush", "Shoe waterproofer",
    "Dress pattern", "Handbag organizer", "Sweater stone", "Shoe cream", "Bra extender",
    "Shirt button",
)  # fmt: skip


RULES = load_rules()
COMPILED = CompiledRules(RULES, RULES.categories)


def named(title):
    """Categories of the rules that fire on a title."""
    votes = {COMPILED.votes[column] for column in COMPILED.fired([*tokenize(title), "\n"])}
    return {RULES.categories[vote] if vote < len(RULES.categories) else vote for vote in votes}


@pytest.mark.parametrize("noun", NOUNS)
def test_what_follows_the_noun_does_not_take_its_place(noun):
    manners = [one for one in MANNERS if one not in WORN or NOUNS[noun] in UPPER]
    titles = [f"{noun}{between}{manner}" for manner in manners for between in (" ", " Black ")]
    found = {title: named(title) for title in titles}
    assert found == dict.fromkeys(titles, {NOUNS[noun]})


@pytest.mark.parametrize("title", THINGS)
def test_things_made_for_products_are_still_told(title):
    assert named(title) == {"OTHERS"}


def test_lace_is_a_material_too():
    titles = "Dress lace", "Dress lace maxi", "Boots lace up", "Shoes lace up"
    assert [*map(named, titles)] == [{"DRESS"}, {"DRESS"}, {"SHOE"}, {"SHOE"}]


def test_alone_a_manner_names_the_product():
    titles = "Slub long sleeve", "Tie-dye maxi", "Denim midi", "Silk bodycon", "Suede wedge"
    assert [*map(named, titles)] == [{"TOPS"}, {"DRESS"}, {"SKIRT"}, {"DRESS"}, {"SHOE"}]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (["dress", "sleev"], {0}),
        (["sleev"], {1}),
        (["sleev", "dress"], {0}),
        (["wrap", "sleev"], {1}),  # of two that stand alone the last
        (["dress", ",", "sleev"], {0}),
    ],
)
def test_a_phrase_that_stands_alone(title, expected):
    rules = (
        Rule("dresses", "DRESS", ("dress",), where="head"),
        Rule("sleeves", "TOPS", ("^ sleeve", "^ wrap"), where="head"),
    )
    compiled = CompiledRules(RuleSet(rules, ("DRESS", "TOPS"), "TOPS"), ["DRESS", "TOPS"])
    assert compiled.fired(title).keys() == expected


def test_the_sign_is_no_token():
    assert stands_alone("^ long sleeve $")
    assert not stands_alone("long sleeve $")
    assert expand("^ long sleeve $") == expand("long sleeve $") == [("long", "sleev", "\n")]
    with pytest.raises(RulesError, match="no word that must be found"):
        expand("^")
