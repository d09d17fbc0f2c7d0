import gzip
import json
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fashion_clf.catalog import CatalogReader, add_predictions, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError, CatalogWarning

ROWS = [
    {"id": 7, "title": "NA", "price": 1.5, "tags": ["a", {"b": None}], "new": True, "none": []},
    {"id": 8, "title": None, "price": 10**20, "tags": [], "colour": "é \U0001f457"},
]


def same_again(path, out):
    write_catalog(load_catalog(path), out)
    return path.read_bytes() == out.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS, indent=4),
        json.dumps(ROWS, indent=2, ensure_ascii=False),
        '[\n{"title": "a", "n": 1},\n{"title": "b"}\n]',
        '[\n{"title":"a","n":1},\n{"title":"b"}\n]',
    ],
)
def test_a_json_list_comes_back_byte_for_byte(tmp_path, text):
    path = tmp_path / "in.json"
    path.write_text(text, encoding="utf-8")
    assert same_again(path, tmp_path / "out.json")


@pytest.mark.parametrize(("mark", "ascii_only"), [(":", True), (": ", False)])
def test_json_lines_come_back_byte_for_byte(tmp_path, mark, ascii_only):
    path = tmp_path / "in.jsonl"
    lines = (
        json.dumps(r, separators=(mark.replace(":", ","), mark), ensure_ascii=ascii_only)
        for r in ROWS
    )
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert same_again(path, tmp_path / "out.jsonl")


def test_csv_comes_back_byte_for_byte(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text('id,title,\n007,"a, ""b""\nc",\n8,NA,x\n')
    assert same_again(path, tmp_path / "out.csv")


def test_line_ends_of_windows_stay(tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes(b'id,title\r\n1,"a\nb"\r\n2,"a\rb"\r\n')
    assert same_again(path, tmp_path / "out.csv")


def test_gzip_is_the_same_at_any_time(tmp_path):
    products = pd.DataFrame({"title": ["a"]})
    write_catalog(products, tmp_path / "a.jsonl.gz")
    write_catalog(products, tmp_path / "b.jsonl.gz")
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == b'{"title": "a"}\n'


def test_predictions_stand_behind_the_fields(tmp_path):
    (tmp_path / "in.json").write_text(json.dumps(ROWS))
    products = add_predictions(
        load_catalog(tmp_path / "in.json"),
        ["BAG", "SHOE"],
        [1, np.float32(0.123456)],
        ["rule", "model"],
    )
    write_catalog(products, tmp_path / "out.json")
    written = json.loads((tmp_path / "out.json").read_text())
    assert list(written[1])[-3:] == ["category", "category_confidence", "category_source"]
    assert written[1]["category_confidence"] == 0.1235 and written[0]["category_confidence"] == 1.0
    assert [{k: row[k] for k in list(row)[:-3]} for row in written] == ROWS


def test_own_category_is_kept_under_another_name():
    products = pd.DataFrame({"category": ["x"], "title": ["a"], "category_original": ["y"]})
    with pytest.warns(CatalogWarning, match="'category' as 'category_original_original'"):
        added = add_predictions(products, ["BAG"])
    assert added.iloc[0].to_dict() == {
        "category_original_original": "x", "title": "a", "category_original": "y", "category": "BAG"
    }  # fmt: skip
    assert list(products.columns) == ["category", "title", "category_original"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((["BAG", "BAG"],), "category: 2 values for 1 products"),
        ((["BAG"], [1.5]), "a confidence is 1.5"),
        ((["BAG"], [float("nan")]), "a confidence is nan"),
        ((["BAG"], ["high"]), "a confidence is 'high'"),
        ((["=1+1"],), "category: '=1\\+1' begins as a formula does"),
        ((["BAG"], None, ["@x"]), "category_source: '@x' begins as a formula"),
    ],
)
def test_wrong_predictions_are_refused(arguments, message):
    with pytest.raises(CatalogError, match=message):
        add_predictions(pd.DataFrame({"title": ["a"]}), *arguments)


def test_more_columns_and_what_was_in_them():
    products = pd.DataFrame({"Type": ["x"], "title": ["a"], "Type_original": ["y"]})
    extra = {"Type": ["Bags"], "Code": ["5"]}
    with pytest.warns(CatalogWarning, match="'Type' as 'Type_original_original'"):
        added = add_predictions(products, ["BAG"], extra=extra)
    assert added.iloc[0].to_dict() == {
        "Type": "Bags", "title": "a", "Type_original": "y",
        "category": "BAG", "Type_original_original": "x", "Code": "5",
    }  # fmt: skip
    for wrong, message in (
        ([], "Code: 0 values for 1"),
        (["-5"], "Code: '-5' begins as a formula"),
    ):
        with pytest.raises(CatalogError, match=message):
            add_predictions(products, ["BAG"], extra={"Code": wrong})


def test_the_first_chunk_warns_for_all(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"title": "a", "category": "x"}\n' * 3)
    with CatalogReader(path, chunk_size=1) as reader, pytest.warns(CatalogWarning) as caught:
        chunks = [add_predictions(chunk, ["BAG"]) for chunk in reader]
    assert len(caught) == 1
    assert all(list(chunk) == ["title", "category_original", "category"] for chunk in chunks)


def test_predictions_keep_an_index_that_is_not_0_to_n():
    products = pd.DataFrame({"title": ["a", "b"]}, index=[5, 3])
    assert add_predictions(products, np.array(["BAG", "SHOE"]))["category"].tolist() == [
        "BAG",
        "SHOE",
    ]


def test_json_is_always_valid(tmp_path):
    products = pd.DataFrame(
        {
            "nan": pd.Series([float("nan"), [float("nan"), np.float32("nan")]], dtype=object),
            "inf": pd.Series([float("inf"), {"x": -float("inf")}], dtype=object),
            "half": pd.Series(["\ud800", "whole é"], dtype=object),
            "numpy": pd.Series([np.int64(3), np.array([1, 2])], dtype=object),
            "time": [pd.Timestamp("2024-01-02"), pd.NaT],
            "path": [Path("a.jpg"), None],
        }
    )
    with pytest.warns(CatalogWarning, match="2 infinite numbers"):
        write_catalog(products, tmp_path / "out.json")
    text = (tmp_path / "out.json").read_bytes().decode("utf-8")
    assert "whole é" in text
    assert json.loads(text, parse_constant=pytest.fail) == [
        dict(zip(products, row, strict=True))
        for row in (
            [None, None, "\ud800", 3, "2024-01-02T00:00:00", "a.jpg"],
            [[None, None], {"x": None}, "whole é", [1, 2], None, None],
        )
    ]


def test_values_of_json_as_cells(tmp_path):
    write_catalog(
        [{"a": [1, "é"], "b": True, "c": 1.5, "d": None}, {"a": "x"}], tmp_path / "out.csv"
    )
    assert (tmp_path / "out.csv").read_text() == 'a,b,c,d\n"[1, ""é""]",true,1.5,\nx,,,\n'


def test_no_products_is_an_empty_list(tmp_path):
    write_catalog(pd.DataFrame({"title": []}), tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text()) == []


def test_the_input_is_never_written_over(tmp_path):
    path = tmp_path / "in.json"
    path.write_text('[{"title": "a"}]')
    (tmp_path / "link.json").symlink_to(path)
    products = add_predictions(load_catalog(path), ["BAG"])
    for name in ("in.json", "link.json"):
        with pytest.raises(CatalogError, match="were read from this file; name another"):
            write_catalog(products, tmp_path / name)
    assert path.read_text() == '[{"title": "a"}]'


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone/out.json", "there is no folder .*gone; create it first"),
        ("file/out.json", "there is no folder"),
        ("folder.json", "is a folder"),
        ("out.docx", r"'\.docx' is none of a catalogue"),
        ("out.ods", r"\.ods can be read but not written; name an \.xlsx"),
    ],
)
def test_where_nothing_can_be_written(tmp_path, name, message):
    (tmp_path / "file").touch()
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(CatalogError, match=message):
        write_catalog([{"title": "a"}], tmp_path / name)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder.json"]


@pytest.mark.parametrize("name", ["out.json", "out.jsonl.gz"])
def test_a_failure_leaves_what_was_there(tmp_path, name):
    (tmp_path / name).write_text("before")
    with pytest.raises(
        CatalogError, match="row 1 cannot be written as JSON: a value is of type object"
    ):
        write_catalog([{"title": "a"}, {"title": object()}], tmp_path / name)
    assert (tmp_path / name).read_text() == "before"
    assert os.listdir(tmp_path) == [name]


def test_columns_of_one_name_are_refused_where_the_format_cannot(tmp_path):
    products = pd.DataFrame([["a", "b"]], columns=["title", "title"])
    with pytest.raises(CatalogError, match="two columns of one name cannot be written as json"):
        write_catalog(products, tmp_path / "out.json")
    write_catalog(products, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "title,title\na,b\n"


def test_a_list_with_a_number_is_refused(tmp_path):
    with pytest.raises(CatalogError, match="row 1 .* is no product"):
        write_catalog([{"title": "a"}, 5], tmp_path / "out.json")


def test_parquet_without_pyarrow_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(CatalogError, match=r"fashion-clf\[parquet\]"):
        write_catalog([{"title": "a"}], tmp_path / "p.parquet")
    assert os.listdir(tmp_path) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.dictionaries(TEXTS, VALUES, max_size=4), min_size=1, max_size=4),
    name=st.sampled_from(["p.json", "p.jsonl", "p.jsonl.gz"]),
)
@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
def test_any_json_comes_back(tmp_path_factory, rows, name):
    rows = [{"title": "a", **row} for row in rows]
    path = tmp_path_factory.mktemp("any") / name
    write_catalog(rows, path)
    products = load_catalog(path)
    again = [
        {key: value for key, value in zip(products, row, strict=True) if value is not pd.NA}
        for row in products.values.tolist()
    ]
    assert json.dumps(again, sort_keys=True) == json.dumps(rows, sort_keys=True)


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=4))
@example(cells=[["", "TITEL"]])  # a product that is called as a header is
@example(cells=[["0", "TITEL"]])
def test_any_cells_come_back(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("any") / "p.tsv"
    write_catalog(pd.DataFrame(cells, columns=["title", "colour"]), path)
    assert load_catalog(path).values.tolist() == cells


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["challenge/product_data.json", "myntra/catalog.csv"])
def test_real_catalogues_come_back_byte_for_byte(data_dir, tmp_path, name):
    assert same_again(data_dir / name, tmp_path / Path(name).name)
