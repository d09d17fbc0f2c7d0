"""Models that earlier releases saved; tests/fixtures/make_model.py keeps one of each."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from fashion_clf import __version__, load_model
from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence._versions import installed_versions

FOLDER = Path(__file__).parent.parent / "fixtures"
RELEASES = sorted(
    path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[0].isdigit()
)
PARTS = {"lightgbm": 2, "numpy": 1, "scikit-learn": 2}


def test_this_release_has_kept_its_model():
    assert __version__ in RELEASES


def commands(saved):
    """The command that brings the libraries back, or None where they are here."""
    here = installed_versions()
    differing = [
        f'"{name}=={saved[name]}"'
        for name, parts in PARTS.items()
        if saved[name].split(".")[:parts] != here[name].split(".")[:parts]
    ]
    return f"pip install {' '.join(differing)}" if differing else None


@pytest.mark.parametrize("name", ["model.joblib", "model.skops"])
@pytest.mark.parametrize("release", RELEASES)
def test_it_predicts_the_same_or_says_what_to_install(release, name):
    path = FOLDER / release / name
    saved = json.loads(path.with_name(name + ".json").read_text(encoding="utf-8"))["versions"]
    command = commands(saved)
    if command is not None:
        with pytest.raises(ModelFileError) as error:
            load_model(path)
        assert f"({command})" in str(error.value)
        return
    model = load_model(path, trusted=path.suffix != ".skops")
    expected = json.loads((FOLDER / release / "expected.json").read_text(encoding="utf-8"))
    found = model.predict_proba(expected["products"])
    np.testing.assert_allclose(found, expected["probabilities"], atol=1e-6)


@pytest.mark.parametrize("name", ["model.joblib", "model.skops"])
def test_with_other_libraries_it_says_what_to_install(tmp_path, edit_of, name):
    for file in (name, name + ".json"):
        shutil.copy(FOLDER / __version__ / file, tmp_path)
    edit_of(tmp_path / name, versions=installed_versions() | {"lightgbm": "3.3", "numpy": "1.26.4"})
    with pytest.raises(ModelFileError) as error:
        load_model(tmp_path / name)
    assert '(pip install "lightgbm==3.3" "numpy==1.26.4")' in str(error.value)


def test_the_files_are_small():
    for path in FOLDER.rglob("model.*"):
        assert path.stat().st_size < 300_000
