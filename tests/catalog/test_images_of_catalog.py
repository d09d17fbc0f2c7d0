import json

import pytest

from fashion_clf.catalog import as_products, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError, CatalogWarning


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    (folder / "deep").mkdir(parents=True)
    for name in (
        "a.jpg",
        "b c.PNG",
        "deep/d.jpg",
        "7.webp",
        "notes.txt",
        "caf\u00e9.avif",
        "e,f.jpg",
    ):
        (folder / name).touch()
    (tmp_path / "outside.jpg").touch()
    return folder


def load(tmp_path, photos, rows):
    path = tmp_path / "p.json"
    path.write_text(json.dumps(rows))
    return load_catalog(path, image_dir=photos)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"image_url": "a.jpg"}, "a.jpg"),
        ({"image_url": "images/a.jpg"}, "a.jpg"),
        ({"image_url": "images\\a.jpg"}, "a.jpg"),
        ({"image_url": "/srv/shop/a.jpg"}, "a.jpg"),
        ({"image_url": "https://cdn.shop.com/full/b%20c.PNG?v=2#x"}, "b c.PNG"),
        ({"image_url": "//cdn.shop.com/a.jpg"}, "a.jpg"),
        ({"image_url": "deep/d.jpg"}, "deep/d.jpg"),
        ({"id": 7, "title": "x"}, "7.webp"),
        ({"sku": "a", "image": None}, "a.jpg"),
        ({"id": "a", "image": "gone.jpg"}, "a.jpg"),
        ({"image": "/deep/d.jpg"}, "deep/d.jpg"),
        ({"image": "/var/www/media/deep/d.jpg"}, "deep/d.jpg"),
        ({"image": "A.JPG"}, "a.jpg"),
        ({"image": "Cafe\u0301.avif"}, "caf\u00e9.avif"),
        ({"image": "https://cdn.shop.com/a_600x.jpg?v=3"}, "a.jpg"),
        ({"image": "a-300x300.jpg"}, "a.jpg"),
        ({"image": "a_600x600_crop_center@2x.jpg"}, "a.jpg"),
        ({"image": "a.jpeg"}, "a.jpg"),
        ({"image": "gone.jpg, a.jpg"}, "a.jpg"),
        ({"image": "b c.PNG|a.jpg"}, "b c.PNG"),
        ({"image": "e,f.jpg; a.jpg"}, "e,f.jpg"),
        ({"image": ["gone.jpg", "a.jpg"]}, "a.jpg"),
    ],
)
def test_where_a_photo_is_found(tmp_path, photos, row, found):
    assert load(tmp_path, photos, [row]).loc[0, "image"] == str(photos / found)


@pytest.mark.parametrize(
    "name",
    ["../outside.jpg", "deep/../../outside.jpg", "notes", "", "deep", "aa.jpg", "a_large.jpg"],
)
def test_what_is_no_photo_of_the_folder(tmp_path, photos, name):
    with pytest.warns(CatalogWarning, match="no photo of any of the 1 products"):
        assert load(tmp_path, photos, [{"image": name}]).loc[0, "image"] is None


def test_missing_photos_are_counted_once(tmp_path, photos):
    rows = [{"image": "a.jpg"}, {"image": "gone.jpg"}, {"title": "none named"}]
    with pytest.warns(CatalogWarning, match=r"1 of 3 products name a photo .*\(rows 1,") as caught:
        products = load(tmp_path, photos, rows)
    assert len(caught) == 1 and products["image"].tolist()[1:] == [None, None]


def test_the_files_own_image_field_is_what_is_written(tmp_path, photos):
    rows = [{"image": "images/a.jpg", "title": "x", "image_original": "y"}]
    products = load(tmp_path, photos, rows)
    assert as_products(products).loc[0, "image"] == str(photos / "a.jpg")
    write_catalog(products, tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text()) == rows


def test_the_added_image_is_not_written(tmp_path, photos):
    products = load(tmp_path, photos, [{"id": "a", "title": "x"}])
    write_catalog(products, tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text()) == [{"id": "a", "title": "x"}]


def test_no_such_folder(tmp_path):
    with pytest.raises(CatalogError, match=r"folder of images .*gone"):
        load(tmp_path, tmp_path / "gone", [{"title": "x"}])
