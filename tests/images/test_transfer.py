import warnings

import joblib
import numpy as np
import pytest
from sklearn.base import BaseEstimator

from fashion_clf import CATEGORIES, make_pipeline
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import LabelingWarning
from fashion_clf.images import GarmentScores
from fashion_clf.images._transfer import load_classes


class Planted(BaseEstimator):
    """Says of each file what its name says; of a broken one, the shares of its classes."""

    classes_ = np.array(["longsleeve", "ring", "shoes", "t-shirt"])
    class_prior_ = np.array([0.1, 0.2, 0.3, 0.4])

    def predict_proba(self, paths):
        known = {"top": [0.3, 0.0, 0.1, 0.6], "unclear": [0.2, 0.5, 0.2, 0.1]}
        return np.array([known.get(path, self.class_prior_) for path in paths])


def test_classes_of_one_category_are_summed_by_hand():
    scores = GarmentScores(Planted()).fit([])
    F = scores.transform(["top", None, "unclear", "broken"])
    assert scores.get_feature_names_out().tolist() == [
        "garment_SHOE",
        "garment_TOPS",
        "garment_any",
    ]
    # a ring is no category here: of what is left neither is likely
    expected = np.log([[0.1, 0.9, 0.9], [0.2, 0.3, 0.3]])
    np.testing.assert_allclose(F[[0, 2]], expected, rtol=1e-6)
    assert np.isnan(F[[1, 3]]).all()


def test_the_map_knows_only_categories():
    classes = load_classes()
    assert len(classes) == 10
    assert set(classes.values()) <= set(CATEGORIES)
    assert not {"BAG", "JEWELRY", "LINGERIE", "JUMPSUIT"} & set(classes.values())


def test_from_a_file_and_in_a_pipeline(tmp_path):
    joblib.dump(Planted(), tmp_path / "model.joblib")
    assert GarmentScores(tmp_path / "model.joblib").fit([]).transform(["top"]).shape == (1, 3)
    made = make_catalog(60, random_state=0, image_dir=tmp_path)
    made.products.loc[::4, "image"] = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        pipeline = make_pipeline(garments=Planted(), n_estimators=5).fit(made.products)
    names = pipeline[-1].features_.get_feature_names_out().tolist()
    assert names[-1] == "garment__garment_any"
    whole = pipeline.predict_proba(made.products)
    np.testing.assert_allclose(pipeline.predict_proba(made.products[3:5]), whole[3:5], atol=1e-5)


@pytest.mark.parametrize(
    ("model", "classes", "message"),
    [(None, None, "model=None"), (Planted(), {"hat": "OTHERS"}, "none of longsleeve")],
)
def test_nothing_to_map(model, classes, message):
    with pytest.raises(ValueError, match=message):
        GarmentScores(model, classes).fit([])
