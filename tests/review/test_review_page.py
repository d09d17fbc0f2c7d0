"""The page is one file; nothing of a product is ever markup, and corrections come back."""

import base64
import hashlib
import json
import re

import numpy as np
import pytest
from PIL import Image

from fashion_clf import load_catalog, load_pretrained, review_page
from fashion_clf.catalog._gold import place_gold
from fashion_clf.exceptions import CatalogError, CatalogWarning, FashionClfError

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028"
PRODUCTS = [
    {"id": EVIL, "title": EVIL, "description": "Suede boots", "category": "SHOE"},
    {"id": "2", "title": 'a "quoted" photo', "description": "Jeans", "category": "PANT",
     "category_confidence": "0.9", "category_source": "rule"},
    {"id": "3", "title": "Damenlederjacke", "description": "", "category": "OUTERWEAR",
     "category_confidence": "high"},
]  # fmt: skip


@pytest.fixture(scope="module")
def pretrained():
    return load_pretrained()


def data_of(path):
    page = path.read_text(encoding="utf-8")
    (held,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    return json.loads(held), page


def test_one_file_that_asks_for_nothing(tmp_path, pretrained):
    path = review_page(PRODUCTS, tmp_path / "review.html", pipeline=pretrained, title=EVIL)
    data, page = data_of(path)
    assert page.count("<script") == 2 and "<img" not in page
    head = page.split('<script type="application/json"')[0]
    tags = re.findall(r"<\w+[^<>]*(?:src|href)=[^<>]*>", head)
    assert tags == ['<a class="skip" href="#main">']
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src &#39;none&#39;")
    script = page.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert digest in policy.replace("&#43;", "+").replace("&#x2b;", "+")
    assert {one["key"] for one in data["products"]} == {EVIL.strip(), "2", "3"}
    boots = next(one for one in data["products"] if one["key"] == EVIL.strip())
    start, stop, why = boots["marks"]["description"][0]
    assert boots["description"][start:stop] == "boots" and "SHOE" in why
    assert boots["confidence"] is None and boots["language"] == "English"


def test_figures_are_of_all_and_cards_of_some(tmp_path):
    products = [
        {"id": str(row), "title": f"Boots {row}", "category": "SHOE" if row % 2 else "BAG",
         "category_confidence": row / 100}
        for row in range(100)
    ]  # fmt: skip
    gold = ["SHOE"] * 100
    data, _ = data_of(review_page(products, tmp_path / "r.html", top=20, gold=gold))
    overview = data["overview"]
    assert overview["n_products"] == 100 and len(data["products"]) == 20
    assert data["n_queue"] == 1  # the same words but for numbers: one stands for all
    assert overview["above"][50] == [
        50,
        pytest.approx(sum(1 - c / 100 for c in range(50, 100))),
        0.5,
    ]
    assert sum(overview["histogram"]) == 100
    assert overview["reliability"][0] == [0.045, 0.5, 10]
    assert data["confused"] == [["BAG", "SHOE", 50]]


def test_photos_are_small(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 255, (900, 700, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a 'b'.png")
    products = [{"id": "1", "title": "Boots", "category": "SHOE", "image": "a 'b'.png"}]
    (tmp_path / "in.json").write_text(json.dumps(products))
    catalog = load_catalog(tmp_path / "in.json", image_dir=tmp_path)
    data, _ = data_of(review_page(catalog, tmp_path / "r.html"))
    photo = data["products"][0]["photo"]
    assert photo.startswith("data:image/jpeg;base64,") and len(photo) < 15_100


def test_keys_of_products_without_ids(tmp_path):
    twice = [{"id": "1", "title": "Boots", "category": "SHOE"}] * 2
    data, _ = data_of(review_page(twice, tmp_path / "r.html"))
    assert data["key"] == "index" and data["products"][0]["key"] in "01"


def test_wrong_input(tmp_path):
    with pytest.raises(CatalogError, match="no column 'category'"):
        review_page([{"title": "Boots"}], tmp_path / "r.html")
    with pytest.raises(ValueError, match="allowed is a whole number from 1"):
        review_page(PRODUCTS, tmp_path / "r.html", top=0)
    with pytest.raises(FashionClfError, match="no folder"):
        review_page(PRODUCTS, tmp_path / "there" / "r.html")


CORRECTIONS = """id,category,product_type,previous,note,reviewer,seconds,at
2,SHORTS,,PANT,,ann,1.2,
9,SHOE,,PANT,,ann,1.2,
3,HATS,,OUTERWEAR,,ann,1.2,
2,SKIRT,,PANT,,bob,1.2,
"""


def test_odd_corrections_are_counted_and_the_rest_is_kept(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text(CORRECTIONS)
    with pytest.warns(CatalogWarning, match="1 of products that the catalogue has not; 1 of categ"):
        y = place_gold(path, 3, lambda: ["1", "2", "3"], corrections=True)
    assert y.tolist() == [None, "SKIRT", None]
    with pytest.raises(CatalogError, match="no such id"):
        place_gold(path, 3, lambda: ["1", "2", "3"])
