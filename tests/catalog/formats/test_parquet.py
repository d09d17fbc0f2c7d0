import pandas as pd
import pytest

from fashion_clf.catalog import add_predictions, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError, CatalogWarning

pytest.importorskip("pyarrow", reason="Parquet is an optional extra")


def test_round_trip(tmp_path):
    path = tmp_path / "p.parquet"
    rows = [{"title": "NA", "n": 1, "tags": ["a"]}, {"title": None}]
    write_catalog(rows, path)
    first, second = load_catalog(path).to_dict("records")
    assert first["title"] == "NA" and first["n"] == 1 and second == dict.fromkeys(first)


def test_types_follow_a_column_that_is_renamed(tmp_path):
    write_catalog([{"title": "a", "category": 5}], tmp_path / "in.parquet")
    with pytest.warns(CatalogWarning, match="'category' as 'category_original'"):
        products = add_predictions(load_catalog(tmp_path / "in.parquet"), ["BAG"])
    write_catalog(products, tmp_path / "out.parquet")
    written = load_catalog(tmp_path / "out.parquet").to_dict("records")
    assert written == [{"title": "a", "category_original": 5, "category": "BAG"}]


@pytest.mark.parametrize(
    ("products", "message"),
    [
        ([{"title": "a"}, {"title": 5}], "several types"),
        ([{"title": "\ud800"}], "a text holds half a character"),
        (pd.DataFrame([["a", "b"]], columns=["title", "title"]), "two columns of one name"),
    ],
)
def test_what_parquet_cannot_hold(tmp_path, products, message):
    with pytest.raises(CatalogError, match=message):
        write_catalog(products, tmp_path / "p.parquet")
    assert not list(tmp_path.iterdir())
