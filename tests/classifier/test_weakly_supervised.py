import pickle
import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from fashion_clf.classifier import WeaklySupervisedClassifier
from fashion_clf.exceptions import CatalogError, LabelingWarning
from fashion_clf.labeling import MajorityVote, Rule, RuleLabeler, RuleSet

RULES = RuleSet(
    (
        Rule("shirts", "TOPS", ("shirt",), reliability=0.9),
        Rule("boots", "SHOE", ("boot",), reliability=0.9),
        Rule("worn", ("TOPS", "SHOE"), ("worn",), reliability=0.9),
    ),
    ("TOPS", "SHOE", "OTHERS"),
    "OTHERS",
)
SHIRT = {"description": "Linen shirt with buttoned cuffs"}
BOOT = {"description": "Suede boot with a rubber sole"}
CUFFS = {"description": "Linen, buttoned cuffs"}
SOLE = {"description": "Suede, rubber sole"}
NOTHING = {"description": ""}
PRODUCTS = [SHIRT, BOOT] * 5 + [CUFFS, SOLE, NOTHING]


@pytest.fixture
def classifier():
    return WeaklySupervisedClassifier(RuleLabeler(RULES), estimator=LogisticRegression(C=100))


@pytest.fixture
def fitted(classifier):
    with pytest.warns(LabelingWarning, match="OTHERS"):
        return classifier.fit(PRODUCTS)


def test_rules_carry_over_to_what_they_do_not_reach(fitted):
    assert fitted.predict([SHIRT, BOOT, CUFFS, SOLE]).tolist() == ["TOPS", "SHOE", "TOPS", "SHOE"]


def test_table_names_source_and_confidence(fitted):
    table = fitted.predict_table([SHIRT, SOLE, NOTHING])
    assert table.columns.tolist() == ["category", "category_confidence", "category_source"]
    assert table.category.tolist() == ["TOPS", "SHOE", "OTHERS"]
    assert table.category_source.tolist() == ["rule", "model", "fallback"]
    assert table.category_confidence[0] > 0.9
    assert table.category_confidence[2] < 0.6


def test_probabilities_agree_with_predictions(fitted):
    proba = fitted.predict_proba(PRODUCTS)
    assert proba.shape == (len(PRODUCTS), 3)
    np.testing.assert_allclose(proba.sum(axis=1), 1)
    assert fitted.classes_.tolist() == ["OTHERS", "SHOE", "TOPS"]
    assert fitted.categories_ == ("TOPS", "SHOE", "OTHERS")
    assert (fitted.classes_[proba.argmax(axis=1)] == fitted.predict(PRODUCTS)).all()


def test_one_row_as_in_a_batch(fitted):
    proba = fitted.predict_proba(PRODUCTS)
    for row, product in enumerate(PRODUCTS):
        np.testing.assert_allclose(fitted.predict_proba([product])[0], proba[row], atol=1e-12)
    np.testing.assert_allclose(fitted.predict_proba(PRODUCTS[::-1]), proba[::-1], atol=1e-12)


def test_human_labels_outrank_rules(classifier):
    y = [None] * len(PRODUCTS)
    y[10] = "OTHERS"
    y[11], y[12] = "", float("nan")
    classifier.fit(PRODUCTS, y)
    table = classifier.predict_table(PRODUCTS, y)
    assert table.category[10] == "OTHERS"
    assert table.category_source[10] == "label"
    assert table.category_confidence[10] == 1
    assert classifier.predict([CUFFS]).tolist() == ["OTHERS"]


def test_labels_alone_will_do(classifier):
    products = [CUFFS, SOLE] * 4
    classifier.fit(products, ["TOPS", "SHOE"] * 3 + ["OTHERS", None])
    assert classifier.predict([SOLE]).tolist() == ["SHOE"]


def test_dataframe_index_is_kept(fitted):
    frame = pd.DataFrame([SHIRT, BOOT], index=[9, 4])
    assert fitted.predict_table(frame).index.tolist() == [9, 4]
    assert fitted.predict(frame).tolist() == ["TOPS", "SHOE"]


def test_other_label_models_fit_in():
    classifier = WeaklySupervisedClassifier(
        RuleLabeler(RULES), MajorityVote(), estimator=LogisticRegression()
    )
    with pytest.warns(LabelingWarning):
        classifier.fit(PRODUCTS)
    assert classifier.predict([SHIRT, SOLE]).tolist() == ["TOPS", "SHOE"]


@pytest.mark.parametrize("products", [[NOTHING], [NOTHING] * 3, [SHIRT], [SHIRT, SHIRT], [SOLE]])
def test_a_catalogue_from_which_nothing_can_be_learned(classifier, products):
    with pytest.warns(LabelingWarning):
        classifier.fit(products)
    categories = classifier.predict(products)
    assert len(categories) == len(products)
    assert set(categories) <= set(RULES.categories)
    assert len(classifier.predict_table(products)) == len(products)


def test_contract(classifier, fitted):
    assert clone(classifier).get_params()["model_weight"] == 0.7
    before = classifier.get_params()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        classifier.fit(PRODUCTS)
    after = classifier.get_params()
    assert all(after[name] is before[name] for name in ("labeler", "label_model", "estimator"))
    again = pickle.loads(pickle.dumps(fitted))
    np.testing.assert_array_equal(again.predict_proba(PRODUCTS), fitted.predict_proba(PRODUCTS))
    with pytest.raises(NotFittedError):
        clone(classifier).predict(PRODUCTS)


def test_wrong_input(classifier):
    with pytest.raises(
        ValueError, match="'HAT' of row 1 is no category; allowed: OTHERS, SHOE, TOPS"
    ):
        classifier.fit([SHIRT, BOOT], [None, "HAT"])
    with pytest.raises(ValueError, match="1 labels for 2 products"):
        classifier.fit([SHIRT, BOOT], [None])
    with pytest.raises(CatalogError):
        classifier.fit([{"price": 3}])


def test_what_rules_saw_is_learned_to_do_without():
    # "rubber sole" always stands beside "boot": only without the boot is the sole worth learning
    rules = [Rule("boots", "SHOE", ("boot",)), Rule("shirts", "TOPS", ("shirt",))]
    products = [
        {"description": "boot rubber sole"},
        {"description": "shirt linen cuffs"},
    ] * 20
    unseen = [{"description": "rubber sole"}, {"description": "linen cuffs"}]
    sure = {}
    for weight in (0.0, 1.0):
        model = WeaklySupervisedClassifier(
            RuleLabeler(rules),
            estimator=DecisionTreeClassifier(random_state=0),
            hidden_weight=weight,
        ).fit(products)
        proba = model.predict_proba(unseen)
        sure[weight] = min(proba[0, 0], proba[1, 1])
    assert sure[1.0] > 0.7 > sure[0.0]


def test_the_training_catalogue_is_told_by_its_hash():
    labeler = RuleLabeler([Rule("shirts", "TOPS", ("shirt",)), Rule("boots", "SHOE", ("boot",))])

    def fitted(products, y=None):
        model = WeaklySupervisedClassifier(labeler, estimator=LogisticRegression())
        return model.fit(products, y).training_data_

    products = [{"description": "Suede boot"}, {"description": "Linen shirt"}]
    first = fitted(products)
    assert first["n_products"] == 2 and len(first["sha256"]) == 64
    assert fitted(products) == first
    assert fitted(products[::-1]) != first
    assert fitted(products, ["SHOE", None]) != first
