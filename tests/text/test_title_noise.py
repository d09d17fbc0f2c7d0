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


@pytest.mark.parametrize("size", ["size 10", "size M", "Size UK 12", "Size: 8", "in size 4-7"])
def test_a_size_is_no_part_of_the_noun(pretrained, size):
    nouns = {
        "Black trousers": "PANT", "Wool pants": "PANT", "Black dress": "DRESS",
        "Lace bra": "LINGERIE", "Gold ring": "JEWELRY", "Running shoes": "SHOE",
        "Socks, shoe": "OTHERS",
    }  # fmt: skip
    found = pretrained.predict([{"name": f"{noun} {size}"} for noun in nouns])
    assert list(found) == list(nouns.values())


def test_words_in_one_written_apart_or_wrongly(pretrained):
    titles = {
        "Black jkt padded": "OUTERWEAR", "Silver earings": "JEWELRY",
        "Mens trowsers size 32": "PANT", "Gold neckless": "JEWELRY", "Mesh undies": "LINGERIE",
        "Beach flipflops": "SHOE", "Gold ear-rings": "JEWELRY", "Black cross-body": "BAG",
    }  # fmt: skip
    assert list(pretrained.predict([{"name": title} for title in titles])) == [*titles.values()]
