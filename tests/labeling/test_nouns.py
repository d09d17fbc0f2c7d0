"""Every noun of the library's own rules names its category when it is the whole title."""

import itertools
import warnings

import pytest

from fashion_clf import load_pretrained, make_pipeline
from fashion_clf.datasets import make_catalog
from fashion_clf.labeling import load_rules


def spellings(phrase):
    """Titles that a phrase of a rules file stands for."""
    words = [word for word in phrase.split() if not word.endswith("?") and word not in "^$"]
    for choice in itertools.product(*(word.split("|") for word in words)):
        yield " ".join(choice).replace("#", "3").capitalize()


def nouns():
    """Title to category, of nouns that one category has."""
    found, several = {}, set()
    for rule in load_rules():
        single = isinstance(rule.category, str) and not rule.requires and not rule.unless
        if rule.where != "head" or not single:
            continue
        for phrase in rule.phrases:
            for title in spellings(phrase):
                if found.setdefault(title, rule.category) != rule.category:
                    several.add(title)
    return {title: category for title, category in found.items() if title not in several}


NOUNS = nouns()


@pytest.fixture(scope="module")
def fitted():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make_pipeline(images=False).fit(make_catalog(300, random_state=0).products)


@pytest.mark.parametrize("column", ["name", "description"])
@pytest.mark.parametrize("model", ["fitted", "pretrained"])
def test_a_noun_is_right_as_the_whole_text(model, column, request):
    pipeline = load_pretrained() if model == "pretrained" else request.getfixturevalue("fitted")
    predicted = pipeline.predict([{column: title} for title in NOUNS])
    wrong = {
        title: (category, found)
        for (title, category), found in zip(NOUNS.items(), predicted, strict=True)
        if found != category
    }
    assert len(NOUNS) > 1200
    assert wrong == {}
