import pandas as pd
import pytest
from sklearn.base import clone

from fashion_clf.exceptions import CatalogError, CatalogWarning
from fashion_clf.text import ProductTokenizer, tokenize_products

PRODUCTS = [
    {"title": "Blue shirt", "body_html": "<p>Cotton.</p>"},
    {"title": None, "body_html": None},
]


def test_title_is_closed_by_a_mark():
    table = tokenize_products(PRODUCTS)
    assert table.tokens.tolist() == [["blue", "shirt", "\n", "cotton", "."], []]
    assert table.image.tolist() == [None, None]


def test_frames_and_dicts_give_the_same_and_keep_the_index():
    frame = pd.DataFrame(PRODUCTS, index=[7, 3])
    table = tokenize_products(frame)
    assert table.index.tolist() == [7, 3]
    assert table.tokens.tolist() == tokenize_products(PRODUCTS).tokens.tolist()


def test_tokens_pass_through():
    table = tokenize_products(PRODUCTS)
    assert tokenize_products(table) is table


def test_transformer_contract():
    tokenizer = clone(ProductTokenizer())
    table = tokenizer.fit(PRODUCTS).transform(PRODUCTS)
    assert tokenizer.get_feature_names_out().tolist() == table.columns.tolist()
    assert tokenizer.get_params() == {"n_jobs": None}


def test_no_product_table():
    with pytest.raises(CatalogError):
        ProductTokenizer().fit_transform([{"price": 3}])


def test_long_texts_are_counted_in_one_warning():
    products = [{"description": "boots " * n} for n in (5_000, 10, 5_000, 5_000, 5_000)]
    with pytest.warns(CatalogWarning, match=r"4 products .* \(row 0, 2, 3, ...\)") as caught:
        tokens = tokenize_products(products)["tokens"]
    assert len(caught) == 1
    assert [len(found) for found in tokens] == [3334, 10, 3334, 3334, 3334]


def test_markup_beyond_the_limit_is_not_read():
    with pytest.warns(CatalogWarning, match="1 product with a text longer than 20,000"):
        tokens = tokenize_products([{"description": "bag" + " " * 2_000_000 + "boots"}])["tokens"]
    assert tokens[0] == ["bag", "\n"]
