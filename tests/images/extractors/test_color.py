import numpy as np
import pytest
from skimage.color import rgb2hsv

from fashion_clf.images import ColorHistogramExtractor


def test_numbers_are_those_of_plain_histograms(photos):
    coarse = (photos >> 2 << 2).astype(float) / 252  # six bits a channel
    hsv = rgb2hsv(coarse)
    F = ColorHistogramExtractor((12, 5, 4), grid=(1, 1)).fit(photos).transform(photos)
    for row, photo in zip(F, hsv, strict=True):
        # not np.histogram: it puts what lies on the bound of two bins into either
        hue, saturation, value = (
            (photo.reshape(-1, 3) * (12, 5, 4)).clip(0, (11, 4, 3)).astype(int).T
        )
        expected = np.zeros((12, 5, 4))
        np.add.at(expected, (hue, saturation, value), 1 / hue.size)
        sums = [expected.sum(axis) for axis in ((1, 2), (0, 2), (0, 1), 2)]
        np.testing.assert_allclose(row, np.concatenate([part.ravel() for part in sums]), atol=1e-6)


def test_parts_and_sums(photos):
    extractor = ColorHistogramExtractor((3, 2, 2), joint=False, grid=(2, 1)).fit(photos)
    F = extractor.transform(photos).reshape(4, 2, 7)
    for part in (F[:, :, :3], F[:, :, 3:5], F[:, :, 5:]):
        np.testing.assert_allclose(part.sum(axis=2), 1, rtol=1e-6)
    halves = [
        ColorHistogramExtractor((3, 2, 2), joint=False, grid=(1, 1)).fit(half).transform(half)
        for half in (photos[:, :24], photos[:, 24:])
    ]
    np.testing.assert_array_equal(F, np.stack(halves, axis=1))


def test_center_counts_more():
    photo = np.zeros((1, 30, 30, 3), dtype=np.uint8)
    photo[:, 10:20, 10:20] = 255  # a ninth of the area
    plain, weighted = (
        ColorHistogramExtractor((1, 1, 2), joint=False, grid=(1, 1), center_weight=weight)
        .fit(photo)
        .transform(photo)[0, -1]
        for weight in (0.0, 1.0)
    )
    assert plain == pytest.approx(1 / 9)
    assert weighted > 0.15


@pytest.mark.parametrize(
    "settings",
    [{"bins": (0, 1, 1)}, {"bins": (99, 99, 99)}, {"center_weight": 2}, {"grid": (0, 1)}],
)
def test_wrong_settings(photos, settings):
    with pytest.raises(ValueError, match="allowed"):
        ColorHistogramExtractor(**settings).fit(photos)
