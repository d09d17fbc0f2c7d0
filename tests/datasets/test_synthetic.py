import socket
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fashion_clf.catalog import as_products
from fashion_clf.datasets import make_catalog
from fashion_clf.datasets._descriptions import load_phrases
from fashion_clf.exceptions import CatalogError
from fashion_clf.taxonomy import CATEGORIES


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return make_catalog(120, 3, image_dir=tmp_path_factory.mktemp("drawn"), image_size=48)


def content(catalog):
    return [Path(path).read_bytes() for path in catalog.products["image"]]


def test_shape(drawn):
    assert drawn.products.shape == (120, 4)
    assert list(drawn.products.columns) == ["id", "name", "description", "image"]
    assert drawn.products["id"].is_unique
    assert drawn.gold.shape == (120,)
    assert all(isinstance(text, str) for text in drawn.products["description"])
    assert len(as_products(drawn.products)) == 120


@pytest.mark.parametrize("seed", range(3))
def test_every_category_is_there_and_shares_are_uneven(seed):
    counts = Counter(make_catalog(60, random_state=seed).gold)
    assert set(counts) == set(CATEGORIES)
    assert counts["TOPS"] == 14 and counts["JUMPSUIT"] == 2


def test_same_int_gives_the_same_bytes(drawn, tmp_path):
    again = make_catalog(120, random_state=3, image_dir=tmp_path, image_size=48)
    columns = ["id", "name", "description"]
    assert again.products[columns].equals(drawn.products[columns])
    assert (again.gold == drawn.gold).all()
    assert content(again) == content(drawn)


def test_larger_catalogue_begins_with_the_smaller(drawn, tmp_path):
    fewer = make_catalog(50, random_state=3, image_dir=tmp_path, image_size=48)
    assert (fewer.gold == drawn.gold[:50]).all()
    assert fewer.products["description"].tolist() == drawn.products["description"].tolist()[:50]
    assert content(fewer) == content(drawn)[:50]


def test_texts_do_not_depend_on_the_photos(drawn):
    undrawn = make_catalog(120, random_state=3)
    assert undrawn.products["description"].equals(drawn.products["description"])
    assert undrawn.products["image"].tolist() == [None] * 120


def test_other_random_states():
    texts = make_catalog(60, random_state=0).products["description"]
    assert not texts.equals(make_catalog(60, random_state=1).products["description"])
    assert not texts.equals(make_catalog(60).products["description"])
    first, second = (
        make_catalog(60, random_state=np.random.RandomState(5)).products for _ in range(2)
    )
    assert first.equals(second)


def test_photos_can_be_decoded_and_differ(drawn):
    for path in drawn.products["image"]:
        with Image.open(path) as photo:
            photo.load()
            assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (48, 48))
    assert len(set(content(drawn))) == 120


def test_photo_and_text_agree_on_the_kind():
    """A name with a noun has a noun of the product's own category."""
    catalog = make_catalog(400, random_state=0)
    kinds = load_phrases()["kinds"]
    nouns = {c: {n for kind in kinds[c].values() for n in kind["nouns"]} for c in kinds}
    named = 0
    for name, text, gold in zip(
        catalog.products["name"], catalog.products["description"], catalog.gold, strict=True
    ):
        named += any(noun.lower() in f"{name} {text}".lower() for noun in nouns[gold])
    assert 0.5 < named / 400 < 0.85


def test_some_texts_are_empty_and_some_are_hostile():
    texts = make_catalog(1000, random_state=0).products["description"].tolist()
    assert 10 <= texts.count("") <= 80
    for sign in ("<style", "&nbsp;", "[tab]", "Model is", "Pair it with", "\u00a0", "&eacute;"):
        assert any(sign in text for text in texts), sign
    assert len(set(texts)) > 900


def test_no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    make_catalog(5, random_state=0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n_samples": 0}, "n_samples must be a whole number of at least 1; got 0"),
        ({"n_samples": 2.5}, "n_samples .*got 2.5"),
        ({"n_samples": True}, "n_samples"),
        ({"image_size": 8}, "image_size must be a whole number of at least 16; got 8"),
        ({"random_state": "x"}, "cannot be used to seed"),
        ({"random_state": -1}, "non-negative"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(ValueError, match=message):
        make_catalog(**arguments)


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CatalogError, match="cannot create the folder"):
        make_catalog(1, image_dir=tmp_path / "file" / "photos")
