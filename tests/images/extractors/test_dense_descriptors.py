import numpy as np
import pytest

from fashion_clf.images.extractors._dense_descriptors import color_patches, gradient_patches
from fashion_clf.images.extractors._hog import strongest_gradient


def test_gradient_patches_agree_with_a_plain_loop(photos):
    photo, cell, stride = photos[0], 4, 7
    descriptors, places = gradient_patches(photo, (cell,), stride)
    down, across = (plane[0].astype(float) for plane in strongest_gradient(photo[None]))
    expected, middles = [], []
    for top in range(0, 48 - 16 + 1, stride):
        for left in range(0, 64 - 16 + 1, stride):
            sums = np.zeros((4, 4, 8))
            for row in range(16):
                for column in range(16):
                    dy, dx = down[top + row, left + column], across[top + row, left + column]
                    angle = np.arctan2(dy, dx) * 4 / np.pi % 8
                    low, share = int(angle) % 8, angle % 1
                    where = sums[row // cell, column // cell]
                    where[low] += np.hypot(dy, dx) * (1 - share)
                    where[(low + 1) % 8] += np.hypot(dy, dx) * share
            vector = sums.ravel()
            vector = np.minimum(vector / max(np.linalg.norm(vector), 64.0), 0.2)
            expected.append(np.sqrt(vector / max(vector.sum(), 1.0)))
            middles.append(((top + 8) / 48 - 0.5, (left + 8) / 64 - 0.5))
    np.testing.assert_allclose(descriptors, expected, atol=1e-3)
    np.testing.assert_allclose(places[:, :2], middles, atol=1e-6)


def test_scales_follow_each_other(photos):
    both, places = gradient_patches(photos[0], (4, 6), 7)
    fine, coarse = (gradient_patches(photos[0], (cell,), 7)[0] for cell in (4, 6))
    np.testing.assert_array_equal(both, np.concatenate([fine, coarse]))
    assert np.unique(places[:, 2]).tolist() == pytest.approx([0.5, np.log2(6) / 4])


def test_color_patches_by_hand():
    photo = np.zeros((24, 24, 3), dtype=np.uint8)
    photo[:, :, 0] = 255
    photo[::2, :, 1] = 255  # half of the rows: mean 0.5, deviation 0.5
    descriptors, places = color_patches(photo, cell=6, stride=6)
    assert descriptors.shape == (1, 96)
    np.testing.assert_allclose(descriptors.reshape(16, 6), [[1, 0.5, 0, 0, 0.5, 0]] * 16, atol=1e-6)
    np.testing.assert_allclose(places, [[0, 0, 0]], atol=1e-7)


def test_blank_and_tiny_photos():
    assert not gradient_patches(np.full((64, 64, 3), 9, np.uint8))[0].any()
    assert gradient_patches(np.zeros((8, 8, 3), np.uint8))[0].shape == (0, 128)


def test_sums_may_run_over():
    stripes = np.zeros((800, 800, 3), dtype=np.uint8)
    stripes[:, ::4] = stripes[:, 1::4] = 255  # more than 32 bits hold of them all
    descriptors, places = gradient_patches(stripes, (4,), 8)
    inside = np.abs(places[:, :2]).max(axis=1) < 0.45
    assert inside.sum() > 5_000
    np.testing.assert_array_equal(
        descriptors[inside], descriptors[inside][:1].repeat(inside.sum(), 0)
    )
    assert descriptors[inside].any()
