import numpy as np

from fashion_clf.classifier._vocabulary import ends_unknown, known_share, learn_words
from fashion_clf.labeling import Rule, RuleLabeler
from fashion_clf.text import tokenize_products


def test_words_of_two_products_are_known():
    documents = [["red", "red", "bow"], ["red", "with"], ["blue", "with"]]
    assert learn_words(documents) == {"red"}


def test_shares_by_hand():
    table = tokenize_products([{"name": "Red shoe", "description": "With a 5 cm bow."}, {}])
    shares = known_share(table["tokens"], {"red", "bow", "cm"})
    np.testing.assert_allclose(shares, [3 / 4, 0])


def test_a_short_title_that_ends_in_an_unknown_word_is_doubtful():
    labeler = RuleLabeler([Rule("shoes", "SHOE", ("shoe",), where="head")]).fit()
    titles = {
        "shoe gizmo": True,
        "leather shoe gizmo": True,
        "shoe gizmo, red": True,
        "shoe": False,
        "shoe xl": False,  # a size
        "shoe leather": False,  # a word of the training catalogue
        "shoe with gizmo": False,
        "gizmo shoe": False,
        "one two three four five shoe gizmo": False,  # a long title
    }
    table = tokenize_products([{"name": title} for title in titles])
    tokens, fired = table["tokens"], labeler.fire(table)
    found = ends_unknown(tokens, {"leather", "red"}, labeler, fired, range(len(titles)))
    assert found.tolist() == [*titles.values()]
    assert not ends_unknown(tokens, set(), labeler, fired, []).any()
