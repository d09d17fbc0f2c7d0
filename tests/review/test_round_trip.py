"""To annotation tools and back: nothing is lost, and what real exports look like is read."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from fashion_clf import load_pretrained
from fashion_clf.exceptions import CatalogError, CatalogWarning
from fashion_clf.review._export import export_results, label_studio_config
from fashion_clf.review._import import import_labels, kappa
from fashion_clf.taxonomy import CATEGORIES

RECORDED = Path(__file__).parent.parent / "fixtures/label_studio"
PRODUCTS = [
    {"id": "a", "title": "Suede boots", "description": "Wool <b>lining</b>", "category": "SHOE",
     "category_confidence": 0.9},
    {"id": "b", "title": "", "description": "Robe longue", "category": "DRESS"},
]  # fmt: skip


@pytest.fixture(scope="module")
def pretrained():
    return load_pretrained()


def test_tasks_of_label_studio(tmp_path, pretrained):
    path = tmp_path / "tasks.json"
    assert export_results(PRODUCTS, path, "label-studio", pretrained) == 2
    boots, dress = json.loads(path.read_text())
    assert boots["data"]["product"] == "a" and boots["predictions"][0]["score"] == 0.9
    for task in (boots, dress):
        for one in task["predictions"][0]["result"]:
            if one["type"] == "labels":
                value = one["value"]
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    words = [one["value"]["text"] for one in dress["predictions"][0]["result"][1:]]
    assert words == ["Robe longue"]
    assert label_studio_config(("A & B",)).count('value="A &amp; B"') == 2


def test_records_of_argilla_and_back(tmp_path, pretrained):
    path = tmp_path / "records.jsonl"
    export_results(PRODUCTS, path, "argilla", pretrained)
    records = [json.loads(line) for line in path.read_text().splitlines()]
    assert records[0]["suggestions"][0] == {
        "question_name": "category", "value": "SHOE", "agent": "fashion_clf", "score": 0.9,
    }  # fmt: skip
    records[0]["responses"] = {"category": [{"value": "SHOE", "user_id": "u1"}]}
    records[1]["responses"] = [
        {"user_id": "u1", "status": "submitted", "values": {"category": {"value": "SKIRT"}}},
        {"user_id": "u2", "status": "draft", "values": {"category": {"value": "DRESS"}}},
    ]
    path = tmp_path / "back.json"
    path.write_text(json.dumps(records))
    found = import_labels(path, "argilla", CATEGORIES)
    assert found.labels[["id", "category"]].to_numpy().tolist() == [["a", "SHOE"], ["b", "SKIRT"]]


def test_a_table(tmp_path):
    path = tmp_path / "table.csv"
    export_results(PRODUCTS, path, "csv")
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["a", "b"] and rows[0]["score"] == "0.9"


@pytest.mark.parametrize("name", ["json.json", "json_min.json"])
def test_what_label_studio_exported(name):
    with pytest.warns(
        CatalogWarning, match=r"1 product has as many answers for as against \(A-3\)"
    ):
        found = import_labels(RECORDED / name, "label-studio", CATEGORIES)
    assert found.labels.to_numpy().tolist() == [
        ["A-1", "SHOE", 2, 1.0], ["A-2", "DRESS", 2, 1.0], ["A-4", "OTHERS", 1, 1.0],
    ]  # fmt: skip
    assert found.n_annotators == 2
    assert found.kappa == pytest.approx((2 / 3 - 2 / 9) / (1 - 2 / 9))


def test_kappa_of_three():
    # Fleiss: agreement of each product 1, 1/3; shares 4/6, 2/6
    answers = [dict.fromkeys("abc", "BAG"), {"a": "BAG", "b": "SHOE", "c": "SHOE"}]
    chance = (4 / 6) ** 2 + (2 / 6) ** 2
    assert kappa(answers) == pytest.approx((2 / 3 - chance) / (1 - chance))
    assert np.isnan(kappa([{"a": "BAG"}]))
    assert kappa([{"a": "BAG", "b": "BAG"}]) == 1.0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no JSON", "is no JSON"),
        ("[1]", "no list of tasks"),
        ('[{"data": {"text": "x"}}]', "task 0 .* has no field 'product'"),
    ],
)
def test_what_is_no_export(tmp_path, content, message):
    path = tmp_path / "tasks.json"
    path.write_text(content)
    with pytest.raises(CatalogError, match=message):
        import_labels(path, "label-studio")


def test_exports_without_answers_and_of_unknown_categories(tmp_path):
    path = tmp_path / "tasks.json"
    choice = {"from_name": "category", "type": "choices", "value": {"choices": ["HATS"]}}
    tasks = [
        {"data": {"product": "1"}, "predictions": []},
        {"data": {"product": "2"}, "annotations": [{"completed_by": 1, "result": [choice]}]},
    ]
    path.write_text(json.dumps(tasks))
    with pytest.warns(CatalogWarning, match="1 product has no answer; 1 answer is of an unknown"):
        assert len(import_labels(path, "label-studio", CATEGORIES).labels) == 0
