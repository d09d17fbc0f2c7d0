import json
import os
import pickle

import joblib
import pytest

from fashion_clf import load_model, save_model
from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence._versions import installed_versions


def test_absent_files(tmp_path, saved):
    with pytest.raises(ModelFileError, match="no such model file"):
        load_model(tmp_path / "gone.joblib")
    saved.with_name("model.joblib.json").unlink()
    with pytest.raises(ModelFileError, match=r"its sidecar model\.joblib\.json is not next to it"):
        load_model(saved)


def test_a_changed_file_is_not_unpickled(saved, monkeypatch):
    monkeypatch.setattr(joblib, "load", lambda *_: pytest.fail("unpickled"))
    size = saved.stat().st_size
    saved.write_bytes(saved.read_bytes()[:-1])
    with pytest.raises(
        ModelFileError,
        match=rf"SHA-256 is .* \(it has {size - 1} bytes, its sidecar says {size}\).*damaged",
    ):
        load_model(saved)


@pytest.mark.parametrize("package", ["scikit-learn", "lightgbm", "fashion-clf", "numpy"])
def test_other_versions_are_named_and_not_unpickled(saved, edit, monkeypatch, package):
    monkeypatch.setattr(joblib, "load", lambda *_: pytest.fail("unpickled"))
    versions = installed_versions()
    edit(versions=versions | {package: "0.99.1"})
    with pytest.raises(ModelFileError) as error:
        load_model(saved)
    assert f"was saved with {package} 0.99.1, installed is {versions[package]}" in str(error.value)
    assert f'(pip install "{package}==0.99.1")' in str(error.value)


def test_bug_fix_releases_and_other_packages_may_differ(saved, edit):
    versions = installed_versions()
    minor = ".".join(versions["scikit-learn"].split(".")[:2])
    major = versions["numpy"].split(".")[0]
    edit(
        versions=versions
        | {"scikit-learn": f"{minor}.99", "numpy": f"{major}.99", "scipy": "0.1", "pandas": "0.1"}
    )
    assert load_model(saved).predict([[3.0]]) == ["SHOE"]


@pytest.mark.parametrize("content", [b"", b"not a model", b"\x80\x04"])
def test_what_is_no_joblib_file(saved, resign, content):
    saved.write_bytes(content)
    resign(saved)
    with pytest.raises(ModelFileError, match="is no joblib file that can be read"):
        load_model(saved)


def test_what_is_no_model(saved, resign):
    joblib.dump({"a": 1}, saved)
    resign(saved)
    with pytest.raises(ModelFileError, match="holds a dict, which has no predict"):
        load_model(saved)


def test_models_of_format_1_are_still_read(saved):
    sidecar = saved.with_name("model.joblib.json")
    described = json.loads(sidecar.read_text())
    for name in ("rules", "training_data", "predictions", "signature"):
        del described[name]
    sidecar.write_text(json.dumps(described | {"format": 1}))
    assert load_model(saved).predict([[0.0]]) == ["BAG"]


class Payload:
    def __reduce__(self):
        return os.mkdir, ("run",)


@pytest.mark.parametrize("name", ["model.joblib", "model.pkl", "model", "model.skops.joblib"])
def test_without_trust_no_pickle_is_even_opened(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with open(name, "wb") as file:
        pickle.dump(Payload(), file)
    with pytest.raises(ModelFileError, match=r"is no \.skops file, and loading any other runs"):
        load_model(name, trusted=False)
    with pytest.raises(ModelFileError, match=r"is no \.skops file"):  # not: there is none
        load_model("gone.joblib", trusted=False)
    assert not os.path.exists("run")


@pytest.mark.parametrize("trusted", [True, False])
def test_a_pickle_by_the_name_of_skops_is_refused(tmp_path, monkeypatch, model, resign, trusted):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "model.skops"
    save_model(model, path)
    path.write_bytes(pickle.dumps(Payload()))
    resign(path)
    with pytest.raises(ModelFileError, match=r"is no \.skops file that can be read"):
        load_model(path, trusted=trusted)
    assert not os.path.exists("run")
