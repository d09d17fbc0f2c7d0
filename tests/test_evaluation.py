import math

import numpy as np
import pandas as pd
import pytest

from fashion_clf.evaluation import evaluate, load_gold, precision_coverage
from fashion_clf.exceptions import CatalogError, FashionClfError

GOLD = ["BAG", "BAG", "BAG", "SHOE", "SHOE", "SKIRT", None, float("nan"), ""]
PREDICTED = ["BAG", "BAG", "SHOE", "SHOE", None, "BAG", "BAG", "SHOE", "SHOE"]


def test_scores_by_hand():
    result = evaluate(GOLD, PREDICTED, min_support=2)
    assert (result.n_samples, result.n_scored) == (9, 6)
    assert result.accuracy == 3 / 6
    # BAG: 2 of 3 predicted are right, 2 of 3 gold are found. SHOE: 1 of 2, 1 of 2. SKIRT: none.
    assert result.per_category.loc["BAG"].tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 3])
    assert result.per_category.loc["SHOE"].tolist() == pytest.approx([1 / 2, 1 / 2, 1 / 2, 2])
    assert result.per_category.loc["SKIRT"].tolist() == [0, 0, 0, 1]
    assert result.macro_f1 == pytest.approx((2 / 3 + 1 / 2) / 2)  # SKIRT has too little gold


def test_confusion_by_hand():
    confusion = evaluate(GOLD, PREDICTED).confusion
    assert list(confusion.columns) == ["BAG", "SHOE", "SKIRT", "(none)"]
    assert confusion.values.tolist() == [[2, 1, 0, 0], [0, 1, 0, 1], [1, 0, 0, 0]]


def test_min_support():
    assert evaluate(GOLD, PREDICTED, min_support=1).macro_f1 == pytest.approx(
        (2 / 3 + 1 / 2 + 0) / 3
    )
    assert math.isnan(evaluate(GOLD, PREDICTED).macro_f1)  # nothing has 5


def test_labels_give_the_order():
    result = evaluate(["B", "A"], ["B", "A"], labels=["C", "B", "A"], min_support=1)
    assert list(result.confusion.columns) == list(result.per_category.index) == ["C", "B", "A"]
    assert result.macro_f1 == 1.0


@pytest.mark.parametrize("kind", [list, np.array, pd.Series])
def test_any_array_will_do(kind):
    assert evaluate(kind(["A", "B"]), kind(["A", "A"])).accuracy == 0.5


def test_no_prediction_at_all_is_all_wrong():
    result = evaluate(["A", "B"], [None, None], proba=[float("nan")] * 2)
    assert result.accuracy == 0.0 and result.calibration_error == 0.0


def test_calibration_error_by_hand():
    # Bin (0.8, 0.9]: 3 products, 2 right, mean 0.9. Bin (0.5, 0.6]: 1 product, right, 0.6.
    confidence = [0.9, 0.9, 0.9, 0.6]
    result = evaluate(list("AAAA"), list("AABA"), proba=confidence)
    assert result.calibration_error == pytest.approx(3 / 4 * (0.9 - 2 / 3) + 1 / 4 * 0.4)


def test_calibration_bins_are_closed_above():
    # 0.7 and 0.65 share a bin: (1 + 0) / 2 - 0.675; in two bins it would be (0.3 + 0.65) / 2.
    result = evaluate(["A", "A"], ["A", "B"], proba=[0.7, 0.65])
    assert result.calibration_error == pytest.approx(abs(0.5 - 0.675))
    assert evaluate(["A", "A"], ["A", "B"], proba=[1.0, 0.0]).calibration_error == 0.0


def test_probabilities_count_by_their_largest():
    proba = [[0.1, 0.9], [0.6, 0.4]]
    one = evaluate(["A", "B"], ["B", "B"], proba=proba).calibration_error
    assert one == evaluate(["A", "B"], ["B", "B"], proba=[0.9, 0.6]).calibration_error


def test_scores_by_source():
    result = evaluate(
        ["A", "A", "B", None], ["A", "B", "B", "A"], sources=["rule", "model", "rule", "model"]
    )
    assert result.per_source.to_dict("index") == {
        "model": {"accuracy": 0.0, "support": 1},
        "rule": {"accuracy": 1.0, "support": 2},
    }


def test_text():
    text = evaluate(GOLD, PREDICTED, proba=[0.5] * 9, sources=["rule"] * 9, min_support=2).to_text()
    assert text.startswith("scored on 6 of 9 products\naccuracy 0.500\nmacro-F1 0.583 (")
    for part in ("expected calibration error", "rule", "SKIRT", "(none)", "support"):
        assert part in text


def test_result_is_frozen():
    with pytest.raises(AttributeError):
        evaluate(["A"], ["A"]).accuracy = 1


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((["A"], ["A", "B"]), {}, "y_pred has 2 rows, y_true has 1"),
        ((["A"], ["A"]), {"proba": [0.1, 0.2]}, "proba has 2 rows"),
        ((["A"], ["A"]), {"proba": [1.2]}, "not a number from 0 to 1"),
        ((["A"], ["A"]), {"sources": []}, "sources has 0 rows"),
        (([None, ""], ["A", "A"]), {}, "none of the 2 products has gold"),
        ((["A"], ["X"]), {"labels": ["A", "B"]}, "categories 'X' are none of the labels A, B"),
    ],
)
def test_wrong_input(arguments, options, message):
    with pytest.raises(FashionClfError, match=message):
        evaluate(*arguments, **options)


def test_precision_coverage_by_hand():
    curve = precision_coverage(
        ["A", "A", "B", "B", None], ["A", "B", "B", None, "A"], [0.5, 0.5, 0.9, 0.9, 0.99]
    )
    assert curve["threshold"].tolist() == [0.9, 0.5]
    assert curve["coverage"].tolist() == [1 / 4, 3 / 4]
    assert curve["precision"].tolist() == [1.0, 2 / 3]


@pytest.fixture
def gold(tmp_path):
    def save(text, products, **options):
        path = tmp_path / "gold.csv"
        path.write_text(text)
        return load_gold(path, products, **options).tolist()

    return save


PRODUCTS = [
    {"id": 7, "name": "a"},
    {"id": "x", "name": "b"},
    {"id": "x", "name": "c"},
    {"name": "d"},
]


def test_gold_by_index_and_by_id(gold):
    by_index = "index,category,evidence\n2,BAG,explicit\n0,SHOE,inferred\n1,,\n"
    assert gold(by_index, PRODUCTS) == ["SHOE", None, "BAG", None]
    assert gold("id,category\nx,BAG\n7,SHOE\n", PRODUCTS) == ["SHOE", "BAG", "BAG", None]
    assert gold("index,category\n0,HAT\n", PRODUCTS, categories=["HAT"])[0] == "HAT"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("index,category\n0,HAT\n", r"gold\.csv: row 0 .*'HAT' is none of TOPS, DRESS"),
        ("index,category\n0,BAG\n4,BAG\n", r"row 1 .*index '4'\): the catalogue's 4 products"),
        ("index,category\n-1,BAG\n", r"no such index"),
        ("index,category\n0,BAG\n0,BAG\n", r"row 1 .*occurs twice in the file"),
        ("id,category\ny,BAG\n", r"no such id"),
        ("name,category\ny,BAG\n", r"needs the columns 'category' and 'index'.*'name'"),
        ("index,label\n0,BAG\n", r"found are 'index', 'label'"),
    ],
)
def test_wrong_gold(gold, text, message):
    with pytest.raises(CatalogError, match=message):
        gold(text, PRODUCTS)


@pytest.mark.real_data
def test_gold_of_the_challenge(data_dir):
    from fashion_clf.catalog import load_catalog

    products = load_catalog(data_dir / "challenge" / "product_data.json")
    gold = load_gold(data_dir / "challenge" / "gold_dev.csv", products)
    assert sum(category is not None for category in gold) == 373
    assert gold[0] == "BAG" and gold[1] is None and gold[2] == "TOPS"
