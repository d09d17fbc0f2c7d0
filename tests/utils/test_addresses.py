import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.download import first_url

A, B = "https://a.example/1.jpg", "https://b.example/2.jpg"


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        (A, A),
        (f"  {A}\n", A),
        (f"{A},{B}", A),
        (f"{A}, {B}", A),
        (f"{A} {B}", A),
        (f"{A} | {B}", A),
        (f"{A};{B}", A),
        (f"{A},", A),
        (f"{A}, //b.example/2.jpg", A),
        ("https://a.example/w_40,h_30/a b.jpg", "https://a.example/w_40,h_30/a b.jpg"),
        ("https://a.example/?from=https://b.example", "https://a.example/?from=https://b.example"),
        ("//a.example/1.jpg", A),
        ("HTTP://a.example", "HTTP://a.example"),
        ("file:///srv/1.jpg", "file:///srv/1.jpg"),
        ([A, B], A),
        ((None, "", "1.jpg", B), B),
        (np.array([A, B], dtype=object), A),
        (json.dumps([A, B]), A),
        (f"['{A}']", None),
        ("[" * 100_000, None),
        ("photos/1.jpg", None),
        ("data:image/png;base64,//8=", None),
        ("", None),
        ([], None),
        (None, None),
        (float("nan"), None),
        (7, None),
        ({"src": A}, None),
        ("https://a.example/\ud800.jpg", "https://a.example/?.jpg"),
    ],
)
def test_first_url(cell, url):
    assert first_url(cell) == url


words = st.text(st.characters(exclude_characters=" \t\r\n,;|/", exclude_categories=["C", "Z"]))


@given(st.lists(words.map(lambda word: f"https://a.example/{word}"), min_size=1), st.data())
def test_the_first_of_several(urls, data):
    separator = data.draw(st.sampled_from([",", ", ", " ", "|", " | ", "; "]))
    assert first_url(separator.join(urls)) == urls[0]
    assert first_url(urls) == urls[0]


@given(st.text())
def test_any_text_is_an_address_or_none(text):
    found = first_url(text)
    assert found is None or "//" in found
    assert found is None or first_url(found) == found
