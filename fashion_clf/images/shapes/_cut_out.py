"""A garment of a photo, cut out: small, grey and on black."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from fashion_clf.images.extractors._foreground import bounding_box, foreground_of
from fashion_clf.images.shapes._descriptors import SIDE

if TYPE_CHECKING:
    from fashion_clf.utils._typing import Photos

__all__ = ["READ_AT", "cut_out"]

READ_AT = 128  # side of the square photo that it is cut out of, in pixels


def cut_out(photo: Photos, aspect: float) -> Photos:
    """Cut a garment out, as the pictures are that `ShapeClassifier` comes with.

    Parameters
    ----------
    photo : ndarray of uint8, shape (side, side, 3)
        A photo scaled to a square.
    aspect : float
        Width over height before that.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        What stands out of the background, dark colours bright, on black; the longer side of
        its box fills the picture.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._cut_out import cut_out
    >>> photo = np.full((64, 64, 3), 250, np.uint8)
    >>> photo[10:54, 26:38] = (20, 30, 90)
    >>> picture = cut_out(photo, aspect=1.0)
    >>> bool(picture[14, 14] > 150), int(picture[:, :6].max())
    (True, 0)
    """
    image = Image.fromarray(photo)
    mask = foreground_of(image, aspect)
    top, bottom, left, right = bounding_box(mask, margin=0)
    side = len(photo)
    outline = Image.fromarray(mask.astype(np.uint8) * 255).resize((side, side))
    share = np.asarray(outline, dtype=np.float32) / 255
    dark = (255 - np.asarray(image.convert("L"), dtype=np.float32)) * share
    across, down = (right - left) * aspect, bottom - top
    shape = [max(1, round(SIDE * length / max(across, down))) for length in (across, down)]
    garment = Image.fromarray(dark.astype(np.uint8)).resize(
        tuple(shape),
        Image.Resampling.BILINEAR,
        box=tuple(side * edge for edge in (left, top, right, bottom)),
        reducing_gap=3.0,
    )
    picture = np.zeros((SIDE, SIDE), dtype=np.uint8)
    first_row, first_column = (SIDE - shape[1]) // 2, (SIDE - shape[0]) // 2
    picture[first_row : first_row + shape[1], first_column : first_column + shape[0]] = np.asarray(
        garment
    )
    return picture
