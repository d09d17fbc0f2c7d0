"""The lexicon: every noun reaches a rule and names its type; what is wrong in it is refused."""

import pytest

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling import load_rules
from fashion_clf.labeling._lexicon import load_lexicon, read_lexicon
from fashion_clf.labeling._phrases import expand
from fashion_clf.labeling._types import TypeNamer
from fashion_clf.taxonomy._tree import load_tree

LEXICON = load_lexicon()
SECTIONS = list(LEXICON.sections.values())
NODES = load_tree().nodes


def sequences(phrases):
    return {tokens for phrase in phrases for tokens in expand(phrase)}


def test_every_noun_reaches_a_rule():
    reached = {tokens for rule in load_rules() for tokens in sequences(rule.phrases)}
    missing = {
        (section.name, " ".join(tokens))
        for section in SECTIONS
        for tokens in sequences(section.nouns + section.rarer + section.models)
        if tokens not in reached
    }
    assert not missing


def test_every_node_is_of_a_category_of_its_rule():
    rules = {}
    for rule in load_rules():
        for tokens in sequences(rule.phrases):
            rules.setdefault(tokens, set()).update(rule.categories)
    for section in SECTIONS:
        for tokens in sequences(section.nouns):
            categories = {NODES[node].category for node in section.nodes}
            assert not categories or categories & rules[tokens], (section.name, tokens)


def test_every_noun_names_its_type():
    namer = TypeNamer(load_rules())
    lost = []
    for section in SECTIONS:
        for tokens in sequences(section.nouns) if section.nodes else ():
            words = [token for token in tokens if token != "\n"]
            found = namer.named([*words, "\n"])
            if not any(set(section.nodes) & set(one.nodes) for one in found):
                lost.append((section.name, " ".join(words)))
    assert len(lost) < 5, lost


def test_branches_lead_somewhere():
    for branch in LEXICON.branches:
        for before, after in branch.nodes.items():
            assert NODES[before].category == NODES[after].category, (branch.name, before, after)


GOOD = {"boots": {"node": "aa-8-3", "nouns": ["boot"]}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"boots": {"node": "aa-8-99", "nouns": ["boot"]}}, "the node 'aa-8-99' is not known"),
        ({"boots": {"node": "aa-8-3"}}, "section 'boots' has no nouns"),
        ({"boots": {"node": "aa-8-3", "noun": ["boot"]}}, "did you mean 'nouns'"),
        ({"boots": ["boot"]}, "'boots' must be a table"),
        (GOOD | {"shoes": {"nouns": ["shoe", "boots"]}}, "lists 'boot' in 'boots' and in 'shoes'"),
        (GOOD | {"branch": {"baby": {"words": ["baby"]}}}, "branch 'baby' needs a table of nodes"),
        (
            GOOD | {"branch": {"baby": {"words": ["baby"], "nodes": {"aa-8": "aa-x"}}}},
            "branch 'baby': the node 'aa-x' is not known",
        ),
    ],
)
def test_what_is_wrong_is_refused(content, message):
    with pytest.raises(RulesError, match=message):
        read_lexicon(content, NODES)


def test_an_unknown_language_is_refused():
    with pytest.raises(RulesError, match="the lexicon 'xx' is not known"):
        load_lexicon("xx")


def test_a_rules_file_may_take_nouns_from_the_lexicon(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(
        'lexicon = "en"\ncategories = ["FEET", "REST"]\n'
        '[[rule]]\nname = "boots"\ncategory = "FEET"\nphrases = ["@boots", "@boots.rarer"]\n'
    )
    (rule,) = load_rules(path)
    assert {"boot", "chukka"} <= set(rule.phrases)
