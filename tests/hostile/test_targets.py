"""What the fuzzer does, for a moment: whatever the bytes, a result or an error that is promised.

Of bytes without any form the readers are tested in tests/catalog/test_read.py, text in
tests/text, rules files in tests/labeling/test_rules_file.py.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

FUZZ = Path(__file__).parents[2] / "docs/benchmarks/fuzz.py"
SEEDS = {name: list(target("").seeds()) for name, target in TARGETS.items()}
PIECES = st.binary(max_size=8) | st.sampled_from(
    [b"\n", b"\r", b'"', b",", b"\t", b"[", b"{", b"}", b"\0", b"\xff", b"\\u", b"<", b"]]>", b"&"]
)
pytestmark = pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.FashionClfWarning")


@st.composite
def damaged(draw, contents):
    """A seed of which a few pieces were taken out and others put in."""
    content = draw(st.sampled_from(contents))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(content)))
        stop = draw(st.integers(start, min(len(content), start + 20)))
        content = content[:start] + draw(PIECES) + content[stop:]
    return content


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_stop_no_target(tmp_path, name):
    target = TARGETS[name](tmp_path)
    assert len(SEEDS[name]) > 25
    for seed in SEEDS[name]:
        target(seed)


@settings(max_examples=200, deadline=None)
@given(content=damaged(SEEDS["readers"]))
def test_a_damaged_catalogue_has_the_same_rows_however_it_is_read(tmp_path_factory, content):
    TARGETS["readers"](tmp_path_factory.mktemp("readers"))(content)


@settings(max_examples=200, deadline=None)
@given(content=damaged(SEEDS["images"]))
def test_a_damaged_photo_is_a_photo_or_none(tmp_path_factory, content):
    TARGETS["images"](tmp_path_factory.mktemp("images"))(content)


@settings(max_examples=200, deadline=None)
@given(content=damaged(SEEDS["cleaning"]) | st.binary())
def test_any_text_is_cleaned_and_its_words_found_again(content):
    TARGETS["cleaning"]("")(content)


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="the extra 'fuzz'")
def test_the_fuzzer_runs(tmp_path):
    command = [sys.executable, FUZZ, "cleaning", "--seconds", "1", "--found", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "stat::number_of_executed_units" in done.stderr
    assert not list(tmp_path.iterdir())
