"""Titles that are heaps of search words: the last noun is not always what is sold."""

import pytest

from fashion_clf.labeling import Rule, RuleLabeler, RuleSet
from fashion_clf.labeling._compiled import CompiledRules
from fashion_clf.text import tokenize
from fashion_clf.text._tokens import TITLE_END

EVERYWHERE = ("head", "this", "mention")
TOPS = [
    Rule(f"{noun} ({where})", "TOPS", (noun,), where=where)
    for noun in ("hoodie", "jumper", "sweater", "pullover")
    for where in EVERYWHERE
]
COATS = [Rule(f"coat ({where})", "OUTERWEAR", ("coat",), where=where) for where in EVERYWHERE]
RULES = RuleSet((*TOPS, *COATS), ("TOPS", "OUTERWEAR"), "TOPS")


def fired(text):
    columns = CompiledRules(RULES, ["OUTERWEAR", "TOPS"]).fired(tokenize(text))
    return {RULES.rules[column].name for column in columns}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("sweater coat", {"coat (head)"}),
        ("hoodie sweater coat", {"coat (head)"}),  # two are no heap
        ("hoodie jumper sweater coat", {"sweater (head)", "coat (head)"}),
        (
            "hoodie jumper warm sweater pullover winter coat",
            {"pullover (head)", "sweater (mention)", "coat (head)"},
        ),
        ("hoodie coat jumper sweater", {"sweater (head)"}),  # the head is what is said most
        ("hoodie jumper sweater coat coat coat", {"coat (head)"}),
        ("hoodie jumper sweater with coat", {"sweater (head)"}),  # another phrase
    ],
)
def test_what_a_heap_says_most_often_is_heard(text, rules):
    assert fired(text) == rules


def test_what_something_is_for_is_no_head():
    tokens = [*tokenize("hook for hoodie jumper sweater coat"), TITLE_END]
    assert CompiledRules(RULES, ["OUTERWEAR", "TOPS"]).fired(tokens) == {}


def test_kinds_are_those_of_the_categories_asked():
    labels = ["OUTERWEAR", "TOPS"]
    same = CompiledRules(RULES, labels, kind_of=lambda category: "anything")
    columns = same.fired(tokenize("hoodie jumper sweater pullover coat"))
    assert {RULES.rules[column].name for column in columns} == {"coat (head)"}


@pytest.mark.parametrize(
    ("title", "said", "also"),
    [
        ("Men Hoodie Sweatshirt Pullover Sweater Jumper Coat", "TOPS", "OUTERWEAR"),
        ("Sexy Babydoll Lingerie Nightwear Chemise Underwear Sleepwear Dress", "LINGERIE", "DRESS"),
        ("Women Playsuit Romper Jumpsuit Overall Casual Trousers", "JUMPSUIT", "PANT"),
        ("Women Leggings Yoga Pants Sports Tights Trousers Gym Shorts", "PANT", "SHORTS"),
    ],
)
def test_both_are_voted_for(title, said, also):
    labeler = RuleLabeler().fit()
    L = labeler.transform([{"name": title}])
    voted = {labeler.classes_[vote] for vote in L[0] if 0 <= vote < len(labeler.classes_)}
    assert {said, also} <= voted
    assert (labeler.named(L) == -1).all()
