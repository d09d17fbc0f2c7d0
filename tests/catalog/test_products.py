import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fashion_clf.catalog import as_products
from fashion_clf.exceptions import CatalogError, CatalogWarning

COLUMNS = ["id", "name", "description", "image"]


def test_list_of_dicts_with_aliases():
    products = as_products(
        [
            {
                "sku": 7,
                "title": "Shirt",
                "body_html": "<p>Cotton</p>",
                "image_url": "http://a/b.jpg",
            },
            {"title": "NA"},
        ]
    )
    assert list(products.columns) == COLUMNS
    assert products.values.tolist() == [
        [7, "Shirt", "<p>Cotton</p>", "http://a/b.jpg"],
        [None, "NA", "", None],
    ]
    assert set(map(str, products.dtypes)) == {"object"}


def test_dataframe_keeps_its_index():
    frame = pd.DataFrame({"Description": ["a", None], "n": [1, 2]}, index=["x", "y"])
    products = as_products(frame)
    assert list(products.index) == ["x", "y"]
    assert products["description"].tolist() == ["a", ""]
    assert set(map(str, products.dtypes)) == {"object"}


def test_dataframe_and_list_of_dicts_agree():
    rows = [{"name": "Shirt", "description": None}, {"name": "Bag", "description": "Leather"}]
    pd.testing.assert_frame_equal(as_products(rows), as_products(pd.DataFrame(rows)))


def test_own_output_comes_back_unchanged():
    once = as_products([{"name": "Shirt", "image": "a.jpg"}, {"name": "Bag"}])
    pd.testing.assert_frame_equal(as_products(once), once)


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Series])
def test_plain_strings_are_descriptions(kind):
    assert as_products(kind(["silk scarf", ""]))["description"].tolist() == ["silk scarf", ""]


def test_missing_values_are_ordinary():
    values = [None, float("nan"), np.nan, pd.NA, pd.NaT, ""]
    products = as_products([{"description": v, "name": v, "id": v, "image": v} for v in values])
    assert set(products["description"]) == set(products["name"]) == {""}
    assert set(products["image"]) == {None}
    assert products["id"].tolist() == [None] * 5 + [""]


def test_odd_values_are_counted_in_one_warning():
    rows = [
        {"id": "a", "description": 36.5},
        {"id": "b", "description": ["red", "wool"]},
        {"id": "c", "description": {"weight": "x"}, "image": [3]},
        {"id": "d", "description": [["x"]]},
        {"id": "e", "description": True},
        {"id": "f", "description": "fine"},
    ]
    with pytest.warns(CatalogWarning) as caught:
        products = as_products(rows)
    assert products["description"].tolist() == ["36.5", "red. wool", "", "", "", "fine"]
    assert products["image"].tolist() == [None] * 6
    assert len(caught) == 1
    assert str(caught[0].message).startswith("5 products with a text or image of an odd type: ")
    assert "description of row 0 (id 'a') is of type float" in str(caught[0].message)


def test_numpy_strings_and_paths_are_not_odd():
    products = as_products([{"name": np.str_("x"), "image": Path("a.jpg")}])
    assert products.loc[0, "name"] == "x" and type(products.loc[0, "name"]) is str
    assert products.loc[0, "image"] == "a.jpg"


def test_ids_that_are_lists_stay_whole():
    assert as_products([{"id": [1, 2], "name": "a"}, {"id": [3, 4], "name": "b"}])["id"][1] == [
        3,
        4,
    ]


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ([{"name": "a"}, 5], r"row 1 .* found int 5, expected a product"),
        ([{"name": "a"}, "b"], r"row 1 .* found str 'b'"),
        (["a", 5], r"row 1 .* found int 5, expected a description"),
        ([1, 2], r"row 0 .* found int 1"),
        ([], r"no products"),
        ({"name": "a"}, r"of type dict; allowed .* put a single product into a list"),
        ("a shirt", r"of type str; allowed"),
        (np.zeros((2, 2)), r"ndarray"),
        (None, r"NoneType"),
        ([{"price": 1}], r"Columns found: 'price'"),
        (pd.DataFrame({0: ["a"]}), r"Columns found: 0"),
    ],
)
def test_what_is_no_catalogue_is_refused(X, message):
    with pytest.raises(CatalogError, match=message):
        as_products(X)


def test_empty_frame_and_repeated_column_names():
    assert as_products(pd.DataFrame({"name": []})).shape == (0, 4)
    twice = pd.DataFrame([["a", "b"]], columns=["name", "name"])
    assert as_products(twice)["name"].tolist() == ["a"]


def test_large_catalogue_is_quick():
    rows = [{"id": i, "description": "a blue shirt"} for i in range(200_000)]
    start = time.process_time()
    as_products(rows)
    assert time.process_time() - start < 5
