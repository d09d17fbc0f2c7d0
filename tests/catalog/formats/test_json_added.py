"""Columns behind products that are as they were read: the same bytes as with a look at all."""

import json

import pandas as pd
import pytest

from fashion_clf.catalog import CatalogReader, CatalogWriter, add_predictions

LINES = {
    "plain": '{"name": "Silk top", "price": 1.0}\n{"name": "Bag", "tags": ["a", {"b": 1e2}]}\n',
    "spaced": '{ "name" : "Silk top" , "price":1.50 }\n\n  {"name":"Bag"  }',
    "escaped": '{"name": "Caf\\u00e9 \\ud83d"}\n{"name": "Café"}\r\n',
    "not finite": '{"name": "Bag", "weight": NaN}\n{"name": "Infinity scarf"}\n',
    "twice": '{"name": "Bag", "name": "Top"}\n{"id": 12345678901234567890123}\n',
    "no fields": '{"name": "Bag"}\n{}\n{ }\n',
    "list": '[\n  {"name": "Bag"},\n  {\n    "name": "Top"\n  }\n]\n',
}


def write(path, target, n_added):
    with CatalogReader(path) as reader, CatalogWriter(target) as writer:
        for products in reader:
            n = len(products)
            found = add_predictions(products, ["BAG"] * n, [0.5] * n, ["rule"] * n)
            writer.write(found, n_added=n_added)
    return target.read_bytes()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", LINES)
def test_fields_are_put_behind_the_text(tmp_path, kind):
    suffix = "json" if kind == "list" else "jsonl"
    path = tmp_path / f"in.{suffix}"
    path.write_bytes(LINES[kind].encode())
    seen = write(path, tmp_path / f"seen.{suffix}", 0)
    assert write(path, tmp_path / f"added.{suffix}", 3) == seen
    assert seen.count(b'"category_source"') == LINES[kind].count("{") - LINES[kind].count('"b"')


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "tsv"])
def test_other_formats_take_the_same_hint(tmp_path, suffix):
    path = tmp_path / "in.jsonl"
    path.write_text(LINES["plain"])
    seen = write(path, tmp_path / f"seen.{suffix}", 0)
    assert write(path, tmp_path / f"added.{suffix}", 3) == seen


def test_half_a_character_is_escaped(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"name": "Bag"}\n')
    with CatalogReader(path) as reader:
        products = next(reader)
    products["more"] = pd.Series(["\ud83d"], dtype=object)
    with CatalogWriter(tmp_path / "out.jsonl") as writer:
        writer.write(products, n_added=1)
    assert json.loads((tmp_path / "out.jsonl").read_bytes()) == {"name": "Bag", "more": "\ud83d"}
