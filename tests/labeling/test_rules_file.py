"""A rules file of any content gives rules or a RulesError."""

import datetime
import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling import RuleLabeler, RuleSet, load_rules
from fashion_clf.labeling._rules_file import build_rules

CATEGORIES = ["CHAIR", "TABLE"]
names = st.sampled_from(
    ["CHAIR", "TABLE", "seats", "@legs", "@", "a|b", "leg", "", " ", "$", "?", "head", "text", "?!"]
)
values = st.recursive(
    names
    | st.text(max_size=5)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.just(datetime.date(2024, 1, 1)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


def table(**known):
    """Tables with the known keys, each now and then of another kind or absent."""
    return st.fixed_dictionaries(
        {}, optional={key: strategy | values for key, strategy in known.items()}
    )


lists = st.lists(names, max_size=3)
entries = table(
    name=names,
    category=names | lists,
    phrases=lists,
    where=names | lists,
    requires=lists | st.lists(lists, max_size=2),
    unless=lists,
    reliability=st.floats(0, 1),
    why=names,
)
contents = table(
    categories=st.just(CATEGORIES),
    fallback=names,
    reliability=st.dictionaries(names, st.floats(), max_size=2),
    groups=st.just({"seats": ["CHAIR", "TABLE"]}),
    terms=st.just({"legs": ["leg"]}),
    not_the_product=lists,
    rule=st.lists(entries, min_size=1, max_size=3),
)


@settings(deadline=None)
@given(contents | values)
def test_any_content_is_rules_or_a_clear_error(content):
    try:
        rules = build_rules(content)
    except RulesError as error:
        assert str(error)
        return
    assert isinstance(rules, RuleSet) and len(rules)
    RuleLabeler(rules).fit_transform([{"name": "leg CHAIR", "description": "a b"}])


def of(changed=None, **more):
    entry = {"name": "chairs", "category": "CHAIR", "phrases": ["chair"], **(changed or {})}
    return {"categories": CATEGORIES, "rule": [entry], **more}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (of(categories=["CHAIR", "TABLE", "CHAIR"]), "categories: 'CHAIR' occurs twice"),
        (of(categories=["CHAIR"]), "'CHAIR' is the only category: there is nothing to decide"),
        (of(categories="CHAIR"), "categories must be a list of texts, not 'CHAIR'"),
        (of(categories=["CHAIR", 3]), "categories: 3 is no text"),
        (of(fallback=3), "fallback 3 is not known. Allowed: CHAIR, TABLE"),
        (of(groups={"seats": ["CHIAR"]}), "group 'seats': category 'CHIAR' is not known; did you"),
        (of(groups={"CHAIR": ["TABLE"]}), "group 'CHAIR' has the name of a category"),
        (of(groups=["seats"]), "[groups] must be a table"),
        (of(terms={"legs": "leg"}), "term 'legs' must be a list of phrases, not 'leg'"),
        (of(terms={"legs": ["@arms"]}), "the term '@arms' is not known. Allowed: none"),
        (of(reliability={"text": "much"}), "[reliability] text: reliability='much' must lie"),
        (of({"reliability": float("nan")}), "reliability=nan must lie between 0 and 1"),
        (of({"reliability": 0}), "reliability=0 must lie between 0 and 1"),
        (of({"reliability": 1.0}), "reliability=1.0 must lie between 0 and 1"),
        (of({"reliability": True}), "reliability=True must lie between 0 and 1"),
        (of({"name": 3}), "rule number 1 needs 'name'"),
        (of({"name": " "}), "a rule is named ' '"),
        (of({"category": ["CHAIR", "CHAIR"]}), "category: 'CHAIR' occurs twice"),
        (of({"category": []}), "needs 'category'"),
        (of({"phrases": [""]}), "rule 'chairs': phrases: '' is no phrase"),
        (of({"phrases": ["?!"]}), "has no word that must be found"),
        (of({"phrases": ["a|b|c " * 9]}), "rule 'chairs': phrases: the phrase 'a|b|c"),
        (of({"unless": ["chairs"]}), "rule 'chairs' can never fire"),
        (of({"requires": [[]]}), "rule 'chairs': requires: the list is empty"),
        (of({"requires": "oak"}), "requires must be a list, not 'oak'"),
        (of({"where": []}), "rule 'chairs': where: the list is empty"),
        (of({"where": ["head", "head"]}), "two rules are named 'chairs (head)'"),
        (of({"why": 3}), "rule 'chairs': why must be a text, not 3"),
        ({"rule": [3]}, "rule number 1 must be a table, not 3"),
        ({"rule": {}}, "there is no [[rule]]"),
        ([], "the file must be a table"),
    ],
)
def test_errors_say_what_and_where(content, message):
    with pytest.raises(RulesError) as error:
        build_rules(content)
    assert message in str(error.value)


def test_terms_stand_for_words_of_other_products_too():
    rules = build_rules(of(terms={"cloths": ["table cloth"]}, not_the_product=["@cloths"]))
    assert rules.not_the_product == ("table cloth",)


def test_too_many_phrases():
    big = {"big": [" ".join([f"{letter}|x"] * 9) for letter in "abcdefgh"]}
    entries = [{"name": str(n), "category": "CHAIR", "phrases": ["@big"]} for n in range(100_000)]
    begin = time.perf_counter()
    with pytest.raises(RulesError, match="up to rule '244' there are more than 1,000,000 phrases"):
        build_rules({"categories": CATEGORIES, "terms": big, "rule": entries})
    assert time.perf_counter() - begin < 10


def test_many_rules():
    words = ["".join(letters) for letters in product("bcdfghjkmnpqtvwxz", repeat=4)][:20_000]
    entries = [{"name": word, "category": "CHAIR", "phrases": [word]} for word in words]
    labeler = RuleLabeler(build_rules({"categories": CATEGORIES, "rule": entries}))
    L = labeler.fit_transform([{"description": words[12_345]}, {"description": "none"}])
    assert (L != -1).sum(axis=1).tolist() == [1, 0]
    assert L[0, 12_345] == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = " + "9" * 5000, "no valid TOML"),
        ("a = " + "[" * 100_000, "no valid TOML"),
        ("a = 2024-13-45", "no valid TOML"),
        ("a = \ud800", "no valid TOML"),
    ],
)
def test_no_toml(tmp_path, text, message):
    path = tmp_path / "rules.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(RulesError, match=message):
        load_rules(path)
    with pytest.raises(RulesError, match="cannot read"):
        load_rules(tmp_path)


def test_a_byte_order_mark_is_no_error(tmp_path):
    text = 'categories = ["A", "B"]\n[[rule]]\nname = "a"\ncategory = "A"\nphrases = ["a"]\n'
    (tmp_path / "rules.toml").write_text(text, encoding="utf-8-sig")
    assert load_rules(tmp_path / "rules.toml").categories == ("A", "B")


def test_terms_that_name_one_another_are_counted_before_they_are_unfolded(tmp_path):
    lines = ['t0 = ["shirt", "tee"]'] + [f't{n} = ["@t{n - 1}", "@t{n - 1}"]' for n in range(1, 40)]
    path = tmp_path / "rules.toml"
    rule = '[[rule]]\nname = "a"\ncategory = "TOPS"\nphrases = ["@t39"]\n'
    path.write_text("[terms]\n" + "\n".join(lines) + "\n" + rule)
    begin = time.process_time()
    with pytest.raises(RulesError, match=r"term 't\d\d'.* more than 100,000 phrases"):
        load_rules(path)
    assert time.process_time() - begin < 2  # unfolded it would be 10 ** 12 phrases
