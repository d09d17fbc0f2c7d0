import pytest
from sklearn.dummy import DummyClassifier

from fashion_clf import load_garments, load_pretrained, save_model
from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence import _artifacts


@pytest.fixture
def installed(tmp_path, monkeypatch):
    (tmp_path / "fashion_clf" / "persistence").mkdir(parents=True)
    module = tmp_path / "fashion_clf" / "persistence" / "_artifacts.py"
    monkeypatch.setattr(_artifacts, "__file__", str(module))
    return tmp_path


@pytest.mark.parametrize("layout", ["checkout", "wheel"])
def test_pretrained_is_found(installed, layout):
    if layout == "checkout":
        (installed / "setup.py").touch()
        folder = installed / "artifacts"
    else:
        folder = installed / "fashion_clf" / "artifacts"
    folder.mkdir()
    with pytest.raises(ModelFileError, match="no pretrained model comes with this installation"):
        load_pretrained()
    save_model(DummyClassifier().fit([[0]], ["BAG"]), folder / "fashion_clf.joblib")
    assert load_pretrained().predict([[0.0]]) == ["BAG"]
    with pytest.raises(ModelFileError, match="GarmentClassifier"):
        load_garments()
    save_model(DummyClassifier().fit([[0]], ["hat"]), folder / "garments.joblib")
    assert load_garments().predict([[0.0]]) == ["hat"]


def test_somebody_elses_artifacts_are_left_alone(installed):
    (installed / "artifacts").mkdir()
    save_model(DummyClassifier().fit([[0]], ["BAG"]), installed / "artifacts/fashion_clf.joblib")
    with pytest.raises(ModelFileError, match="no pretrained model"):
        load_pretrained()
