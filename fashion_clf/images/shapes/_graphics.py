"""Pictures that are no photo of a product: charts and tables of sizes, swatches, logos."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

if TYPE_CHECKING:
    from fashion_clf.utils._typing import Photos

__all__ = ["is_graphic"]

_PLAIN = 5.0  # standard deviation of the light of a picture without anything in it
_GREY_STEP = 16  # lights that count as one
_PAPER = 0.5  # share of one light behind a text
_LETTERS = 18  # small pieces, as letters and figures are
_SMALL = 0.012  # share of the picture that such a piece has at most
_LINE = 4  # pixels of the thickness of a line
_FLAT = 0.9  # share of what is not background that has one light, in a drawn sign
_SIGN = 0.06  # share of the picture that a sign has at least
_NEAR = 12  # lights from the commonest that are still background


def is_graphic(photo: Photos) -> bool:
    """Tell pictures that show no garment: plain ones, texts and signs of one colour.

    Parameters
    ----------
    photo : ndarray of uint8, shape (side, side, 3)
        128 pixels a side, or about that.

    Returns
    -------
    bool

    Notes
    -----
    A plain picture has hardly any contrast. A text (a chart of sizes) is many small pieces on
    one light. A sign has one light on another, without the shades that photos have.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._graphics import is_graphic
    >>> is_graphic(np.full((128, 128, 3), 90, np.uint8))
    True
    """
    light = photo.astype(np.float32).mean(axis=-1)
    if light.std() < _PLAIN:
        return True
    counts = np.bincount((light / _GREY_STEP).astype(np.intp).ravel(), minlength=16)
    ground = np.median(light[(light / _GREY_STEP).astype(np.intp) == counts.argmax()])
    ink = np.abs(light - ground) > _NEAR
    if ink.mean() > 1 - _PAPER:
        return False
    pieces, _ = ndimage.label(ink, structure=np.ones((3, 3)))
    sizes = np.bincount(pieces.ravel())[1:]
    lines = [
        min(rows.stop - rows.start, columns.stop - columns.start) <= _LINE
        and max(rows.stop - rows.start, columns.stop - columns.start) >= len(light) // 2
        for rows, columns in ndimage.find_objects(pieces)
    ]  # of a table
    sizes = sizes[~np.array(lines, dtype=bool)]
    small = (sizes >= 3) & (sizes <= _SMALL * light.size)
    if small.sum() >= _LETTERS and sizes[small].sum() >= 0.3 * sizes.sum():
        return True
    inner = ndimage.binary_erosion(ink)
    if inner.mean() < _SIGN:
        return False
    colour = photo[inner].astype(np.float32)
    away = np.abs(colour - np.median(colour, axis=0)).max(axis=1)
    return bool((away <= _NEAR / 2).mean() >= _FLAT)
