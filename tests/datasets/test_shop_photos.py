"""Drawn photos of shops: seeded, in every category, and wrong input is named."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fashion_clf.datasets import make_shop_photos
from fashion_clf.datasets._shop_photos import load_shop_kinds
from fashion_clf.exceptions import CatalogError
from fashion_clf.taxonomy import CATEGORIES


def content(drawn):
    return [Path(path).read_bytes() for path in drawn.photos]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return make_shop_photos(tmp_path_factory.mktemp("drawn"), 240, 0, image_size=64)


def test_every_category_as_often_as_the_others(drawn):
    assert Counter(drawn.categories) == dict.fromkeys(CATEGORIES, 20)
    assert len(drawn.photos) == len(drawn.shapes) == 240 and len(set(drawn.shapes)) > 40
    for path in drawn.photos:
        with Image.open(path) as photo:
            assert photo.mode == "RGB" and photo.size in ((64, 64), (48, 64))


def test_something_is_seen_in_each_and_most_are_on_white(drawn):
    whites = 0
    for path in drawn.photos:
        pixels = np.asarray(Image.open(path), dtype=int)
        assert np.ptp(pixels, axis=(0, 1)).max() > 25, path
        whites += np.median(pixels[[0, -1]], axis=(0, 1)).min() > 240
    assert whites > 120


def test_the_same_seed_the_same_photos_for_any_number_and_of_workers(drawn, tmp_path):
    again = make_shop_photos(tmp_path / "two", 130, 0, image_size=64, n_jobs=2)
    assert content(again) == content(drawn)[:130]
    other = make_shop_photos(tmp_path / "other", 12, 1, image_size=64)
    assert content(other) != content(drawn)[:12]
    seeded = [
        content(make_shop_photos(tmp_path / name, 12, np.random.RandomState(3), image_size=64))
        for name in "ab"
    ]
    assert seeded[0] == seeded[1]


def test_shares_are_positive():
    for kinds in load_shop_kinds().values():
        assert 0 <= kinds["worn"] <= 1 and min(kinds["shapes"].values()) > 0


def test_wrong_input_is_named(tmp_path):
    with pytest.raises(ValueError, match="n_samples must be a whole number of at least 1; got 0"):
        make_shop_photos(tmp_path, 0)
    with pytest.raises(ValueError, match="image_size must be a whole number of at least 16"):
        make_shop_photos(tmp_path, 2, image_size=2)
    (tmp_path / "file").write_text("")
    with pytest.raises(CatalogError, match="cannot create the folder"):
        make_shop_photos(tmp_path / "file" / "below", 2)
