"""Product types: depth, ids, own trees, scores, and what is refused."""

import warnings

import numpy as np
import pandas as pd
import pytest

from fashion_clf import CATEGORIES, load_pretrained, make_pipeline, product_types
from fashion_clf.exceptions import CatalogError, FashionClfError, RulesError
from fashion_clf.labeling import load_rules
from fashion_clf.product_tree import nodes_of, score_types
from fashion_clf.taxonomy._tree import load_tree

TITLES = {
    "Suede Chelsea boots": ("SHOE", "Boots"),
    "Shoes": ("SHOE", ""),
    "Silk nightgown": ("LINGERIE", "Sleepwear & Loungewear > Nightgowns"),
    "Men's cotton briefs": ("LINGERIE", "Men's Undergarments > Men's Underwear > Briefs"),
    "Newborn romper 0-3 M": ("JUMPSUIT", "Baby & Toddler Clothing > Baby One-Pieces"),
    "Nursing bra": ("LINGERIE", "Maternity Clothing > Nursing Bras"),
    "Cotton saree": ("OTHERS", "Traditional & Ceremonial Clothing > Saris & Lehengas"),
    "Jorts": ("SHORTS", "Denim Shorts"),
    "Leather backpack": ("BAG", "Backpacks"),
    "Mukluks": ("SHOE", "Boots"),
    "Trenchcoat": ("OUTERWEAR", "Coats & Jackets > Trench Coats"),
    "Top with a hood": ("TOPS", "Hoodies"),
    "Skirt and top, set": (None, ""),
    "Rounded toe, side zip, shaft 12 cm": ("SHOE", "Boots"),
    "Perfume": ("OTHERS", ""),
    "Adidas Stan Smith, white": ("SHOE", "Sneakers"),
    "Nike Jordan slides": ("SHOE", "Sandals"),
    "Baby romper 0-3 M": ("JUMPSUIT", "Baby & Toddler Clothing > Baby One-Pieces"),
    "Satin nightslip": ("LINGERIE", "Sleepwear & Loungewear > Nightgowns"),
}


@pytest.fixture(scope="module")
def pretrained():
    return load_pretrained()


@pytest.mark.parametrize("title", TITLES)
def test_the_type_that_a_title_names(pretrained, title):
    row = product_types(pretrained, [{"title": title}]).iloc[0]
    category, path = TITLES[title]
    assert category in (None, row["category"])
    assert row["product_type"] == path


def test_columns_index_and_ids(pretrained):
    products = pd.DataFrame({"title": ["Suede Chelsea boots", "Shoes", "Perfume"]}, index=[7, 3, 9])
    types = product_types(pretrained, products)
    assert types.index.tolist() == [7, 3, 9]
    assert types.columns.tolist() == [
        "category", "product_type", "confidence", "shopify_id", "shopify_path", "google_id",
        "google_path",
    ]  # fmt: skip
    assert types["shopify_id"].tolist() == ["aa-8-3", "aa-8", "aa"]
    assert types["google_id"].tolist() == ["187", "187", "166"]
    assert types["shopify_path"][7] == "Apparel & Accessories > Shoes > Boots"


def test_a_type_never_contradicts_its_category(pretrained):
    products = [{"title": title} for title in TITLES]
    types = product_types(pretrained, products, min_confidence=0.3)
    tree = load_tree()
    for category, node, confidence, top in zip(
        types["category"], types["shopify_id"], types["confidence"],
        pretrained.predict_proba(products).max(axis=1), strict=True,
    ):  # fmt: skip
        assert node in ("aa", "aa-5") or tree.nodes[node].category == category
        assert confidence <= top + 1e-9
    assert types["category"].tolist() == pretrained.predict(products).tolist()


def test_depth_falls_as_the_confidence_that_is_asked_for_rises(pretrained):
    products = [{"title": "Trenchcoat"}]
    paths = [
        product_types(pretrained, products, min_confidence=least)["shopify_id"][0].count("-")
        for least in (0.5, 0.97, 1.0)
    ]
    assert paths == sorted(paths, reverse=True)
    assert product_types(pretrained, products, min_confidence=1.0)["product_type"][0] == ""


@pytest.mark.parametrize("least", [0, -1, 1.1, "high", None, True, float("nan")])
def test_what_is_no_probability_is_refused(pretrained, least):
    with pytest.raises(FashionClfError, match="allowed is above 0 and up to 1"):
        product_types(pretrained, [{"title": "Boots"}], min_confidence=least)


def test_one_product_as_many(pretrained):
    products = [{"title": title} for title in TITLES]
    whole = product_types(pretrained, products)
    single = pd.concat([product_types(pretrained, [one]) for one in products], ignore_index=True)
    pd.testing.assert_frame_equal(whole, single)
    assert len(product_types(pretrained, pd.DataFrame({"title": []}))) == 0


FURNITURE = """
categories = ["ARMCHAIR", "OFFICE CHAIR", "DESK", "LAMP"]
fallback = "LAMP"
[parent]
ARMCHAIR = "Chairs"
"OFFICE CHAIR" = "Chairs"
Chairs = "Furniture"
DESK = "Furniture"
[[rule]]
name = "armchairs"
category = "ARMCHAIR"
phrases = ["armchair"]
[[rule]]
name = "office chairs"
category = "OFFICE CHAIR"
phrases = ["office chair"]
[[rule]]
name = "chairs"
category = ["ARMCHAIR", "OFFICE CHAIR"]
phrases = ["chair"]
[[rule]]
name = "desks"
category = "DESK"
phrases = ["desk"]
[[rule]]
name = "lamps"
category = "LAMP"
phrases = ["lamp"]
"""


def own_rules(tmp_path, text=FURNITURE):
    path = tmp_path / "rules.toml"
    path.write_text(text)
    return path


def test_a_tree_of_ones_own(tmp_path):
    words = ["armchair", "office chair", "desk", "lamp", "chair"]
    titles = [f"{colour} {word}" for colour in ("red", "blue", "oak") for word in words]
    products = [{"title": title} for title in titles]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pipeline = make_pipeline(rules=own_rules(tmp_path), images=False).fit(products)
    types = product_types(pipeline, products)
    paths = dict(
        zip(titles, zip(types["category"], types["product_type"], strict=True), strict=True)
    )
    assert types["confidence"].min() > 0
    assert paths["red armchair"][1] in ("Chairs > ARMCHAIR", "Chairs")
    assert paths["red chair"][1].startswith("Chairs")
    low = product_types(pipeline, products, min_confidence=0.3)
    assert low["product_type"][0] == "Chairs > ARMCHAIR"
    assert (low["shopify_id"] == "").all()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('Chairs = "Furniture"', 'Chairs = "ARMCHAIR"', "is a circle"),
        ('DESK = "Furniture"', 'DESK = ["Furniture", "Office"]', "a category has one parent"),
        ('DESK = "Furniture"', 'DESKS = "Furniture"', "parent: the category 'DESKS' is not known"),
        ("[parent]", 'parent = "Furniture"\n[terms]', "parent must be a table"),
    ],
)
def test_trees_that_are_none(tmp_path, before, after, message):
    text = FURNITURE.replace(before, after)
    if "[terms]" in after:
        text = text.split("[terms]")[0] + "[[rule]]" + text.split("[[rule]]", 1)[1]
    with pytest.raises(RulesError, match=message):
        load_rules(own_rules(tmp_path, text))


def test_scores_of_types():
    gold = [{"aa-8-3"}, {"aa-8-3", "aa-8-6"}, {"aa-8"}, {"aa-8-3"}, None, {"aa-1-4"}]
    nodes = ["aa-8-3", "aa-8", "aa-8-6", "aa-8-6", "aa-8-3", ""]
    scores = score_types(gold, nodes, [1.0, 0.9, 0.8, 0.6, 0.1, 0.2])
    assert scores.n_scored == 5
    assert (scores.right, scores.too_coarse, scores.wrong) == (0.4, 0.2, 0.4)
    # not wrong in the bins of 1.0 and 0.9, 0.8; wrong in those of 0.6 and 0.2
    assert scores.calibration_error == pytest.approx((0.05 * 2 + 0.2 + 0.6 + 0.2) / 5)
    assert "right 0.400, too coarse 0.200, wrong 0.400" in scores.to_text()
    with pytest.raises(FashionClfError, match="nothing to score"):
        score_types([None], ["aa-8"])


def test_written_types_find_their_nodes_again(pretrained):
    types = product_types(pretrained, [{"title": title} for title in TITLES])
    found = nodes_of(types["category"].tolist(), types["product_type"].tolist())
    assert found == types["shopify_id"].tolist()


def test_photos_and_human_labels_do_not_disturb_types(pretrained):
    table = pretrained[-1].predict_table(
        [{"title": "Chelsea boots"}], np.array(["BAG"], dtype=object), min_confidence=0.8
    )
    assert table["category"].tolist() == ["BAG"]
    assert table["product_type_node"].tolist() == ["aa-5"]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("source", "right", "wrong"), [("hm", 0.885, 0.075), ("myntra", 0.955, 0.03)]
)
def test_accuracy_on_real_catalogues(source, right, wrong, data_dir):
    from fashion_clf import load_catalog
    from fashion_clf.catalog._gold_types import parse_types

    gold = pd.read_csv(data_dir / "taxonomy/gold_types.csv").query("source == @source")
    gold = dict(zip(gold["product_type"], map(parse_types, gold["shopify_ids"]), strict=True))
    path = {"hm": "hm/catalog.jsonl", "myntra": "myntra/catalog.csv"}[source]
    catalog = load_catalog(data_dir / path)[:4000]
    products = catalog[[name for name in ("id", "name", "description") if name in catalog]]
    types = product_types(make_pipeline(images=False).fit(products), products)
    scores = score_types(
        [gold.get(name) for name in catalog["product_type"]], types["shopify_id"],
        types["confidence"],
    )  # fmt: skip
    assert scores.right >= right
    assert scores.wrong <= wrong
    assert scores.calibration_error <= 0.04


def test_every_category_has_types():
    categories = {node.category for node in load_tree().nodes.values()}
    assert categories == set(CATEGORIES)


@pytest.mark.parametrize("text", ["aa-99-1", "Shoes > Bootz", "99999999", ""])
def test_unknown_gold_types_are_refused(text):
    from fashion_clf.catalog._gold_types import parse_types

    with pytest.raises(CatalogError, match="is not known; allowed are ids such as aa-8-3"):
        parse_types(text)
