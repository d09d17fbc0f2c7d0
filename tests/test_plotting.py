import sys

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from fashion_clf.exceptions import ImageError
from fashion_clf.images import HOGExtractor, photo_evidence
from fashion_clf.plotting import plot_evidence, plot_hog, plot_regions

plt = pytest.importorskip("matplotlib.pyplot")
plt.switch_backend("Agg")


@pytest.fixture(autouse=True)
def no_figure_stays_open():
    yield
    plt.close("all")


@pytest.fixture
def photo():
    drawn = np.full((80, 64, 3), 255, dtype=np.uint8)
    drawn[20:40, 16:32] = (200, 0, 0)
    return drawn


@pytest.fixture
def path(tmp_path, photo):
    Image.fromarray(photo).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


class RedOrWhite:
    """Says ``red`` as much as a photo is red; takes products or paths of photos."""

    classes_ = np.array(["red", "white"])

    def predict_proba(self, X):
        paths = X["image"] if isinstance(X, pd.DataFrame) else X
        shares = []
        for path in paths:
            with Image.open(path) as image:
                shares.append((np.asarray(image)[..., 1] < 128).mean())
        return np.column_stack([shares, 1 - np.array(shares)])


def test_evidence_lies_where_the_color_is(path):
    for product in (path, str(path), {"name": "a cap", "image": str(path)}):
        category, probability, evidence = photo_evidence(
            RedOrWhite(), product, grid=(4, 4), category="red"
        )
        assert category == "red"
        assert probability == pytest.approx(20 * 16 / (80 * 64))
        assert evidence[1, 1] == pytest.approx(probability)
        assert np.count_nonzero(evidence.round(9)) == 1
    category, _, evidence = photo_evidence(RedOrWhite(), path, grid=(4, 4))
    assert category == "white"
    assert evidence[1, 1] < 0


def test_evidence_needs_a_photo_and_a_known_category(tmp_path, path):
    with pytest.raises(ValueError, match="category='blue'; allowed: red, white"):
        photo_evidence(RedOrWhite(), path, category="blue")
    for product in ({"name": "a cap"}, {"image": "https://shop.example/cap.jpg"}):
        with pytest.raises(ValueError, match="expected a file on disk"):
            photo_evidence(RedOrWhite(), product)
    with pytest.raises(ImageError, match="no such file"):
        photo_evidence(RedOrWhite(), tmp_path / "absent.jpg")


def test_plot_evidence(path):
    ax = plot_evidence(RedOrWhite(), path, grid=(4, 4), category="red")
    heat = ax.images[1]
    assert heat.get_array()[1, 1] == heat.norm.vmax == -heat.norm.vmin
    assert heat.get_extent() == ax.images[0].get_extent()
    assert ax.get_title() == "red, 0.06"


def test_strokes_lie_along_edges(photo):
    ax = plot_hog(photo)
    assert len(ax.collections[0].get_segments()) > 0
    upright = np.zeros((32, 32, 3), dtype=np.uint8)
    upright[:, 16:] = 255
    strokes = np.array(plot_hog(upright).collections[0].get_segments())
    along = np.abs(strokes[:, 1] - strokes[:, 0])
    assert (along[:, 1] > 5 * along[:, 0]).all()
    assert len(plot_hog(np.zeros_like(upright)).collections[0].get_segments()) == 0


def test_a_photo_on_disk_and_axes_of_ones_own(path):
    _, axes = plt.subplots(1, 2)
    assert plot_hog(path, axes[0], extractor=HOGExtractor(8, (8, 8))) is axes[0]
    assert "16 x 16 cells" in axes[0].get_title()
    assert plot_regions(str(path), axes[1], regions={"half": (0, 0.5, 0, 1)}) is axes[1]


def test_regions_are_shares_of_the_box(photo):
    ax = plot_regions(photo, regions={"lower": (0.5, 1, 0, 0.5)}, box=(20, 40, 16, 32))
    (patch,) = ax.patches
    assert patch.get_bbox().bounds == (15.5, 29.5, 8, 10)


def test_regions_of_the_library(photo):
    regions = pytest.importorskip("fashion_clf.images.extractors._regions")
    ax = plot_regions(photo)
    assert [text.get_text() for text in ax.texts] == list(regions.REGIONS)


def test_without_matplotlib_the_command_is_named(monkeypatch, photo):
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(ImportError, match=r'pip install "fashion-clf\[plot\]"'):
        plot_hog(photo)
