"""Features of the parts of a photo where a whole outfit wears what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from fashion_clf.images.extractors._base import ImageExtractor
from fashion_clf.images.extractors._color import ColorHistogramExtractor
from fashion_clf.images.extractors._hog import HOGExtractor, strongest_gradient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fashion_clf.utils._typing import Box, Ints, Photos

__all__ = ["REGIONS", "RegionFeatures", "find_figure"]

# top, bottom, left, right, as shares of the figure
REGIONS = {
    "upper": (0.05, 0.50, 0.10, 0.90),
    "lower": (0.40, 0.90, 0.10, 0.90),
    "feet": (0.80, 1.00, 0.00, 1.00),
    "centre": (0.25, 0.75, 0.25, 0.75),
}
_OUTSIDE = 0.01  # share of the edges that may lie beyond each side of the figure


class RegionFeatures(ImageExtractor):
    """Gradients and colours of each region of an outfit, apart.

    The box of the figure is where the edges are; the regions are fixed shares of
    it. Each is scaled to a square and described by itself, so that a skirt is
    compared with trousers and not with the background.

    Parameters
    ----------
    regions : dict of str to (top, bottom, left, right) or None, default=None
        Shares of the figure, between 0 and 1; None for `REGIONS`.
    figure : bool, default=True
        Whether to look for the figure; else regions are shares of the photo.
    side : int, default=48
        Side that each region is scaled to, in pixels.
    image_size : int, default=128
        Side to which photos are scaled where paths are given, in pixels.

    Attributes
    ----------
    image_shape_ : tuple of int
        Height and width of the photos it was fitted for.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images import RegionFeatures
    >>> photos = np.full((1, 64, 64, 3), 255, dtype=np.uint8)
    >>> photos[0, 8:56, 24:40] = (200, 0, 0)
    >>> regions = RegionFeatures({"upper": (0, 0.5, 0, 1), "lower": (0.5, 1, 0, 1)})
    >>> F = regions.fit_transform(photos)
    >>> [name for name in regions.get_feature_names_out() if "lower" in name][0]
    'lower_hog_block00_00_cell0_0_bin00'
    """

    def __init__(
        self,
        regions: Mapping[str, Box] | None = None,
        figure: bool = True,
        side: int = 48,
        image_size: int = 128,
    ) -> None:
        self.regions = regions
        self.figure = figure
        self.side = side
        self.image_size = image_size

    def _regions(self):
        regions = REGIONS if self.regions is None else self.regions
        for name, (top, bottom, left, right) in regions.items():
            if not (0 <= top < bottom <= 1 and 0 <= left < right <= 1):
                raise ValueError(
                    f"region {name!r}: {(top, bottom, left, right)}; allowed: top < bottom and "
                    "left < right, each from 0 to 1"
                )
        return regions

    def _parts(self):
        blank = np.zeros((1, self.side, self.side, 3), dtype=np.uint8)
        cell = max(2, self.side // 5)
        colors = ColorHistogramExtractor(grid=(1, 1))
        return [part.fit(blank) for part in (HOGExtractor(9, (cell, cell)), colors)]

    def _names(self):
        names = [name for part in self._parts() for name in part.get_feature_names_out()]
        return [f"{region}_{name}" for region in self._regions() for name in names]

    def _describe(self, batch):
        height, width = self.image_shape_
        boxes = find_figure(batch) if self.figure else [(0, height, 0, width)] * len(batch)
        parts, blocks = self._parts(), []
        for shares in self._regions().values():
            crops = np.stack(
                [
                    _crop(photo, box, shares, self.side)
                    for photo, box in zip(batch, boxes, strict=True)
                ]
            )
            blocks += [part.transform(crops) for part in parts]
        return np.hstack(blocks)


def find_figure(batch: Photos) -> Ints:
    """Find the box that holds the edges of each photo, but for a few at its sides.

    Parameters
    ----------
    batch : ndarray of uint8, shape (n_photos, height, width, 3)

    Returns
    -------
    ndarray of int, shape (n_photos, 4)
        Top, bottom, left and right of each, in pixels; the whole photo where there
        is no edge.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.extractors._regions import find_figure
    >>> photos = np.full((1, 32, 32, 3), 255, dtype=np.uint8)
    >>> photos[0, 4:28, 10:20] = 0
    >>> find_figure(photos).tolist()
    [[3, 29, 9, 21]]
    """
    down, across = strongest_gradient(batch)
    strength = np.hypot(down, across)
    boxes = np.empty((len(batch), 4), dtype=np.intp)
    for side, axis in ((0, 2), (2, 1)):
        mass = strength.sum(axis=axis).cumsum(axis=1)
        total = mass[:, -1:]
        length = mass.shape[1]
        boxes[:, side] = (mass <= _OUTSIDE * total).sum(axis=1)
        boxes[:, side + 1] = length - (mass[:, :-1] >= (1 - _OUTSIDE) * total).sum(axis=1)
        blank = (total[:, 0] == 0) | (boxes[:, side + 1] - boxes[:, side] < length // 4)
        boxes[blank, side], boxes[blank, side + 1] = 0, length
    return boxes


def _crop(photo, box, shares, side):
    top, bottom, left, right = box
    height, width = bottom - top, right - left
    low = (left + shares[2] * width, top + shares[0] * height)
    high = (left + shares[3] * width, top + shares[1] * height)
    picture = Image.fromarray(photo)
    return np.asarray(picture.resize((side, side), Image.Resampling.BILINEAR, box=(*low, *high)))
