"""Photos of shops: drawn ones are told, wrong input is named, and a real shop's are told, too."""

import pickle

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import get_scorer

from fashion_clf.datasets import make_shop_photos
from fashion_clf.exceptions import ImageWarning
from fashion_clf.images import StudioClassifier
from fashion_clf.images.shapes._cut_out import CUT_OUT
from fashion_clf.images.studio._components import LayoutComponents
from fashion_clf.persistence import load_model, load_studio, save_model


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return make_shop_photos(tmp_path_factory.mktemp("drawn"), 264, 0)


@pytest.fixture(scope="module")
def fitted(drawn):
    return StudioClassifier(n_landmarks=160).fit(drawn.photos[:192], drawn.categories[:192])


def test_drawn_photos_are_told(drawn, fitted):
    photos, truth = drawn.photos[192:], drawn.categories[192:]
    assert (fitted.predict(photos) == truth).mean() > 0.5  # 12 categories, 16 drawings of each
    proba = fitted.predict_proba(photos)
    np.testing.assert_allclose(proba.sum(axis=1), 1)
    assert get_scorer("accuracy")(fitted, photos, truth) == (fitted.predict(photos) == truth).mean()
    assert get_scorer("neg_log_loss")(fitted, photos, truth) > -np.log(12)


def test_the_same_for_one_and_many_and_after_pickling(drawn, fitted, tmp_path):
    photos = [*drawn.photos[180:210], None]
    expected = fitted.predict_proba(photos)
    one = np.concatenate([fitted.predict_proba([path]) for path in photos])
    np.testing.assert_allclose(one, expected, atol=1e-4)
    assert np.array_equal(pickle.loads(pickle.dumps(fitted)).predict_proba(photos), expected)
    threads = clone(fitted).set_params(n_jobs=2)
    threads.__dict__.update({k: v for k, v in vars(fitted).items() if k.endswith("_")})
    assert np.array_equal(threads.predict_proba(photos), expected)
    save_model(fitted, tmp_path / "studio.joblib")
    assert np.array_equal(load_model(tmp_path / "studio.joblib").predict_proba(photos), expected)


def test_mirrored_photos_are_told_alike(drawn, fitted, tmp_path):
    for number, path in enumerate(drawn.photos[:12]):
        turned = Image.open(path).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        turned.save(tmp_path / f"{number}.png")
    proba = fitted.predict_proba([tmp_path / f"{number}.png" for number in range(12)])
    away = np.abs(proba - fitted.predict_proba(drawn.photos[:12]))
    assert np.median(away.max(axis=1)) < 0.1  # cut out from pixels, they are nearly the same


def test_what_shows_nothing_gets_the_shares_of_the_classes(fitted, tmp_path):
    Image.new("RGB", (64, 64), "red").save(tmp_path / "swatch.png")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0broken")
    paths = [None, "", np.nan, tmp_path / "swatch.png", tmp_path / "broken.jpg"]
    with pytest.warns(ImageWarning, match="1 of 5 photos cannot be read"):
        proba = fitted.predict_proba(paths)
    np.testing.assert_allclose(proba, np.tile(fitted.class_prior_, (5, 1)))
    assert fitted.predict_proba([]).shape == (0, 12)


def test_wrong_input_is_named(drawn):
    model = StudioClassifier()
    with pytest.raises(ValueError, match="y has 2 labels for 3 photos"):
        model.fit(drawn.photos[:3], ["a", "b"])
    with pytest.raises(ValueError, match="all labels are 'a'; at least two classes"):
        model.fit(drawn.photos[:3], ["a"] * 3)
    with pytest.raises(ValueError, match="none of 2 photos shows anything"):
        model.fit([None, ""], ["a", "b"])
    with pytest.raises(ValueError, match="n_landmarks=0; allowed: 1 and more"):
        StudioClassifier(n_landmarks=0).fit(drawn.photos[:3], list("abc"))
    with pytest.raises(NotFittedError):
        model.predict(drawn.photos)
    with pytest.raises(ValueError, match="single path"):
        model.fit(drawn.photos[0], ["a"])


def test_layout_by_hand():
    cut_outs = np.zeros(2, CUT_OUT)
    cut_outs["outline"][0, 4:20, 6:14] = 255  # 16 high, 8 wide
    cut_outs["skin"][0, 4:12, 6:14] = 255  # its upper half
    cut_outs["outline"][1, :, 10:18] = 255
    cut_outs["cut_off"][1] = 1, 0
    even, odd = LayoutComponents(4).describe(cut_outs)
    layout, cut_off = even[-2], even[-1]
    root = np.sqrt(2)
    cells = layout[0, :-1].reshape(8, 4, 2)
    np.testing.assert_allclose(cells[..., 0], root, rtol=1e-5)  # as much left as right
    np.testing.assert_allclose(cells[:4, :, 1], 1.5 * root, rtol=1e-5)
    assert not cells[4:, :, 1].any() and layout[0, -1] == pytest.approx(-1)  # log2(8 / 16)
    assert not odd[-2].any() and not odd[-1].any()
    np.testing.assert_allclose(cut_off, [[0, 0], [root, 0]], rtol=1e-6)


@pytest.mark.real_data
def test_a_shops_photos_are_told_by_drawings_alone(data_dir):
    folder = data_dir / "myntra"
    catalog = pd.read_csv(folder / "catalog.csv", keep_default_na=False)
    parts = [part.head(12) for _, part in catalog.groupby("category")]
    drawn = pd.concat(parts)
    photos = [folder / photo for photo in drawn["image"]]
    assert load_studio().score(photos, drawn["category"].to_numpy()) > 0.55  # 0.62 of 140 measured
