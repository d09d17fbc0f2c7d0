import json
import os
import pickle

import pytest
from click.testing import CliRunner
from sklearn.dummy import DummyClassifier

from fashion_clf import save_model
from fashion_clf.cli import main

KEY = "0123456789abcdef" * 4


class Payload:
    def __reduce__(self):
        return os.mkdir, ("run",)


@pytest.fixture
def saved(tmp_path, monkeypatch):
    monkeypatch.delenv("FASHION_CLF_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    model = DummyClassifier().fit([[0], [1], [2]], ["BAG", "BAG", "SHOE"])
    return save_model(model, "model.joblib", metadata={"who": "é\x1b[2J"})


def edit(**fields):
    with open("model.joblib.json", encoding="utf-8") as file:
        described = json.load(file) | fields
    with open("model.joblib.json", "w", encoding="utf-8") as file:
        json.dump(described, file)


def inspect(*options, path="model.joblib", **environment):
    return CliRunner().invoke(main, ["inspect", path, *options], env=environment)


def test_all_that_the_sidecar_knows_is_said(saved):
    result = inspect()
    assert result.exit_code == 0, result.output
    name, *fields = result.output.split("\n\n")[0].splitlines()
    assert name == "model.joblib"
    versions = ", ".join(f"{name} {version}" for name, version in saved["versions"].items())
    assert dict(line.split(maxsplit=1) for line in fields) == {
        "format": "2",
        "created": saved["created"],
        "sha256": saved["sha256"],
        "size": str(saved["size"]),
        "categories": "BAG, SHOE",
        "rules": "-",
        "training_data": "-",
        "versions": versions,
        "python": saved["python"],
        "platform": saved["platform"],
        "predictions": "BAG 0.667, BAG 0.667, BAG 0.667",
        "metadata": r"who é\x1b[2J",
        "signature": "-",
    }
    assert result.output.split("\n\n")[1].splitlines() == [
        "file           is the one that was saved",
        "signature      none",
        "versions       fit those installed here",
    ]


def test_as_json(saved):
    report = json.loads(inspect("--json").output)
    assert report["sidecar"] == saved
    assert report["fits"] is True
    assert report["problems"] == {"file": None, "signature": None, "versions": None}


def test_nothing_in_the_file_is_run(saved):
    with open("model.joblib", "wb") as file:
        pickle.dump(Payload(), file)
    result = inspect()
    assert result.exit_code == 1
    assert "file           its SHA-256 is" in result.output
    assert not os.path.exists("run")


def test_versions_that_do_not_fit(saved):
    edit(versions=saved["versions"] | {"lightgbm": "3.3.5"})
    result = inspect()
    assert result.exit_code == 1
    assert 'pip install "lightgbm==3.3.5"' in result.output
    report = json.loads(inspect("--json").output)
    assert report["fits"] is False
    assert "lightgbm 3.3.5" in report["problems"]["versions"]


def test_signatures(saved):
    unsigned = inspect(FASHION_CLF_KEY=KEY)
    assert unsigned.exit_code == 1
    assert "signature      is not signed, and a key is set" in unsigned.output
    save_model(DummyClassifier().fit([[0]], ["BAG"]), "model.joblib", key=KEY)
    without = inspect()
    assert without.exit_code == 0
    assert "signature      not checked: FASHION_CLF_KEY is not set" in without.output
    right = inspect(FASHION_CLF_KEY=KEY)
    assert right.exit_code == 0
    assert "signature      is that of the key" in right.output
    wrong = inspect(FASHION_CLF_KEY=KEY[::-1])
    assert wrong.exit_code == 1
    assert "its signature is not that of the key" in wrong.output
    assert KEY not in without.output + right.output + wrong.output + unsigned.output


def test_what_cannot_be_read(saved):
    assert inspect(path="gone.joblib").exit_code == 2
    short = inspect(FASHION_CLF_KEY="short")
    assert short.exit_code == 2
    assert "a key has at least 32" in short.output
    edit(format=3)
    assert "reads formats 1 and 2" in inspect().output
    os.remove("model.joblib.json")
    result = inspect()
    assert result.exit_code == 2
    assert "its sidecar model.joblib.json is not next to it" in result.output


def test_a_model_that_answers_without_probabilities(saved):
    edit(predictions=3 * [{"category": "BAG", "probabilities": None}])
    assert "predictions    BAG, BAG, BAG" in inspect().output
