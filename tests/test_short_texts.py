"""Floors for difficult short texts and for boilerplate around real texts."""

import csv
import warnings

import pytest

from fashion_clf import load_catalog, load_pretrained, make_pipeline
from fashion_clf.datasets import make_catalog

pytestmark = pytest.mark.real_data
# A kind of each: what a single text tells, and what only a catalogue tells.
BOILERPLATE = ("Free delivery on shoes and bags over 50.", "Our jeans are loved in 30 countries.")


@pytest.fixture(scope="module")
def texts(data_dir):
    path = data_dir.parent / "cases/texts.csv"
    if not path.is_file():
        pytest.skip("the sheet of short texts is not here")
    with open(path, encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] != "not English"]


@pytest.fixture(scope="module")
def fitted():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make_pipeline(images=False).fit(make_catalog(3000, random_state=0).products)


@pytest.mark.parametrize("column", ["name", "description"])
@pytest.mark.parametrize("model", ["fitted", "pretrained"])
def test_difficult_short_texts(texts, model, column, request):
    pipeline = load_pretrained() if model == "pretrained" else request.getfixturevalue("fitted")
    table = pipeline[-1].predict_table([{column: row["text"]} for row in texts])
    right = [
        found in row["expected"].split("|")
        for found, row in zip(table["category"], texts, strict=True)
    ]
    sure = (table["category_confidence"] >= 0.95).tolist()
    assert sum(right) / len(right) >= 0.96
    assert sum(r for r, s in zip(right, sure, strict=True) if s) / sum(sure) >= 0.975


@pytest.mark.parametrize("place", ["in front", "behind"])
def test_boilerplate_changes_nothing(data_dir, place):
    products = load_catalog(data_dir / "hm/catalog.jsonl")[:400]
    gold = products["category"].to_numpy()
    products = products[["id", "description"]]
    pipeline = make_pipeline(images=False).fit(products)
    clean = (pipeline.predict(products) == gold).mean()
    for number, sentence in enumerate(BOILERPLATE):
        texts = [
            f"{sentence} {text}" if place == "in front" else f"{text}. {sentence}"
            for text in products["description"]
        ]
        table = products.assign(description=texts)
        found = (make_pipeline(images=False).fit(table).predict(table) == gold).mean()
        assert found >= clean - 0.01
        if not number:
            assert (load_pretrained().predict(table) == gold).mean() >= clean - 0.02
