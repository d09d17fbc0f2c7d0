import hashlib
import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import joblib
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.preprocessing import FunctionTransformer

from fashion_clf import load_model, save_model
from fashion_clf._version import __version__
from fashion_clf.exceptions import ModelFileError

X = [[0.0], [1.0], [2.0], [3.0]]


def test_predictions_are_bit_equal_after_loading(tmp_path, pipeline, products):
    save_model(pipeline, tmp_path / "m.joblib")
    again, plain = load_model(tmp_path / "m.joblib"), joblib.load(tmp_path / "m.joblib")
    expected = pipeline.predict_proba(products).tobytes()
    assert again.predict_proba(products).tobytes() == expected
    assert plain.predict_proba(products).tobytes() == expected
    assert sorted(os.listdir(tmp_path)) == ["m.joblib", "m.joblib.json"]


def test_sidecar(tmp_path):
    path = tmp_path / "m.joblib"
    returned = save_model(
        DummyClassifier().fit(X, ["B", "A", "A", "A"]), path, metadata={4: "rows", "name": "é"}
    )
    sidecar = json.loads((tmp_path / "m.joblib.json").read_text(encoding="utf-8"))
    assert sidecar == returned
    assert sidecar["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sidecar["size"] == path.stat().st_size
    assert sidecar["categories"] == ["A", "B"]
    assert sidecar["metadata"] == {"4": "rows", "name": "é"}
    assert sidecar["versions"]["fashion-clf"] == __version__
    assert sidecar["versions"]["scikit-learn"] == importlib.metadata.version("scikit-learn")
    assert sidecar["created"].endswith("+00:00")
    assert sidecar["predictions"] == 3 * [{"category": "A", "probabilities": [0.75, 0.25]}]
    assert sidecar["rules"] is sidecar["training_data"] is sidecar["signature"] is None


def test_sidecar_of_a_pipeline_knows_its_rules_and_its_catalogue(tmp_path, pipeline):
    sidecar = save_model(pipeline, tmp_path / "m.joblib")
    assert sidecar["rules"]["n_rules"] == len(pipeline[-1].labeler_.rules_)
    assert sidecar["training_data"] == pipeline[-1].training_data_
    assert sidecar["training_data"]["n_products"] == 80
    found = [one["category"] for one in sidecar["predictions"]]
    assert found[:2] == ["SHOE", "PANT"]
    assert (
        save_model(load_model(tmp_path / "m.joblib"), tmp_path / "n.joblib")["rules"]
        == (sidecar["rules"])
    )


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"x": object()}, "the metadata is no JSON"),
        ({"x": float("nan")}, "the metadata is no JSON"),
        ({"x": "\ud800"}, "the metadata is no JSON"),
    ],
)
def test_metadata_that_no_sidecar_can_hold(tmp_path, metadata, message):
    with pytest.raises(ModelFileError, match=message):
        save_model(DummyClassifier(), tmp_path / "m.joblib", metadata=metadata)
    assert os.listdir(tmp_path) == []


def test_models_that_cannot_be_saved_leave_nothing(tmp_path):
    with pytest.raises(ModelFileError, match="holds a dict, which has no predict"):
        save_model({}, tmp_path / "m.joblib")
    with pytest.raises(ModelFileError, match="there is no folder"):
        save_model(DummyClassifier(), tmp_path / "gone" / "m.joblib")
    unpicklable = DummyClassifier(constant=FunctionTransformer(lambda x: x))
    with pytest.raises(ModelFileError, match="cannot be pickled"):
        save_model(unpicklable, tmp_path / "m.joblib")
    assert os.listdir(tmp_path) == []


def run(code, *arguments):
    command = [sys.executable, "-c", PREAMBLE + code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


PREAMBLE = """
import os, resource, sys
import numpy as np
from pathlib import Path
from sklearn.dummy import DummyClassifier
from fashion_clf import save_model
from fashion_clf.exceptions import ModelFileError
new = DummyClassifier().fit([[0], [1]], ["NEW", "NEW"])
new.weight_ = np.random.default_rng(0).random(20_000)
path = Path(sys.argv[1])
"""
KILLED = """
rename = os.replace
def replace_once(*paths):
    rename(*paths)
    os._exit(9)
os.replace = replace_once
save_model(new, path)
"""


def test_a_kill_between_the_two_files_is_noticed(tmp_path, model):
    path = tmp_path / "m.joblib"
    assert run(KILLED, path).returncode == 9
    with pytest.raises(ModelFileError, match="no such model file"):
        load_model(path)
    save_model(model, path)
    assert run(KILLED, path).returncode == 9
    with pytest.raises(ModelFileError, match=r"saving was interrupted .* or save the model again"):
        load_model(path)
    save_model(model, path)
    assert load_model(path).predict([[3.0]]) == ["SHOE"]


def test_a_full_disk_leaves_what_was_there(saved):
    result = run(
        """
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    save_model(new, path)
except ModelFileError as error:
    print(error)
""",
        saved,
    )
    assert f"cannot write {saved}: File too large" in result.stdout, result.stderr
    assert load_model(saved).predict([[3.0]]) == ["SHOE"]
    assert sorted(os.listdir(saved.parent)) == ["model.joblib", "model.joblib.json"]


def test_a_folder_that_is_read_only():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        result = run(
            """
if os.getuid() == 0:  # for whom nothing is read-only
    os.setgroups([])
    os.setuid(65534)
try:
    save_model(new, path)
except ModelFileError as error:
    print(error)
""",
            Path(folder, "m.joblib"),
        )
        assert "m.joblib: Permission denied." in result.stdout, result.stderr
        assert os.listdir(folder) == []
