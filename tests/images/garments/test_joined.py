"""Two witnesses multiplied, by hand; graphics and broken files get no say."""

import numpy as np
import pytest
from PIL import Image
from sklearn.base import BaseEstimator

from fashion_clf.images.garments._joined import JoinedClassifier, garments_file
from fashion_clf.taxonomy import CATEGORIES


class Witness(BaseEstimator):
    def __init__(self, classes, proba):
        self.classes, self.proba = classes, proba

    @property
    def classes_(self):
        return np.array(self.classes, dtype=object)

    def predict_proba(self, X):
        return np.tile(np.array(self.proba, dtype=float), (len(X), 1))


@pytest.fixture
def photo(tmp_path):
    picture = np.random.default_rng(0).integers(200, 255, (64, 64, 3)).astype(np.uint8)
    picture[10:54, 20:44] = np.linspace(20, 90, 24).astype(np.uint8)[None, :, None]
    Image.fromarray(picture).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def test_they_are_multiplied(photo):
    model = JoinedClassifier(Witness(["shoes", "dress"], [1, 0]), Witness(["bag", "coat"], [1, 0]))
    names = list(model.classes_)
    proba = model.predict_proba([photo])[0]
    rest = (1 - 0.48 - 0.12 - 0.12 - 0.08) / 12, (1 - 0.6 - 0.08 - 0.08) / 12
    bag, shoe = (0.12 + rest[0]) * (0.6 + rest[1]), (0.48 + rest[0]) * rest[1]
    # certainty is tempered: a floor of 1e-12 to a power leaves the other class a trace; both
    # together are raised to a power of 0.7, for they err together
    assert proba[names.index("BAG")] / proba[names.index("SHOE")] == pytest.approx(
        (bag / shoe) ** 0.7, rel=0.02
    )
    assert proba.sum() == pytest.approx(1) and names[proba.argmax()] == "BAG"


def test_what_shows_no_garment_says_nothing(photo, tmp_path):
    Image.new("RGB", (64, 64), "red").save(tmp_path / "swatch.png")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0broken")
    model = JoinedClassifier(Witness(["shoes"], [1]), Witness(["bag"], [1]))
    proba = model.predict_proba([tmp_path / "swatch.png", tmp_path / "broken.jpg", None, photo])
    assert (proba[:3] == model.class_prior_).all() and not (proba[3] == model.class_prior_).all()


def test_every_share_is_of_a_category():
    told = garments_file()
    for kind in ("photos", "shapes"):
        for share in told[kind].values():
            assert set(share) <= set(CATEGORIES) and 0 < sum(share.values()) <= 1
    assert set(told["photos"]) == set(told["classes"])
