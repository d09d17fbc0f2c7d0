import numpy as np
import pandas as pd
import pytest

from fashion_clf import explain, make_pipeline
from fashion_clf.classifier._boilerplate import drop_boilerplate, learn_boilerplate
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import LabelingWarning
from fashion_clf.labeling import RuleLabeler
from fashion_clf.text import tokenize_products

TALK = "Look at the shoe corner on floor two."


@pytest.fixture(scope="module")
def catalog():
    return make_catalog(150, random_state=0)


def learn(texts):
    table = tokenize_products([{"description": text} for text in texts])
    return learn_boilerplate(table, RuleLabeler().fit())


def test_a_sentence_that_names_any_product_is_boilerplate(catalog):
    texts = [f"{TALK} {text}" for text in catalog.products["description"]]
    (run,) = learn(texts)
    assert "shoe" in run


def test_a_sentence_that_names_the_right_product_is_kept(catalog):
    texts = [
        f"This is a very fine shoe indeed. {text}" if label == "SHOE" else text
        for text, label in zip(catalog.products["description"], catalog.gold, strict=True)
    ]
    texts = [text for text, label in zip(texts, catalog.gold, strict=True) if label != "OTHERS"]
    assert not any("shoe" in run for run in learn(texts))


def test_a_sentence_that_is_right_for_half_is_boilerplate(catalog):
    halves = [
        text
        for text, label in zip(catalog.products["description"], catalog.gold, strict=True)
        if label in ("DRESS", "SHOE", "BAG")
    ]
    texts = [f"Have a look at the dress corner upstairs. {text}" for text in halves]
    (run,) = learn(texts)
    assert "dress" in run


def test_what_no_other_text_contradicts_is_kept():
    texts = [f"The midi dress of our dreams, {a}{b}" for a in "abcdefg" for b in "uvwxyz"]
    assert learn(texts) == {}


def test_predictions_are_those_of_the_clean_texts(catalog):
    products = catalog.products[["id", "description"]]
    furnished = products.assign(description=TALK + " " + products["description"])
    clean = make_pipeline(images=False).fit(products)
    pipeline = make_pipeline(images=False).fit(furnished)
    assert pipeline[-1].boilerplate_ and not clean[-1].boilerplate_
    np.testing.assert_array_equal(pipeline.predict(furnished), clean.predict(products))
    one = pipeline.predict_proba(furnished[7:8])
    np.testing.assert_array_equal(one, pipeline.predict_proba(furnished)[7:8])


def test_boilerplate_alone_says_nothing(catalog):
    products = catalog.products[["description"]]
    pipeline = make_pipeline(images=False).fit(TALK + " " + products["description"])
    table = pipeline[-1].predict_table([{"description": TALK}])
    assert table["category_source"][0] == "fallback"
    assert table["category_confidence"][0] < 0.5


def test_explanations_quote_the_product_not_the_boilerplate(catalog):
    products = catalog.products[["description"]]
    pipeline = make_pipeline(images=False).fit(TALK + " " + products["description"])
    (why,) = explain(pipeline, [{"description": f"{TALK} Suede belt"}])
    assert [one.text for one in why.evidence] == ["belt"]


def test_nothing_to_drop_leaves_the_table_as_it_is():
    table = pd.DataFrame({"tokens": [["a"]], "image": None})
    assert drop_boilerplate(table, {}) is table


def test_nearly_all_in_one_category_by_the_same_words_is_said():
    texts = [f"Our fine ring number {a}{b}" for a in "abcdefgh" for b in "abcdefgh"]
    with pytest.warns(LabelingWarning) as caught:
        make_pipeline(images=False).fit([{"description": text} for text in texts])
    (message,) = [str(one.message) for one in caught if "the same words" in str(one.message)]
    assert message.startswith("64 of 64 products are assigned to JEWELRY, and 64 of them")
    assert "'ring'" in message
