import gzip
import json

import pytest

from fashion_clf.catalog import CatalogReader, load_catalog
from fashion_clf.catalog.formats._detect import FORMATS, split_format
from fashion_clf.exceptions import CatalogError

MERCHANT = "id\ttitle\tdescription\tlink\timage link\n1\ta\tb\thttp://x\thttp://y\n"
SHOPIFY = "Handle,Title,Body (HTML)\na,A,b\n"
NEW_SHOPIFY = "Title,URL handle,Description,Option1 name\nA,a,b,c\n"
FEED = "<rss><channel><item><title>a</title></item></channel></rss>"


def found(path, content, **options):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with CatalogReader(path, **options) as reader:
        return reader.file_format


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("p.json", '[{"title": "a"}]', "json"),
        ("p.txt", ' \n[\n {"title": "a"}]', "json"),
        ("p", '[{"title": "a"}]', "json"),
        ("p.csv", '[{"title": "a"}]', "json"),
        ("p.json", '{"title": "a"}\n\n{"title": "b"}', "jsonl"),
        ("p.data", '{"title": "a"}\n{"title": "b"}', "jsonl"),
        ("p.jsonl", '{"title": "a"}', "jsonl"),
        ("p.csv", "title\na\n", "csv"),
        ("p.csv", "title\tcolour\na\tb\n", "tsv"),
        ("p.tsv", "title,colour\na,b\n", "csv"),
        ("p.tsv", "title\na, b\n", "tsv"),
        ("p.txt", "title\tcolour\na\tb\n", "tsv"),
        ("p.txt", MERCHANT, "merchant-tsv"),
        ("p.tsv", MERCHANT, "merchant-tsv"),
        ("feed", MERCHANT, "merchant-tsv"),
        ("p.csv", SHOPIFY, "shopify"),
        ("p.csv", NEW_SHOPIFY, "shopify"),
        ("export", SHOPIFY, "shopify"),
        ("p.csv", "handle,title,colour\na,b,c\n", "csv"),
        ("p.xml", FEED, "merchant-xml"),
        ("p.rss", FEED, "merchant-xml"),
        ("p.csv", gzip.compress(SHOPIFY.encode(), mtime=0), "shopify"),
        ("p.json", gzip.compress(b'[{"title": "a"}]', mtime=0), "json"),
        ("p.txt", MERCHANT.encode("utf-16"), "merchant-tsv"),
        ("p.xml", FEED.encode("utf-8-sig"), "merchant-xml"),
    ],
)
def test_the_format_is_told_by_the_content(tmp_path, name, content, expected):
    assert found(tmp_path / name, content) == expected


@pytest.mark.parametrize(
    ("content", "file_format"),
    [
        (SHOPIFY, "csv"),
        (MERCHANT, "tsv"),
        ('{"title": "a"}', "jsonl"),
        ("title\n[{\n", "csv"),
        (gzip.compress(b"title\na\n", mtime=0), "csv"),
    ],
)
def test_what_the_user_says_counts(tmp_path, content, file_format):
    assert found(tmp_path / "p.dat", content, file_format=file_format) == file_format


def test_every_format_can_be_asked_for(tmp_path):
    assert [split_format("p", name) for name in FORMATS] == [(name, False) for name in FORMATS]
    assert split_format("p.gz", "csv") == ("csv", True)
    with pytest.raises(CatalogError, match="'xls' is no format; allowed are json, jsonl, csv"):
        split_format("p.csv", "xls")


@pytest.mark.parametrize(
    "content", ["", "title\tcolour\na\tb\n", "a plain text\n", b"PK\x03\x04", b"\x00\x01\x02\xff"]
)
def test_neither_name_nor_content(tmp_path, content):
    with pytest.raises(CatalogError, match=r"the extension '\.dat' is none of a catalogue"):
        found(tmp_path / "p.dat", content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<table><tr><td>Title</td></tr></table>", "an HTML page"),
        ("<!DOCTYPE html>\n<html></html>", "an HTML page"),
        ('<?xml version="1.0"?>\n<?mso x?><Workbook xmlns="urn:x"/>', "the XML of Excel 2003"),
    ],
)
@pytest.mark.parametrize("name", ["p.xls", "p.xml", "p.csv"])
def test_tables_for_people_are_named(tmp_path, content, kind, name):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError, match=rf"is {kind}\..* save it as \.xlsx or \.csv"):
        load_catalog(path)


def test_a_parquet_file_of_another_name(tmp_path):
    pytest.importorskip("pyarrow", reason="Parquet is an optional extra")
    from fashion_clf.catalog import write_catalog

    write_catalog([{"title": "a"}], tmp_path / "p", file_format="parquet")
    assert load_catalog(tmp_path / "p").to_dict("records") == [{"title": "a"}]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
@pytest.mark.parametrize("name", ["p.json", "p.jsonl", "p.csv", "p.txt"])
def test_encodings_come_back(tmp_path, name, encoding):
    from fashion_clf.catalog import write_catalog

    text = {
        "p.json": json.dumps([{"title": "rosé"}], ensure_ascii=False, indent=1),
        "p.jsonl": '{"title":"rosé"}\n',
        "p.csv": "title,x\nrosé,1\n",
        "p.txt": MERCHANT + "2\trosé\t\t\t\n",
    }[name]
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    products = load_catalog(path)
    assert "rosé" in products["title"].tolist()
    write_catalog(products, tmp_path / f"out.{name}")
    assert (tmp_path / f"out.{name}").read_bytes() == path.read_bytes()
