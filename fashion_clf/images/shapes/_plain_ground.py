"""What stands before a plain ground, as in a studio."""

import numpy as np
from PIL import Image
from scipy import ndimage
from skimage.color import rgb2lab

from fashion_clf.images.extractors._foreground import border, foreground_of, large_pieces

__all__ = ["product_mask"]

_SIDE = 64  # of the picture that is looked at, in pixels
_NEAR = 4.0  # difference of colour, in CIELAB, within which a pixel is of the ground
_PLAIN = 0.5  # least share of the border that a plain ground has
_WHITE = 97.0  # least light of a white ground
_USUAL = 0.15  # share of the border that a white ground is taken to have more
_PIECE = 0.05  # share of the largest piece, below which others are dropped
_SMALLEST = 0.015  # share of the photo below which nothing stands out


def product_mask(photo, aspect):
    """Separate a product from its ground.

    Where much of the border has one colour, what has another one is the product, though it
    may run out of the photo, as people do who are cropped. Elsewhere as `foreground_of`.

    Parameters
    ----------
    photo : ndarray of uint8, shape (side, side, 3)
        A photo scaled to a square.
    aspect : float
        Width over height before that.

    Returns
    -------
    mask : ndarray of bool, shape (height, width)
    is_plain : bool
        Whether the ground has one colour.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._plain_ground import product_mask
    >>> photo = np.full((64, 64, 3), 250, np.uint8)
    >>> photo[:, 20:40] = (150, 60, 40)
    >>> mask, is_plain = product_mask(photo, 1.0)
    >>> bool(mask[:, 22:38].all()), bool(mask[:, :18].any()), is_plain
    (True, False, True)
    """
    small = Image.fromarray(photo).resize((_SIDE, _SIDE), Image.Resampling.BOX)
    lab = rgb2lab(np.asarray(small)).astype(np.float32)
    ground = _ground_color(lab)
    mask = None if ground is None else _clean(np.linalg.norm(lab - ground, axis=2) > _NEAR)
    if mask is None or mask.mean() < _SMALLEST:
        return foreground_of(Image.fromarray(photo), aspect), False
    return mask, True


def _ground_color(lab):
    """Commonest colour of the border, None where none is common."""
    line = border(lab)
    near = np.linalg.norm(line[:, None] - line, axis=2) < _NEAR
    shares = near.mean(axis=1)
    first = (shares + _USUAL * (line[:, 0] > _WHITE)).argmax()
    return np.median(line[near[first]], axis=0) if shares[first] >= _PLAIN else None


def _clean(mask):
    mask = ndimage.binary_opening(np.pad(mask, 2, mode="edge"), np.ones((2, 2)))[2:-2, 2:-2]
    return large_pieces(ndimage.binary_fill_holes(mask), _PIECE, np.ones((3, 3)))
