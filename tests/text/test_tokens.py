import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.text import split_phrases, stem, tokenize
from fashion_clf.text._spellings import SPELLINGS


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Dresses", "dress"),
        ("short", "short"),
        ("shorts", "shorts"),
        ("legs", "leg"),
        ("leggings", "leggings"),
        ("legging", "leggings"),
        ("coats", "coat"),
        ("coated", "coated"),
        ("women's", "women"),
        ("grey", "gray"),
        ("décolleté", "decollet"),
        ("zipper", "zip"),
    ],
)
def test_stem(word, expected):
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("V-neck tee", ["v", "neck", "tee"]),
        ("T-Shirt", ["tshirt"]),
        ("Tee shirts", ["tshirt"]),
        ("l/s top w/ hood", ["long", "sleev", "top", "with", "hood"]),
        ("s/s tee", ["short", "sleev", "tee"]),
        ("BlueTunic", ["blue", "tunic"]),
        ("snake_case", ["snake", "case"]),
        ("5.5cm heel", ["#", "cm", "heel"]),
        ('2 1/2" heel', ["#", "in", "heel"]),
        ("56-22-130 mm", ["#", "#", "#", "mm"]),
        ("Silk, lined. Short!", ["silk", ",", "lined", ".", "short", "."]),
        ("Bag - red", ["bag", ",", "red"]),
        ("black & white", ["black", "and", "white"]),
        ("", []),
    ],
)
def test_tokenize(text, tokens):
    assert [token for token in tokenize(text) if token != "-"] == tokens


@pytest.mark.parametrize(("wrong", "right"), sorted(SPELLINGS.items()))
def test_other_spellings_are_read_as_the_usual_ones(wrong, right):
    assert right not in SPELLINGS
    assert stem(wrong) == stem(wrong.upper()) == stem(right)


def test_phrases_end_at_marks():
    assert split_phrases(["a", ",", "b", "c", ".", ".", "d"]) == [["a"], ["b", "c"], ["d"]]


@given(st.text())
def test_any_text_gives_tokens_without_spaces(text):
    assert all(token and not token.isspace() for token in tokenize(text))
