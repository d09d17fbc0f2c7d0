import pytest

from fashion_clf.catalog import find_columns
from fashion_clf.catalog._columns import require_columns
from fashion_clf.exceptions import CatalogError


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("title", "name"),
        ("product_name", "name"),
        ("productDisplayName", "name"),
        ("Product Name", "name"),
        ("body_html", "description"),
        ("Body (HTML)", "description"),
        ("DESC", "description"),
        ("image_url", "image"),
        ("image_link", "image"),
        ("Image Src", "image"),
        ("handle", "id"),
        ("sku", "id"),
        ("product-id", "id"),
        ("Tytuł oferty", "name"),
        ("Opis oferty", "description"),
        ("Ürün Adı", "name"),
        ("Ürün Açıklaması", "description"),
        ("Libellé court", "name"),
        ("商品名", "name"),
        ("商品説明文", "description"),
        ("ชื่อสินค้า", "name"),
        ("Tên sản phẩm", "name"),
        ("Наименование", "name"),
        ("MAKTX", "name"),
        ("Store Display Name", "name"),
        ("US_Title_Short", "name"),
        ("US_Description_Long", "description"),
    ],
)
def test_aliases(name, role):
    assert find_columns(["price", name]) == {role: name}


@pytest.mark.parametrize("name", ["Store Name", "Website name", "Label", "Brand name", "Status"])
def test_names_of_something_else(name):
    assert find_columns(["price", name]) == {}


def test_of_languages_before_a_name_the_english_one_counts():
    names = ["NL_Title_Short", "NL_Description_Long", "US_Title_Short", "US_Description_Long"]
    assert find_columns(names) == {"name": "US_Title_Short", "description": "US_Description_Long"}


def test_exact_role_name_wins():
    assert find_columns(["Image", "image_url", "image"]) == {"image": "image"}
    assert find_columns(["title", "NAME"]) == {"name": "NAME"}


def test_first_of_equals_and_fixed_order_of_aliases():
    assert find_columns(["Title", "title"]) == {"name": "Title"}
    assert find_columns(["handle", "sku"]) == {"id": "sku"}


def test_other_columns_and_odd_names_are_ignored():
    assert find_columns(["price", 3, None, "", "category"]) == {}


def test_require_columns_says_what_is_there_and_what_is_allowed():
    with pytest.raises(
        CatalogError, match=r"shop\.csv.*'colour', 'price'.*title.*image_path"
    ) as error:
        require_columns(["colour", "price"], "shop.csv")
    assert "body_html" in str(error.value)


def test_require_columns_takes_an_image_alone():
    assert require_columns(["photo"]) == {"image": "photo"}
