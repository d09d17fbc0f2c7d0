"""From a file to an upright RGB picture on white."""

from __future__ import annotations

import os
import warnings
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from fashion_clf.exceptions import FashionClfError, ImageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from fashion_clf.utils._typing import FilePath, Photos

__all__ = ["decode", "decode_file", "load_image", "open_photo", "quiet_pillow"]

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "JPEG2000", "MPO", "HEIF")
_MAX_PIXELS = 50_000_000  # in memory at a time
_VARIABLE = "FASHION_CLF_MAX_PIXELS"  # for all photos, in all processes
_WHITE = (255, 255, 255, 255)


def load_image(path: FilePath, *, size: int | None = None, max_pixels: int | None = None) -> Photos:
    """Read a photo as an RGB array: upright, on white, its first frame.

    The camera's orientation (EXIF) is applied. Grey, palette, CMYK and 16-bit
    pictures become RGB; what is transparent becomes white.

    Parameters
    ----------
    path : str or Path
        A JPEG (of several pictures, too), PNG, WebP, GIF, BMP, TIFF, AVIF or JPEG 2000 file,
        or a HEIC one with the extra ``heif``. Its content counts, not its name.
    size : int or None, default=None
        Scale the whole picture to a square of this side, in pixels, shrunk with
        every pixel counted (no aliasing). A JPEG is then decoded no larger than
        needed. None keeps its own size.
    max_pixels : int or None, default=None
        Largest width times height that is decoded; more is refused before. None for the
        environment variable ``FASHION_CLF_MAX_PIXELS``, and for 50,000,000 where that is not
        set. A JPEG that is decoded at a half, a quarter or an eighth of its side may have 4, 16
        or 64 times as many, but never more than 178,956,970; a progressive one is held whole to
        be decoded.

    Returns
    -------
    ndarray of uint8, shape (height, width, 3)

    Raises
    ------
    ImageError
        Where there is no such file, it is no picture of these formats, it is cut
        off or damaged, or it is too large.
    FashionClfError
        Where the environment variable is no number.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from PIL import Image
    >>> from fashion_clf.images import load_image
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "half.png")
    ...     Image.new("LA", (4, 2), (0, 0)).save(path)
    ...     load_image(path).shape, int(load_image(path).min())
    ((2, 4, 3), 255)
    """
    with quiet_pillow():
        return decode(path, size, max_pixels)


@contextmanager
def quiet_pillow() -> Iterator[None]:
    """Silence Pillow's warnings, of damage that it can read past and of sizes refused anyway.

    The filters of warnings are shared by all threads: enter this once, around them.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        yield


def decode(path: FilePath, size: int | None = None, max_pixels: int | None = None) -> Photos:
    """Do the work of `load_image`, inside `quiet_pillow`."""
    with open_photo(path) as file:
        return decode_file(file, path, size, max_pixels)


def open_photo(path: FilePath) -> BinaryIO:
    """Open a file to read its bytes, or say why not."""
    if not os.path.isfile(path):  # a pipe, for one, would block
        kind = "it is no regular file" if os.path.exists(path) else "there is no such file"
        kind = "it is a folder" if os.path.isdir(path) else kind
        raise ImageError(f"photo {_shown(path)}: {kind}.")
    try:
        return open(path, "rb")
    except OSError as cause:
        raise ImageError(
            f"photo {_shown(path)}: cannot be read ({cause.strerror or cause})."
        ) from cause


def decode_file(
    file: BinaryIO, path: FilePath, size: int | None = None, max_pixels: int | None = None
) -> Photos:
    """Decode an open file; `path` is for messages."""
    name = f"photo {_shown(path)}"
    hint = f"; {_VARIABLE} sets another number" if max_pixels is None else ""
    max_pixels = _most_pixels() if max_pixels is None else max_pixels
    try:
        with Image.open(file, formats=_known()) as image:
            width, height = image.size
            if size is not None and not image.info.get("progressive"):
                image.draft(None, (size, size))
            if image.width * image.height > max_pixels:
                raise ImageError(
                    f"{name}: {width} x {height} pixels, at most {max_pixels:,} are read{hint}."
                )
            if size is not None:
                image.draft(None, (size, size))
            image = _to_rgb(_upright(image))
            if size is not None:
                # whole steps of shrinking by plain means, the rest (less than twice) bilinear
                image = image.resize((size, size), Image.Resampling.BILINEAR, reducing_gap=1.0)
            return np.array(image)
    except ImageError:
        raise
    except Image.DecompressionBombError as cause:
        raise ImageError(f"{name}: more than {max_pixels:,} pixels.") from cause
    except UnidentifiedImageError as cause:
        empty = os.fstat(file.fileno()).st_size == 0
        kind = "is empty" if empty else f"is none of {', '.join(_known())}"
        if _is_heif(file) and "HEIF" not in _known():
            kind = 'is a HEIC, which needs pillow-heif: pip install "fashion-clf[heif]"'
        raise ImageError(f"{name}: the file {kind}.") from cause
    except Exception as cause:
        # decoders of damaged files raise what they please: SyntaxError, struct.error, ...
        raise ImageError(f"{name}: cannot be decoded ({cause or type(cause).__name__}).") from cause


def _most_pixels():
    """Give the number of pixels that the environment sets, or the usual one."""
    told = os.environ.get(_VARIABLE, "").replace("_", "").strip()
    if not told:
        return _MAX_PIXELS
    if not (told.isascii() and told.isdigit() and int(told)):
        raise FashionClfError(f"{_VARIABLE} is {told!r}; allowed is a number of pixels, from 1 on.")
    return int(told)


@lru_cache(maxsize=1)
def _known():
    """Name the formats that can be read here."""
    try:
        from pillow_heif import register_heif_opener

        register_heif_opener()
    except ImportError:
        pass
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _is_heif(file):
    file.seek(0)
    head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:11] in (b"hei", b"hev", b"mif", b"msf")


def _shown(path):
    """Give the path for a message, the middle left out where it is very long."""
    text = str(path)
    return text if len(text) <= 250 else f"{text[:50]}...{text[-150:]}"


def _upright(image):
    """Turn the picture as its EXIF orientation says; damaged EXIF says nothing."""
    try:
        orientation = image.getexif().get(0x0112, 1)
    except Exception:
        return image
    return ImageOps.exif_transpose(image) if orientation in range(2, 9) else image


def _to_rgb(image):
    if image.mode.startswith(("I", "F")):
        image = _to_8_bits(image)
    if image.has_transparency_data:
        picture = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", picture.size, _WHITE), picture).convert(
            "RGB"
        )
    return image if image.mode == "RGB" else image.convert("RGB")


def _to_8_bits(image):
    """Scale deep grey: Pillow would clip it at 255 instead."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float64))
    deepest = 1.0 if image.mode == "F" and values.max(initial=0) <= 1 else 255.0
    if values.max(initial=0) > 255 or image.mode.startswith("I;16"):
        deepest = 65535.0
    return Image.fromarray((values.clip(0, deepest) * (255.0 / deepest)).round().astype(np.uint8))
