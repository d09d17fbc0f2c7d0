"""A garment cut out of a photo: in the middle, filling its picture, dark colours bright."""

import numpy as np
import pytest
from PIL import Image

from fashion_clf.images.shapes._cut_out import cut_out, cut_out_photos


def photo_of(box, colour=(20, 30, 90), ground=250):
    photo = np.full((96, 96, 3), ground, np.uint8)
    top, bottom, left, right = box
    photo[top:bottom, left:right] = colour
    return photo


def test_the_longer_side_fills_the_picture():
    tall = cut_out(photo_of((10, 86, 40, 58)), aspect=1.0)["picture"]
    assert tall[2, 14] > 100 and tall[25, 14] > 100
    assert not tall[:, :8].any() and not tall[:, 20:].any()
    wide = cut_out(photo_of((40, 58, 10, 86)), aspect=1.0)["picture"]
    np.testing.assert_allclose(wide.T.astype(int), tall.astype(int), atol=60)


def test_the_aspect_of_the_photo_counts():
    square = photo_of((20, 76, 20, 76))
    narrow = cut_out(square, aspect=0.5)["picture"]
    assert 10 <= (narrow > 60).any(axis=0).sum() <= 18
    assert (narrow > 60).any(axis=1).sum() >= 26


def test_dark_is_bright_and_the_ground_is_black():
    dark, light = (
        cut_out(photo_of((20, 76, 30, 66), (grey,) * 3), aspect=1.0)["picture"]
        for grey in (20, 150)
    )
    assert dark[14, 14] > 200 > 120 > light[14, 14] > 80
    assert dark[:, :3].max() == 0


@pytest.mark.parametrize("value", [0, 128, 255])
def test_nothing_stands_out(value):
    picture = cut_out(np.full((64, 64, 3), value, np.uint8), aspect=1.0)["picture"]
    assert picture.shape == (28, 28) and picture.dtype == np.uint8


def test_outline_skin_and_what_runs_out_of_the_photo():
    photo = photo_of((0, 60, 30, 66))
    photo[0:30, 30:66] = (224, 180, 146)
    found = cut_out(photo, aspect=1.0)
    assert found["cut_off"].tolist() == [1, 0] and found["plain"] == 1
    solid = found["outline"] > 128
    assert solid.any(axis=1).sum() == 28 and abs(solid.any(axis=0).sum() - 17) <= 1
    assert (found["skin"][2:12][solid[2:12]] > 200).all() and not found["skin"][17:].any()


def test_of_many_those_that_show_something(tmp_path):
    photo = photo_of((20, 76, 30, 66))
    photo[20:76, 30:66, 2] = np.linspace(20, 200, 36).astype(np.uint8)  # no sign of one colour
    Image.fromarray(photo).save(tmp_path / "a.png")
    Image.new("RGB", (64, 64), "red").save(tmp_path / "swatch.png")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0broken")
    paths = [tmp_path / "swatch.png", None, tmp_path / "a.png", tmp_path / "broken.jpg"] * 101
    found, shown, failures = cut_out_photos(paths, n_jobs=2)
    assert shown.tolist() == list(range(2, len(paths), 4)) and len(failures) == 101
    assert (found == found[0]).all()
    assert len(cut_out_photos([])[0]) == 0
