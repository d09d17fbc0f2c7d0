"""What is corrected goes to products alike and to phrases; labels that must be wrong do not."""

import numpy as np
import pytest

from fashion_clf import label_errors, make_pipeline
from fashion_clf.classifier._corrections import Corrections
from fashion_clf.classifier._label_trust import label_trust
from fashion_clf.datasets import make_catalog

pytestmark = pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.FashionClfWarning")


@pytest.fixture(scope="module")
def tights():
    shades = "black nude grey navy olive ivory plum rust sand teal".split()
    products = [{"title": f"{shade} opaque tights"} for shade in shades]
    others = make_catalog(150, random_state=0).products.to_dict("records")
    return products + others, len(products)


def fit(products, labels):
    y = [labels.get(row) for row in range(len(products))]
    return make_pipeline(images=False).fit(products, y).predict(products)


def test_a_handful_of_labels_teaches_how_a_shop_files_tights(tights):
    products, n = tights
    before = fit(products, {})
    assert set(before[:n]) == {"LINGERIE"}
    after = fit(products, dict.fromkeys(range(3), "PANT"))
    assert set(after[:n]) == {"PANT"}
    assert np.mean(after[n:] == before[n:]) > 0.98


def test_one_label_goes_to_products_of_the_same_text_only(tights):
    products, n = tights
    twins = [*products, dict(products[0])]
    after = fit(twins, {0: "PANT"})
    assert after[0] == after[-1] == "PANT"
    assert set(after[1:n]) == {"LINGERIE"}


def test_weights_by_hand():
    by_rules = np.array([[0.9, 0.1]] * 2)
    gold, trust = np.array([1, -1]), np.array([1.0, 0.0])
    tokens = [["red", "boot"], ["red", "boot"]]
    learned = Corrections().fit(by_rules, [set(), set()], tokens, gold, trust)
    # of the same text: (3 * 0.1 + 21) / (3 + 21)
    assert learned.apply(by_rules, [set(), set()], tokens)[1] == pytest.approx([0.1125, 0.8875])
    far = learned.apply(by_rules[:1], [set()], [["silk", "scarf"]])
    assert far[0] == pytest.approx([0.9, 0.1])


def test_trust_in_labels_by_hand():
    by_rules = np.tile([0.98, 0.02], (100, 1))
    gold = np.zeros(100, dtype=int)
    nothing = [()] * 100
    assert label_trust(by_rules, nothing, gold).tolist() == [1.0] * 100
    gold[:30] = 1  # 30% contradict, 2% were expected, 3% are allowed
    wrong = 0.30 - 0.02 - 0.03
    trust = label_trust(by_rules, nothing, gold)
    right = (1 - wrong) * 0.02
    assert trust[0] == pytest.approx(right / (right + wrong * 0.98))
    assert trust[-1] > 0.99
    assert label_trust(by_rules[:40], nothing, gold[:40]).tolist() == [1.0] * 40  # too few to tell
    phrase = [("a",)] * 30 + [()] * 70
    assert (label_trust(by_rules, phrase, gold)[:30] > 0.9).all()  # what they all say is no slip


def test_wrong_labels_are_found_and_do_little_harm():
    catalog = make_catalog(200, random_state=3)
    products, gold = catalog.products.to_dict("records"), np.array(catalog.gold, dtype=object)
    pipeline = make_pipeline(images=False).fit(products)
    y, rng = gold.copy(), np.random.default_rng(0)
    wrong = rng.choice(200, 40, replace=False)
    for row in wrong:
        y[row] = rng.choice([name for name in pipeline.classes_ if name != gold[row]])
    ranked = label_errors(pipeline, products, y)
    assert len(ranked) == 200
    assert len(set(ranked.index[:50]) & set(wrong)) >= 34
    assert ranked["doubt"].is_monotonic_decreasing
    assert (ranked.loc[wrong, "label"] == y[wrong]).all()


def test_too_few_labels():
    pipeline = make_pipeline(images=False).fit(make_catalog(60, random_state=0).products)
    with pytest.raises(ValueError, match="1 labels for n_splits=5"):
        label_errors(pipeline, [{"title": "Boots"}], ["SHOE"])
