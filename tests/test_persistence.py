import hashlib
import importlib.metadata
import json
import os

import joblib
import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression

from fashion_clf import persistence
from fashion_clf._version import __version__
from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence import load_garments, load_model, load_pretrained, save_model

X = np.array([[0.0], [1.0], [2.0], [3.0]])


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "model.joblib"
    save_model(LogisticRegression().fit(X, ["BAG", "BAG", "SHOE", "SHOE"]), path)
    return path


@pytest.fixture
def edit(saved):
    """Change the sidecar of the saved model."""

    def change(**fields):
        sidecar = saved.with_name("model.joblib.json")
        sidecar.write_text(json.dumps(json.loads(sidecar.read_text()) | fields))

    return change


def test_predictions_are_bit_equal_after_loading(tmp_path):
    model = LogisticRegression().fit(X, ["BAG", "BAG", "SHOE", "SHOE"])
    save_model(model, tmp_path / "m.joblib")
    again, plain = load_model(tmp_path / "m.joblib"), joblib.load(tmp_path / "m.joblib")
    assert again.predict_proba(X).tobytes() == model.predict_proba(X).tobytes()
    assert plain.predict_proba(X).tobytes() == model.predict_proba(X).tobytes()
    assert sorted(os.listdir(tmp_path)) == ["m.joblib", "m.joblib.json"]


def test_sidecar(tmp_path):
    path = tmp_path / "m.joblib"
    returned = save_model(
        DummyClassifier().fit(X, ["B", "A", "A", "A"]), path, metadata={"rows": 4, "name": "é"}
    )
    sidecar = json.loads((tmp_path / "m.joblib.json").read_text(encoding="utf-8"))
    assert sidecar == returned
    assert sidecar["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sidecar["size"] == path.stat().st_size
    assert sidecar["categories"] == ["A", "B"]
    assert sidecar["metadata"] == {"rows": 4, "name": "é"}
    assert sidecar["versions"]["fashion-clf"] == __version__
    assert sidecar["versions"]["scikit-learn"] == importlib.metadata.version("scikit-learn")
    assert sidecar["created"].endswith("+00:00")


def test_models_that_cannot_be_saved_leave_nothing(tmp_path):
    with pytest.raises(ModelFileError, match="holds a dict, which has no predict"):
        save_model({}, tmp_path / "m.joblib")
    with pytest.raises(ModelFileError, match="there is no folder"):
        save_model(DummyClassifier(), tmp_path / "gone" / "m.joblib")
    with pytest.raises(ModelFileError, match="the metadata is no JSON"):
        save_model(DummyClassifier(), tmp_path / "m.joblib", metadata={"x": object()})
    assert os.listdir(tmp_path) == []


def test_absent_files(tmp_path, saved):
    with pytest.raises(ModelFileError, match="no such model file"):
        load_model(tmp_path / "gone.joblib")
    saved.with_name("model.joblib.json").unlink()
    with pytest.raises(ModelFileError, match=r"its sidecar model\.joblib\.json is not beside it"):
        load_model(saved)


def test_a_changed_file_is_not_unpickled(saved, monkeypatch):
    monkeypatch.setattr(joblib, "load", lambda *_: pytest.fail("unpickled"))
    saved.write_bytes(saved.read_bytes() + b"x")
    with pytest.raises(ModelFileError, match=r"SHA-256 is .* sidecar says .*damaged"):
        load_model(saved)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no JSON"),
        ("[]", "its format is None"),
        ('{"format": 2}', "its format is 2; this release .* reads format 1"),
        ('{"format": 1, "versions": {}}', "'sha256' is missing"),
        ('{"format": 1, "sha256": "x", "versions": []}', "'versions' is missing"),
    ],
)
def test_sidecars_that_are_none(saved, text, message):
    saved.with_name("model.joblib.json").write_text(text)
    with pytest.raises(ModelFileError, match=message):
        load_model(saved)


@pytest.mark.parametrize("package", ["scikit-learn", "lightgbm", "fashion-clf", "numpy"])
def test_other_versions_are_named_and_not_unpickled(saved, edit, monkeypatch, package):
    monkeypatch.setattr(joblib, "load", lambda *_: pytest.fail("unpickled"))
    versions = persistence.installed_versions()
    edit(versions=versions | {package: "0.99.1"})
    with pytest.raises(ModelFileError) as error:
        load_model(saved)
    assert f"was saved with {package} 0.99.1, installed is {versions[package]}" in str(error.value)
    assert f'pip install "{package}=={"0.99.1"}"' in str(error.value)


def test_bug_fix_releases_and_other_packages_may_differ(saved, edit):
    versions = persistence.installed_versions()
    minor = ".".join(versions["scikit-learn"].split(".")[:2])
    major = versions["numpy"].split(".")[0]
    edit(
        versions=versions
        | {"scikit-learn": f"{minor}.99", "numpy": f"{major}.99", "scipy": "0.1", "pandas": "0.1"}
    )
    assert load_model(saved).predict([[3.0]]) == ["SHOE"]


def test_a_sidecar_without_a_version_is_refused(saved, edit):
    edit(versions={})
    with pytest.raises(ModelFileError, match="scikit-learn None, installed is"):
        load_model(saved)


@pytest.mark.parametrize("content", [b"", b"not a model", b"\x80\x04"])
def test_what_is_no_joblib_file(saved, edit, content):
    saved.write_bytes(content)
    edit(sha256=hashlib.sha256(content).hexdigest())
    with pytest.raises(ModelFileError, match="is no joblib file that can be read"):
        load_model(saved)


def test_what_is_no_model(saved, edit):
    joblib.dump({"a": 1}, saved)
    edit(sha256=hashlib.sha256(saved.read_bytes()).hexdigest())
    with pytest.raises(ModelFileError, match="holds a dict, which has no predict"):
        load_model(saved)


@pytest.mark.parametrize("layout", ["checkout", "wheel"])
def test_pretrained_is_found(tmp_path, monkeypatch, layout):
    (tmp_path / "fashion_clf").mkdir()
    if layout == "checkout":
        (tmp_path / "setup.py").touch()
        folder = tmp_path / "artifacts"
    else:
        folder = tmp_path / "fashion_clf" / "artifacts"
    folder.mkdir()
    monkeypatch.setattr(persistence, "__file__", str(tmp_path / "fashion_clf" / "persistence.py"))
    with pytest.raises(ModelFileError, match="no pretrained model comes with this installation"):
        load_pretrained()
    save_model(DummyClassifier().fit(X, ["BAG"] * 4), folder / "fashion_clf.joblib")
    assert load_pretrained().predict([[0.0]]) == ["BAG"]
    with pytest.raises(ModelFileError, match="GarmentClassifier"):
        load_garments()
    save_model(DummyClassifier().fit(X, ["hat"] * 4), folder / "garments.joblib")
    assert load_garments().predict([[0.0]]) == ["hat"]


def test_somebody_elses_artifacts_are_left_alone(tmp_path, monkeypatch):
    (tmp_path / "artifacts").mkdir()
    save_model(DummyClassifier().fit(X, ["BAG"] * 4), tmp_path / "artifacts" / "fashion_clf.joblib")
    monkeypatch.setattr(persistence, "__file__", str(tmp_path / "fashion_clf" / "persistence.py"))
    with pytest.raises(ModelFileError, match="no pretrained model"):
        load_pretrained()
