"""Histograms of colour, for whole batches at once."""

from __future__ import annotations

from functools import cache

import numpy as np
from skimage.color import rgb2hsv

from fashion_clf.images.extractors._base import ImageExtractor

__all__ = ["ColorHistogramExtractor"]

_BITS = 6  # of each channel; a table of all 2 ** 18 colours stays in the cache


class ColorHistogramExtractor(ImageExtractor):
    """Histograms of hue, saturation and value of photos, and of hue by saturation.

    Colours are taken at six bits a channel and looked up in a table of their
    bins. Every histogram of every part of the photo sums to 1, so the features do
    not grow with the photo.

    Parameters
    ----------
    bins : tuple of int, default=(12, 4, 4)
        Bins of hue, saturation and value, each over [0, 1].
    joint : bool, default=True
        Whether to add the histogram of hue by saturation.
    grid : tuple of int, default=(2, 2)
        Parts of the photo, down and across; each has histograms of its own.
    center_weight : float, default=0.0
        How much less the border counts than the centre, in [0, 1]: a pixel's
        weight falls with its distance from the centre, to ``1 - center_weight``
        in the corners.
    image_size : int, default=128
        Side to which photos are scaled where paths are given, in pixels.

    Attributes
    ----------
    image_shape_ : tuple of int
        Height and width of the photos it was fitted for.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images import ColorHistogramExtractor
    >>> red = np.zeros((1, 8, 8, 3), dtype=np.uint8)
    >>> red[..., 0] = 255
    >>> colors = ColorHistogramExtractor(bins=(3, 2, 2), joint=False, grid=(1, 1)).fit(red)
    >>> dict(zip(colors.get_feature_names_out(), colors.transform(red)[0].tolist()))
    ... # doctest: +NORMALIZE_WHITESPACE
    {'color_part0_0_hue00': 1.0, 'color_part0_0_hue01': 0.0, 'color_part0_0_hue02': 0.0,
     'color_part0_0_saturation00': 0.0, 'color_part0_0_saturation01': 1.0,
     'color_part0_0_value00': 0.0, 'color_part0_0_value01': 1.0}
    """

    def __init__(
        self,
        bins: int | tuple[int, int, int] = (12, 4, 4),
        joint: bool = True,
        grid: tuple[int, int] = (2, 2),
        center_weight: float = 0.0,
        image_size: int = 128,
    ) -> None:
        self.bins = bins
        self.joint = joint
        self.grid = grid
        self.center_weight = center_weight
        self.image_size = image_size

    def _names(self):
        self._check()
        hues, saturations, values = self.bins
        names = [f"hue{bin_:02d}" for bin_ in range(hues)]
        names += [f"saturation{bin_:02d}" for bin_ in range(saturations)]
        names += [f"value{bin_:02d}" for bin_ in range(values)]
        if self.joint:
            names += [f"hue{a:02d}_saturation{b:02d}" for a, b in np.ndindex(hues, saturations)]
        return [
            f"color_part{row}_{column}_{name}"
            for row, column in np.ndindex(*self.grid)
            for name in names
        ]

    def _check(self):
        if len(self.bins) != 3 or min(self.bins) < 1 or np.prod(self.bins) > 65536:
            raise ValueError(f"bins={self.bins!r}; allowed: three counts whose product is <= 65536")
        if not 0 <= self.center_weight <= 1:
            raise ValueError(f"center_weight={self.center_weight!r}; allowed: 0 to 1")
        if any(not 1 <= n <= side for n, side in zip(self.grid, self.image_shape_, strict=True)):
            raise ValueError(
                f"grid={self.grid!r}; allowed: 1 to the height and width of the photos, "
                f"{self.image_shape_}"
            )

    def _describe(self, batch):
        n, (rows, columns), n_bins = len(batch), self.grid, int(np.prod(self.bins))
        part, weights = self._parts(), self._weights()
        table = _table(tuple(self.bins))
        sums = np.empty((n, rows * columns * n_bins))
        # photo by photo, for one and what is computed of it stay in the processor's cache
        for number, photo in enumerate(batch):
            places = table.take(_codes(photo)) + part
            sums[number] = np.bincount(places, weights, minlength=sums.shape[1])
        sums = sums.reshape(n * rows * columns, *self.bins)
        sums = sums / sums.sum(axis=(1, 2, 3), keepdims=True)
        histograms = [sums.sum(axis=(2, 3)), sums.sum(axis=(1, 3)), sums.sum(axis=(1, 2))]
        if self.joint:
            histograms.append(sums.sum(axis=3).reshape(len(sums), -1))
        return np.concatenate(histograms, axis=1).reshape(n, -1)

    def _parts(self):
        """First column of the part that each pixel belongs to."""
        (height, width), (rows, columns) = self.image_shape_, self.grid
        part = np.arange(height)[:, None] * rows // height * columns
        part = part + np.arange(width) * columns // width
        return part.ravel() * int(np.prod(self.bins))

    def _weights(self):
        """Weight of each pixel, or None where all count alike."""
        if not self.center_weight:
            return None
        down, across = (np.linspace(-1, 1, side) for side in self.image_shape_)
        distance = np.hypot(down[:, None], across) / np.sqrt(2)
        # never quite nothing, so that a corner of one pixel still has a histogram
        return np.maximum(1 - self.center_weight * distance, 1e-6).ravel()


def _codes(photo):
    """Colour of each pixel as one number of 3 x 6 bits."""
    padded = np.empty(photo.size + 1, dtype=np.uint8)
    padded[:-1] = photo.ravel()
    # four bytes from each pixel on, so that all channels are handled at once
    pixels = np.ndarray((photo.size // 3,), "<u4", padded, strides=(3,)).astype(np.uint32)
    codes = (pixels >> 2) & 0x3F
    codes |= (pixels >> 4) & 0xFC0
    codes |= (pixels >> 6) & 0x3F000
    return codes


@cache
def _table(bins):
    """Bin of hue, saturation and value, as one number, of every colour; made once."""
    levels = np.arange(2**_BITS) / (2**_BITS - 1)
    colors = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1)
    hsv = rgb2hsv(colors.reshape(-1, 1, 3))[:, 0]
    parts = np.minimum((hsv * bins).astype(np.int64), np.array(bins) - 1)
    places = np.ravel_multi_index(parts.T, bins).reshape([2**_BITS] * 3)
    return places.T.ravel().astype(np.uint16)  # red counts least in a code
