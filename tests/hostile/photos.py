"""Photos as they should not be, made here so that nothing binary is committed."""

import io
import struct
import zlib

import numpy as np
from PIL import Image

__all__ = ["BLUE", "BROKEN", "GREEN", "RED", "STORED", "WHITE", "encode", "picture", "png_chunk"]

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
# how the upright picture is stored for each EXIF orientation
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def picture():
    """Draw four corners of different colours, twice as wide as high."""
    drawn = np.zeros((96, 192, 3), dtype=np.uint8)
    drawn[:48, :96], drawn[:48, 96:], drawn[48:, :96], drawn[48:, 96:] = RED, GREEN, BLUE, WHITE
    return Image.fromarray(drawn)


def encode(image, kind, **options):
    """Give the bytes of a photo."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def png_chunk(kind, data):
    """Make a part of a PNG file."""
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png_header(width, height):
    """Make a PNG file that says it has this size."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = png_chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + header + data + png_chunk(b"IEND", b"")


def resized_header(data, old, new):
    """Replace the size that a file says it has."""
    assert data.count(old) == 1
    return data.replace(old, new)


JPEG = encode(picture(), "JPEG", quality=90)
PROGRESSIVE = encode(picture(), "JPEG", quality=90, progressive=True)
PNG = encode(picture(), "PNG")
BROKEN = {
    "text.jpg": b"a text, whatever its name says\n" * 1000,
    "html.jpg": b"<!DOCTYPE html><html><body>404</body></html>",
    "zero.jpg": b"",
    "zeros.jpg": bytes(10_000),
    "magic.jpg": b"\xff\xd8\xff",
    "magic.png": b"\x89PNG\r\n\x1a\n",
    "magic.gif": b"GIF89a",
    "magic.webp": b"RIFF\x10\0\0\0WEBPVP8 ",
    "magic.bmp": b"BM",
    "magic.tiff": b"II*\0",
    "cut_early.jpg": JPEG[:300],
    "cut_half.jpg": JPEG[: len(JPEG) // 2],
    "cut_half_progressive.jpg": PROGRESSIVE[: len(PROGRESSIVE) // 2],
    "cut.png": PNG[: len(PNG) // 2],
    "cut.webp": encode(picture(), "WEBP")[:-40],
    "cut.gif": encode(picture(), "GIF")[:-40],
    "cut.tiff": encode(picture(), "TIFF")[:200],
    "cut.bmp": encode(picture(), "BMP")[:2000],
    "drawing.ppm": encode(picture(), "PPM"),
    "drawing.eps": encode(picture(), "EPS"),
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "bomb.png": png_header(50_000, 50_000),
    "bomb_below_pillows_limit.png": png_header(9_000, 9_000),
    "bomb.jpg": resized_header(
        JPEG, struct.pack(">HH", 96, 192), struct.pack(">HH", 50_000, 50_000)
    ),
    "bomb.bmp": resized_header(
        encode(picture(), "BMP"), struct.pack("<ii", 192, 96), struct.pack("<ii", 50_000, 50_000)
    ),
    "bomb.gif": encode(Image.new("L", (1, 1)), "GIF").replace(
        b"GIF87a" + struct.pack("<HH", 1, 1), b"GIF87a" + struct.pack("<HH", 50_000, 50_000)
    ),
    "bomb_text.png": png_header(9, 9)[:33]
    + struct.pack(">I", 0x7FFFFFFF)
    + b"zTXt"
    + zlib.compress(bytes(10_000_000)),
}
