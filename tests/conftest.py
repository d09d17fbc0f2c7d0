"""Fixtures that more than one test module uses."""

import json
import os
from pathlib import Path

import pytest

# The workers of the tests share the cores already: threads of their own would wait for each other.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")


@pytest.fixture(scope="session")
def data_dir():
    """Folder of the real catalogues; tests that need it skip where it is absent."""
    folder = os.environ.get("FASHION_CLF_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("FASHION_CLF_DATA names no folder: the real catalogues are not here")
    return Path(folder)


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """Folder with a catalogue of 60 products, gold for some and a model of it."""
    from click.testing import CliRunner

    from fashion_clf.cli import main

    folder = tmp_path_factory.mktemp("shop")
    texts = {"TOPS": "Cotton shirt, long sleeves", "SHOE": "Suede boot with a rubber sole"}
    texts["DRESS"] = "Silk dress, flared hem"
    names = list(texts)
    products = [{"id": i, "description": f"{texts[names[i % 3]]}, style {i}"} for i in range(60)]
    for row in (5, 6, 50):  # odd ones, far apart
        products[row]["description"] = row
    (folder / "products.jsonl").write_text("".join(json.dumps(p) + "\n" for p in products))
    gold = "".join(f"{i},{names[i % 3]}\n" for i in range(0, 60, 7))
    (folder / "gold.csv").write_text("id,category\n" + gold)
    arguments = "train", folder / "products.jsonl", "-o", folder / "model.joblib"
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return folder


def pytest_make_parametrize_id(config, val, argname):
    """Name bytes by their number: what is in them may hold the time, as gzip does."""
    return f"{argname}_of_{len(val)}_bytes" if isinstance(val, bytes) else None


# Examples that fit models to photos. CI runs them with `pytest -m long`.
LONG = {
    "02_photos",
    "fashion_clf.images.catalog_scores._heat_map.photo_evidence",
    "fashion_clf.images.catalog_scores._photo_scores.PhotoScores",
    "fashion_clf.images.garments._classifier.GarmentClassifier",
    "fashion_clf.images.garments._features.GarmentFeatures",
    "fashion_clf.images.garments._labeler.GarmentLabeler",
    "fashion_clf.plotting.plot_evidence",
    "photos.md",
}


def pytest_collection_modifyitems(items):
    """Mark what takes many seconds and cannot say so itself."""
    for item in items:
        if item.name in LONG or any(f"[{name}]" in item.name for name in LONG):
            item.add_marker("long")
