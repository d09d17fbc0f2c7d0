"""Texts read sentence by sentence are read as they are when read as a whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fashion_clf.text import clean_description, tokenize, tokenize_products
from fashion_clf.text._detect_language import detect
from fashion_clf.text._products import tokenize_product
from fashion_clf.text._sentences import _sentence, read_sentences

PIECES = [
    *("Silk top", "Crêpe dress", "Wide-leg jeans", "Soft, warm, light", "Size 38", "2.5 cm", "№ 5"),
    *("Model is 180 cm tall and wears a size M", "Our model's height: 5'9\"", "pair it with jeans"),
    *("Looks great over a slip dress", "Also available in red", "Style with: a belt, boots"),
    *("You may also like", "Free delivery on boots", "Shop our sale", "Shop skirts and bags"),
    *("New boots have landed", "Sold separately", "belt not included", "Acme presents: a bag"),
    *("The Dress Shop", "Acme Shoes & Bags", "Home > Women > Dresses", "Shoes", "Bags", "Sale"),
    *("Dresses, Shoes, Bags, Accessories, Sale", "Is it lined", "keep it in the box", "w/ lining"),
    *("You may also like:\n- boots\n- bags", "* item", "Damenlederjacke mit Gürtel", "robe d'été"),
    *(
        "Vestido de algodón",
        "Кожаные ботинки",
        "ａｂｃ",
        "tee-shirt",
        "T-Shirt",
        "l/s",
        "not a dress",
    ),
    *("<p>", "</p>", "<br>", "<li>Lined</li>", "&nbsp;", "&amp;", "[tab]Care[/tab]", "™", "…"),
]
GLUE = [
    " ",
    ". ",
    ".",
    ", ",
    "; ",
    ": ",
    " - ",
    "\n",
    "\n\n",
    "! ",
    "? ",
    " . ",
    ". . ",
    "  ",
    "",
    ".)",
]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GLUE)), max_size=8).map(
    lambda parts: "".join(piece + glue for piece, glue in parts)
)


@given(TEXTS)
@example("Silk top. Model is 180 cm tall; great. Pair it with jeans, too. Made in Italy,")
@example("The dress. . \n. Lined.. \n\n .  \n. Soft ,")
def test_sentences_are_what_cleaning_leaves_of_the_text(text):
    found = read_sentences(text)
    cleaned = clean_description(text)
    assert " ".join(one.text for one in found) == cleaned
    assert [token for one in found for token in one.tokens] == tokenize(cleaned)


@given(TEXTS, TEXTS)
def test_the_language_is_that_of_the_whole_text(name, description):
    texts = clean_description(name), clean_description(description)
    assert tokenize_product(name, description).language == detect(" ".join(texts))


def test_repeated_sentences_are_read_once():
    text = "Pleated skirt in chiffon. Model is 1.80 m. Hand wash only"
    first = read_sentences(text)
    hits = _sentence.cache_info().hits
    assert read_sentences(text) == first
    assert _sentence.cache_info().hits == hits + 3
    assert [one.text for one in first] == ["Pleated skirt in chiffon.", "Hand wash only"]


def test_changed_tokens_do_not_change_those_of_the_next_product():
    products = [{"name": "Silk top", "description": "Hand wash."}]
    before = list(tokenize_products(products)["tokens"][0])
    tokenize_products(products)["tokens"][0][0] = "boot"
    assert tokenize_products(products)["tokens"][0] == before


def test_a_word_without_end_takes_no_longer_than_its_letters():
    (one,) = read_sentences("x" * 1_000_000)
    assert len(one.tokens) == 1


@pytest.mark.parametrize("text", ["", " ", ". ", " . \n", "Pair it with jeans.", "<p></p>"])
def test_texts_of_nothing_have_no_sentence(text):
    assert [one.text for one in read_sentences(text) if one.text] == []
