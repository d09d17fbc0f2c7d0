import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from fashion_clf import explain, make_pipeline
from fashion_clf.catalog import as_products
from fashion_clf.classifier import WeaklySupervisedClassifier
from fashion_clf.explanation import find_evidence
from fashion_clf.labeling import Rule, RuleLabeler
from fashion_clf.text import clean_description, tokenize, tokenize_products

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
    values = classifier.estimator_.coef_[0] * x[0]  # TOPS is the second of two
    strongest = sorted(zip(names, values, strict=True), key=lambda pair: -abs(pair[1]))[:2]
    assert [name for name, _ in shirt.terms] == [name for name, _ in strongest]
    assert [value for _, value in shirt.terms] == pytest.approx([v for _, v in strongest])
    assert all(value > 0 for _, value in boots.terms)


def test_nothing_to_explain(fitted):
    assert explain(fitted, [{"name": "x"}])[0].category
    assert "none fired" in explain(fitted, [{"name": "?"}])[0].to_text()


BETWEEN = [" ", ", ", ". ", "<br>", "&nbsp;", "&amp;amp; ", "&lt;b&gt;", "<b>", "\n", " \u2014 "]
WORDS = ["boots", "Boots", "ankle&nbsp;boots", "ankle <i>boots</i>", "Shirt", "V-neck", "v necks"]
WORDS += [
    "<style>boots</style>",
    "Pair it with boots. ",
    "caf\u00e9",
    "with",
    "\u0301",
    "shi\u00adrt",
]
pieces = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=12)


@settings(deadline=None)
@given(pieces.map(lambda pairs: "".join(word + between for word, between in pairs)), pieces)
def test_offsets_are_those_of_the_words_that_matched(description, title):
    product = {"name": "".join(map("".join, title)), "description": description}
    labeler = RuleLabeler(RULES).fit()
    rows, table = as_products([product]), tokenize_products([product])
    (fired,), (found,) = labeler.match(table), find_evidence(labeler, rows, table)
    spans = sorted((span, name) for name, spans in fired.items() for span in spans)
    assert sorted(one.rule for one in found) == sorted(name for _, name in spans)
    tokens = table["tokens"][0]
    by_rule = {}
    for one in found:
        assert product[one.field][one.start : one.stop] == one.text
        by_rule.setdefault(one.rule, []).append(tokenize(clean_description(one.text)))
    for name, spans in fired.items():
        assert by_rule[name] == [tokens[start:stop] for start, stop in spans]


def test_words_that_a_rule_needed():
    rules = [Rule("fly", "PANT", ("fly",), requires=(("waist",),)), Rule("b", "BAG", ("bag",))]
    product = [{"name": "Low WAIST", "description": "<p>Zip&nbsp;fly</p>"}]
    labeler, table = RuleLabeler(rules).fit(), tokenize_products(product)
    (found,) = find_evidence(labeler, as_products(product), table)
    assert [(one.text, one.field, one.start, one.needed) for one in found] == [
        ("WAIST", "name", 4, True),
        ("fly", "description", 12, False),
    ]
    assert str(found[0]) == '"WAIST" (name 4-9): needed by fly'
    assert str(found[1]) == '"fly" (description 12-15): fly -> PANT'


def test_terms_are_told_in_the_words_of_the_text(fitted):
    for one, product in zip(explain(fitted, PRODUCTS[:4]), PRODUCTS[:4], strict=True):
        assert len(one.terms) == len(one.term_words)
        text = clean_description(product["name"]) + " " + clean_description(product["description"])
        for (name, _), words in zip(one.terms, one.term_words, strict=True):
            assert words == f"no {name}" or words in text.lower()
            assert words in one.to_text()


def test_a_text_of_many_places_is_laid_out_shortly(fitted):
    product = [{"description": "v" + " " * 500 + "neck. " + "V-neck, " * 2000}]
    (one,) = explain(fitted, product)
    assert len(one.evidence) > 20
    assert f"... and {len(one.evidence) - 20} more places" in one.to_text()
    assert len(one.to_text()) < 3000


def test_a_phrase_that_ends_the_title():
    rules = [Rule("short", "SHORTS", ("short $",)), Rule("b", "BAG", ("bag",))]
    product = [{"name": "Bike SHORT", "description": "soft"}]
    labeler, table = RuleLabeler(rules).fit(), tokenize_products(product)
    (found,) = find_evidence(labeler, as_products(product), table)
    assert [(one.text, one.start, one.stop) for one in found] == [("SHORT", 5, 10)]
