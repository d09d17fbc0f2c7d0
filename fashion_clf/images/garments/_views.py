"""What is looked at in a photo of a garment: the photo, and the garment cut out."""

import os
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PIL import Image
from scipy import ndimage

from fashion_clf.images.extractors._foreground import bounding_box, foreground_of

__all__ = ["GarmentViews", "aspect_ratio", "garment_views"]

_TURNED = (5, 6, 7, 8)  # EXIF orientations that swap width and height


class GarmentViews(NamedTuple):
    """Pictures of one photo, all uint8 and square.

    Attributes
    ----------
    photo : ndarray, shape (size, size, 3)
        The whole photo as it is.
    faded : ndarray, shape (size, size, 3)
        The whole photo, all but the garment nearly in one colour.
    stretched : ndarray, shape (size, size, 3)
        The box around the garment, faded, its sides scaled to those of the square.
    square : ndarray, shape (size, size, 3)
        The same with its proportions kept.
    alone : ndarray, shape (size, size, 3)
        The same, with all but the garment in one colour.
    silhouette : ndarray, shape (size, size, 3)
        The same of the mask alone, white on black.
    """

    photo: np.ndarray
    faded: np.ndarray
    stretched: np.ndarray
    square: np.ndarray
    alone: np.ndarray
    silhouette: np.ndarray

    def mirrored(self):
        """Give the pictures of the mirrored photo."""
        return GarmentViews(*(np.ascontiguousarray(picture[:, ::-1]) for picture in self))


def aspect_ratio(path):
    """Width of a photo over its height, upright; 1 where it cannot be told.

    Examples
    --------
    >>> from fashion_clf.images.garments._views import aspect_ratio
    >>> aspect_ratio("no such file")
    1.0
    """
    try:
        if not os.path.isfile(path):
            return 1.0
        with Image.open(path) as image:
            width, height = image.size
            turned = image.getexif().get(0x0112, 1) in _TURNED
    except Exception:  # whatever damage it is, reading the pixels tells
        return 1.0
    return height / width if turned else width / height


def garment_views(photo, aspect, size=160):
    """Look at a photo in six ways.

    Parameters
    ----------
    photo : ndarray of uint8, shape (side, side, 3)
        A photo scaled to a square.
    aspect : float
        Width over height before that.
    size : int, default=160
        Side of the views, in pixels.

    Returns
    -------
    GarmentViews

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.garments._views import garment_views
    >>> photo = np.full((128, 128, 3), 230, np.uint8)
    >>> photo[40:90, 30:70] = (20, 30, 120)
    >>> views = garment_views(photo, aspect=0.75, size=32)
    >>> views.square.shape, views.photo[0, 0].tolist(), views.stretched[16, 16].tolist()
    ((32, 32, 3), [230, 230, 230], [20, 30, 120])
    """
    side = len(photo)
    image = Image.fromarray(photo)
    mask = foreground_of(image, aspect)
    top, bottom, left, right = bounding_box(mask)
    soft = _soft(mask, side)
    backdrop = _backdrop(photo, soft)
    # a little of the background is kept: the mask may be wrong
    away = photo.astype(np.float32) - backdrop
    faded = Image.fromarray(_blend(away, backdrop, 0.2 + 0.8 * soft))
    alone = Image.fromarray(_blend(away, backdrop, soft))
    box = tuple(side * edge for edge in (left, top, right, bottom))
    longer = max((right - left) * aspect, bottom - top)
    shape = [
        max(4, round(size * share / longer)) for share in ((right - left) * aspect, bottom - top)
    ]
    place = [(size - length) // 2 for length in shape]
    squares = []
    white = Image.fromarray((255 * soft).astype(np.uint8))
    for picture, around in ((faded, backdrop), (alone, backdrop), (white, (0, 0, 0))):
        square = Image.new("RGB", (size, size), tuple(int(value) for value in around))
        square.paste(_scaled(picture, shape, box).convert("RGB"), place)
        squares.append(np.array(square))
    return GarmentViews(
        np.array(_scaled(image, (size, size))),
        np.array(_scaled(faded, (size, size))),
        np.array(_scaled(faded, (size, size), box)),
        *squares,
    )


def _scaled(image, shape, box=None):
    return image.resize(tuple(shape), Image.Resampling.BILINEAR, box=box, reducing_gap=2.0)


def _soft(mask, side):
    """Scale the mask to the photo, with a soft edge a little outside of its own."""
    down, across = (_scaling(length, side) for length in mask.shape)
    return np.minimum(1.6 * (down @ mask.astype(np.float32) @ across.T), 1)


@lru_cache(maxsize=128)
def _scaling(length, side):
    """Give what scales a line of pixels between neighbours and blurs it, as a matrix."""
    place = (np.arange(side) + 0.5) * length / side - 0.5
    near = np.maximum(1 - np.abs(place[:, None] - np.arange(length)), 0)
    near /= near.sum(axis=1, keepdims=True)
    return ndimage.gaussian_filter1d(near, side / 85, axis=0).astype(np.float32)


def _backdrop(photo, soft):
    """Mean colour of the background, of the photo where there is hardly any."""
    outside = 1 - soft
    if outside.mean() < 0.02:
        return photo.mean(axis=(0, 1), dtype=np.float32)
    return np.einsum("ij,ijk->k", outside, photo, dtype=np.float32) / outside.sum()


def _blend(away, backdrop, share):
    """Keep a share of what pixels are away from the backdrop."""
    mixed = away * np.repeat(share, 3).reshape(away.shape)  # broadcasting over three is slow
    mixed += backdrop
    return mixed.astype(np.uint8)
