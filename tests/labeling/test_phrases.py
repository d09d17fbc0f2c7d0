import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling._phrases import MAX_ALTERNATIVES, expand


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("shirt", [("shirt",)]),
        ("v|crew neck", [("v", "neck"), ("crew", "neck")]),
        ("zip? fly", [("zip", "fli"), ("fli",)]),
        ("t-shirt bra", [("tshirt", "bra")]),
        ("# cm heel", [("#", "cm", "heel")]),
        ("short $", [("short", "\n")]),
        ("short $?", [("short", "\n"), ("short",)]),
        ("100 %", [("#", "%")]),
        ("  odd   spaces ", [("odd", "space")]),
    ],
)
def test_expand(phrase, expected):
    assert expand(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("", "has no word that must be found"),
        ("  ", "has no word that must be found"),
        ("lamp?", "has no word that must be found"),
        ("$", "has no word that must be found"),
        ("lamp? $", "has no word that must be found"),
        (",", "has no word that must be found"),
        ("?! .", "has no word that must be found"),
        ("v||crew neck", "names no word that can be found"),
        ("|", "names no word that can be found"),
        ("a ?", "names no word that can be found"),
        ("$ lamp", "must come last"),
        ("a" * 30_000, "has 30,000 characters"),
    ],
)
def test_nothing_to_find(phrase, message):
    with pytest.raises(RulesError, match=message):
        expand(phrase)


def test_bounds_are_counted_before_anything_is_made():
    assert len(expand(" ".join(["a|b"] * 9))) == 512
    for bomb in (" ".join(["a|b"] * 10), " ".join(["a|b|c?"] * 2000), "|".join(["a"] * 1001)):
        begin = time.perf_counter()
        with pytest.raises(RulesError, match=f"more than {MAX_ALTERNATIVES:,} alternatives"):
            expand(bomb)
        assert time.perf_counter() - begin < 1


@settings(deadline=None)
@given(st.text(alphabet="ab|?$#,. '\n<é", max_size=30) | st.text(max_size=30))
def test_any_text_is_sequences_or_an_error(phrase):
    try:
        found = expand(phrase)
    except RulesError:
        return
    assert 0 < len(found) <= MAX_ALTERNATIVES
    assert all(any(token not in (",", ".", "\n") for token in tokens) for tokens in found)
