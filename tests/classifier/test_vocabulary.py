import numpy as np

from fashion_clf.classifier._vocabulary import known_share, learn_words
from fashion_clf.text import tokenize_products


def test_words_of_two_products_are_known():
    documents = [["red", "red", "bow"], ["red", "with"], ["blue", "with"]]
    assert learn_words(documents) == {"red"}


def test_shares_by_hand():
    table = tokenize_products([{"name": "Red shoe", "description": "With a 5 cm bow."}, {}])
    shares = known_share(table["tokens"], {"red", "bow", "cm"})
    np.testing.assert_allclose(shares, [3 / 4, 0])
