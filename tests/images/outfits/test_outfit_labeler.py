"""Garments found in outfits weigh by what they prove to tell, and choose among what words leave."""

import pickle
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from sklearn.base import BaseEstimator, clone
from sklearn.frozen import FrozenEstimator

from fashion_clf import make_pipeline
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.images import GarmentLabeler, OutfitLabeler


class Planted(BaseEstimator):
    """Finds in each photo the garments of its name; of a broken one it gives the base rates."""

    garments_ = np.array(["jeans", "pants", "skirt", "umbrella"])
    base_rate_ = np.array([0.2, 0.3, 0.25, 0.1])

    def __init__(self, seen=0.9):
        self.seen = seen

    def predict_proba(self, paths):
        rows = []
        for path in paths:
            stem = Path(path).stem
            found = [self.seen if name in stem else 1 - self.seen for name in self.garments_]
            rows.append(self.base_rate_ if "broken" in stem else found)
        return np.array(rows)


CATEGORIES = ["BAG", "PANT", "SKIRT"]


def words(names):
    return pd.DataFrame({c: [float(c == name) for name in names] for c in CATEGORIES})


def test_weight_and_probabilities_by_hand():
    photos = ["skirt", "pants"] * 10
    labeler = OutfitLabeler(Planted()).fit(photos, words(["SKIRT", "PANT"] * 10))
    logit = np.log(9)  # of 0.9
    # half of the photos show each, and of bags nothing is known
    np.testing.assert_allclose(labeler.usual_[1:], 0, atol=1e-9)
    assert np.isnan(labeler.usual_[0])
    np.testing.assert_allclose(labeler.prior_, np.array([1, 11, 11]) / 23)

    def penalised(weight):
        odds = np.array([1, 11 * np.exp(-weight * logit), 11 * np.exp(weight * logit)])
        return 20 * np.log(odds[2] / odds.sum()) - 4 * weight**2

    tried = np.linspace(0, 2, 41)
    assert labeler.weight_ == tried[np.argmax([penalised(weight) for weight in tried])]
    odds = np.array([1, 11 * 9**-labeler.weight_, 11 * 9**labeler.weight_])
    P = labeler.transform(["skirt", None, "", "broken"])
    np.testing.assert_allclose(P[0], odds / odds.sum())
    assert np.isnan(P[1:]).all()
    assert labeler.get_feature_names_out().tolist() == ["outfit_BAG", "outfit_PANT", "outfit_SKIRT"]


def test_either_of_two_garments_of_a_category_counts():
    labeler = OutfitLabeler(Planted()).fit(["skirt", "pants"] * 10, words(["SKIRT", "PANT"] * 10))
    jeans, pants = labeler.transform(["jeans", "pants"])
    np.testing.assert_allclose(jeans, pants)


def test_what_tells_nothing_is_not_asked():
    photos, names = ["skirt", "skirt", "pants", "pants"] * 10, ["SKIRT", "PANT"] * 20
    labeler = OutfitLabeler(Planted()).fit(photos, words(names))
    assert labeler.model_ is None and labeler.weight_ == 0
    assert np.isnan(labeler.transform(["skirt"])).all()


def test_without_words_it_is_not_asked():
    unknown = words(["SKIRT"] * 4) * np.nan
    for photos in (["skirt"] * 4, [None] * 4, []):
        labeler = OutfitLabeler(Planted()).fit(photos, unknown[: len(photos)])
        assert labeler.model_ is None
        assert np.isnan(labeler.transform(photos)).all()


def test_photos_that_cannot_be_read_are_not_learned_from():
    photos, names = ["skirt", "pants"] * 10, ["SKIRT", "PANT"] * 10
    plain = OutfitLabeler(Planted()).fit(photos, words(names))
    mixed = OutfitLabeler(Planted()).fit([*photos, *["broken"] * 5], words([*names, *["BAG"] * 5]))
    np.testing.assert_allclose(mixed.usual_, plain.usual_)
    assert mixed.weight_ > 0.5


def test_a_batch_is_as_each_alone():
    photos = ["skirt pants", "pants", "skirt", None, "broken", "jeans"]
    labeler = OutfitLabeler(Planted()).fit(["skirt", "pants"] * 9, words(["SKIRT", "PANT"] * 9))
    whole = labeler.transform(photos)
    np.testing.assert_array_equal(whole, np.vstack([labeler.transform([one]) for one in photos]))
    again = pickle.loads(pickle.dumps(labeler))
    np.testing.assert_array_equal(again.transform(photos), whole)


def test_categories_of_garments():
    photos, y = ["umbrella", "skirt"] * 10, words(["BAG", "SKIRT"] * 10)
    labeler = OutfitLabeler(Planted(), {"umbrella": "BAG", "skirt": "SKIRT"}).fit(photos, y)
    assert labeler.transform(["umbrella"]).argmax() == CATEGORIES.index("BAG")
    with pytest.raises(ValueError, match="name the category of each with classes="):
        OutfitLabeler(Planted(), {"umbrella": "HAT"}).fit(photos, y)


def test_the_other_labeler_names_this_one():
    with pytest.raises(ValueError, match="use OutfitLabeler"):
        GarmentLabeler(Planted()).fit(["skirt"], words(["SKIRT"]))


@pytest.fixture
def catalog(tmp_path):
    """Give products of which words tell the category, the lower half of the body, or nothing."""

    def product(shown, text, number):
        path = tmp_path / f"{shown} {number}.png"
        Image.new("RGB", (16, 16), (200, 200, 200)).save(path)
        return {"description": text, "image": str(path)}

    named = [("pants", "Wool trousers"), ("skirt", "Wool skirt")] * 12
    part = [("pants", "High waist."), ("skirt", "High waist.")] * 4
    rows = [*named, *part, ("skirt", "Soft and nice."), ("pants skirt", "Leather bag")]
    return [product(*row, number) for number, row in enumerate(rows)]


def test_it_chooses_among_what_words_leave(catalog):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FashionClfWarning)
        pipeline = make_pipeline(garments=Planted(), n_estimators=5).fit(catalog)
    labeler = pipeline[-1].photo_labeler_
    assert isinstance(labeler, OutfitLabeler) and labeler.weight_ > 0.5
    predicted = pipeline.predict(catalog)
    assert predicted[24:32].tolist() == ["PANT", "SKIRT"] * 4
    assert predicted[-1] == "BAG"  # words name it, whatever else is seen
    again = pickle.loads(pickle.dumps(pipeline))
    assert (again.predict(catalog) == predicted).all()
    assert isinstance(clone(pipeline)[-1].photo_labeler.model, FrozenEstimator)
