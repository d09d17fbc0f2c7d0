import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.svm import LinearSVC

from fashion_clf import load_garments, load_model, save_model
from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence._predictions import PRODUCTS, answer, answer_problem
from fashion_clf.persistence._versions import installed_versions


class Tidy(DummyClassifier):
    """It answers without probabilities."""

    predict_proba = property()


def test_answers_are_those_of_the_model(pipeline):
    found = answer(pipeline)
    assert [one["category"] for one in found] == pipeline.predict(list(PRODUCTS)).tolist()
    proba = pipeline.predict_proba(list(PRODUCTS))
    assert [one["probabilities"] for one in found] == proba.round(9).tolist()


@pytest.mark.parametrize(
    "probabilities", [np.full((3, 1), np.nan), np.ones((2, 1)), np.ones((3, 1, 1)), ["x"], None]
)
def test_answers_that_no_sidecar_can_hold_are_none(tmp_path, monkeypatch, probabilities):
    monkeypatch.setattr(DummyClassifier, "predict_proba", lambda *_: probabilities)
    path = tmp_path / "model.joblib"
    assert save_model(DummyClassifier().fit([[0]], ["BAG"]), path)["predictions"] is None
    assert load_model(path).predict([[0]]) == ["BAG"]


def test_models_that_take_no_products_have_none(model):
    assert answer(model) is None
    assert answer(load_garments()) is None
    assert answer(LinearSVC()) is None
    assert answer_problem(model, {"predictions": None}) is None


def test_models_without_probabilities():
    found = answer(Tidy().fit([[0], [1]], ["BAG", "BAG"]))
    assert found == 3 * [{"category": "BAG", "probabilities": None}]
    assert answer_problem(Tidy().fit([[0]], ["BAG"]), {"predictions": found}) is None


@pytest.fixture
def dummy(tmp_path):
    path = tmp_path / "model.joblib"
    save_model(DummyClassifier().fit([[0], [1], [2]], ["BAG", "BAG", "SHOE"]), path)
    return path


def says(category, *probabilities):
    return 3 * [{"category": category, "probabilities": list(probabilities) or None}]


def test_differences_in_the_last_digits_are_none(dummy, edit_of):
    edit_of(dummy, predictions=says("BAG", 2 / 3 + 5e-7, 1 / 3 - 5e-7))
    assert load_model(dummy).predict([[0]]) == ["BAG"]


@pytest.mark.parametrize(
    ("predictions", "message"),
    [
        (says("SHOE", 2 / 3, 1 / 3), "gives BAG instead of 'SHOE', .* 3 of the 3 products"),
        (says("BAG", 0.5, 0.5), "gives other probabilities for 'BAG'"),
        (says("BAG", 2 / 3 + 2e-6, 1 / 3 - 2e-6), "gives other probabilities for 'BAG'"),
        (says("BAG", 1.0), "other probabilities"),
        (says("BAG", float("nan"), 1 / 3), "other probabilities"),
        (says("BAG"), "other probabilities"),
        (says("\x1b[2J"), r"instead of '\\x1b\[2J'"),
    ],
)
def test_a_model_that_decides_otherwise_is_refused(dummy, edit_of, predictions, message):
    edit_of(dummy, predictions=predictions)
    with pytest.raises(ModelFileError, match=message) as error:
        load_model(dummy)
    assert "No library differs, so the machine does" in str(error.value)


def test_a_model_that_answers_no_more_is_refused(saved, edit):
    edit(predictions=says("BAG", 1.0))
    with pytest.raises(ModelFileError, match="gives nothing instead of 'BAG'"):
        load_model(saved)


def test_the_libraries_that_differ_are_named(dummy, edit_of):
    versions = installed_versions()
    edit_of(
        dummy,
        predictions=says("SHOE", 2 / 3, 1 / 3),
        versions=versions | {"scipy": "1.2.3", "joblib": "1.0.1"},
    )
    with pytest.raises(ModelFileError, match=r'\(pip install "joblib==1.0.1" "scipy==1.2.3"\)'):
        load_model(dummy)
