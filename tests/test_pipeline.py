import pickle
import warnings

import joblib
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.pipeline import Pipeline

from fashion_clf import CATEGORIES, load_catalog, make_pipeline
from fashion_clf.datasets import make_catalog
from fashion_clf.evaluation import evaluate, load_gold
from fashion_clf.exceptions import CatalogWarning, LabelingWarning
from fashion_clf.labeling import Rule


@pytest.fixture(scope="module")
def catalog():
    return make_catalog(150, random_state=0)


@pytest.fixture(scope="module")
def fitted(catalog):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        return make_pipeline(images=False).fit(catalog.products)


def test_every_product_gets_a_category(catalog, fitted):
    categories = fitted.predict(catalog.products)
    assert isinstance(fitted, Pipeline)
    assert len(categories) == 150
    assert set(categories) <= set(CATEGORIES)
    assert fitted.classes_.tolist() == sorted(CATEGORIES)
    assert fitted[-1].categories_ == CATEGORIES
    assert fitted.predict_proba(catalog.products).shape == (150, 12)
    # a fifth of the texts say nothing of the product
    assert (categories == catalog.gold).mean() > 0.7


def test_list_of_dicts_is_the_same_input(catalog, fitted):
    records = catalog.products.to_dict("records")
    np.testing.assert_array_equal(fitted.predict(records), fitted.predict(catalog.products))


def test_same_seed_same_model_whatever_the_workers(catalog):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        one = make_pipeline(images=False, n_jobs=1).fit(catalog.products)
        two = make_pipeline(images=False, n_jobs=2).fit(catalog.products)
    np.testing.assert_array_equal(
        one.predict_proba(catalog.products), two.predict_proba(catalog.products)
    )


def test_plain_joblib_gives_equal_bits(catalog, fitted, tmp_path):
    joblib.dump(fitted, tmp_path / "model.joblib")
    again = joblib.load(tmp_path / "model.joblib")
    np.testing.assert_array_equal(
        again.predict_proba(catalog.products), fitted.predict_proba(catalog.products)
    )


def test_rules_and_categories_of_your_own():
    rules = [
        Rule("chairs", "CHAIR", ("chair", "stool")),
        Rule("tables", "TABLE", ("table", "desk")),
    ]
    products = [{"name": "Oak chair with arms"}, {"name": "Oak table with drawers"}] * 10
    pipeline = make_pipeline(rules=rules, images=False).fit(products)
    assert pipeline.predict([{"name": "Desk"}, {"name": "Stool"}]).tolist() == ["TABLE", "CHAIR"]


def test_partly_labelled(catalog, fitted):
    y = np.where(np.arange(150) < 60, catalog.gold, None)
    pipeline = make_pipeline(images=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        pipeline.fit(catalog.products, y)
    right = pipeline.predict(catalog.products) == catalog.gold
    assert right[:60].sum() > (fitted.predict(catalog.products) == catalog.gold)[:60].sum()
    table = pipeline[-1].predict_table(catalog.products, y)
    assert (table["category"] == catalog.gold)[:60].all()
    assert (table["category_source"] == "label").sum() == 60


@pytest.mark.long
def test_photos_help_where_words_are_missing(tmp_path):
    bunch = make_catalog(240, random_state=1, image_dir=tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        pipeline = make_pipeline(images=True).fit(bunch.products)
        text_only = make_pipeline(images=False).fit(bunch.products)
    with_photos = (pipeline.predict(bunch.products) == bunch.gold).mean()
    without = (text_only.predict(bunch.products) == bunch.gold).mean()
    assert with_photos > without


def test_unfitted_and_cloneable():
    pipeline = make_pipeline(random_state=3)
    assert clone(pipeline).get_params()["classifier__estimator__random_state"] == 3


@pytest.mark.real_data
def test_challenge_accuracy(data_dir):
    folder = data_dir / "challenge"
    products = load_catalog(folder / "product_data.json")
    gold = load_gold(folder / "gold_dev.csv", products)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        pipeline = make_pipeline(images=False).fit(products)
    scores = evaluate(gold, pipeline.predict(products))
    assert scores.n_scored == 373
    assert scores.accuracy >= 0.965
    assert scores.macro_f1 >= 0.955


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("path", "floor"),
    [
        ("hm/catalog.jsonl", 0.95),
        pytest.param("myntra/catalog.csv", 0.99, marks=pytest.mark.long),
    ],
)
def test_other_catalogues(data_dir, path, floor):
    products = load_catalog(data_dir / path)
    texts = products[["description"] if path.startswith("hm") else ["name"]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        pipeline = make_pipeline(images=False).fit(texts)
    assert (pipeline.predict(texts) == products["category"].to_numpy()).mean() >= floor


@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.FashionClfWarning")
def test_processes_change_nothing(monkeypatch):
    monkeypatch.setattr("fashion_clf.text._products._MANY", 60)
    monkeypatch.setattr("fashion_clf.text._products._CHUNK", 25)
    monkeypatch.setattr("fashion_clf.classifier._boosted_linear._MANY", 60)
    products = make_catalog(120, random_state=0).products
    products.loc[3, "description"] = "boots " * 5000  # said once, by this process
    plain = make_pipeline(images=False, n_estimators=5, random_state=0).fit(products)
    with pytest.warns(CatalogWarning, match="1 product with a text longer"):
        shared = make_pipeline(images=False, n_estimators=5, random_state=0, n_jobs=2).fit(products)
    expected = plain.predict_proba(products).tobytes()
    for same in (shared, pickle.loads(pickle.dumps(shared))):
        assert same.predict_proba(products).tobytes() == expected
