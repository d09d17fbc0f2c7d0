import pytest

from fashion_clf.catalog import add_predictions, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogWarning

TEXTS = {
    "p.json": '[\n  {"id": 1, "title": "Shirt", "category": "Men"},\n  {"title": "Hat"}\n]',
    "p.jsonl": '{"id": 1, "title": "Shirt", "category": "Men"}\n{"id": 2, "title": "Hat"}\n',
    "p.csv": "id,title,category\n1,Shirt,Men\n2,Hat,\n",
    "p.tsv": "id\ttitle\tcategory\n1\tShirt\tMen\n2\tHat\t\n",
    "p.xml": "<rss><channel><item><id>1</id><title>Shirt</title><category>Men</category></item>"
    "<item><id>2</id><title>Hat</title></item></channel></rss>",
    "shopify.csv": "Handle,Title,Body (HTML),Image Src,category\na,Shirt,,,Men\nb,Hat,,,\n",
}


def classify(path, output, categories, confidence, **extra):
    products = load_catalog(path)
    added = add_predictions(products, categories, [confidence, 0.5], ["rule", "model"], **extra)
    write_catalog(added, output)
    return output


@pytest.mark.parametrize("name", TEXTS)
def test_the_columns_of_an_earlier_run_are_replaced(name, tmp_path):
    path = tmp_path / name
    path.write_text(TEXTS[name])
    with pytest.warns(CatalogWarning, match="category_original"):
        once = classify(path, tmp_path / f"once_{name}", ["TOPS", "OTHERS"], 0.9)
    twice = classify(once, tmp_path / f"twice_{name}", ["TOPS", "OTHERS"], 0.9)
    assert twice.read_bytes() == once.read_bytes()
    other = load_catalog(classify(once, tmp_path / f"other_{name}", ["DRESS", "OTHERS"], 0.25))
    assert list(other.columns) == list(load_catalog(once).columns)
    assert other["category"].tolist() == ["DRESS", "OTHERS"]
    assert float(other["category_confidence"][0]) == 0.25
    kept = "feed:category" if name.endswith("xml") else "category_original"
    assert other[kept][0] == "Men"


def test_parquet(tmp_path):
    pytest.importorskip("pyarrow", reason="Parquet is an optional extra")
    (tmp_path / "p.csv").write_text("id,title\n1,Shirt\n2,Hat\n")
    once = classify(tmp_path / "p.csv", tmp_path / "once.parquet", ["TOPS", "OTHERS"], 0.9)
    twice = classify(once, tmp_path / "twice.parquet", ["DRESS", "OTHERS"], 0.9)
    table = load_catalog(twice)
    assert list(table.columns) == list(load_catalog(once).columns)
    assert table["category"].tolist() == ["DRESS", "OTHERS"]


def test_a_shop_s_own_id_is_kept_once(tmp_path):
    (tmp_path / "p.csv").write_text("id,title,google_product_category\n1,Shirt,own\n2,Hat,\n")
    extra = {"extra": {"google_product_category": ["212", "173"]}}
    with pytest.warns(CatalogWarning):
        path = classify(tmp_path / "p.csv", tmp_path / "o.csv", ["TOPS", "OTHERS"], 0.9, **extra)
    again = classify(path, tmp_path / "o2.csv", ["TOPS", "OTHERS"], 0.9, **extra)
    assert again.read_bytes() == path.read_bytes()
    assert load_catalog(again)["google_product_category_original"][0] == "own"
