"""Columns that the user names, shuts out or wishes in a language, and the last resort."""

import json
import random

import pytest

from fashion_clf import explain, load_pretrained
from fashion_clf.catalog import CatalogReader, as_products, load_catalog
from fashion_clf.exceptions import CatalogError, CatalogWarning

CSV = (
    "code,Long_Desc,Cat3,title\n"
    "A1,Suede ankle boots,Sandals,The Amalfi\nA2,Silk wrap dress,Dresses,Luna\n"
)


def save(tmp_path, text=CSV, name="p.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def texts(products):
    read = as_products(products)
    return list(zip(read["name"], read["description"], strict=True))


def test_columns_by_hand_are_read_by_every_estimator(tmp_path):
    columns = {"description": "Long_Desc", "type": ["Cat3"], "id": "code"}
    products = load_catalog(save(tmp_path), columns=columns)
    assert texts(products)[0] == ("The Amalfi", "Suede ankle boots\n\nfiled in Sandals.")
    assert texts(products.iloc[1:])[0] == ("Luna", "Silk wrap dress\n\nfiled in Dresses.")
    assert as_products(products)["id"].tolist() == ["A1", "A2"]
    assert load_pretrained().predict(products).tolist() == ["SHOE", "DRESS"]
    with CatalogReader(save(tmp_path), chunk_size=1, columns=columns) as reader:
        assert [texts(chunk)[0][0] for chunk in reader] == ["The Amalfi", "Luna"]


def test_a_role_or_a_column_is_shut_out(tmp_path):
    text = "title,type,tags\nThe Amalfi,Boots,summer\n"
    assert texts(load_catalog(save(tmp_path, text)))[0][1] != ""
    products = load_catalog(save(tmp_path, text), ignore=["type", "tags"])
    assert texts(products) == [("The Amalfi", "")]
    assert texts(load_catalog(save(tmp_path, text), ignore=["tags"]))[0][1] == "filed in Boots."


def test_the_language_that_is_wished(tmp_path):
    rows = [{"title-en": "Dress", "title-de": "Kleid", "body": {"en": "Silk", "de": "Seide"}}]
    path = save(tmp_path, json.dumps(rows), "p.json")
    assert texts(load_catalog(path)) == [("Dress", "Silk")]
    assert texts(load_catalog(path, language="de")) == [("Kleid", "Seide")]
    with pytest.raises(CatalogError, match="language 'xx' is not known; allowed are af, ar, bg"):
        load_catalog(path, language="xx")


def test_wrong_choices_stop_at_once(tmp_path):
    with pytest.raises(CatalogError, match="'text' is no role of a column; allowed are id, name"):
        load_catalog(save(tmp_path), columns={"text": "Long_Desc"})
    with pytest.raises(CatalogError, match="there is no column 'Long'; its columns are 'code'"):
        load_catalog(save(tmp_path), columns={"description": "Long"})
    with pytest.raises(CatalogError, match="there is no column 'Cat4'"):
        load_catalog(save(tmp_path), ignore=["Cat4"])


def test_the_longest_and_most_varied_column_is_the_last_resort(tmp_path):
    text = "A,B,C,D\n" + "".join(
        f"{i},in stock now and here,Silk wrap dress number {word},http://shop.example/a b c d\n"
        for i, word in enumerate("one two three four".split())
    )
    with pytest.warns(CatalogWarning, match="'C', whose texts are longest and most varied"):
        products = load_catalog(save(tmp_path, text))
    assert texts(products)[0] == ("", "Silk wrap dress number one")
    reader = CatalogReader(save(tmp_path, text), chunk_size=1)
    with pytest.warns(CatalogWarning, match="read as the description"), reader:
        assert reader.choice["columns"] == {"description": ["C"]}
        assert texts(next(reader)) == texts(products)[:1]


@pytest.mark.parametrize("text", ["A,B\n1,2\n3,4\n", "A,B\nx1,http://x.example/a-b-c\n"])
def test_where_there_is_no_text_at_all(tmp_path, text):
    with pytest.raises(CatalogError, match="no column with a description, a name or an image"):
        load_catalog(save(tmp_path, text))


def test_photos_without_text_are_warned_of(tmp_path):
    with pytest.warns(CatalogWarning, match="all that is read is 'picture'"):
        load_catalog(save(tmp_path, "code,picture\n1,a.jpg\n"))


def test_explanations_point_at_the_column(tmp_path):
    record = {"title": "Amalfi", "description": "Made in Italy.", "features": ["Suede ankle boots"]}
    record |= {"material": "rubber sole", "product_type": "Women > Shoes"}
    (found,) = explain(load_pretrained(), [record])
    places = {one.field: one for one in found.evidence}
    assert (places["product_type"].start, places["product_type"].text) == (8, "Shoes")
    (found,) = explain(load_pretrained(), [record | {"features": "Suede ankle boots"}])
    head = found.evidence[0]
    assert (head.field, head.start, head.stop, head.text) == ("features", 6, 17, "ankle boots")


RECORDS = [
    {"title": "Silk dress", "type": "Everything"},
    {"title": "Suede boots", "type": "Everything"},
    {"title": "Leather tote", "type": "Everything"},
]


@pytest.mark.parametrize("kind", ["all one value", "all different", "of a wrong kind"])
def test_a_type_that_says_nothing_changes_nothing(kind):
    values = {"all one value": "Shop > Everything", "of a wrong kind": ["x", 3, None]}
    for row, record in enumerate(RECORDS):
        values["all different"] = f"T-{row * 7919}"
        plain = load_pretrained().predict_proba([{"title": record["title"]}])
        typed = load_pretrained().predict_proba([record | {"type": values[kind]}])
        assert plain.argmax() == typed.argmax()
        assert abs(plain - typed).max() < 0.05


@pytest.mark.parametrize("tags", ['["boots", "suede"]', ["boots", "suede"], "boots; suede"])
def test_tags_vote_in_any_form(tags):
    assert load_pretrained().predict([{"title": "The Amalfi", "tags": tags}]).tolist() == ["SHOE"]


def test_very_many_columns_and_very_long_cells(tmp_path):
    header = ",".join(f"c{i}" for i in range(1_000_000))
    with pytest.raises(CatalogError, match="more than 10000 different fields"):
        load_catalog(save(tmp_path, f"{header}\n1\n"))
    draw = random.Random(0)
    cell = " ".join(draw.choice(["silk", "soft", "warm"]) for _ in range(2_000_000))
    products = load_catalog(save(tmp_path, f"title,description\nWrap dress,{cell}\n"))
    with pytest.warns(CatalogWarning, match="1 product with a text longer than"):
        assert load_pretrained().predict(products).tolist() == ["DRESS"]
