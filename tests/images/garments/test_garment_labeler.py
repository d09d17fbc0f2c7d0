import pickle
import warnings
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest
from PIL import Image
from sklearn.base import BaseEstimator, clone
from sklearn.frozen import FrozenEstimator

from fashion_clf import CATEGORIES, make_pipeline
from fashion_clf.exceptions import ImageWarning, LabelingWarning, ModelFileError, ModelFileWarning
from fashion_clf.images import GarmentLabeler
from fashion_clf.images.garments._labeler import load_classes


class Planted(BaseEstimator):
    """Says of each file what its name says; of a broken one, the shares of its classes."""

    classes_ = np.array(["longsleeve", "ring", "shoes", "t-shirt"])
    class_prior_ = np.array([0.1, 0.2, 0.3, 0.4])

    def predict_proba(self, paths):
        known = {"top": [0.3, 0.0, 0.1, 0.6], "unclear": [0.2, 0.5, 0.2, 0.1], "shoe": [0, 0, 1, 0]}
        return np.array([known.get(Path(path).stem[:-1], self.class_prior_) for path in paths])


@pytest.fixture
def photo(tmp_path):
    """Give the path of a photo of that name; it shows nothing."""

    def make(name):
        path = tmp_path / f"{name}.png"
        Image.new("RGB", (16, 16), (200, 200, 200)).save(path)
        return str(path)

    return make


@pytest.fixture(autouse=True)
def few_categories():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        yield


def labels(names):
    return pd.DataFrame({c: [float(c == name) for name in names] for c in ("BAG", "SHOE", "TOPS")})


def test_agreement_and_probabilities_by_hand():
    paths = ["top1", "top2", "shoe1", "shoe2", "unclear1", "top3"]
    Y = labels(["TOPS", "TOPS", "SHOE", "BAG", "BAG", "TOPS"])
    Y.iloc[5] = np.nan  # no words
    labeler = GarmentLabeler(Planted()).fit(paths, Y)
    # it speaks of four labelled photos and is right on three: (3 + 3) / (4 + 4)
    overall = 0.75
    expected = {"SHOE": (1 + 4 * overall) / 6, "TOPS": (2 + 4 * overall) / 6}
    assert labeler.agreement_ == pytest.approx(expected)
    P = labeler.transform(["top9", None, "unclear9", "broken9", "shoe9"])
    # a shoe is right in 4 of 6, which is below 0.7; of tops 0.9 + 0.1 is right in 5 of 6
    assert np.isnan(P).all(axis=1).tolist() == [False, True, True, True, True]
    prior = np.array([3, 2, 3]) / 8  # of five labels, one more for each category
    np.testing.assert_allclose(P[0], 5 / 6 * np.array([0, 0.1, 0.9]) + 1 / 6 * prior)
    np.testing.assert_allclose(P[0].sum(), 1)


def test_it_is_not_asked_where_it_disagrees():
    paths = [f"shoe{number}" for number in range(9)]
    labeler = GarmentLabeler(Planted()).fit(paths, labels(["BAG"] * 9))
    assert labeler.model_ is None
    assert labeler.agreement_["SHOE"] < 0.3
    assert np.isnan(labeler.transform(paths)).all()


def test_it_is_trusted_a_little_before_anything_is_seen():
    with pytest.warns(ImageWarning, match="none of 1 photos"):
        labeler = GarmentLabeler(Planted()).fit(["top1"], labels(["TOPS"]) * np.nan)
    assert not labeler.proved_
    assert labeler.agreement_ == {"SHOE": 0.75, "TOPS": 0.75}
    assert labeler.transform(["top2"]).argmax() == 2


def test_only_so_many_photos_are_asked_about():
    asked = []

    class Counting(Planted):
        def predict_proba(self, paths):
            asked.extend(paths)
            return super().predict_proba(paths)

    paths = [f"top{number}" for number in range(8)]
    GarmentLabeler(Counting(), n_asked=3, random_state=0).fit(paths, labels(["TOPS"] * 8))
    assert len(asked) == 3


def test_no_photo_or_foreign_categories_ask_nobody():
    nobody = FrozenEstimator(BaseEstimator())  # would fail if it were asked
    labeler = GarmentLabeler(nobody).fit([None, ""], labels(["TOPS", "BAG"]))
    assert labeler.model_ is None
    chairs = pd.DataFrame({"CHAIR": [1.0], "TABLE": [0.0]})
    labeler = GarmentLabeler(nobody).fit(["top1"], chairs)
    assert np.isnan(labeler.transform(["top1"])).all()


def test_the_map_knows_only_categories():
    classes = load_classes()
    assert len(classes) == 10
    assert set(classes.values()) <= set(CATEGORIES)
    assert not {"BAG", "JEWELRY", "LINGERIE", "JUMPSUIT"} & set(classes.values())


def test_from_a_file_cloned_and_pickled(tmp_path):
    joblib.dump(Planted(), tmp_path / "model.joblib")
    labeler = clone(GarmentLabeler(tmp_path / "model.joblib")).fit(["top1"], labels(["TOPS"]))
    P = labeler.transform(["top2", "shoe1"])
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(labeler)).transform(["top2"]), P[:1])
    assert labeler.get_feature_names_out().tolist() == [
        "garment_BAG",
        "garment_SHOE",
        "garment_TOPS",
    ]


def test_products_without_words_are_sorted_by_their_photos(photo):
    """Half of the products are named; the others have nothing but a photo."""
    kinds = ["top", "shoe"] * 20
    named = np.arange(40) < 20
    words = {"top": "Cotton T-shirt", "shoe": "Leather boots"}
    products = pd.DataFrame(
        {
            "name": [words[kind] if has else "" for kind, has in zip(kinds, named, strict=True)],
            "image": [photo(f"{kind}{number % 10}") for number, kind in enumerate(kinds)],
        }
    )
    pipeline = make_pipeline(garments=Planted(), n_estimators=5).fit(products)
    table = pipeline[-1].predict_table(pipeline[:-1].transform(products))
    truth = np.where(np.array(kinds) == "top", "TOPS", "SHOE")
    assert (table["category"] == truth).all()
    assert set(table["category_source"][~named]) == {"model"}
    # all photos look alike: nothing but the classifier of garments can tell
    without = make_pipeline(garments=False, n_estimators=5).fit(products)
    assert len(set(without.predict(products)[~named])) == 1


def test_one_row_as_in_a_batch(photo):
    products = [
        {"name": "Cotton T-shirt", "image": photo("top1")},
        {"image": photo("shoe1")},
        {"image": photo("top2")},
    ]
    pipeline = make_pipeline(garments=Planted(), n_estimators=5).fit(products)
    whole = pipeline.predict_proba(products)
    alone = np.vstack([pipeline.predict_proba([product]) for product in products])
    np.testing.assert_allclose(alone, whole, atol=1e-9)
    assert pipeline.predict(products).tolist() == ["TOPS", "SHOE", "TOPS"]


@pytest.mark.filterwarnings("ignore:words tell the category of none")
def test_no_warning_of_categories_that_photos_reach(photo):
    products = [{"name": "Cotton T-shirt"}, {"image": photo("shoe1")}]
    with pytest.warns(LabelingWarning) as caught:
        make_pipeline(garments=Planted(), n_estimators=5).fit(products)
    (message,) = [str(one.message) for one in caught if one.category is LabelingWarning]
    assert "SHOE" not in message
    assert "BAG" in message


def test_photos_alone_are_never_sure(photo):
    products = [
        {"image": photo(f"{kind}{number}")} for kind in ("top", "shoe") for number in range(4)
    ]
    with pytest.warns(ImageWarning, match="confidence is lowered"):
        pipeline = make_pipeline(garments=Planted(), n_estimators=5).fit(products)
    proba = pipeline.predict_proba(products)
    assert proba.max() <= 0.42 + 0.58 / 12
    assert pipeline.predict(products).tolist() == ["TOPS"] * 4 + ["SHOE"] * 4
    with_words = [*products, {"name": "Cotton T-shirt", "image": photo("top9")}]
    sure = make_pipeline(garments=Planted(), n_estimators=5).fit(with_words)
    assert sure.predict_proba(products).max() > 0.6


def test_without_the_classifier_of_the_library_it_abstains(photo, monkeypatch):
    def refuse():
        raise ModelFileError("garments.joblib: was saved with other versions.")

    monkeypatch.setattr("fashion_clf.persistence.load_garments", refuse)
    paths = [photo(f"top{number}") for number in range(3)]
    with pytest.warns(ModelFileWarning, match="without the classifier of clothes: garments"):
        labeler = GarmentLabeler().fit(paths, labels(["TOPS"] * 3))
    assert np.isnan(labeler.transform(paths)).all()
