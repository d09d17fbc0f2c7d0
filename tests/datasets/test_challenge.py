import hashlib
import json

import pytest

from fashion_clf.datasets import _challenge, fetch_challenge
from fashion_clf.exceptions import CatalogError, DatasetError

PRODUCTS = [
    {"image_url": "https://x/a.jpg", "description": "Zip fly, five pockets"},
    {"image_url": "https://x/b.jpg", "description": ""},
]


def digest(products):
    return hashlib.sha256(
        json.dumps(products, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


@pytest.fixture
def public(server, monkeypatch):
    """The public original, in small."""
    server.pages["/product_data.json"] = json.dumps(PRODUCTS, indent=4).encode()
    monkeypatch.setattr(_challenge, "_URLS", (server.url("/product_data.json"),))
    monkeypatch.setattr(_challenge, "_SHA256", digest(PRODUCTS))
    return server


def write_local(folder, gold=None):
    folder = folder / "challenge"
    folder.mkdir(parents=True)
    (folder / "product_data.json").write_text(json.dumps(PRODUCTS))
    if gold:
        (folder / "gold_dev.csv").write_text(gold)


def test_downloads_once(public, tmp_path):
    catalog = fetch_challenge(data_home=tmp_path)
    assert catalog.products.to_dict("records") == PRODUCTS
    assert catalog.gold.tolist() == [None, None]
    assert catalog.filename == str(tmp_path / "challenge" / "product_data.json")
    assert "No licence is stated" in catalog.DESCR and "2 fashion products" in catalog.DESCR
    assert fetch_challenge(data_home=tmp_path).products.equals(catalog.products)
    assert len(public.requests) == 1


def test_default_home(public, nowhere):
    catalog = fetch_challenge()
    assert catalog.filename == str(nowhere / "fashion_clf_data/challenge/product_data.json")


def test_layout_of_the_json_does_not_matter(public, tmp_path):
    public.pages["/product_data.json"] = json.dumps(PRODUCTS).encode() + b"\n"
    assert len(fetch_challenge(data_home=tmp_path).products) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (json.dumps(PRODUCTS[:1]).encode(), "holds other products than expected"),
        (b"<html>blocked</html>", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
    ],
)
def test_other_content_is_refused(public, tmp_path, content, message):
    public.pages["/product_data.json"] = content
    with pytest.raises(OSError, match=message):
        fetch_challenge(data_home=tmp_path)
    assert list((tmp_path / "challenge").iterdir()) == []


def test_named_folder_comes_before_a_download(public, tmp_path, monkeypatch):
    write_local(tmp_path / "named", "index,category\n0,PANT\n")
    monkeypatch.setenv("FASHION_CLF_DATA", str(tmp_path / "named"))
    catalog = fetch_challenge()
    assert catalog.gold.tolist() == ["PANT", None]
    assert "PANT" in catalog.DESCR
    assert public.requests == []


def test_explicit_folder_comes_before_the_named_one(tmp_path, monkeypatch):
    write_local(tmp_path / "named", "index,category\n0,PANT\n")
    write_local(tmp_path / "explicit")
    monkeypatch.setenv("FASHION_CLF_DATA", str(tmp_path / "named"))
    assert fetch_challenge(data_home=tmp_path / "explicit").gold.tolist() == [None, None]


def test_no_download_unless_allowed(public, tmp_path):
    with pytest.raises(OSError, match="challenge/product_data.json is in none of the folders"):
        fetch_challenge(data_home=tmp_path, download_if_missing=False)
    assert public.requests == []


def test_folder_that_cannot_be_made(public, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DatasetError, match="cannot create"):
        fetch_challenge(data_home=tmp_path / "file")


def test_broken_local_file_is_an_error_of_the_catalogue(tmp_path):
    write_local(tmp_path)
    (tmp_path / "challenge/product_data.json").write_text("[{")
    with pytest.raises(CatalogError, match="product_data.json"):
        fetch_challenge(data_home=tmp_path)


@pytest.mark.real_data
def test_real_file_is_the_expected_one(data_dir):
    assert _challenge._problem(data_dir / "challenge" / "product_data.json") is None
    catalog = fetch_challenge(data_home=data_dir, download_if_missing=False)
    assert catalog.products.shape == (1000, 2)
    assert sum(category is not None for category in catalog.gold) == 373
