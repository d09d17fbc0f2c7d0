"""Histograms of oriented gradients, for whole batches at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from fashion_clf.images.extractors._base import ImageExtractor

if TYPE_CHECKING:
    from fashion_clf.utils._typing import Floats, Ints, Photos

__all__ = ["HOGExtractor", "strongest_gradient"]

_EPS = 1e-5
_LEVELS = 511  # differences of two bytes: -255 .. 255
_SHIFT = 10  # of the squared magnitude, above 2 bits of the channel and 8 of the orientation
_FIRST = np.array([2 << 8, 1 << 8], dtype=np.int32)[:, None, None]
_NORMS = ("L1", "L1-sqrt", "L2", "L2-Hys")


class HOGExtractor(ImageExtractor):
    """Histograms of oriented gradients of photos.

    The gradient of a pixel is that of its strongest colour channel. Cells gather
    the magnitudes by orientation (unsigned, hard bins), overlapping blocks of
    cells are normalised. The numbers are those of ``skimage.feature.hog`` with
    ``channel_axis=-1``, computed by table: the differences of two bytes take few
    values, so magnitude and orientation are looked up.

    Parameters
    ----------
    orientations : int, default=9
        Bins between 0 and 180 degrees, at most 255.
    pixels_per_cell : tuple of int, default=(16, 16)
        Height and width of a cell.
    cells_per_block : tuple of int, default=(2, 2)
        Cells of a block, down and across.
    block_norm : {"L1", "L1-sqrt", "L2", "L2-Hys"}, default="L2-Hys"
        How a block is normalised.
    transform_sqrt : bool, default=False
        Take the square root of the photo first, which evens out shade (slower).
    image_size : int, default=128
        Side to which photos are scaled where paths are given, in pixels.

    Attributes
    ----------
    image_shape_ : tuple of int
        Height and width of the photos it was fitted for.

    References
    ----------
    N. Dalal and B. Triggs, "Histograms of oriented gradients for human
    detection", CVPR 2005.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images import HOGExtractor
    >>> photos = np.zeros((1, 32, 32, 3), dtype=np.uint8)
    >>> photos[:, :, 16:] = 255  # an upright edge: all gradients point across
    >>> hog = HOGExtractor(cells_per_block=(1, 1)).fit(photos)
    >>> hog.transform(photos)[0, :9].round(2).tolist()
    [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    >>> hog.get_feature_names_out()[0]
    'hog_block00_00_cell0_0_bin00'
    """

    def __init__(
        self,
        orientations: int = 9,
        pixels_per_cell: tuple[int, int] = (16, 16),
        cells_per_block: tuple[int, int] = (2, 2),
        block_norm: str = "L2-Hys",
        transform_sqrt: bool = False,
        image_size: int = 128,
    ) -> None:
        self.orientations = orientations
        self.pixels_per_cell = pixels_per_cell
        self.cells_per_block = cells_per_block
        self.block_norm = block_norm
        self.transform_sqrt = transform_sqrt
        self.image_size = image_size

    def cell_histograms(self, photos: Photos) -> Floats:
        """Sum magnitudes by orientation in each cell, before blocks are normalised.

        Parameters
        ----------
        photos : ndarray of uint8, shape (n_photos, height, width, 3)
            Of any one shape.

        Returns
        -------
        ndarray of float, shape (n_photos, n_rows, n_columns, orientations)
            Means over the pixels of the cell.
        """
        size = zip(photos.shape[1:3], self.pixels_per_cell, strict=True)
        return self._cell_histograms(photos, [side // cell for side, cell in size])

    def _layout(self):
        """Give cells and blocks, down and across."""
        if self.block_norm not in _NORMS:
            raise ValueError(f"block_norm={self.block_norm!r}; allowed: {', '.join(_NORMS)}")
        if not 1 <= self.orientations <= 255:
            raise ValueError(f"orientations={self.orientations!r}; allowed: 1 to 255")
        cells = [
            side // cell for side, cell in zip(self.image_shape_, self.pixels_per_cell, strict=True)
        ]
        blocks = [n - block + 1 for n, block in zip(cells, self.cells_per_block, strict=True)]
        if min(blocks) < 1:
            raise ValueError(
                f"photos of {self.image_shape_[0]} x {self.image_shape_[1]} pixels hold no block: "
                f"pixels_per_cell={self.pixels_per_cell}, cells_per_block={self.cells_per_block}"
            )
        return cells, blocks

    def _names(self):
        _, blocks = self._layout()
        shape = (*blocks, *self.cells_per_block, self.orientations)
        return [
            f"hog_block{row:02d}_{column:02d}_cell{down}_{across}_bin{bin_:02d}"
            for row, column, down, across, bin_ in np.ndindex(shape)
        ]

    def _describe(self, batch):
        cells, blocks = self._layout()
        histograms = self._cell_histograms(batch, cells)
        down, across = self.cells_per_block
        windows = np.lib.stride_tricks.sliding_window_view(histograms, (down, across), axis=(1, 2))
        # (n, block row, block column, orientation, down, across) -> one row a block
        windows = np.moveaxis(windows, 3, 5).reshape(len(batch), blocks[0] * blocks[1], -1)
        return _normalise(windows, self.block_norm).reshape(len(batch), -1)

    def _cell_histograms(self, batch, cells):
        (rows, columns), (height, width) = cells, self.pixels_per_cell
        n_sums = rows * columns * self.orientations
        cell = (
            np.arange(rows * height)[:, None] // height * columns
            + np.arange(columns * width) // width
        ) * self.orientations
        sums = np.empty((len(batch), n_sums))
        # photo by photo, for one and what is computed of it stay in the processor's cache
        for photo, magnitude, orientation in self._gradients(batch):
            places = orientation[: rows * height, : columns * width] + cell
            weights = magnitude[: rows * height, : columns * width]
            sums[photo] = np.bincount(places.ravel(), weights.ravel(), minlength=n_sums)
        return sums.reshape(len(batch), rows, columns, self.orientations) / (height * width)

    def _gradients(self, batch):
        """Give number, magnitudes and orientation bins of each photo, of its strongest channels."""
        if self.transform_sqrt:
            roots = np.sqrt(np.arange(256.0))
            for number, photo in enumerate(batch):
                planes = roots.take(photo.transpose(2, 0, 1))
                down, across, squared = _strongest(*_differences(planes))
                bins = _orientation_bin(down, across, self.orientations)
                yield number, np.sqrt(squared), bins
            return
        ranks = _rank_table(self.orientations)
        for number, photo in enumerate(batch):
            codes = _difference_codes(photo)
            ranked = ranks.take(codes)
            ranked[:2] += _FIRST
            best = ranked.max(axis=0)
            yield number, np.sqrt((best >> _SHIFT).astype(np.float32)), best & 255


def strongest_gradient(batch: Photos) -> tuple[Ints, Ints]:
    """Gradient of the channel where it is strongest.

    Parameters
    ----------
    batch : ndarray of uint8, shape (n_photos, height, width, 3)

    Returns
    -------
    down, across : ndarray of int, shape (n_photos, height, width)
        Differences of the pixels below and above, right and left; 0 at the border.
    """
    planes = np.ascontiguousarray(np.moveaxis(batch, 3, 0), dtype=np.int16)
    down, across = (plane.astype(np.int32) for plane in _differences(planes))
    return _strongest(down, across)[:2]


def _difference_codes(photo):
    """Differences down and across of each channel, as one number: a place in the table."""
    down, across = _differences(photo.transpose(2, 0, 1).astype(np.int16, order="C"))
    codes = down.astype(np.int32)
    codes *= _LEVELS
    codes += 255 * (_LEVELS + 1)
    codes += across
    return codes


def _differences(planes):
    """Differences of the pixels below and above, right and left, of (..., height, width)."""
    down, across = np.zeros_like(planes, order="C"), np.empty_like(planes, order="C")
    np.subtract(planes[..., 2:, :], planes[..., :-2, :], out=down[..., 1:-1, :])
    # of all pixels in one row: faster, and what is wrong at the borders is 0 there anyway
    np.subtract(planes.ravel()[2:], planes.ravel()[:-2], out=across.reshape(-1)[1:-1])
    across[..., 0] = across[..., -1] = 0
    return down, across


def _strongest(down, across):
    """Keep, of three channels (the first axis), the one with the largest gradient."""
    squared = down * down
    squared += across * across
    second = squared[1] > squared[0]
    best = np.maximum(squared[0], squared[1])
    third = squared[2] > best
    # places in the flat arrays: to take is faster than to choose where so many choices differ
    places = np.arange(best.size).reshape(best.shape)
    places += best.size * np.maximum(second, 2 * third.astype(np.intp))
    return down.take(places), across.take(places), np.maximum(best, squared[2])


def _orientation_bin(down, across, n_bins):
    """Bin of the angle in [0, 180), with skimage's own bounds of the bins."""
    angle = np.arctan2(down, across) * (180.0 / np.pi)
    angle += 180.0 * (angle < 0)
    angle *= angle < 180.0  # 180 degrees are 0
    bins = np.zeros(angle.shape, dtype=np.uint8)
    for bound in 180.0 / n_bins * np.arange(1, n_bins):
        bins += angle >= bound
    return bins


@cache
def _rank_table(n_bins):
    """Squared magnitude, then bin, of each pair of differences; made once, it does not change.

    The larger number is the stronger gradient; two bits between the two parts are
    left for the channel, because the first of equals counts.
    """
    difference = np.arange(-255, 256)
    bins = _orientation_bin(difference[:, None].astype(float), difference.astype(float), n_bins)
    squared = (difference[:, None] ** 2 + difference**2).astype(np.int32)
    return (squared << _SHIFT | bins).ravel()


def _normalise(blocks, norm):
    if norm.startswith("L1"):
        blocks = blocks / (np.abs(blocks).sum(axis=-1, keepdims=True) + _EPS)
        return np.sqrt(blocks) if norm == "L1-sqrt" else blocks
    blocks = blocks / np.sqrt((blocks**2).sum(axis=-1, keepdims=True) + _EPS**2)
    if norm == "L2-Hys":
        blocks = np.minimum(blocks, 0.2)
        blocks = blocks / np.sqrt((blocks**2).sum(axis=-1, keepdims=True) + _EPS**2)
    return blocks
