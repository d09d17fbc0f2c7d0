"""What goes in comes out: byte for byte where nothing was changed, and around what was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashion_clf.catalog import add_predictions, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError, CatalogWarning

JSON = [
    '[]{"title": "a"}',
    '[{"title": "a"}]',
    '[ {"title": "a"} , {"title":"b" ,"n":1.50} ]\n\n',
    '\n [\n\t{\n\t\t"title": "a\\/b\\u00e9",\n\t\t"n": [1E5, -0.0, 1e400]\n\t},\n\t{}\n]\r\n',
    '[{"title": "a", "title": "b", "big": 123456789012345678901234567890.10}]',
    '[{"b": 1, "title": "é"}, {"title": "\\ud800", "b": {"x": [ ]}}]',
    '[\r\n  {"title": "a"},\r\n  {"title": "b"}\r\n]',
]
LINES = [
    '{"title": "a"}',
    '\n{"title":"a","n":1.0}\n\n \n{ "n" : 2 }\r\n{"n":3}\n\n',
    '{"title": "\\u00e9"}\n{"title": "é", "n": 1E+2}\n',
]
CSV = [
    "title\na\n",
    "title,n\na,1",
    '"title","n"\r\n"a","1"\r\n',
    'title,n\n"a",1\n\n\nb,"2"\n\n',
    'title,n\n24" belt,"a ""b"""\n" a" x,\n',
    "title,n,\n'a',=1+1,\x00\n",
    'title,n\na\n"b, c"\n',
    "title\n\na\n\n",
    "title,n\ra,1\rb,2\r",
]
CASES = [
    *((".json", text) for text in JSON[1:]),
    *((".jsonl", text) for text in LINES),
    *((".csv", text) for text in CSV),
    *((".tsv", text.replace(",", "\t")) for text in CSV),
]


def save(folder, name, text):
    path = folder / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
@pytest.mark.parametrize(("suffix", "text"), CASES)
def test_what_was_not_touched_comes_back_byte_for_byte(tmp_path, suffix, text):
    path = save(tmp_path, f"in{suffix}", text)
    write_catalog(load_catalog(path), tmp_path / f"out{suffix}")
    assert (tmp_path / f"out{suffix}").read_bytes() == path.read_bytes()


@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
@pytest.mark.parametrize(("suffix", "text"), CASES)
def test_new_fields_are_all_that_is_new(tmp_path, suffix, text):
    products = load_catalog(save(tmp_path, f"in{suffix}", text))
    write_catalog(add_predictions(products, ["BAG"] * len(products)), tmp_path / f"out{suffix}")
    again = load_catalog(tmp_path / f"out{suffix}")
    assert again.pop("category").tolist() == ["BAG"] * len(products)
    # A cell that a short row lacked is there, and empty, once something stands behind it.
    filled = products.fillna("") if suffix in (".csv", ".tsv") else products
    assert repr(again.values.tolist()) == repr(filled.values.tolist())


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        (".json", '[{"n":1.50}, {"title": "a"}]', '[{"n":1.50,"c":"x"}, {"title": "a","c":"x"}]'),
        (
            ".json",
            '[\n  {\n    "n": 1E5,\n    "title": "\\/"\n  }\n]\n',
            '[\n  {\n    "n": 1E5,\n    "title": "\\/",\n    "c": "x"\n  }\n]\n',
        ),
        (
            ".jsonl",
            '\n{ "title": "a", "n": 1.50 }\r\n{"n": 2}',
            '\n{ "title": "a", "n": 1.50, "c": "x" }\r\n{"n": 2, "c": "x"}',
        ),
        (".csv", 'title,n\n"a",1\n\nb,"2"', 'title,n,c\n"a",1,x\n\nb,"2",x'),
        (".csv", '"title","n"\r\n"a","1"\r\n', '"title","n","c"\r\n"a","1","x"\r\n'),
    ],
)
def test_a_new_field_in_the_style_of_the_file(tmp_path, suffix, text, expected):
    products = load_catalog(save(tmp_path, f"in{suffix}", text))
    products["c"] = "x"
    write_catalog(products, tmp_path / f"out{suffix}")
    assert (tmp_path / f"out{suffix}").read_bytes().decode() == expected


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        (
            ".json",
            '[{"category": 1.50, "title": "\\/"}]',
            '[{"category_original": 1.50, "title": "\\/", "category": "BAG"}]',
        ),
        (
            ".jsonl",
            '{"category":"x","n":[ 1E5 ],"title":"a"}\n',
            '{"category_original":"x","n":[ 1E5 ],"title":"a","category":"BAG"}\n',
        ),
        (
            ".csv",
            'title,"category",n\n"a","x",1\n',
            'title,category_original,n,category\n"a","x",1,BAG\n',
        ),
    ],
)
def test_a_field_that_is_renamed_keeps_its_text(tmp_path, suffix, text, expected):
    products = load_catalog(save(tmp_path, f"in{suffix}", text))
    with pytest.warns(CatalogWarning, match="'category' as 'category_original'"):
        products = add_predictions(products, ["BAG"])
    write_catalog(products, tmp_path / f"out{suffix}")
    assert (tmp_path / f"out{suffix}").read_text() == expected


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        (
            ".json",
            '[{"x": 1.50, "title": "\\/", "y": 1E5}]',
            '[{"x": 1.50, "title": "new, \\"x\\"", "y": 1E5}]',
        ),
        (
            ".csv",
            'x,title,y\n"1, 5","\\/","b"\n',
            'x,title,y\n"1, 5","new, ""x""","b"\n',
        ),
        (".csv", 'x,title,"y"\n"1",,\n', 'x,title,"y"\n"1","new, ""x""",\n'),
    ],
)
def test_a_field_that_is_changed_changes_nothing_else(tmp_path, suffix, text, expected):
    products = load_catalog(save(tmp_path, f"in{suffix}", text))
    products["title"] = 'new, "x"'
    write_catalog(products, tmp_path / f"out{suffix}")
    assert (tmp_path / f"out{suffix}").read_text() == expected


def test_a_value_that_is_changed_in_its_place_is_written(tmp_path):
    products = load_catalog(save(tmp_path, "in.json", '[{"title": "a", "tags": ["x"], "n": 1}]'))
    products.loc[0, "tags"].append("y")
    products["n"] = [True]
    write_catalog(products, tmp_path / "out.json")
    assert (tmp_path / "out.json").read_text() == '[{"title": "a", "tags": ["x", "y"], "n": true}]'


def test_rows_that_are_moved_or_dropped(tmp_path):
    path = save(tmp_path, "in.jsonl", '{"title":"a","n":1.50}\n{"title":"b"}\n{"title": "c"}')
    products = load_catalog(path)
    write_catalog(products.iloc[[2, 0]], tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text() == '{"title": "c"}\n{"title":"a","n":1.50}\n'
    write_catalog(products[1:].reset_index(drop=True), tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text() == '{"title":"b"}\n{"title":"c"}\n'


def test_a_dropped_field_is_gone(tmp_path):
    products = load_catalog(save(tmp_path, "in.json", '[{"x": 1.50, "title": "a"}]'))
    write_catalog(products.drop(columns="x"), tmp_path / "out.json")
    assert (tmp_path / "out.json").read_text() == '[{"title": "a"}]'


def test_what_json_cannot_say_becomes_null(tmp_path):
    products = load_catalog(save(tmp_path, "in.json", '[{"title": "a", "n": NaN, "x": 1.50}]'))
    write_catalog(products, tmp_path / "out.json")
    assert (tmp_path / "out.json").read_text() == '[{"title": "a", "n": null, "x": 1.5}]'


@settings(max_examples=150, deadline=None)
@given(
    data=st.text(st.sampled_from('{}[],:"\\ \nat1.e-é\t\r'), max_size=40),
    start=st.sampled_from(["", '{"title":"a"}\n', '[{"title": 1},', "title,n\n", "title\tn\r\n"]),
    suffix=st.sampled_from([".json", ".jsonl", ".csv", ".tsv"]),
)
@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
def test_any_file_comes_back_or_is_refused(tmp_path_factory, data, start, suffix):
    folder = tmp_path_factory.mktemp("any")
    path = save(folder, f"in{suffix}", start + data)
    try:
        products = load_catalog(path)
    except CatalogError as error:
        assert str(path) in str(error)
        return
    name = products.attrs["fashion_clf"]["format"]
    write_catalog(products, folder / "out", file_format=name)
    again = load_catalog(folder / "out", file_format=name)
    assert repr(again.values.tolist()) == repr(products.values.tolist())
    assert list(again) == list(products)
    if "" not in list(products):
        assert (folder / "out").read_bytes() == path.read_bytes()
