import numpy as np
import pytest
from PIL import Image

from fashion_clf.images.garments._features import GarmentFeatures
from fashion_clf.images.garments._views import _scaling, aspect_ratio, garment_views


@pytest.fixture
def photo():
    photo = np.full((128, 128, 3), (200, 190, 170), np.uint8)
    photo[40:100, 30:60] = (20, 30, 120)
    return photo


def test_the_garment_fills_the_square_and_keeps_its_proportions(photo):
    views = garment_views(photo, aspect=1.0, size=64)
    blue = views.square[..., 2].astype(int) - views.square[..., 0] > 50
    height, width = np.ptp(np.argwhere(blue), axis=0) + 1
    assert 52 <= height <= 64
    assert 1.6 < height / width < 2.4
    blue = views.stretched[..., 2].astype(int) - views.stretched[..., 0] > 50
    assert (np.ptp(np.argwhere(blue), axis=0) > 45).all()
    assert (views.silhouette > 128)[blue.shape[0] // 2, blue.shape[1] // 2].all()


def test_proportions_are_those_before_scaling(photo):
    wide = garment_views(photo, aspect=2.0, size=64).silhouette[..., 0] > 128
    height, width = np.ptp(np.argwhere(wide), axis=0) + 1
    assert 0.8 < height / width < 1.25


def test_views_do_not_depend_on_the_size_of_the_garment(photo):
    small = np.full_like(photo, (200, 190, 170))
    small[60:108, 70:94] = (20, 30, 120)
    one, other = (garment_views(picture, 1.0, 64).alone / 255 for picture in (photo, small))
    assert np.abs(one - other).mean() < 0.08


@pytest.mark.parametrize("aspect", [0.05, 20.0])
def test_extreme_shapes(photo, aspect):
    for view in garment_views(photo, aspect, size=32):
        assert view.shape == (32, 32, 3)


def test_aspect_ratio_is_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(tmp_path / "a.jpg")
    Image.new("RGB", (40, 20)).save(tmp_path / "b.jpg", exif=exif)
    (tmp_path / "c.jpg").write_text("no photo")
    assert [aspect_ratio(tmp_path / name) for name in ("a.jpg", "b.jpg", "c.jpg")] == [2, 0.5, 1]


def test_features_of_the_mirror_image(photo):
    features = GarmentFeatures(n_components=3, size=96, random_state=0).fit(photo[None], [1.0])
    (shapes, details), (mirrored, _) = features.describe(photo, 1.0, mirror=True)
    alone = features.describe(photo, 1.0)
    np.testing.assert_array_equal(alone[1], details)
    for shape, other in zip(shapes, alone[0], strict=True):
        np.testing.assert_array_equal(shape, other)
        np.testing.assert_allclose(np.linalg.norm(shape), 1, atol=1e-5)
    assert any(np.abs(a - b).max() > 0.1 for a, b in zip(shapes, mirrored, strict=True))


@pytest.mark.parametrize("length", [16, 48, 64])
def test_masks_are_scaled_and_blurred_by_a_matrix(length):
    scaling = _scaling(length, 96)
    np.testing.assert_allclose(scaling.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(scaling, scaling[::-1, ::-1], atol=1e-6)
    edge = np.arange(length) >= length // 2
    row = scaling @ edge.astype(np.float32)
    assert row[0] == 0
    assert row[-1] == pytest.approx(1)
    assert (np.diff(row) >= -1e-6).all()
    assert row[47] + row[48] == pytest.approx(1, abs=1e-5)
