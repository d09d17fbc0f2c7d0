"""Gradients and lines of small grey pictures, by cell and direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

if TYPE_CHECKING:
    from fashion_clf.utils._typing import Floats, Photos

__all__ = ["SIDE", "describe_shapes", "halves", "split_mirrored"]

SIDE = 28
_LARGEST = 0.25  # of a value in a block of length 1: one strong edge must not hide the others
# Sides of the cells, in pixels, and directions of each. Cells fill the side, so that a mirror
# image has the mirrored description; gradients towards light and towards dark are two
# directions, for all is dark outside of the garment.
_GRIDS = ((4.0, 12), (3.5, 8), (5.6, 16), (7.0, 16), (2.8, 8))
_BLUR = 0.7  # of the light, in pixels
_LINE_BLUR, _LINE_CELL = 0.6, 3.5  # of the lines, in pixels
_LINE = 20.0  # lights that a line differs from both sides by, together, to be a clear one
_ALONG = ((0, 1), (1, 1), (1, 0), (1, -1))  # where the sides of a line are: down and across
_MIRRORED = [0, 3, 2, 1, 4, 7, 6, 5]  # places of bright and dark lines in a mirror image


def describe_shapes(
    images: Photos, grids: tuple[tuple[float, int], ...] = _GRIDS, *, lines: bool = True
) -> tuple[list[Floats], list[Floats]]:
    """Describe pictures by their gradients, at some sizes of cells, their lines and their light.

    A mirror image has the values of the picture in another order. So each is split into what
    both have in common and what changes its sign: the sum is the description of the picture,
    the difference that of its mirror image.

    Parameters
    ----------
    images : ndarray of uint8, shape (n_samples, 28, 28)
    grids : tuple of pairs, default=five
        Side of the cells in pixels and directions, of each histogram of gradients.
    lines : bool, default=True
        Whether lines are described.

    Returns
    -------
    even, odd : list of ndarray of float32, shape (n_samples, n_values)
        One for each size, histograms of oriented gradients: blocks of two by two cells, each of
        length 1, or 0 where nothing is. Then lines in four directions, bright and dark ones
        (seams, straps, prints), and last the root of the light, a little blurred.

    References
    ----------
    N. Dalal and B. Triggs, "Histograms of oriented gradients for human detection", CVPR 2005.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._descriptors import describe_shapes
    >>> even, odd = describe_shapes(np.zeros((1, 28, 28), np.uint8))
    >>> [block.shape[1] for block in even], [block.shape[1] for block in odd]
    ([864, 784, 512, 288, 1296, 256, 392], [864, 784, 512, 288, 1296, 256, 392])
    """
    down, across = _gradients(images)
    length, turn = np.hypot(down, across), np.arctan2(down, across) / (2 * np.pi) % 1.0
    blocks = [_blocks(_cells(length, turn, side, n), side) for side, n in grids]
    # half of the values, and what the mirror image has there
    pairs = [(block[..., ::2, :], _turned(block[:, :, ::-1, 1::2])) for block in blocks]
    if lines:
        left, right = halves(_lines(images))
        pairs.append((left, right[..., _MIRRORED]))
    light = ndimage.gaussian_filter(images.astype(np.float32) / 255, (0, _BLUR, _BLUR))
    pairs.append(halves(np.sqrt(light)))
    return split_mirrored(pairs)


def halves(values):
    """Give the left half of (n_samples, height, width, ...), and the right one mirrored."""
    half = values.shape[2] // 2
    return values[:, :, :half], values[:, :, : half - 1 : -1]


def split_mirrored(pairs):
    """Split pairs of values, and of what mirror images have there, into even and odd parts.

    Parameters
    ----------
    pairs : list of pairs of ndarray of float32, shape (n_samples, ...)

    Returns
    -------
    even, odd : list of ndarray of float32, shape (n_samples, n_values)

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._descriptors import split_mirrored
    >>> even, odd = split_mirrored([(np.float32([[1.0]]), np.float32([[1.0]]))])
    >>> round(float(even[0][0, 0]), 3), float(odd[0][0, 0])
    (1.414, 0.0)
    """
    root = np.sqrt(np.float32(2))
    even = [_flat((one + other) / root) for one, other in pairs]
    return even, [_flat((one - other) / root) for one, other in pairs]


def _gradients(images):
    light = np.pad(images.astype(np.float32) / 255, ((0, 0), (1, 1), (1, 1)), mode="edge")
    return light[:, 2:, 1:-1] - light[:, :-2, 1:-1], light[:, 1:-1, 2:] - light[:, 1:-1, :-2]


def _cells(length, turn, side, n_directions):
    """Histograms of each cell: a gradient counts for two directions and four cells."""
    place = turn * n_directions
    first = np.floor(place).astype(np.int64)
    share = (place - first).astype(np.float32)
    first %= n_directions
    flat = np.zeros(length.size * n_directions, dtype=np.float32)
    pixel = np.arange(length.size) * n_directions
    flat[pixel + first.ravel()] = (length * (1 - share)).ravel()
    flat[pixel + ((first + 1) % n_directions).ravel()] += (length * share).ravel()
    return _pooled(flat.reshape(*length.shape, n_directions), side)


def _lines(images):
    """Tell how much brighter, and how much darker, than both sides pixels are, by cell."""
    light = ndimage.gaussian_filter(images.astype(np.float32), (0, _LINE_BLUR, _LINE_BLUR))
    padded = np.pad(light, ((0, 0), (1, 1), (1, 1)), mode="edge")
    sides = (
        padded[:, 1 + down : 1 + SIDE + down, 1 + across : 1 + SIDE + across]
        + padded[:, 1 - down : 1 + SIDE - down, 1 - across : 1 + SIDE - across]
        for down, across in _ALONG
    )
    bends = np.stack([2 * light - both for both in sides], axis=-1) / _LINE
    clear = np.tanh(np.maximum(np.concatenate([bends, -bends], axis=-1), 0))
    return np.sqrt(_pooled(clear, _LINE_CELL))


def _pooled(values, side):
    """Sum the values of pixels, of (n_samples, height, width, n), by cell: each counts for four."""
    centres = np.arange(side / 2 - 0.5, SIDE, side)
    weights = np.maximum(0, 1 - np.abs(np.arange(SIDE) - centres[:, None]) / side)
    weights = weights.astype(np.float32)
    rows = np.tensordot(weights, values, (1, 1))  # n_cells, n_samples, width, n
    return np.tensordot(weights, rows, (1, 2)).transpose(2, 1, 0, 3)


def _blocks(cells, side):
    n = cells.shape[1] - 1
    parts = [cells[:, top : top + n, left : left + n] for top in (0, 1) for left in (0, 1)]
    blocks = np.concatenate(parts, axis=-1)
    blocks = blocks / np.sqrt((blocks**2).sum(axis=-1, keepdims=True) + 0.0025 * side)
    blocks = np.minimum(blocks, _LARGEST)
    blocks /= np.sqrt((blocks**2).sum(axis=-1, keepdims=True) + 1e-3)
    return blocks.reshape(*blocks.shape[:3], 4, -1)  # corners: top left, top right, ...


def _turned(block):
    """Change the directions to those of a mirror image."""
    n_directions = block.shape[-1]
    return block[..., (n_directions // 2 - np.arange(n_directions)) % n_directions]


def _flat(block):
    return block.reshape(len(block), -1)
