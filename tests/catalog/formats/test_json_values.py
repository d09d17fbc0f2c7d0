"""JSON read by orjson has the values of json, to the type."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.catalog.formats import _json_values
from fashion_clf.catalog.formats._json_values import read_json

NUMBERS = st.integers() | st.integers(-(2**70), 2**70) | st.floats()
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def written(value):
    """Text in which 1, 1.0 and True differ, and the order of keys shows."""
    return json.dumps(value)


@pytest.fixture(params=["with orjson", "without"])
def reader(request, monkeypatch):
    if request.param == "without":
        monkeypatch.setattr(_json_values, "_read", None)
    return read_json


@given(st.dictionaries(st.text(), VALUES), st.booleans())
def test_values_are_those_of_json(record, ascii_only):
    text = json.dumps(record, ensure_ascii=ascii_only)
    assert written(read_json(text)) == written(json.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 18446744073709551616}',
        '{"id": -9223372036854775809}',
        '{"a": [1, {"b": [123456789012345678901234567890]}]}',
        '{"price": NaN}',
        '{"price": -Infinity}',
        '{"price": 1E400}',
        '{"a": 1, "b": 2, "a": 3}',
        '{"title": "\\ud83d"}',
        '{"title": "\\ud83d\\ude00 \\u0000"}',
        '{"a": -0, "b": -0.0, "c": 1e2, "d": 1E-400}',
        " [1, 2] ",
        "12345678901234567890123",
    ],
)
def test_odd_values_are_those_of_json(reader, text):
    assert written(reader(text)) == written(json.loads(text))


@pytest.mark.parametrize("text", ["", "{", '{"a": 1} x', '{"a": 01}', '{"a": "\x01"}', "[1,]"])
def test_errors_are_those_of_json(reader, text):
    with pytest.raises(json.JSONDecodeError) as expected:
        json.loads(text)
    with pytest.raises(json.JSONDecodeError) as found:
        reader(text)
    assert (found.value.msg, found.value.pos) == (expected.value.msg, expected.value.pos)


def test_too_deep_a_text_is_refused_as_by_json(reader):
    with pytest.raises(RecursionError):
        reader("[" * 200_000 + "]" * 200_000)
