import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling import ABSTAIN, Rule, RuleLabeler, RuleSet
from fashion_clf.text import tokenize_products

RULES = [
    Rule("shirts", "TOPS", ("shirt",), where="head"),
    Rule("dresses", "DRESS", ("dress",), where="head"),
    Rule("neckline", ("TOPS", "DRESS"), ("v|crew neck",)),
    Rule("heels", "SHOE", ("# cm heel",), unless=("dress",)),
    Rule("fly", "PANT", ("fly",), requires=(("pocket", "loop"), ("waist",))),
]
PRODUCTS = [
    {"name": "Shirt dress", "description": "Crew neck. 5 cm heel"},
    {"name": "Dress shirt", "description": "V-neck"},
    {"description": "V-neck, 5cm heel"},
    {"description": "Zip fly, loops, low waist"},
    {"description": "Zip fly, low waist"},
    {"description": ""},
]
VOTES = [  # positions in DRESS, PANT, SHOE, TOPS, and 4 for the group of DRESS and TOPS
    [-1, 0, -1, -1, -1],
    [3, -1, -1, -1, -1],
    [-1, -1, 4, 2, -1],
    [-1, -1, -1, -1, 1],
    [-1, -1, -1, -1, -1],
    [-1, -1, -1, -1, -1],
]


def test_votes_by_hand():
    labeler = RuleLabeler(RULES)
    L = labeler.fit_transform(PRODUCTS)
    # where a noun names the product, its neckline and heel say nothing more
    assert L.tolist() == VOTES
    assert labeler.classes_.tolist() == ["DRESS", "PANT", "SHOE", "TOPS"]
    assert labeler.rules_.categories == ("TOPS", "DRESS", "SHOE", "PANT")
    assert labeler.groups_ == ((0, 3),)
    assert L.dtype == np.int8
    assert ABSTAIN == -1


def test_spans_are_of_the_tokens():
    labeler = RuleLabeler(RULES).fit()
    fired = labeler.match(PRODUCTS)
    assert fired[0] == {"dresses": [(1, 2)]}
    assert fired[2] == {"neckline": [(0, 2)], "heels": [(3, 6)]}
    assert fired[5] == {}


def test_only_a_sure_noun_silences_attributes():
    attribute = Rule("neckline", "DRESS", ("v neck",))
    product = [{"description": "Shirt with a V-neck"}]
    loose = [{"description": "Shirt print V-neck, dropped"}]  # a shirt is printed here, not sold
    for reliability, silent in ((None, True), (0.95, True), (0.7, False)):
        noun = Rule("shirts", "TOPS", ("shirt",), where="head", reliability=reliability)
        labeler = RuleLabeler([noun, attribute]).fit()
        assert labeler.transform(product).tolist() == [[1, -1 if silent else 0]]
        assert labeler.transform(loose).tolist() == [[1, 0]]


def test_a_longer_phrase_hides_nouns_but_not_parts():
    rules = RuleSet(
        (
            Rule("boots", "SHOE", ("boot",), where="head"),
            Rule("sleeves", "TOPS", ("sleeve", "long sleeve", "sleeve hem")),
            Rule("legs", "PANT", ("boot cut",)),
        ),
        ("SHOE", "TOPS", "PANT"),
        "TOPS",
        ("sleeve board",),
    )
    labeler = RuleLabeler(rules).fit()
    votes = labeler.transform([{"description": "Boot cut. Long sleeve hem. Sleeve board"}])
    assert votes.tolist() == [[-1, 2, 0]]
    # the outermost spans: neither "sleeve" alone nor anything of the sleeve board
    matched = labeler.match([{"description": "Boot cut. Long sleeve hem. Sleeve board"}])[0]
    assert matched == {"sleeves": [(3, 5), (4, 6)], "legs": [(0, 2)]}


def test_one_row_as_in_a_batch_and_any_order():
    labeler = RuleLabeler(RULES).fit()
    L = labeler.transform(PRODUCTS)
    for row, product in enumerate(PRODUCTS):
        assert labeler.transform([product])[0].tolist() == L[row].tolist()
    assert labeler.transform(PRODUCTS[::-1]).tolist() == L[::-1].tolist()
    assert labeler.transform(tokenize_products(PRODUCTS)).tolist() == L.tolist()


def test_contract():
    labeler = clone(RuleLabeler(RULES))
    assert labeler.get_params()["rules"] == RULES
    with pytest.raises(NotFittedError):
        labeler.transform(PRODUCTS)
    labeler.fit(PRODUCTS)
    names = labeler.get_feature_names_out()
    assert names.tolist() == ["shirts", "dresses", "neckline", "heels", "fly"]
    again = pickle.loads(pickle.dumps(labeler))
    assert again.transform(PRODUCTS).tolist() == VOTES


@pytest.mark.parametrize(
    "rule",
    [
        Rule("never", "TOPS", ("shirt", "tee"), unless=("shirts", "tee")),
        Rule("never", "TOPS", ("shirt",), requires=(("fly",),), unless=("fly",)),
    ],
)
def test_a_veto_that_leaves_nothing(rule):
    with pytest.raises(RulesError, match="'never' can never fire"):
        RuleLabeler([rule]).fit()


@pytest.mark.parametrize("rules", [[], ["shirt"], "/nowhere.toml"])
def test_wrong_rules(rules):
    with pytest.raises(RulesError):
        RuleLabeler(rules).fit()


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Leather Moto Jacket", "OUTERWEAR"),
        ("Mini skirt, Flared design, Checkered print", "SKIRT"),
        ("Upper: suede. Leather sole. 90 mm heel", "SHOE"),
        ("Short shorts in sweatshirt fabric with a drawstring waist", "SHORTS"),
        ("Microfibre T-shirt bra with underwired, padded cups", "LINGERIE"),
        ("Jersey top with narrow shoulder straps", "TOPS"),
        ("Acetate frame front. 100% UVA / UVB protection", "OTHERS"),
        ("Saffiano leather. Ten credit card slots", "BAG"),
        ("Puma Men Black Dial Watch", "JEWELRY"),
        ("Skinny fit, medium waist, five pockets, zip and one button fastening", "PANT"),
        ("Midi design, v-neck, short sleeve, concealed zip fastening on the back", "DRESS"),
        ("Denim dungaree shorts with adjustable straps", "JUMPSUIT"),
    ],
)
def test_rules_of_the_library_read_plain_texts(text, category):
    labeler = RuleLabeler().fit()
    votes = labeler.transform([{"description": text}])[0]
    single = votes[(votes != ABSTAIN) & (votes < len(labeler.classes_))]
    assert set(labeler.classes_[single]) == {category}


def test_a_tuple_of_one_category_is_that_category():
    labeler = RuleLabeler([Rule("hats", ("HAT",), ["hat"]), Rule("bags", "BAG", ["bag"])])
    assert labeler.fit_transform(["hat", "bag"]).tolist() == [[1, -1], [-1, 0]]


def test_many_categories_have_room():
    rules = [Rule(str(n), f"{n:03}", ("hat" if n == 199 else "bag",)) for n in range(200)]
    votes = RuleLabeler(rules).fit_transform(["hat"])
    assert votes.dtype == np.int16 and votes.max() == 199


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((3, "A", ("a",)), "a rule is named 3"),
        (("x", 3, ("a",)), "category must be a list of texts, not 3"),
        (("x", (), ("a",)), "category: the list is empty"),
        (("x", "A", "shirt"), "phrases must be a list of texts, not 'shirt'"),
        (("x", "A", ("a",), "text", ("b",)), "requires must be a list of texts, not 'b'"),
        (("x", "A", ("a",), "text", (), "b"), "unless must be a list of texts, not 'b'"),
        (("x", "A", ("a",), "text", (), (), float("nan")), "reliability=nan must lie between"),
    ],
)
def test_wrong_rules_in_python(arguments, message):
    with pytest.raises(RulesError, match=message):
        Rule(*arguments)


def test_what_a_rule_requires_is_found_too():
    labeler = RuleLabeler(RULES).fit()
    # zip fly , loop , low waist
    assert labeler.match_required(PRODUCTS)[3] == {"fly": [(3, 4), (6, 7)]}
    assert labeler.match_required(PRODUCTS)[4] == {}  # a waist alone is not enough
    both = Rule("both", "PANT", ("fly",), requires=(("fly", "waist"),))
    assert RuleLabeler([both]).fit().match_required(PRODUCTS)[4] == {"both": [(4, 5)]}
