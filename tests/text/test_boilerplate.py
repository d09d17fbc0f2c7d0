import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.text import tokenize
from fashion_clf.text._boilerplate import drop_runs, find_runs, find_starts, index_runs
from fashion_clf.text._tokens import DROPPED

NOUNS = ("shirt", "skirt", "boot", "belt", "ring")
OWN = [f"{NOUNS[i % 5]} number{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(100)]
TALK = "all shoe deliver free over here."
RUN = tuple(tokenize(TALK))


def catalogue(text, share=1.0):
    n_with = round(share * len(OWN))
    return [tokenize(f"{text} {own}" if i < n_with else own) for i, own in enumerate(OWN)]


@pytest.mark.parametrize("share", [1.0, 0.5, 0.2])
def test_a_run_of_many_products_is_found_with_its_share(share):
    assert find_runs(catalogue(TALK, share)) == {RUN: share}


def test_a_run_of_few_products_is_text():
    assert find_runs(catalogue(TALK, 0.1)) == {}


@pytest.mark.parametrize("template", ["{0} {1}", "{1}. {0}", "{1} {0} {1}"])
def test_where_it_stands_makes_no_difference(template):
    documents = [tokenize(template.format(TALK, own)) for own in OWN]
    (run,) = find_runs(documents)
    assert run[:6] == RUN[:6]
    assert all("shoe" not in drop_runs(tokens, index_runs([run])) for tokens in documents)


def test_the_first_word_of_a_product_stays_though_a_fifth_have_it():
    (run,) = find_runs(catalogue(TALK))
    assert run == RUN  # one in five goes on with "shirt"
    assert drop_runs(catalogue(TALK)[0], index_runs([run]))[len(RUN)] == "shirt"


def test_a_menu_of_single_words_is_one_run():
    (run,) = find_runs(catalogue("Shoes. Dresses. Bags. Sale."))
    assert run == ("shoe", ".", "dress", ".", "bag", ".", "sale", ".")


def test_a_short_sentence_counts_as_a_whole():
    documents = catalogue("Fine shoes.", 0.3)
    assert find_runs(documents) == {("fine", "shoe", "."): pytest.approx(0.3)}
    index = index_runs([("fine", "shoe", ".")])
    assert drop_runs(tokenize("These fine shoes."), index) == tokenize("These fine shoes.")
    assert drop_runs(tokenize("Linen. Fine shoes. Red"), index)[2:5] == [DROPPED] * 3


def test_equal_texts_count_once():
    same = [tokenize("Blue cotton dress with five pockets")] * 500
    assert find_runs(same) == {}
    assert find_runs(same + catalogue("", 0)) == {}


def test_a_small_catalogue_has_none():
    assert find_runs(catalogue(TALK)[:19]) == {}
    assert find_runs([]) == {}


def test_memory_is_bounded_by_a_sample(monkeypatch):
    monkeypatch.setattr("fashion_clf.text._boilerplate._SAMPLE", 50)
    assert find_runs(catalogue(TALK)) == {RUN: 1.0}


def test_dropping_keeps_positions():
    index = index_runs([RUN])
    tokens = ["red", *RUN, "boot", *RUN]
    dropped = drop_runs(tokens, index)
    assert [i for i, token in enumerate(dropped) if token != DROPPED] == [0, 1 + len(RUN)]
    assert find_starts(tokens, index) == {1: len(RUN), 2 + len(RUN): len(RUN)}
    assert tokens[1] == RUN[0]  # what was given is as it was
    assert drop_runs(["red"], index) == ["red"]


words = st.lists(st.sampled_from(["a", "b", "c", ".", ",", "\n", "#"]), max_size=30)


@given(st.lists(words, max_size=60))
def test_any_catalogue_keeps_its_lengths(documents):
    index = index_runs(find_runs(documents))
    for tokens in documents:
        dropped = drop_runs(tokens, index)
        assert len(dropped) == len(tokens)
        assert all(new in (old, DROPPED) for new, old in zip(dropped, tokens, strict=True))
