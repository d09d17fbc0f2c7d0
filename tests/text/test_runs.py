"""Runs of characters between spaces give together what the whole sentence gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.text import tokenize
from fashion_clf.text._clean import ODD, SIGNS, cut_digressions, is_odd, may_digress
from fashion_clf.text._runs import read_runs
from fashion_clf.text._words import words_of

WORDS = ["silk", "Wide-leg", "jeans,", "12.5cm", "-", "crêpe", "with", "5'9\"", "30B8114", "(new)"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join))
def test_tokens_are_those_of_the_sentence(text):
    assert read_runs(text).tokens == tokenize(text)


@given(st.lists(st.sampled_from([*sorted(word.decode() for word in SIGNS), *WORDS]), max_size=9))
def test_signs_are_the_words_that_count(words):
    text = " ".join(words)
    runs = read_runs(text)
    assert runs.signs - {ODD} == words_of(text) & SIGNS
    if text[:1].isalnum() and not may_digress(runs.signs):
        assert cut_digressions(text) == text


@pytest.mark.parametrize(
    "run", ["", "?", ".", ".5", "a\nb", "why?", "a..", "›", ">", "x,.", "\x07"]
)
def test_marks_that_may_be_cut_or_folded_are_signs(run):
    assert is_odd(run)
    assert ODD in read_runs(f"silk {run} top").signs


@pytest.mark.parametrize("run", ["silk", "silk,", "2.5", "a-b", "(new)", "100%", "-", "d'été"])
def test_other_runs_are_none(run):
    assert not is_odd(run)


@pytest.mark.parametrize("text", ["silk + top +", "silk + - top", "+ top - + - silk", "a+ +b"])
def test_a_plus_ends_a_phrase_as_a_dash_does(text):
    assert read_runs(text).tokens == tokenize(text) == tokenize(text.replace("+", "-"))


def test_a_dash_between_words_ends_a_phrase():
    assert read_runs("silk - top -").tokens == ["silk", ",", "top"]
    assert read_runs("silk - - top").tokens == tokenize("silk - - top")
