"""Models to save: tiny ones, and a pipeline of the library."""

import hashlib
import json
import shutil
import warnings
from functools import partial

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from fashion_clf import make_pipeline, save_model
from fashion_clf.datasets import make_catalog

X = np.array([[0.0], [1.0], [2.0], [3.0]])


@pytest.fixture(autouse=True)
def no_key(monkeypatch):
    monkeypatch.delenv("FASHION_CLF_KEY", raising=False)


@pytest.fixture
def model():
    """It takes numbers, and can say nothing of products."""
    return LogisticRegression().fit(X, ["BAG", "BAG", "SHOE", "SHOE"])


@pytest.fixture
def saved(tmp_path, model):
    path = tmp_path / "model.joblib"
    save_model(model, path)
    return path


@pytest.fixture
def edit_of():
    """Change fields of a model's sidecar."""

    def change(path, **fields):
        sidecar = path.with_name(path.name + ".json")
        sidecar.write_text(json.dumps(json.loads(sidecar.read_text()) | fields))

    return change


@pytest.fixture
def edit(edit_of, saved):
    """Change fields of the sidecar of `saved`."""
    return partial(edit_of, saved)


@pytest.fixture(scope="session")
def products():
    return make_catalog(80, random_state=0).products


@pytest.fixture(scope="session")
def pipeline(products):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make_pipeline(images=False, n_estimators=10).fit(products)


@pytest.fixture(scope="session")
def saved_once(tmp_path_factory, pipeline):
    folder = tmp_path_factory.mktemp("saved")
    save_model(pipeline, folder / "model.skops")
    return folder


@pytest.fixture
def kept(tmp_path, saved_once):
    """The pipeline in a skops file of one's own."""
    for name in ("model.skops", "model.skops.json"):
        shutil.copy(saved_once / name, tmp_path / name)
    return tmp_path / "model.skops"


@pytest.fixture
def resign(edit_of):
    """Make a sidecar fit its file again, as anybody can where no key is asked for."""

    def change(path):
        edit_of(path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())

    return change
