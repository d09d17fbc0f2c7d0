import random

import pytest

from fashion_clf.labeling._matcher import place_matches
from fashion_clf.labeling._phrase_trie import PhraseTrie
from fashion_clf.text import tokenize

NOUNS = ("shirt", "dress", "belt", "heel", "tote")


@pytest.fixture
def trie():
    trie = PhraseTrie()
    for noun in NOUNS:
        trie.add((noun,))
    trie.add(("heel", "tab"))
    return trie


def placed(trie, text, title=None):
    tokens = tokenize(text)
    if title is not None:
        tokens = [*tokenize(title), "\n", *tokens]
    matches, _ = trie.find(tokens)
    places = place_matches(tokens, matches, range(len(NOUNS)))
    return [(NOUNS[matches[i][2]], place) for i, place in sorted(places.items())]


def test_longest_phrase_wins(trie):
    found, inner = trie.find(tokenize("shirt with heel tab and heel"))
    assert [(start, stop) for start, stop, _ in inner] == [(2, 3)]
    assert [(start, stop) for start, stop, _ in found] == [(0, 1), (2, 4), (5, 6)]


def test_find_agrees_with_a_plain_search():
    rng = random.Random(0)
    phrases = {tuple(rng.choices("abc", k=rng.randint(1, 3))) for _ in range(12)}
    trie = PhraseTrie()
    numbers = {phrase: trie.add(phrase) for phrase in sorted(phrases)}
    for _ in range(200):
        tokens = rng.choices("abcd", k=rng.randint(0, 12))
        expected, start = [], 0
        while start < len(tokens):
            for length in (3, 2, 1):
                piece = tuple(tokens[start : start + length])
                if len(piece) == length and piece in numbers:
                    expected.append((start, start + length, numbers[piece]))
                    start += length
                    break
            else:
                start += 1
        longest, inner = trie.find(tokens)
        assert longest == expected
        everything = [
            (start, stop, numbers[tuple(tokens[start:stop])])
            for start in range(len(tokens))
            for stop in range(start + 1, start + 4)
            if stop <= len(tokens) and tuple(tokens[start:stop]) in numbers
        ]
        assert sorted(longest + inner) == everything


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Shirt dress", [("shirt", "aside"), ("dress", "head")]),
        ("Dress shirt", [("dress", "aside"), ("shirt", "head")]),
        ("Dress with a belt", [("dress", "head"), ("belt", "aside")]),
        ("Soft and light. Comes as a shirt", [("shirt", "head")]),
        ("Soft. Light. Comes as a shirt", [("shirt", "mention")]),
        ("So soft. So light. This airy shirt has a belt", [("shirt", "this"), ("belt", "aside")]),
        ("Inspired by a shirt, this dress", [("shirt", "aside"), ("dress", "head")]),
        ("Held by a belt. A dress", [("belt", "mention"), ("dress", "mention")]),
        ("Set with a shirt and belt", [("shirt", "head"), ("belt", "aside")]),
        ("Cotton, shirt, belt", [("shirt", "head"), ("belt", "aside")]),
    ],
)
def test_places_in_a_description(trie, text, places):
    assert placed(trie, text) == places


def test_title_and_description_each_have_a_head(trie):
    assert placed(trie, "Dress with a belt. Shirt", title="Palma tote") == [
        ("tote", "head"),
        ("dress", "head"),
        ("belt", "aside"),
        ("shirt", "aside"),
    ]
