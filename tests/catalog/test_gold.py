import pytest

from fashion_clf.catalog._gold import load_gold
from fashion_clf.exceptions import CatalogError, CatalogWarning

PRODUCTS = [{"id": id, "name": "x"} for id in ("0012", "0013", "14", "a b")]


def read(tmp_path, text, products=PRODUCTS):
    (tmp_path / "gold.csv").write_text(text)
    return load_gold(tmp_path / "gold.csv", products).tolist()


@pytest.mark.parametrize(
    "text",
    [
        "id,category\n0012,TOPS\n14,SHOE\n",
        "id,category\n0012,TOPS\n14,SHOE\n,\n,\n\n",
        "Id,Category\n0012,TOPS\n14,SHOE\n",
        " ID , CATEGORY \n 0012 , tops \n14, Shoe\n",
        "id;category\n0012;TOPS\n14;SHOE\n",
        "id;category;note\n0012;TOPS;x, y\n14;shoe;\n;;\n",
        "id\tcategory\n0012\tTOPS\n14\tSHOE\n",
        "index,category\n0,TOPS\n2,SHOE\n",
        "Index,Category\n0,TOPS\n2,shoe \n",
    ],
)
def test_forms_that_spreadsheets_give(text, tmp_path):
    assert read(tmp_path, text) == ["TOPS", None, "SHOE", None]


def test_ids_that_lost_their_zeros_are_named(tmp_path):
    with pytest.warns(CatalogWarning, match="2 ids have lost .*12 for 0012, 13 for 0013"):
        assert read(tmp_path, "id,category\n12,TOPS\n13,BAG\n14,SHOE\n") == [
            "TOPS",
            "BAG",
            "SHOE",
            None,
        ]


def test_zeros_that_could_be_of_two_ids_are_an_error(tmp_path):
    products = [{"id": "012", "name": "x"}, {"id": "0012", "name": "x"}]
    with pytest.raises(CatalogError, match="no such id"):
        read(tmp_path, "id,category\n12,TOPS\n", products)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,category\n0012,HAT\n", "category 'HAT' is none of TOPS"),
        ("id,category\n99,TOPS\n", "row 0 .counted from 0, id '99'.: the catalogue's 4 products"),
        ("id,category\n14,TOPS\n14,TOPS\n", "this id occurs twice"),
        ("id,kind\n14,TOPS\n", "needs the columns 'category'"),
        ("id,category\n,TOPS\n", "have no such id"),
    ],
)
def test_what_is_wrong_is_said(text, message, tmp_path):
    with pytest.raises(CatalogError, match=message):
        read(tmp_path, text)
