"""Small catalogues in the shapes that exports, feeds and API answers have."""

import json
import os
import warnings
import zipfile
from pathlib import Path

import pytest

from fashion_clf import load_pretrained
from fashion_clf.catalog import add_predictions, as_products, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError

FOLDER = Path(os.environ.get("FASHION_CLF_DATA", "none")).parent / "cases/files"
EXPECTED = (
    json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    if (FOLDER / "expected.json").is_file()
    else {}
)


@pytest.fixture(scope="module")
def pretrained():
    return load_pretrained()


@pytest.mark.real_data
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_files_that_shops_send(name, pretrained, tmp_path):
    wanted = EXPECTED[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        products = load_catalog(FOLDER / name)
        found = pretrained.predict(products)
    assert len(products) == wanted["rows"]
    for category, allowed in zip(found, wanted["categories"], strict=True):
        assert allowed is None or category in allowed.split("|")
    suffixes = [s for s in Path(name).suffixes if s.lower() not in (".zip",)]
    output = tmp_path / f"out{suffixes[-1]}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write_catalog(add_predictions(products, found), output)
        again = load_catalog(output)
    assert len(again) == wanted["rows"]


def texts(content, name, tmp_path):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    products = as_products(load_catalog(path))
    return list(zip(products["name"], products["description"], strict=True))


DELIMITED = {
    "semicolons": "id;title;description\n1;Wrap dress;Viscose, midi\n",
    "bars": "id|title|description\n1|Wrap dress|Viscose, midi\n",
    "tabs": "id\ttitle\tdescription\n1\tWrap dress\tViscose, midi\n",
    "sep": 'sep=,\nid,title,description\n1,Wrap dress,"Viscose, midi"\n',
    "captions": 'Export,,\n,,\nid,title,description\n1,Wrap dress,"Viscose, midi"\n',
    "two headers": 'SKU,Item title,Long text\nid,title,description\n1,Wrap dress,"Viscose, midi"\n',
    "german": "Artikelnummer;Bezeichnung;Beschreibung\n1;Wrap dress;Viscose, midi\n",
    "polish": "Symbol;Nazwa;Opis\n1;Wrap dress;Viscose, midi\n",
    "french": "Référence;Désignation;Description\n1;Wrap dress;Viscose, midi\n",
    "locales": "sku;name-fr_FR;name-en_US;description-en_US-web\n1;Robe;Wrap dress;Viscose, midi\n",
}


@pytest.mark.parametrize("kind", DELIMITED)
def test_delimited_files(kind, tmp_path):
    content = DELIMITED[kind]
    assert texts(content, "p.csv", tmp_path) == [("Wrap dress", "Viscose, midi")]
    products = load_catalog(tmp_path / "p.csv")
    write_catalog(products, tmp_path / "out.csv", file_format=None)
    if kind != "tabs":  # which are written as commas under the name of .csv
        assert (tmp_path / "out.csv").read_text(encoding="utf-8") == content


WRAPPED = {
    "key": '{"n": 1, "products": [{"title": "Wrap dress"}, {"title": "Tote"}], "next": null}',
    "deep": '{"data": {"items":[\n {"title": "Wrap dress"},\n {"title": "Tote"}\n]}}\n',
    "by id": '{\n "L": {"title": "Wrap dress"},\n "N, {1}": {"title": "Tote"}\n}',
    "other lists": '{"shops": [{"n": 1}], "hits": [{"title": "Wrap dress"}, {"title": "Tote"}]}',
}


@pytest.mark.parametrize("kind", WRAPPED)
def test_json_objects_that_hold_products(kind, tmp_path):
    content = WRAPPED[kind]
    assert texts(content, "p.json", tmp_path) == [("Wrap dress", ""), ("Tote", "")]
    products = load_catalog(tmp_path / "p.json")
    write_catalog(products, tmp_path / "same.json")
    assert (tmp_path / "same.json").read_text() == content
    write_catalog(add_predictions(products, ["DRESS", "BAG"]), tmp_path / "out.json")
    written = (tmp_path / "out.json").read_text()
    assert json.loads(written) and written.count('"category"') == 2
    assert (
        written.replace(', "category": "DRESS"', "").replace(', "category": "BAG"', "") == content
    )


@pytest.mark.parametrize(
    "items",
    [
        "<SHOP><SHOPITEM><PRODUCTNAME>Wrap dress</PRODUCTNAME></SHOPITEM></SHOP>",
        "<yml><shop><offers><offer id='1'><name>Wrap dress</name></offer></offers></shop></yml>",
        "<products><product><name>Wrap dress</name></product></products>",
        "<rss><channel><item><g:title>Wrap dress</g:title></item></channel></rss>",
    ],
)
def test_feeds_of_other_shops(items, tmp_path):
    assert texts(items, "p.xml", tmp_path) == [("Wrap dress", "")]


def test_a_zip_of_one_file(tmp_path):
    path = tmp_path / "p.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("p.csv", "id;title\n1;Wrap dress\n")
    assert load_catalog(path)["title"].tolist() == ["Wrap dress"]
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("q.csv", "id;title\n")
    with pytest.raises(CatalogError, match=r"holds 2 files: 'p\.csv', 'q\.csv'"):
        load_catalog(path)
    path.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(CatalogError, match="cannot be read as a zip archive"):
        load_catalog(path)


def text_of(record):
    return tuple(as_products([record])[["name", "description"]].iloc[0])


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"name": {"de": "Kleid", "en": "Dress"}}, ("Dress", "")),
        ({"name": {"de": "Kleid"}}, ("Kleid", "")),
        ({"title": "Luna", "bullet_points": ["Wrap dress", "Midi"]}, ("Luna", "Wrap dress. Midi")),
        ({"title": "Luna", "features": '["Wrap dress", "Midi"]'}, ("Luna", "Wrap dress. Midi")),
        ({"title": "Luna", "bullet_point1": "Wrap", "bullet_point2": 2}, ("Luna", "Wrap\n2")),
        ({"name": "L-001", "title": "Wrap dress"}, ("Wrap dress", "")),
        ({"name": "L-001"}, ("L-001", "")),
        ({"title": "Luna", "description": "", "short_description": "Dress"}, ("Luna", "Dress")),
        ({"title": "Luna", "description": "A", "short_description": "A"}, ("Luna", "A")),
        (
            {"title": "Luna", "product_type": "Women > Maxi dresses, Sale"},
            ("Luna", "filed in Maxi dresses."),
        ),
        (
            {"title": "Luna", "description": "Silk", "product_type": "Dress"},
            ("Luna", "Silk\n\nfiled in Dress."),
        ),
        ({"title": "Luna", "tags": ["wrap dress"]}, ("Luna", "tagged with wrap dress.")),
        ({"title": "", "handle": "wrap-dress"}, ("wrap dress", "")),
        ({"values": {"name": [{"locale": "en_US", "data": "Wrap dress"}]}}, ("Wrap dress", "")),
        ({"title": "Luna", "description": "None"}, ("Luna", "None")),
    ],
)
def test_text_of_all_fields(record, text):
    assert text_of(record) == text


@pytest.mark.parametrize("image", [{"src": "a.jpg"}, [{"url": "a.jpg"}], ["a.jpg"], "a.jpg"])
def test_the_obvious_part_of_an_image(image):
    assert as_products([{"title": "x", "images": image}])["image"].tolist() == ["a.jpg"]


def test_the_shops_own_type_counts_where_the_text_has_no_noun(pretrained):
    records = [
        {"title": "The Amalfi", "product_type": "Maxi dress"},
        {"title": "The Amalfi", "description": "Made in Italy", "product_type": "Maxi dress"},
        {"title": "Suede boots", "product_type": "Maxi dress"},  # filed wrongly
        {"title": "The Amalfi", "description": "Suede boots", "product_type": "Women > Dresses"},
    ]
    assert pretrained.predict(records).tolist() == ["DRESS", "DRESS", "SHOE", "SHOE"]
