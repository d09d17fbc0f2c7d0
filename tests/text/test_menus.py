import pytest

from fashion_clf.text import clean_description

PRODUCT = "Slim jeans in stretch denim"


@pytest.mark.parametrize(
    "menu",
    [
        "Home > Women > Dresses > Midi dresses\n",
        "Home » Shoes » Ankle boots. ",
        "Women > Clothing > Tops\n",
        "Home / Women / Dresses ",
        "New in. Dresses. Tops. Shoes. Bags. Sale. ",
        "New in | Dresses | Tops | Shoes | Bags | Sale | ",
        "Home Shop Dresses Tops Shoes Bags Sale Contact us. ",
    ],
)
def test_sections_of_a_shop_are_cut_in_front_and_behind(menu):
    assert clean_description(menu + PRODUCT).strip(". ") == PRODUCT
    assert clean_description(f"{PRODUCT}.\n{menu}").strip(". ") == PRODUCT


@pytest.mark.parametrize(
    "text",
    [
        "Women > Dresses > Midi dresses",
        "Women/Shoes/Heels/Nova 90",
        "Tops. Dresses. Skirts. Shoes. Bags.",
        "Set of top and skirt, new",
        "Shoes and bags in suede",
    ],
)
def test_what_is_all_that_is_known_is_kept(text):
    assert clean_description(text) == text
