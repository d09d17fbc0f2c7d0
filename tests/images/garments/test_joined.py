"""Three witnesses multiplied, by hand; graphics and broken files get no say."""

import numpy as np
import pytest
from PIL import Image
from sklearn.base import BaseEstimator

from fashion_clf.datasets import make_shop_photos
from fashion_clf.images.garments._joined import JoinedClassifier, garments_file
from fashion_clf.persistence import load_garments, load_shapes, load_studio
from fashion_clf.taxonomy import CATEGORIES


class Witness(BaseEstimator):
    def __init__(self, classes, proba):
        self.classes, self.proba = classes, proba

    @property
    def classes_(self):
        return np.array(self.classes, dtype=object)

    def predict_proba(self, X):
        return np.tile(np.array(self.proba, dtype=float), (len(X), 1))

    _score_rows = predict_proba


def even():
    """Drawings that say nothing."""
    return Witness(list(CATEGORIES), np.zeros(12))


@pytest.fixture
def photo(tmp_path):
    picture = np.random.default_rng(0).integers(248, 255, (64, 64, 3)).astype(np.uint8)
    picture[10:54, 20:44] = np.linspace(20, 90, 24).astype(np.uint8)[None, :, None]
    Image.fromarray(picture).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def test_they_are_multiplied(photo):
    looks, shape = Witness(["shoes", "dress"], [1, 0]), Witness(["bag", "coat"], [1, 0])
    model = JoinedClassifier(looks, shape, even())
    names = list(model.classes_)
    proba = model.predict_proba([photo])[0]
    rest = (1 - 0.48 - 0.12 - 0.12 - 0.08) / 12, (1 - 0.6 - 0.08 - 0.08) / 12
    bag, shoe = (0.12 + rest[0]) * (0.6 + rest[1]), (0.48 + rest[0]) * rest[1]
    # certainty is tempered: a floor of 1e-12 to a power leaves the other class a trace. A fifth
    # is what neither knows of, and all are raised to a power of 0.5, for they err together
    others = {"JEWELRY": (0.12, 0.08), "OTHERS": (0.08, 0.08)}
    total = bag + shoe + sum((a + rest[0]) * (b + rest[1]) for a, b in others.values())
    total += 8 * rest[0] * rest[1]
    expected = (0.8 * bag / total + 0.2 / 12) / (0.8 * shoe / total + 0.2 / 12)
    ratio = proba[names.index("BAG")] / proba[names.index("SHOE")]
    assert ratio == pytest.approx(expected**0.5, rel=0.02)
    assert proba.sum() == pytest.approx(1) and names[proba.argmax()] == "BAG"


def test_drawings_tell_what_the_others_know_nothing_of(photo):
    known = Witness(["shoes"], [1]), Witness(["bag"], [1])
    drawn = Witness(["TOPS", "JEWELRY"], [-1, 1])  # in another order, and not all of them
    model = JoinedClassifier(*known, drawn)
    plain = JoinedClassifier(*known, even()).predict_proba([photo])[0]
    proba = model.predict_proba([photo])[0]
    names = list(model.classes_)
    assert names[proba.argmax()] == "JEWELRY" and proba.max() > plain[names.index("JEWELRY")]
    assert proba[names.index("BAG")] == 0  # of which the drawings know nothing


def test_drawings_are_not_asked_of_photos_taken_at_home(photo, tmp_path):
    picture = np.asarray(Image.open(photo)).copy()
    picture[:, :, 0] = np.where(picture[:, :, 0] > 240, np.arange(64)[:, None] * 4, 20)
    Image.fromarray(picture).save(tmp_path / "home.png")
    known = Witness(["shoes"], [1]), Witness(["bag"], [1])
    drawn = Witness(["JEWELRY"], [1])
    proba = JoinedClassifier(*known, drawn).predict_proba([tmp_path / "home.png"])[0]
    expected = JoinedClassifier(*known, even()).predict_proba([tmp_path / "home.png"])[0]
    np.testing.assert_allclose(proba, expected)


def test_what_shows_no_garment_says_nothing(photo, tmp_path):
    Image.new("RGB", (64, 64), "red").save(tmp_path / "swatch.png")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0broken")
    model = JoinedClassifier(Witness(["shoes"], [1]), Witness(["bag"], [1]), even())
    proba = model.predict_proba([tmp_path / "swatch.png", tmp_path / "broken.jpg", None, photo])
    assert (proba[:3] == model.class_prior_).all() and not (proba[3] == model.class_prior_).all()


def test_every_share_is_of_a_category():
    told = garments_file()
    for kind in ("photos", "shapes"):
        for share in told[kind].values():
            assert set(share) <= set(CATEGORIES) and 0 < sum(share.values()) <= 1
    assert set(told["photos"]) == set(told["classes"])


def test_one_photo_is_told_as_in_a_batch(tmp_path):
    photos = make_shop_photos(tmp_path, 12, 0).photos
    model = JoinedClassifier(load_garments(), load_shapes(), load_studio())
    together = model.predict_proba(photos)
    alone = np.vstack([model.predict_proba([photo]) for photo in photos])
    np.testing.assert_allclose(alone, together, rtol=1e-12, atol=0)
    assert model.predict_proba([]).shape == (0, 12)
