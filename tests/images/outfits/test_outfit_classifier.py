"""Garments of whole outfits: planted ones are found, wrong input is named."""

import pickle

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from sklearn.base import clone
from sklearn.metrics import average_precision_score, get_scorer

from fashion_clf.exceptions import ImageWarning
from fashion_clf.images import OutfitClassifier

SMALL = {"n_components": 6}


def draw(path, dress, trousers, seed):
    """Draw somebody on a street, in a dress or a top, with trousers or bare legs."""
    rng = np.random.default_rng(seed)
    photo = np.full((150, 100, 3), rng.integers(150, 220), np.uint8)
    photo[110:] = rng.integers(60, 110)
    left = 38 + rng.integers(-4, 5)
    top, bottom = rng.integers(20, 180, (2, 3))
    skin = np.array((205, 150, 125))
    photo[14:28, left + 8 : left + 16] = skin
    photo[28:60, left : left + 24] = top
    legs = top if dress else bottom
    photo[60:84, left : left + 24] = legs
    for leg in (left + 2, left + 14):
        photo[84:136, leg : leg + 8] = bottom if trousers else skin
    Image.fromarray(photo).save(path)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    folder = tmp_path_factory.mktemp("street")
    rng = np.random.default_rng(0)
    worn = pd.DataFrame(rng.random((60, 2)) < 0.5, columns=["dress", "trousers"])
    paths = [folder / f"{number}.png" for number in range(len(worn))]
    for seed, (path, row) in enumerate(zip(paths, worn.to_numpy(), strict=True)):
        draw(path, *row, seed)
    return paths, worn


@pytest.fixture(scope="module")
def model(street):
    paths, worn = street
    return OutfitClassifier(**SMALL).fit(paths[:40], worn[:40])


def test_planted_garments_are_found(street, model):
    paths, worn = street
    assert model.garments_.tolist() == ["dress", "trousers"]
    scores = model.decision_function(paths[40:])
    assert average_precision_score(worn[40:], scores) > 0.85
    assert (model.predict(paths[40:]) == worn[40:]).mean().mean() > 0.8
    assert get_scorer("average_precision")(model, paths[40:], worn[40:].to_numpy()) > 0.85
    proba = model.predict_proba(paths)
    assert ((proba >= 0) & (proba <= 1)).all()


def test_one_photo_is_told_as_in_a_batch_by_any_number_of_workers(street, model):
    paths, _ = street
    many = [*paths, *paths[:45]]  # more than one chunk
    scores = model.decision_function(many)
    alone = np.vstack([model.decision_function([path]) for path in paths[:3]])
    np.testing.assert_allclose(alone, scores[:3], atol=1e-6)
    two = clone(model).set_params(n_jobs=2)
    two.__dict__.update({name: one for name, one in vars(model).items() if name.endswith("_")})
    np.testing.assert_allclose(two.decision_function(many), scores, atol=1e-6)


def test_it_is_the_same_anew_and_after_pickling(street):
    paths, worn = street
    model = OutfitClassifier(**SMALL).fit(paths[:12], worn[:12])
    again = clone(model).fit(paths[:12], worn[:12])
    scores = model.decision_function(paths[50:])
    np.testing.assert_allclose(again.decision_function(paths[50:]), scores, atol=1e-9)
    pickled = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(pickled.decision_function(paths[50:]), scores)


def test_what_covers_little_counts_less(street):
    paths, worn = street
    area = worn * 0.2
    area.loc[:9] = np.nan
    tiny = area.copy()
    tiny.loc[10:19, "dress"] *= 0.01  # hardly seen there
    usual = OutfitClassifier(**SMALL).fit(paths[:20], worn[:20], area[:20])
    less = OutfitClassifier(**SMALL).fit(paths[:20], worn[:20], tiny[:20])
    seen = [row for row in range(10, 20) if worn["dress"][row]]
    of = [paths[row] for row in seen]
    assert less.decision_function(of)[:, 0].mean() < usual.decision_function(of)[:, 0].mean()


def test_missing_and_broken_photos_get_the_base_rates(street, model, tmp_path):
    paths, _ = street
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    with pytest.warns(ImageWarning, match="1 of"):
        scores = model.decision_function([None, paths[0], broken])
    np.testing.assert_array_equal(scores[[0, 2]], [model.base_rate_] * 2)
    np.testing.assert_allclose(scores[1], model.decision_function(paths[:1])[0], atol=1e-6)
    assert model.decision_function([]).shape == (0, 2)


def test_a_garment_that_all_or_none_wear(street):
    paths, worn = street
    table = worn.assign(shoes=True, hat=False)
    model = OutfitClassifier(**SMALL).fit(paths[:12], table[:12])
    scores = model.decision_function(paths[55:])
    np.testing.assert_allclose(scores[:, 2:], [[1.0, 0.0]] * 5, atol=1e-6)


@pytest.mark.parametrize(
    ("y", "area", "message"),
    [
        (np.ones(40), None, "column for each garment"),
        (np.ones((3, 2)), None, "3 rows for 40 photos"),
        (np.full((40, 2), 0.5), None, "other values"),
        (np.ones((40, 0)), None, "column for each garment"),
        (np.ones((40, 2)), np.ones((40, 1)), "area has the shape"),
        (np.ones((40, 2)), np.full((40, 2), 7.0), "no shares"),
    ],
)
def test_wrong_tables_are_named(street, y, area, message):
    with pytest.raises(ValueError, match=message):
        OutfitClassifier(**SMALL).fit(street[0][:40], y, area)


def test_too_few_photos(street):
    paths, worn = street
    with pytest.raises(ValueError, match="at least 10"):
        OutfitClassifier(**SMALL).fit(paths[:5], worn[:5])


@pytest.mark.long
@pytest.mark.real_data
def test_people_on_streets(data_dir):
    labels = pd.read_csv(data_dir / "outfits" / "labels.csv")
    paths = [data_dir / "outfits" / "images" / image for image in labels["image"]]
    worn = labels["garments"].str.get_dummies()[["dress", "skirt", "pants", "coat", "bag"]]
    learned = np.arange(len(paths)) % 3 > 0
    some = [path for path, one in zip(paths, learned, strict=True) if one]
    others = [path for path, one in zip(paths, learned, strict=True) if not one]
    model = OutfitClassifier(n_components=64, n_jobs=2).fit(some, worn[learned] == 1)
    scores = model.decision_function(others)
    assert average_precision_score(worn[~learned], scores) > 0.53
