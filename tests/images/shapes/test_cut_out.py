"""A garment cut out of a photo: in the middle, filling its picture, dark colours bright."""

import numpy as np
import pytest

from fashion_clf.images.shapes._cut_out import cut_out


def photo_of(box, colour=(20, 30, 90), ground=250):
    photo = np.full((96, 96, 3), ground, np.uint8)
    top, bottom, left, right = box
    photo[top:bottom, left:right] = colour
    return photo


def test_the_longer_side_fills_the_picture():
    tall = cut_out(photo_of((10, 86, 40, 58)), aspect=1.0)
    assert tall[2, 14] > 100 and tall[25, 14] > 100
    assert not tall[:, :8].any() and not tall[:, 20:].any()
    wide = cut_out(photo_of((40, 58, 10, 86)), aspect=1.0)
    np.testing.assert_allclose(wide.T.astype(int), tall.astype(int), atol=60)


def test_the_aspect_of_the_photo_counts():
    square = photo_of((20, 76, 20, 76))
    narrow = cut_out(square, aspect=0.5)
    assert 10 <= (narrow > 60).any(axis=0).sum() <= 18
    assert (narrow > 60).any(axis=1).sum() >= 26


def test_dark_is_bright_and_the_ground_is_black():
    dark, light = (
        cut_out(photo_of((20, 76, 30, 66), (grey,) * 3), aspect=1.0) for grey in (20, 150)
    )
    assert dark[14, 14] > 200 > 120 > light[14, 14] > 80
    assert dark[:, :3].max() == 0


@pytest.mark.parametrize("value", [0, 128, 255])
def test_nothing_stands_out(value):
    picture = cut_out(np.full((64, 64, 3), value, np.uint8), aspect=1.0)
    assert picture.shape == (28, 28) and picture.dtype == np.uint8
