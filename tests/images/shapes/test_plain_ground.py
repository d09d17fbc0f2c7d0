"""What stands before a plain ground, also where it runs out of the photo."""

import numpy as np
import pytest
from PIL import Image

from fashion_clf.images.extractors._foreground import foreground_of
from fashion_clf.images.shapes._plain_ground import product_mask


@pytest.mark.parametrize("ground", [(255, 255, 255), (235, 235, 235), (200, 215, 235)])
def test_a_person_who_is_cropped_is_all_found(ground):
    photo = np.full((128, 128, 3), ground, np.uint8)
    photo[:, 40:90] = (190, 140, 110)  # skin from top to bottom
    photo[40:80, 40:90] = (40, 40, 120)
    mask, is_plain = product_mask(photo, 0.75)
    assert is_plain and mask[:, 21:44].all() and not mask[:, :19].any() and not mask[:, 46:].any()


def test_noise_of_a_jpeg_is_ground():
    rng = np.random.default_rng(0)
    photo = (250 + rng.integers(-4, 5, (128, 128, 3))).astype(np.uint8)
    photo[30:100, 40:90] = (120, 30, 40)
    mask, _ = product_mask(photo, 1.0)
    assert abs(mask.mean() - 70 * 50 / 128**2) < 0.02


def test_a_hole_is_filled_and_a_speck_is_dropped():
    photo = np.full((128, 128, 3), 255, np.uint8)
    photo[20:110, 20:110] = (30, 30, 30)
    photo[50:70, 50:70] = 255
    photo[4:8, 118:122] = (30, 30, 30)
    mask, _ = product_mask(photo, 1.0)
    assert mask[30, 30] and mask[11:54, 11:54].all() and not mask[:8, 56:].any()


def test_elsewhere_as_before():
    rng = np.random.default_rng(1)
    photo = rng.integers(0, 255, (128, 128, 3)).astype(np.uint8)  # no ground at all
    expected = foreground_of(Image.fromarray(photo), 1.0)
    mask, is_plain = product_mask(photo, 1.0)
    assert np.array_equal(mask, expected) and not is_plain
