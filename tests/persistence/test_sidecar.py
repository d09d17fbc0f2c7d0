import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fashion_clf import load_model
from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence._sidecar import read_sidecar

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "its format is None"),
        ('{"format": 3}', "its format is 3; this release .* reads formats 1 and 2"),
        ('{"format": 1, "versions": {}}', "'sha256' is missing"),
        ('{"format": 1, "sha256": "x", "versions": []}', "'versions' is missing"),
        ('{"format": 1, "sha256": "x", "versions": {"numpy": "1;ls"}}', "'versions' is missing"),
        ('{"format": 2, "sha256": "x", "versions": {}, "signature": 3}', "'signature' is missing"),
        ('{"format": 2, "sha256": "x", "versions": {}, "predictions": [1]}', "'predictions' is"),
        ('{"format": 2, "sha256": "x", "versions": {}, "size": "x"}', "'size' is missing"),
    ],
)
def test_sidecars_that_are_none(saved, text, message):
    saved.with_name("model.joblib.json").write_text(text)
    with pytest.raises(ModelFileError, match=message):
        load_model(saved)


def test_a_sidecar_without_a_version_is_refused(saved, edit):
    edit(versions={})
    with pytest.raises(ModelFileError, match=r"records no version of .*scikit-learn"):
        load_model(saved)


@given(
    fields=st.dictionaries(
        st.sampled_from(["format", "sha256", "size", "versions", "predictions", "signature"]),
        VALUES,
        min_size=1,
    )
)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_sidecar_says_it_is_read_or_refused(tmp_path, fields):
    path = tmp_path / "m.joblib"
    path.touch()
    right = {"format": 2, "sha256": "x", "size": 1, "versions": {}}
    path.with_name("m.joblib.json").write_text(json.dumps(right | fields))
    with pytest.raises(ModelFileError):
        read_sidecar(path)
        load_model(path)
