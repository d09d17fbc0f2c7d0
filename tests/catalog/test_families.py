"""Variants, translations and photos of one product share its text, and so its category."""

import json

import pandas as pd
import pytest

from fashion_clf.catalog import (
    CatalogReader,
    add_predictions,
    as_products,
    load_catalog,
    write_catalog,
)
from fashion_clf.exceptions import CatalogWarning

WOO = """ID,SKU,Name,Description,Parent
10,L,Luna,Wrap dress,
11,L-S,Luna S,,L
12,L-M,Luna M,,id:10
20,N,Nova,Ankle boots,
21,N-1,Nova 37,,unknown
"""
MAGENTO = """sku,store_view_code,name,description
L,,Luna wrap dress,Viscose
L,de,Luna Wickelkleid,Viskose
N,,Nova boots,Suede
N,fr,,
"""


def write(folder, text, name="products.csv"):
    path = folder / name
    path.write_text(text)
    return path


def test_variations_of_woocommerce(tmp_path):
    products = as_products(load_catalog(write(tmp_path, WOO)))
    assert products["name"].tolist() == ["Luna", "Luna", "Luna", "Nova", "Nova 37"]
    assert products["description"].tolist()[:3] == ["Wrap dress"] * 3
    assert products["id"].tolist() == ["10", "11", "12", "20", "21"]


def test_store_views_of_magento(tmp_path):
    with pytest.warns(CatalogWarning, match="occur in more than one row"):
        products = as_products(load_catalog(write(tmp_path, MAGENTO)))
    assert products["name"].tolist() == ["Luna wrap dress"] * 2 + ["Nova boots"] * 2


@pytest.mark.parametrize("parent", ["gid://shopify/Product/1", 1, 1.0])
def test_bulk_lines_of_shopify(parent):
    key = int(parent) if isinstance(parent, float) else parent
    records = [
        {"id": key, "title": "Wrap dress"},
        {"id": "v1", "sku": "S", "__parentId": parent},
        {"id": "v2", "title": pd.NA, "__parentId": parent},
    ]
    assert as_products(records)["name"].tolist() == ["Wrap dress"] * 3
    assert as_products(pd.DataFrame(records))["name"].tolist() == ["Wrap dress"] * 3


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
@pytest.mark.parametrize("chunk_size", [1, 2, 3, 100])
def test_a_chunk_holds_whole_families(tmp_path, suffix, chunk_size):
    path = write(tmp_path, WOO)
    if suffix == "jsonl":
        records = load_catalog(path).to_dict("records")
        path = write(tmp_path, "".join(json.dumps(r) + "\n" for r in records), "products.jsonl")
    whole = as_products(load_catalog(path))
    with CatalogReader(path, chunk_size=chunk_size) as reader:
        parts = [as_products(chunk) for chunk in reader]
    pd.testing.assert_frame_equal(pd.concat(parts), whole)


SORTED = """Handle,Title,Body (HTML),Variant SKU,Image Src
luna,Luna,Wrap dress,A,
nova,Nova,Ankle boots,B,
luna,,,C,
,Untitled,,D,
nova,,,E,
"""
PHOTO_FIRST = """Handle,Title,Body (HTML),Variant SKU,Image Src
luna,,,,2.jpg
luna,Luna,Wrap dress,A,1.jpg
"""


def test_shopify_rows_that_are_not_next_to_each_other(tmp_path):
    path = write(tmp_path, SORTED)
    with pytest.warns(CatalogWarning, match="are not next to each other"):
        products = load_catalog(path)
    assert products["Title"].tolist() == ["Luna", "Nova", "Untitled"]
    with pytest.warns(CatalogWarning), CatalogReader(path, chunk_size=1) as reader:
        assert reader.n_products == 3
        assert [chunk["Title"].iloc[0] for chunk in reader] == ["Luna", "Nova", "Untitled"]
    write_catalog(add_predictions(products, ["DRESS", "SHOE", "OTHERS"]), tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[1:] == [
        "luna,Luna,Wrap dress,A,,DRESS",
        "luna,,,C,,",
        "nova,Nova,Ankle boots,B,,SHOE",
        "nova,,,E,,",
        ",Untitled,,D,,OTHERS",
    ]


def test_shopify_product_whose_first_row_is_a_photo(tmp_path):
    products = load_catalog(write(tmp_path, PHOTO_FIRST))
    assert products["Title"].tolist() == ["Luna"]
    write_catalog(add_predictions(products, ["DRESS"]), tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[1:] == ["luna,,,,2.jpg,", "luna,Luna,Wrap dress,A,1.jpg,DRESS"]
