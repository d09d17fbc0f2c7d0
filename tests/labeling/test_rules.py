import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling import Rule, RuleSet, load_rules
from fashion_clf.labeling._rules import expand
from fashion_clf.taxonomy import CATEGORIES

SMALL = """
categories = ["CHAIR", "TABLE"]
fallback = "TABLE"
not_the_product = ["table cloth"]
[groups]
seats = ["CHAIR"]
any = ["CHAIR", "TABLE"]
[terms]
legs = ["leg", "# legs"]
[[rule]]
name = "chairs"
category = "CHAIR"
where = ["head", "mention"]
phrases = ["chair", "arm? chair"]
[[rule]]
name = "legs"
category = "any"
phrases = ["@legs"]
requires = ["oak", ["beech", "@legs"]]
unless = ["lamp"]
reliability = 0.6
why = "both stand on them"
"""


@pytest.fixture
def rules_file(tmp_path):
    def write(text):
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_one_rule_for_each_place(rules_file):
    rules = load_rules(rules_file(SMALL))
    assert [rule.name for rule in rules] == ["chairs (head)", "chairs (mention)", "legs"]
    assert rules.categories == ("CHAIR", "TABLE")
    legs = rules.rules[2]
    assert legs.categories == ("CHAIR", "TABLE")
    assert legs.phrases == ("leg", "# legs")
    assert legs.requires == (("oak",), ("beech", "leg", "# legs"))
    assert legs.reliability == 0.6


def test_terms_name_terms_above_them_and_lists_may_be_grouped(rules_file):
    text = SMALL.replace('not_the_product = ["table cloth"]\n', "")
    text = text.replace("[[rule]]", 'parts = ["@legs", "arm"]\n[[rule]]', 1)
    text = text.replace('"oak"', '["@parts"]')
    text += '[not_the_product]\ncloths = ["table cloth"]\nshops = ["table top"]\n'
    rules = load_rules(rules_file(text))
    assert rules.rules[2].requires[0] == ("leg", "# legs", "arm")
    assert rules.not_the_product == ("table cloth", "table top")
    below = SMALL.replace('legs = ["leg", "# legs"]', 'legs = ["@arms"]\narms = ["arm"]')
    with pytest.raises(RulesError, match="'@arms' is not known"):
        load_rules(rules_file(below))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("shirt", [("shirt",)]),
        ("v|crew neck", [("v", "neck"), ("crew", "neck")]),
        ("zip? fly", [("zip", "fli"), ("fli",)]),
        ("t-shirt bra", [("tshirt", "bra")]),
        ("# cm heel", [("#", "cm", "heel")]),
    ],
)
def test_expand(phrase, expected):
    assert expand(phrase) == expected


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('"CHAIR"\nwhere', '"CHIAR"\nwhere'), "'CHIAR' is not known; did you mean 'CHAIR'?"),
        (("unless", "unles"), "the key 'unles' is not known; did you mean 'unless'?"),
        (('["head", "mention"]', '["hed"]'), "where='hed' is not one of head"),
        (("0.6", "1.6"), "reliability=1.6 must lie between 0 and 1"),
        (('["@legs"]\nreq', '["@lgs"]\nreq'), "'@lgs' is not known; did you mean '@legs'?"),
        (('name = "legs"', 'name = "chairs (head)"'), "two rules are named 'chairs (head)'"),
        (('phrases = ["chair", "arm? chair"]', "phrases = []"), "needs 'phrases'"),
        (('name = "legs"', ""), "rule number 2 needs 'name'"),
        (('["lamp"]', '["lamp?"]'), "'lamp?' has no word that must be found"),
        (('["lamp"]', "[3]"), "3 is no phrase"),
        (('fallback = "TABLE"', 'fallback = "SOFA"'), "fallback 'SOFA' is not known"),
        (("[groups]", "[groups"), "no valid TOML"),
        (("[[rule]]", "[[rles]]"), "the key 'rles' is not known"),
    ],
)
def test_errors_say_file_rule_and_remedy(rules_file, change, message):
    assert change[0] in SMALL
    path = rules_file(SMALL.replace(*change))
    with pytest.raises(RulesError) as error:
        load_rules(path)
    assert message in str(error.value)
    assert str(path) in str(error.value)


def test_no_rules(rules_file):
    with pytest.raises(RulesError, match=r"there is no \[\[rule\]\]"):
        load_rules(rules_file('categories = ["A"]'))
    with pytest.raises(RulesError, match="cannot read"):
        load_rules("/nowhere/rules.toml")


@given(st.text(max_size=200))
def test_any_text_is_rules_or_a_clear_error(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("rules") / "rules.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(RulesError):
        load_rules(path)


def test_rules_of_the_library():
    rules = load_rules()
    assert rules.categories == CATEGORIES
    assert rules.fallback == "OTHERS"
    voted = {category for rule in rules for category in rule.categories}
    assert voted == set(CATEGORIES)
    assert all(rule.why for rule in rules)
    assert pickle.loads(pickle.dumps(rules)) == rules


def test_rules_in_python():
    rule = Rule("hats", "OTHERS", ("hat",))
    assert RuleSet((rule,), ("OTHERS",), "OTHERS").rules == (rule,)
    with pytest.raises(RulesError, match="no phrases"):
        Rule("hats", "OTHERS", ())
    with pytest.raises(RulesError, match="category 'HATS' is not known"):
        RuleSet((Rule("hats", "HATS", ("hat",)),), ("OTHERS",), "OTHERS")
