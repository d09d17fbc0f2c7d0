import numpy as np
import pytest

from fashion_clf.images import REGIONS, RegionFeatures
from fashion_clf.images.extractors._regions import find_figure


def test_figure_is_where_the_edges_are():
    photos = np.full((2, 64, 64, 3), 255, dtype=np.uint8)
    photos[0, 8:56, 20:44] = (0, 0, 200)  # the second photo is blank
    assert find_figure(photos).tolist() == [[7, 57, 19, 45], [0, 64, 0, 64]]


def test_a_region_hangs_on_nothing_outside_it():
    rng = np.random.default_rng(0)
    photos = np.repeat(rng.integers(0, 256, (1, 64, 64, 3), dtype=np.uint8), 2, axis=0)
    photos[1, :25] = 255  # another top
    regions = RegionFeatures(figure=False).fit(photos)
    F, names = regions.transform(photos), regions.get_feature_names_out()
    for name, (top, *_) in REGIONS.items():
        same = np.array_equal(*F[:, [one.startswith(name) for one in names]])
        assert same == (top * 64 > 25)


def test_the_figure_may_stand_anywhere():
    photos = np.full((2, 64, 64, 3), 255, dtype=np.uint8)
    photos[0, 8:40, 8:32], photos[1, 24:56, 32:56] = (0, 90, 0), (0, 90, 0)
    F = RegionFeatures().fit_transform(photos)
    np.testing.assert_allclose(F[0], F[1], atol=1e-6)
    fixed = RegionFeatures(figure=False).fit_transform(photos)
    assert np.abs(fixed[0] - fixed[1]).max() > 0.1


def test_regions_of_your_own(photos):
    F = RegionFeatures({"all": (0, 1, 0, 1)}, figure=False, side=24).fit_transform(photos)
    assert F.shape[0] == 4
    with pytest.raises(ValueError, match="top < bottom"):
        RegionFeatures({"wrong": (0.5, 0.2, 0, 1)}).fit(photos)
