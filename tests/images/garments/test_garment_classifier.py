import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import ImageWarning
from fashion_clf.images import GarmentClassifier

SMALL = GarmentClassifier(n_components=8, image_size=96)


pytestmark = pytest.mark.long  # each fit takes seconds


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    made = make_catalog(240, random_state=0, image_dir=tmp_path_factory.mktemp("photos"))
    kept = np.isin(made.gold, ["PANT", "SHOE", "BAG"])
    return made.products["image"][kept].tolist(), made.gold[kept]


@pytest.fixture(scope="module")
def fitted(catalog):
    photos, gold = catalog
    return clone(SMALL).fit(photos[::2], gold[::2])


def test_tells_drawn_clothes_apart(catalog, fitted):
    photos, gold = catalog
    assert fitted.classes_.tolist() == ["BAG", "PANT", "SHOE"]
    assert (fitted.predict(photos[1::2]) == gold[1::2]).mean() > 0.8


def test_contract(catalog, fitted):
    photos, gold = catalog
    proba = fitted.predict_proba(photos[:20])
    np.testing.assert_allclose(proba.sum(axis=1), 1, atol=1e-6)
    single = np.vstack([fitted.predict_proba([photo]) for photo in photos[:20]])
    np.testing.assert_array_equal(single, proba)
    np.testing.assert_array_equal(fitted.predict_proba(photos[:20][::-1]), proba[::-1])
    np.testing.assert_array_equal(
        pickle.loads(pickle.dumps(fitted)).predict_proba(photos[:20]), proba
    )
    again = clone(fitted).set_params(n_jobs=2).fit(photos[::2], gold[::2])
    np.testing.assert_allclose(again.predict_proba(photos[:20]), proba, atol=1e-6)
    assert fitted.predict([]).shape == (0,)
    with pytest.raises(NotFittedError):
        clone(fitted).predict(photos)


def test_photos_that_cannot_be_read(tmp_path, catalog, fitted):
    photos, gold = catalog
    (tmp_path / "text.jpg").write_text("no photo")
    broken = [photos[0], None, str(tmp_path / "text.jpg")]
    with pytest.warns(ImageWarning, match="1 of 3"):
        proba = fitted.predict_proba(broken)
    np.testing.assert_array_equal(proba[1:], [fitted.class_prior_] * 2)
    with pytest.warns(ImageWarning, match="1 of 21"):
        model = clone(SMALL).fit([*photos[:20], str(tmp_path / "text.jpg")], [*gold[:20], "x"])
    assert "x" not in model.classes_


def test_wrong_labels(catalog):
    photos, _ = catalog
    with pytest.raises(ValueError, match="y has 1 labels for 2 photos"):
        clone(SMALL).fit(photos[:2], ["a"])
    with pytest.raises(ValueError, match="at least two classes"):
        clone(SMALL).fit(photos[:2], ["a", "a"])


def test_groups_do_not_change_what_is_predicted(catalog, fitted):
    photos, gold = catalog
    groups = np.arange(len(gold[::2])) // 3
    model = clone(SMALL).fit(photos[::2], gold[::2], groups=groups)
    np.testing.assert_array_equal(model.predict(photos[1::2]), fitted.predict(photos[1::2]))


def test_one_photo_of_each_class(catalog):
    photos, gold = catalog
    first = [gold.tolist().index(name) for name in ("BAG", "SHOE")]
    model = clone(SMALL).fit([photos[place] for place in first], gold[first])
    assert model.predict([photos[place] for place in first]).tolist() == ["BAG", "SHOE"]


@pytest.mark.real_data
def test_photos_of_clothes(data_dir):
    """Four of the ten classes, some of the photos, of people that took no fitted photo."""
    labels = pd.read_csv(data_dir / "clothing" / "labels.csv")
    labels = labels[labels["label"].isin(["pants", "shoes", "dress", "t-shirt"])]
    paths = np.array([str(data_dir / "clothing/images" / name) for name in labels["image"]])
    y, new = labels["label"].to_numpy(), labels["sender"].to_numpy() % 5 == 0
    train, held = np.flatnonzero(~new)[::10], np.flatnonzero(new)[::3]
    model = GarmentClassifier(n_components=16, image_size=160).fit(paths[train], y[train])
    assert (model.predict(paths[held]) == y[held]).mean() > 0.8
