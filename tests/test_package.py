import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import fashion_clf
from fashion_clf import load_pretrained
from fashion_clf.datasets import make_catalog

ROOT = Path(__file__).parent.parent
SUBPACKAGES = ["fashion_clf"] + [
    module.name
    for module in pkgutil.walk_packages(fashion_clf.__path__, "fashion_clf.")
    if "._" not in module.name
]
HEAVY = ("sklearn", "lightgbm", "skimage", "pandas", "nltk")


def test_version_is_that_of_setup():
    pytest.importorskip("setuptools")  # which new environments have no more from Python 3.12 on
    command = [sys.executable, "setup.py", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.split()[-1] == fashion_clf.__version__


def test_import_loads_nothing_heavy():
    code = f"import sys, fashion_clf.cli; print([m for m in {HEAVY} if m in sys.modules])"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("name", SUBPACKAGES)
def test_public_names_are_sorted_and_there(name):
    module = importlib.import_module(name)
    public = list(getattr(module, "__all__", []))
    assert public == sorted(public)
    for member in public:
        assert getattr(module, member) is not None
    assert module.__doc__


def test_unknown_names_are_refused():
    with pytest.raises(AttributeError, match="no attribute 'no_such'"):
        getattr(fashion_clf, "no_" + "such")


def test_pretrained_model_knows_a_catalogue_it_has_not_seen():
    catalog = make_catalog(100, random_state=3)
    predicted = load_pretrained().predict(catalog.products)
    assert (predicted == catalog.gold).mean() > 0.6
