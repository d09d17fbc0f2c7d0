import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from fashion_clf import explain, make_pipeline
from fashion_clf.classifier import WeaklySupervisedClassifier
from fashion_clf.labeling import Rule, RuleLabeler
from fashion_clf.text import tokenize_products

pytestmark = pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.LabelingWarning")

RULES = [
    Rule("shirts", "TOPS", ("shirt",), where="head", why="the noun"),
    Rule("boots", "SHOE", ("ankle? boot",), where="head"),
    Rule("necks", ("TOPS", "DRESS"), ("v neck",)),
]
PRODUCTS = [
    {"name": "Linen shirt", "description": "<p>Buttoned cuffs, size 38</p>"},
    {"name": "", "description": "Model is 180 cm tall. <b>Suede</b> ankle&nbsp;boots, rubber sole"},
    {"name": "", "description": "A V-neck, ribbed"},
    {"name": "", "description": ""},
] * 5


@pytest.fixture(scope="module", params=["LightGBM", "linear", "tree"])
def fitted(request):
    if request.param == "LightGBM":
        return make_pipeline(rules=RULES, images=False, n_estimators=5).fit(PRODUCTS)
    estimator = {"linear": LogisticRegression(), "tree": DecisionTreeClassifier()}[request.param]
    return WeaklySupervisedClassifier(RuleLabeler(RULES), estimator=estimator).fit(PRODUCTS)


def test_evidence_stands_where_it_says(fitted):
    shirt, boots, neck, nothing = explain(fitted, PRODUCTS[:4])
    assert [(one.rule, one.field, one.text) for one in shirt.evidence] == [
        ("shirts", "name", "shirt")
    ]
    assert shirt.evidence[0].why == "the noun"
    (one,) = boots.evidence
    assert PRODUCTS[1]["description"][one.start : one.stop] == one.text == "ankle&nbsp;boots"
    assert one.categories == ("SHOE",)
    assert neck.evidence[0].text == "V-neck"
    assert neck.evidence[0].categories == ("TOPS", "DRESS")
    assert nothing.evidence == ()


def test_agrees_with_what_is_predicted(fitted):
    classifier = fitted[-1] if hasattr(fitted, "steps") else fitted
    table = classifier.predict_table(PRODUCTS[:4])
    proba = classifier.predict_proba(PRODUCTS[:4])
    for row, one in enumerate(explain(fitted, PRODUCTS[:4])):
        assert one.category == table["category"][row]
        assert one.source == table["category_source"][row]
        ordered = np.sort(proba[row])
        assert (one.confidence, one.runner_up_confidence) == (ordered[-1], ordered[-2])
        assert one.runner_up != one.category
        assert one.category in one.to_text()


def test_terms_of_a_linear_model_by_hand():
    estimator = LogisticRegression()
    classifier = WeaklySupervisedClassifier(RuleLabeler(RULES), estimator=estimator)
    classifier.fit(PRODUCTS)
    shirt, boots = explain(classifier, PRODUCTS[:2], n_terms=2)
    x = classifier.features_.transform(tokenize_products(PRODUCTS[:1])).toarray()
    names = [name.split("__")[1] for name in classifier.features_.get_feature_names_out()]
    values = -classifier.estimator_.coef_[0] * x[0]  # TOPS is the first of two
    strongest = sorted(zip(names, values, strict=True), key=lambda pair: -abs(pair[1]))[:2]
    assert [name for name, _ in shirt.terms] == [name for name, _ in strongest]
    assert [value for _, value in shirt.terms] == pytest.approx([v for _, v in strongest])
    assert all(value > 0 for _, value in boots.terms)


def test_nothing_to_explain(fitted):
    assert explain(fitted, [{"name": "x"}])[0].category
    assert "none fired" in explain(fitted, [{"name": "?"}])[0].to_text()
