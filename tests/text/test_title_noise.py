"""What shops write around a title takes no noun's place."""

import pytest

from fashion_clf import load_pretrained

TITLES = {
    "Pleated midi skirt": "SKIRT", "Linen shirt dress": "DRESS", "Quilted jacket": "OUTERWEAR",
    "Leather tote bag": "BAG", "Gold hoop earrings": "JEWELRY", "Chelsea boots": "SHOE",
}  # fmt: skip
AROUND = (
    "{} - Black / M", "{} (Pack of 2)", "{} by Jacket & Co.", "{} + free belt", "{} 🔥",
    "{} - Coats & Jackets", "{} | free returns on shoes", "{} (see also: boots)", "{}!!!",
    "[SALE] {}", "Brand: Ada - {}", "Hat & Glove Co. {}", "Brand: Jacket & Co. {}",
    "Glove Ltd. {}", "The Boot Room {}", "Buy 2 get 1: {}", "Free shipping - {}", "20% off: {}",
    "Women > Clothing > {}", "Item name: {}", "<h1>{}</h1>", "{}\nAlso try our hats",
    "{}. Also available: hats and gloves", "{} cognac", "{} sale", "{} ecru", "{} surf",
)  # fmt: skip


@pytest.fixture(scope="module")
def pretrained():
    return load_pretrained()


@pytest.mark.parametrize("around", AROUND)
def test_the_title_is_read(pretrained, around):
    found = pretrained.predict([{"name": around.format(title)} for title in TITLES])
    assert list(found) == list(TITLES.values())
