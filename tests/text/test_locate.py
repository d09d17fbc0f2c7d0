"""Each token is found where its word stands, whatever the shop wrote around it."""

import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashion_clf.text import clean_description, tokenize
from fashion_clf.text._clean import _STOPS, _one_stop, clean
from fashion_clf.text._edits import TracedEdits
from fashion_clf.text._locate import locate

WORDS = ["boots", "boot", "Suede", "suedeBoots", "V-neck", "t-shirt", "T shirts", "women's"]
WORDS += ["caf\u00e9", "cafe\u0301", "pro\ufb01le", "\uff42\uff4f\uff4f\uff54", "bo\u00adot"]
WORDS += ["180", "2.4", "1 1/2", "\u00bd", "model", "pair", "with", "it", "worn", "wears", "size"]
BETWEEN = [" ", "  ", "\n", "\n\n- ", ". ", ", ", "&nbsp;", "&amp;", "&amp;amp; ", "<br/>"]
BETWEEN += ["</p><p>", "<b>", "</b>", "&lt;b&gt;", "&amp;lt;p&amp;gt;", "<style>boots{}</style>"]
BETWEEN += ["<!-- boots -->", "\u00a0", "\u2014", "|", "\u2122", "[tab]Fit[/tab]", " - "]
PARTING = len(BETWEEN)  # what stands behind these in the list may join two words
BETWEEN += ["\u200b", "&#39;", "&", "<", "\u0301", "\u1161", "\ufdfa"]
texts = st.lists(st.sampled_from(WORDS + BETWEEN)).map("".join) | st.text()


@settings(deadline=None)
@given(texts)
def test_the_trace_gives_the_same_tokens(text):
    edits = TracedEdits(text)
    cleaned = clean(text, edits)
    assert cleaned == clean_description(text)
    assert len(cleaned) == len(edits.starts) == len(edits.stops)
    assert [token for token, *_ in locate(text)] == tokenize(cleaned)


@settings(deadline=None)
@given(texts)
def test_places_are_in_the_text_and_in_its_order(text):
    places = [(start, stop) for _, start, stop in locate(text)]
    assert all(0 <= start < stop <= len(text) for start, stop in places)
    assert places == sorted(places)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN[:PARTING]))))
def test_the_words_there_are_those_of_the_token(pairs):
    text = "".join(word + between for word, between in pairs)
    for token, start, stop in locate(text):
        if token not in (",", "."):
            assert token in tokenize(clean_description(text[start:stop]))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Pair it with boots. Boots", [(20, 25)]),  # the boots of the aside are others
        ("boots<i>boots</i>", [(0, 5), (8, 13)]),
        ("&amp;lt;b&amp;gt;boots", [(17, 22)]),
        ("<style>boots{}</style>boot&shy;s", [(22, 32)]),
    ],
)
def test_the_right_one_of_repeated_words(text, places):
    assert [(start, stop) for token, start, stop in locate(text) if token == "boot"] == places


def test_spelled_out_and_split_words():
    text = "SuedeBoots, l/s T-shirts"
    assert [(token, text[start:stop]) for token, start, stop in locate(text)] == [
        ("sued", "Suede"),
        ("boot", "Boots"),
        (",", ","),
        ("long", "l/s"),
        ("sleev", "l/s"),
        ("tshirt", "T-shirts"),
    ]


def test_stops_as_by_the_quadratic_pattern():
    plain = re.compile(r" ?([.,;:!?])(?: ?[.,;:])*(?= |$)")
    rng = random.Random(0)
    for _ in range(2000):
        text = " ".join("".join(rng.choices("a.,!? ", k=rng.randint(0, 12))).split())
        assert _STOPS.sub(_one_stop, text) == plain.sub(r"\1", text)


HOSTILE = {
    "words": "boots ", "one word": "a", "<": "<", "tags": "<div><p>", "open tags": "<a ",
    "style": "<style>", "comments": "<!--", "escapes": "&amp;amp;", "an escape": "amp;",
    "brackets": "[tab", "spaces": " ", "lines": "\n ", "stops": ".", "spaced stops": " .",
    "accents": "\u0301\u0316", "ligature": "\ufdfa", "model": "model ", "pair": "pair ",
    "layered": "layered it ", "digits": "1.", "capitals": "aaB",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("before", ["", "model"])
def test_time_grows_with_the_length_only(before, piece):
    def seconds(n):
        text = before + piece * (n // len(piece)) + "x"
        begin = time.perf_counter()
        tokenize(clean_description(text))
        locate(text)
        return time.perf_counter() - begin

    assert min(seconds(40_000), seconds(40_000)) < 12 * min(seconds(10_000), seconds(10_000)) + 0.1
