import re

import numpy as np
import pytest

from fashion_clf.datasets._descriptions import _fill, describe, load_phrases
from fashion_clf.taxonomy import CATEGORIES

KINDS = [(c, s) for c, kinds in load_phrases()["kinds"].items() for s in kinds]


def test_every_category_has_kinds():
    assert set(load_phrases()["kinds"]) == set(CATEGORIES)


def test_slots_are_filled():
    lists = {"cloth": ["{red|red} silk"], "n": ["{3-3} buttons"]}
    assert _fill(np.random.default_rng(0), "{cloth}, {n}", lists) == "Red silk, 3 buttons"


@pytest.mark.parametrize(("category", "shape"), KINDS)
def test_texts_have_no_open_slots_and_vary(category, shape):
    words = load_phrases()["kinds"][category][shape]
    texts = [describe(np.random.default_rng(i), words, "red", i % 3) for i in range(60)]
    assert not any(re.search(r"[{}]", name) for name, _ in texts)
    assert not any(re.search(r"\{\w+\}", text) for _, text in texts)
    assert len(set(texts)) > 50


def test_noun_is_not_among_the_details():
    """A text of details alone does not name its type."""
    for category, shape in KINDS:
        words = load_phrases()["kinds"][category][shape]
        for noun in words["nouns"]:
            pattern = re.compile(rf"\b{re.escape(noun)}\b", re.IGNORECASE)
            assert not any(pattern.search(detail) for detail in words["details"]), (shape, noun)


def test_shares_of_what_texts_tell():
    words = {"nouns": ["zzznoun"], "details": ["zzzdetail"]}
    found = np.zeros(3)
    for i in range(2000):
        name, text = describe(np.random.default_rng(i), words, "red", None)
        both = f"{name} {text}".lower()
        found += (
            "zzznoun" in both,
            "zzzdetail" in both and "zzznoun" not in both,
            "zzz" not in both,
        )
    assert found / 2000 == pytest.approx([0.55, 0.30, 0.15], abs=0.03)
