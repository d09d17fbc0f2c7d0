import struct
import zlib

import numpy as np
import pytest
from hostile.photos import BLUE, GREEN, RED, STORED, WHITE
from PIL import Image

from fashion_clf.download._picture import HEAD, sniff
from fashion_clf.exceptions import FashionClfError, ImageError, ImageWarning
from fashion_clf.images import ImageFeatures, load_image
from fashion_clf.images.reading import _decode
from fashion_clf.utils._photo_index import EXTENSIONS


def corners(side=32):
    picture = np.zeros((side, 2 * side, 3), dtype=np.uint8)
    half = side // 2
    picture[:half, :side], picture[:half, side:] = RED, GREEN
    picture[half:, :side], picture[half:, side:] = BLUE, WHITE
    return picture


@pytest.mark.parametrize("extension", ["png", "webp", "bmp", "tiff", "gif"])
def test_formats(tmp_path, extension):
    path = tmp_path / f"photo.{extension}"
    Image.fromarray(corners()).save(path, **({"lossless": True} if extension == "webp" else {}))
    np.testing.assert_array_equal(load_image(path), corners())
    np.testing.assert_array_equal(load_image(str(path)), corners())


@pytest.mark.parametrize(
    ("kind", "name"), [("AVIF", "a.avif"), ("JPEG2000", "a.jp2"), ("HEIF", "a.heic")]
)
def test_newer_formats(tmp_path, kind, name):
    if kind == "HEIF":
        pytest.importorskip(
            "pillow_heif", reason="pillow-heif is not installed"
        ).register_heif_opener()
    if kind not in Image.registered_extensions().values() or kind not in Image.SAVE:
        pytest.skip(f"this Pillow writes no {kind}")
    Image.fromarray(corners()).save(tmp_path / name, kind, quality=95)
    for size in (None, 32):
        picture = load_image(tmp_path / name, size=size)
        assert picture.shape == ((32, 64, 3) if size is None else (32, 32, 3))
        np.testing.assert_allclose(picture[4, 4], RED, atol=30)
    kept = sniff((tmp_path / name).read_bytes()[:HEAD])
    assert kept == kind and kept in EXTENSIONS


def test_a_picture_of_several(tmp_path):
    for kind in ("MPO", "GIF", "TIFF", "WEBP", "AVIF"):
        if kind not in Image.SAVE_ALL:
            continue
        frames = [Image.fromarray(corners()), Image.new("RGB", (64, 32), BLUE)]
        frames[0].save(tmp_path / "a", kind, save_all=True, append_images=frames[1:])
        np.testing.assert_allclose(load_image(tmp_path / "a")[4, 4], RED, atol=40)


def test_a_jpeg_of_many_pixels_is_decoded_small(tmp_path):
    Image.new("RGB", (9000, 6000), RED).save(tmp_path / "big.jpg", quality=20)
    picture = load_image(tmp_path / "big.jpg", size=64)
    assert picture.shape == (64, 64, 3) and abs(int(picture[9, 9, 0]) - RED[0]) < 9
    with pytest.raises(ImageError, match="9000 x 6000 pixels, at most"):
        load_image(tmp_path / "big.jpg")
    with pytest.raises(ImageError, match="9000 x 6000 pixels, at most 10,000 are"):
        load_image(tmp_path / "big.jpg", size=64, max_pixels=10_000)
    Image.new("RGB", (9000, 6000), RED).save(tmp_path / "whole.jpg", quality=20, progressive=True)
    with pytest.raises(ImageError, match="at most 50,000,000"):
        load_image(tmp_path / "whole.jpg", size=64)


def test_the_environment_sets_how_many_pixels_are_read(tmp_path, monkeypatch):
    Image.new("L", (30, 30)).save(tmp_path / "small.png")
    monkeypatch.setenv("FASHION_CLF_MAX_PIXELS", "899")
    with pytest.raises(ImageError, match="at most 899 are read; FASHION_CLF_MAX_PIXELS sets"):
        load_image(tmp_path / "small.png")
    assert load_image(tmp_path / "small.png", max_pixels=900).shape == (30, 30, 3)
    with pytest.warns(ImageWarning, match="1 of 1 photos cannot be read .* at most 899"):
        assert np.isnan(ImageFeatures().fit_transform([tmp_path / "small.png"])).all()
    for number in ("1_000", " ", ""):
        monkeypatch.setenv("FASHION_CLF_MAX_PIXELS", number)
        assert load_image(tmp_path / "small.png").shape == (30, 30, 3)
    for odd in ("many", "0", "-5", "1e9"):
        monkeypatch.setenv("FASHION_CLF_MAX_PIXELS", odd)
        with pytest.raises(FashionClfError, match="allowed is a number of pixels"):
            ImageFeatures().fit_transform([tmp_path / "small.png"])


def test_a_heic_without_its_library(tmp_path, monkeypatch):
    (tmp_path / "a.heic").write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 40)
    monkeypatch.setattr(_decode, "_known", lambda: ("JPEG", "PNG"))
    with pytest.raises(ImageError, match=r"is a HEIC, which needs pillow-heif"):
        load_image(tmp_path / "a.heic")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [None, 32])
def test_every_orientation_ends_upright(tmp_path, orientation, size):
    stored = Image.fromarray(corners())
    if STORED[orientation] is not None:
        stored = stored.transpose(STORED[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "photo.jpg", exif=exif, quality=95)
    picture = load_image(tmp_path / "photo.jpg", size=size)
    assert picture.shape == ((32, 64, 3) if size is None else (32, 32, 3))
    height, width = picture.shape[0] // 4, picture.shape[1] // 4
    seen = [picture[row, column] for row in (height, 3 * height) for column in (width, 3 * width)]
    np.testing.assert_allclose(seen, [RED, GREEN, BLUE, WHITE], atol=12)


def test_damaged_exif_loses_no_photo(tmp_path):
    Image.fromarray(corners()).save(tmp_path / "photo.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f")
    assert load_image(tmp_path / "photo.jpg").shape == (32, 64, 3)


def test_transparent_is_white(tmp_path):
    for mode, clear in (("RGBA", (9, 9, 9, 0)), ("LA", (9, 0))):
        Image.new(mode, (4, 4), clear).save(tmp_path / "photo.png")
        assert (load_image(tmp_path / "photo.png") == 255).all()
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    palette.save(tmp_path / "photo.png")
    assert (load_image(tmp_path / "photo.png") == RED).all()
    palette.save(tmp_path / "photo.png", transparency=1)
    assert (load_image(tmp_path / "photo.png") == 255).all()


def test_half_transparent_is_mixed_with_white(tmp_path):
    Image.new("RGBA", (2, 2), (0, 0, 0, 51)).save(tmp_path / "photo.png")
    assert (load_image(tmp_path / "photo.png") == 204).all()


def test_grey_black_and_white_and_cmyk(tmp_path):
    Image.new("L", (4, 4), 77).save(tmp_path / "grey.png")
    assert (load_image(tmp_path / "grey.png") == 77).all()
    Image.new("1", (4, 4), 1).save(tmp_path / "one.png")
    assert (load_image(tmp_path / "one.png") == 255).all()
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(tmp_path / "print.jpg", quality=95)
    np.testing.assert_allclose(load_image(tmp_path / "print.jpg")[8, 8], RED, atol=8)


def test_sixteen_bits_are_scaled_not_cut(tmp_path):
    deep = np.array([[0, 257 * 100], [257 * 200, 65535]], dtype=np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    assert load_image(tmp_path / "deep.png")[..., 0].tolist() == [[0, 100], [200, 255]]
    Image.fromarray(np.array([[0.0, 1.0]], dtype=np.float32)).save(tmp_path / "float.tiff")
    assert load_image(tmp_path / "float.tiff")[..., 0].tolist() == [[0, 255]]


def test_first_frame_of_an_animation(tmp_path):
    frames = [Image.new("RGB", (8, 8), color) for color in (RED, GREEN)]
    for extension in ("gif", "webp"):
        path = tmp_path / f"moving.{extension}"
        frames[0].save(path, save_all=True, append_images=frames[1:], lossless=True)
        np.testing.assert_allclose(load_image(path)[4, 4], RED, atol=4)


def test_tiny_and_narrow(tmp_path):
    Image.new("RGB", (1, 1), RED).save(tmp_path / "dot.png")
    assert load_image(tmp_path / "dot.png", size=16).shape == (16, 16, 3)
    Image.new("RGB", (20000, 1), RED).save(tmp_path / "line.png")
    assert (load_image(tmp_path / "line.png", size=16) == RED).all()


def bomb(path, width, height):
    """A PNG whose header promises far more pixels than the file holds."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def test_too_large(tmp_path):
    for side in (8000, 12000, 60000):  # below, at and above what Pillow itself warns of and refuses
        bomb(tmp_path / "bomb.png", side, side)
        with pytest.raises(ImageError, match="bomb.png: .*50,000,000"):
            load_image(tmp_path / "bomb.png")
    Image.new("L", (3, 3)).save(tmp_path / "small.png")
    with pytest.raises(ImageError, match="3 x 3 pixels, at most 8"):
        load_image(tmp_path / "small.png", max_pixels=8)


def test_what_is_no_photo(tmp_path):
    (tmp_path / "text.jpg").write_text("a text")
    (tmp_path / "empty.jpg").touch()
    Image.fromarray(corners()).save(tmp_path / "whole.jpg")
    (tmp_path / "cut.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:500])
    Image.new("L", (4, 4)).save(tmp_path / "drawing.ppm")
    for name, reason in (
        ("text.jpg", "none of JPEG, PNG"),
        ("empty.jpg", "is empty"),
        ("cut.jpg", "cannot be decoded"),
        ("drawing.ppm", "none of JPEG, PNG"),
        ("absent.jpg", "no such file"),
        (".", "is a folder"),
    ):
        with pytest.raises(ImageError, match=reason):
            load_image(tmp_path / name)
