"""Photos as they should not be: a row of NaN and a warning, or the right picture; no crash."""

import os
import struct
import subprocess
import sys
import time
import zlib

import numpy as np
import pytest
from hostile.photos import BLUE, BROKEN, GREEN, RED, STORED, WHITE, picture, png_chunk
from PIL import Image

from fashion_clf.exceptions import ImageError, ImageWarning
from fashion_clf.images import ColorHistogramExtractor, ImageFeatures, load_image


@pytest.fixture
def folder(tmp_path):
    for name, content in BROKEN.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("name", BROKEN)
def test_each_is_an_error_that_names_file_and_reason(folder, name):
    begin = time.process_time()
    for size in (None, 32):
        with pytest.raises(ImageError, match=rf"photo .*{name}: \S.*\."):
            load_image(folder / name, size=size)
    assert time.process_time() - begin < 1


def test_one_warning_counts_them_all(folder):
    picture().save(folder / "good.png")
    paths = [folder / "good.png", *(folder / name for name in BROKEN), folder]
    begin = time.process_time()
    with pytest.warns(ImageWarning, match=rf"^{len(paths) - 1} of {len(paths)} photos") as caught:
        F = ImageFeatures(image_size=32, chunk_size=5, n_jobs=2).fit_transform(paths)
    assert time.process_time() - begin < 5
    assert len(caught) == 1
    assert "text.jpg: the file is none of JPEG, PNG" in str(caught[0].message)
    assert np.isnan(F).all(axis=1).tolist() == [False] + [True] * (len(paths) - 1)


CHILD = """
import resource, sys, warnings
from fashion_clf.images import ImageFeatures
features = ImageFeatures(image_size=32).fit([])
features.transform(sys.argv[1:2])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
warnings.simplefilter("ignore")
features.transform(sys.argv[2:])
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss has another unit elsewhere")
def test_memory_is_bounded(folder):
    picture().save(folder / "good.png")
    Image.new("RGB", (20_000, 1), RED).save(folder / "wide.png")
    paths = [folder / name for name in ["good.png", "wide.png", *BROKEN]]
    command = [sys.executable, "-c", CHILD, *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(run.stdout) < 50  # megabytes more than one small photo needs


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "tiff", "mpo"])
def test_every_orientation_is_the_same_upright_picture(tmp_path, kind, orientation):
    stored = picture()
    if STORED[orientation] is not None:
        stored = stored.transpose(STORED[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 95} if kind in ("jpg", "mpo") else {}
    options |= {"lossless": True} if kind == "webp" else {}
    options |= {"save_all": True, "append_images": [stored]} if kind == "mpo" else {}
    path = tmp_path / f"photo.{kind}"
    stored.save(path, exif=exif, **options)
    upright = load_image(path)
    assert upright.shape == (96, 192, 3)
    np.testing.assert_allclose(upright[8::32, 8::32], np.asarray(picture())[8::32, 8::32], atol=9)
    small = load_image(path, size=48)  # a JPEG is decoded at half its size here
    np.testing.assert_allclose(
        small[[8, 8, 40, 40], [8, 40, 8, 40]], [RED, GREEN, BLUE, WHITE], atol=9
    )


@pytest.mark.parametrize("shape", [(1, 1), (20_000, 1), (1, 20_000), (2, 5000)])
@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_odd_shapes_are_photos(tmp_path, shape, kind):
    path = tmp_path / f"odd.{kind}"
    Image.new("RGB", shape, RED).save(path, quality=95)
    begin = time.process_time()
    np.testing.assert_allclose(load_image(path, size=32), np.full((32, 32, 3), RED), atol=4)
    assert np.isfinite(ImageFeatures(image_size=32).fit_transform([path])).all()
    assert time.process_time() - begin < 1


def test_first_frame_of_what_moves(tmp_path):
    frames = [Image.new("RGB", (40, 20), color) for color in (RED, GREEN, BLUE)]
    for kind in ("gif", "webp", "png", "tiff"):
        path = tmp_path / f"moving.{kind}"
        options = {"lossless": True} if kind == "webp" else {}
        frames[0].save(path, save_all=True, append_images=frames[1:], **options)
        for size in (None, 16):
            np.testing.assert_allclose(load_image(path, size=size)[8, 8], RED, atol=2)


@pytest.mark.parametrize("profile", [None, b"no profile at all"])
def test_cmyk_as_adobe_writes_it_is_not_inverted(tmp_path, profile):
    path = tmp_path / "print.jpg"
    for ink, color in (((0, 255, 255, 0), RED), ((0, 0, 0, 0), WHITE), ((0, 0, 0, 255), (0, 0, 0))):
        Image.new("CMYK", (64, 64), ink).save(path, quality=95, icc_profile=profile)
        assert b"Adobe" in path.read_bytes()
        for size in (None, 16):
            np.testing.assert_allclose(load_image(path, size=size)[8, 8], color, atol=4)


def test_sixteen_bits(tmp_path):
    path = tmp_path / "deep.png"
    Image.fromarray(np.full((40, 40), 257 * 99, dtype=np.uint16)).save(path)
    for size in (None, 16):
        assert (load_image(path, size=size) == 99).all()

    row = b"\0" + struct.pack(">HHH", 65535, 257 * 50, 0) * 4  # colours of 16 bits, too
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 16, 2, 0, 0, 0))
        + png_chunk(b"IDAT", zlib.compress(row * 4))
        + png_chunk(b"IEND", b"")
    )
    assert (load_image(path) == (255, 50, 0)).all()


def test_a_photo_that_vanished(tmp_path):
    paths = [tmp_path / "stays.png", tmp_path / "goes.png"]
    for path in paths:
        picture().save(path)
    features = ImageFeatures(image_size=32).fit(paths)
    paths[1].unlink()
    with pytest.warns(ImageWarning, match="1 of 2 .*goes.png: there is no such file"):
        F = features.transform(paths)
    assert np.isnan(F).all(axis=1).tolist() == [False, True]


def test_a_list_of_mixed_types(tmp_path):
    path = tmp_path / "photo.png"
    picture().save(path)
    good = [path, str(path), np.str_(path)]
    absent = [None, np.nan, "", "https://shop.example/photo.jpg"]
    wrong = [7, 2.5, str(path).encode(), [path], (), {}, picture(), np.zeros((4, 4)), object()]
    wrong += ["\0", "a" * 100_000, "line\nbreak", "\ud800", tmp_path]
    features = ImageFeatures([ColorHistogramExtractor()], image_size=32)
    with pytest.warns(ImageWarning, match=f"^{len(wrong)} of 21 photos cannot be read") as caught:
        F = features.fit_transform([*good, *absent, *wrong])
    assert len(str(caught[0].message)) < 1000
    assert np.isnan(F).all(axis=1).tolist() == [False] * 3 + [True] * 18
    with pytest.warns(ImageWarning, match="1 of 1") as caught:
        features.transform(["a" * 100_000])
    assert len(str(caught[0].message)) < 1000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(ImageError, match="no regular file"):
        load_image(tmp_path / "pipe.jpg")
