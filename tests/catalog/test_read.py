import gzip
import json
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashion_clf.catalog import load_catalog
from fashion_clf.catalog._table import FieldOrder
from fashion_clf.exceptions import CatalogError, CatalogWarning

ROWS = [
    {"id": 7, "title": "NA", "price": 1.5, "tags": ["a", {"b": None}], "new": True},
    {"id": 8, "title": None, "colour": "é"},
]


@pytest.fixture
def save(tmp_path):
    def save(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


def as_lists(products):
    return [[None if v is pd.NA else v for v in row] for row in products.values.tolist()]


@pytest.mark.parametrize(
    "name", ["p.json", "p.jsonl", "p.ndjson", "P.JSON", "p.json.gz", "p.jsonl.gz"]
)
def test_json_values_stay_as_they_are(save, name):
    lines = "jsonl" in name or "ndjson" in name
    text = "\n\n".join(map(json.dumps, ROWS)) if lines else json.dumps(ROWS)
    path = save(name, gzip.compress(text.encode(), mtime=0) if name.endswith("gz") else text)
    products = load_catalog(path)
    assert list(products.columns) == ["id", "title", "colour", "price", "tags", "new"]
    assert set(map(str, products.dtypes)) == {"object"}
    first, second = (dict(zip(products, row, strict=True)) for row in products.values.tolist())
    assert first["tags"] == ["a", {"b": None}] and first["new"] is True and type(first["id"]) is int
    assert second["title"] is None and second["price"] is pd.NA and first["colour"] is pd.NA


@pytest.mark.parametrize(("name", "mark"), [("p.csv", ","), ("p.tsv", "\t"), ("p.csv.gz", ",")])
def test_cells_stay_text(save, name, mark):
    text = mark.join(["id", "title", "price"]) + "\r\n" + mark.join(["007", "NA", ""]) + "\r\n"
    path = save(name, gzip.compress(text.encode(), mtime=0) if name.endswith("gz") else text)
    products = load_catalog(path)
    assert products.to_dict("records") == [{"id": "007", "title": "NA", "price": ""}]


def test_csv_quotes_line_ends_and_blank_lines(save):
    path = save("p.csv", 'id,description\n1,"two\r\nlines, ""quoted"""\n\n2,24" belt\n')
    assert as_lists(load_catalog(path)) == [["1", 'two\r\nlines, "quoted"'], ["2", '24" belt']]


def test_blank_line_of_one_column_is_an_empty_text(save):
    assert as_lists(load_catalog(save("p.csv", "description\na\n\nb\n"))) == [["a"], [""], ["b"]]


def test_ragged_rows_are_kept_and_counted(save):
    path = save("p.csv", "id,title\n1,a\n2\n3,b,c,d\n")
    with pytest.warns(CatalogWarning, match=r"2 rows have .* header's 2 .* line 3: 1\)"):
        products = load_catalog(path)
    assert list(products.columns) == ["id", "title", ""]
    assert as_lists(products) == [["1", "a", None], ["2", None, None], ["3", "b", "c,d"]]


def test_columns_without_a_name_may_repeat(save):
    products = load_catalog(save("p.csv", "title,,\na,b,c\n"))
    assert list(products.columns) == ["title", "", ""] and as_lists(products) == [["a", "b", "c"]]


def test_long_cells_are_read_and_the_limit_is_put_back(save):
    import csv

    before = csv.field_size_limit()
    text = "x" * 300_000
    assert load_catalog(save("p.csv", f"title\n{text}\n")).loc[0, "title"] == text
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
@pytest.mark.parametrize("name", ["p.json", "p.jsonl", "p.csv"])
def test_encodings_are_told_by_the_file(save, encoding, name):
    text = "title\nrosé\n" if name == "p.csv" else '[{"title": "rosé"}]'
    path = save(name, (text if name != "p.jsonl" else text.strip("[]")).encode(encoding))
    assert as_lists(load_catalog(path)) == [["rosé"]]


def test_latin_1_is_read_with_a_warning(save):
    path = save("p.csv", b"title\nplain\nros\xe9 \x80\nna\xefve\xff\nutf \xc3\xa9\n")
    with pytest.warns(
        CatalogWarning, match=r"4 bytes are not UTF-8 \(the first on line 3\)"
    ) as caught:
        products = load_catalog(path)
    assert products["title"].tolist() == ["plain", "rosé €", "naïveÿ", "utf é"]
    assert caught[0].filename == __file__


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("p.json", "not json", r"line 1, column 1: not JSON"),
        ("p.json", '[{"title": "a"},\n {"title": "b', r"line 2, column 12: .*truncated"),
        ("p.json", '[{"title": "a"}', r"line 1, column 16: .*truncated"),
        ("p.json", "", r"the file is empty"),
        ("p.json", b"\xef\xbb\xbf", r"the file is empty"),
        ("p.json", '{"title": "a"}', r"a JSON object \(keys: 'title'\); expected a list"),
        ("p.json", '"x"', r"a JSON str; expected a list"),
        ("p.json", '[{"title": "a"}, 5]', r"row 1 \(counted from 0\) is no product: found 5"),
        ("p.json", "[]", r"no products"),
        ("p.json", "[{}]", r"Columns found: none"),
        ("p.json", '[{"price": 5}]', r"Columns found: 'price'.*description \(body_html"),
        ("p.json", "[" * 100_000, r"nested too deeply"),
        ("p.json", '[{"title": ' + "9" * 5000 + "}]", r"a number cannot be read"),
        ("p.json", '[{"title": "a"}]'.encode("utf-16")[:-1], r"begins as utf-16"),
        ("p.jsonl", '{"title": "a"}\n{"title": "b"\n', r"line 2, column \d+: .*truncated"),
        ("p.jsonl", '{"title": "a"}\n[1]\n', r"line 2 is no product: found \[1\]"),
        ("p.jsonl", "", r"no products"),
        ("p.csv", "", r"the file is empty"),
        ("p.csv", "id,title\n", r"no products"),
        ("p.csv", "a;b\n1;2\n", r"Columns found: 'a', 'b'"),
        ("p.csv", 'id,title\n1,a\n2,"b\n3;c\n', r"line 3: a quote that opens in this row"),
        (
            "p.csv",
            ",".join(f"title{i}" for i in range(10_001)),
            r"more than 10000 different fields",
        ),
        ("p.xlsx", "PK", r"is damaged, or no spreadsheet"),
        ("p.docx", "PK", r"extension '\.docx' is none of a catalogue; allowed are \.json"),
        ("p", "[]", r"extension ''"),
        ("p.parquet.gz", "", r"extension '\.parquet'"),
        ("p.json.gz", "[]", r"damaged or truncated"),
        ("p.json.gz", gzip.compress(b'[{"title": "a"}]', mtime=0)[:-9], r"damaged or truncated"),
    ],
)
def test_what_is_no_catalogue_is_refused(save, name, content, message):
    path = save(name, content)
    with pytest.raises(CatalogError, match=message) as error:
        load_catalog(path)
    assert str(path) in str(error.value)


def test_json_lines_that_are_called_json_say_so(save):
    path = save("p.json", '{"title": "a"}\n{"title": "b"}')
    assert load_catalog(path)["title"].tolist() == ["a", "b"]
    with pytest.raises(CatalogError, match="line 2, column 1: .*is JSON Lines, the format"):
        load_catalog(path, file_format="json")


def test_absent_files_and_folders(tmp_path):
    with pytest.raises(CatalogError, match="no such file"):
        load_catalog(tmp_path / "absent.json")
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(CatalogError, match="is a folder"):
        load_catalog(tmp_path / "folder.json")


def test_parquet_without_pyarrow_names_the_extra(save, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(CatalogError, match=r'pip install "fashion-clf\[parquet\]"'):
        load_catalog(save("p.parquet", "PAR1"))


def test_repeated_ids_are_kept_and_counted(save):
    rows = [{"id": i, "title": "a"} for i in (1, 1, "1", None, None, [2], [2], 3)]
    with pytest.warns(
        CatalogWarning, match=r"2 ids in column 'id' .*\(rows 0, 1, 5, \.\.\."
    ) as caught:
        products = load_catalog(save("p.json", json.dumps(rows)))
    assert len(caught) == 1 and len(products) == 8


def test_fields_keep_an_order_that_suits_all_records():
    order = FieldOrder("p.json")
    for names in ("ac", "abc", "cd", "xy"):
        order.add(names)
    assert order.names == list("abcdxy")


@pytest.mark.parametrize(
    ("name", "start", "filling", "message"),
    [
        ("p.json.gz", '[{"title": "', "ab", "line 1, column 2: what begins here is longer than"),
        ("p.jsonl.gz", '{"title": "', "ab", "line 1 is longer than"),
        ("p.jsonl.gz", '{"title": "a"}\n', " \n", "more than 300000 blank characters"),
        ("p.csv.gz", 'title,n\n"', "a\n", "line 2: .*Perhaps a quote is never closed"),
        ("p.xml.gz", "<rss><channel><item><title>", "ab", "too long for one product"),
    ],
)
def test_what_never_ends_is_given_up(save, monkeypatch, name, start, filling, message):
    from fashion_clf.catalog.formats import _csv, _encoding, _json, _json_window, _lines, _xml

    for module in (_csv, _encoding, _json, _json_window, _lines, _xml):
        monkeypatch.setattr(module, "LONGEST", 300_000)
    text = start + filling * 750_000
    with pytest.raises(CatalogError, match=message):
        load_catalog(save(name, gzip.compress(text.encode(), mtime=0)))


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("p.json", '[{"title": "a", "title": "b"}]', "b"),
        ("p.jsonl", '{"title": "\\ud800"}', "\ud800"),
        ("p.json", '[{"title": "a", "x": ' + "[" * 500 + "]" * 500 + "}]", "a"),
        ("p.json", '[{"title": "a", "x": 1e400, "y": -9999999999999999999999}]', "a"),
        ("p.csv", "title,n\na\x00b,1\n", "a\x00b"),
        ("p.csv", "title" + "\nx" + "," * 20_000, "x"),
        ("p.json", '[{"title": "' + "é" * 10_000_000 + '"}]', "é" * 10_000_000),
    ],
)
@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
def test_what_is_odd_but_a_product(save, name, text, title):
    assert load_catalog(save(name, text)).loc[0, "title"] == title


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=200),
    suffix=st.sampled_from([".json", ".jsonl", ".csv", ".tsv.gz", ".xml", ".parquet"]),
)
@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
def test_any_bytes_are_read_or_refused_clearly(tmp_path_factory, data, suffix):
    path = tmp_path_factory.mktemp("fuzz") / f"p{suffix}"
    path.write_bytes(data if not suffix.endswith("gz") else gzip.compress(data, mtime=0))
    try:
        assert len(load_catalog(path)) > 0
    except CatalogError as error:
        assert str(path) in str(error)
