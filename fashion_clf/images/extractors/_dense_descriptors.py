"""Dense local descriptors of a photo: what stands around each point of a grid."""

from functools import cache, lru_cache

import numpy as np
from numpy.lib.stride_tricks import as_strided

from fashion_clf.images.extractors._hog import strongest_gradient

__all__ = ["color_patches", "gradient_patches"]

_ORIENTATIONS = 8
_CELLS = 4  # a patch has 4 x 4 cells
_MOST = 255  # difference of two pixels
_FINE = 1024  # steps in which a gradient of length 1 is counted


def gradient_patches(photo, cell_sizes=(4, 6, 9), stride=5):
    """Histograms of oriented gradients of patches, on a grid, at several scales.

    Each patch has 4 x 4 cells of 8 signed orientations. It is normalised as SIFT
    is, and the square root of its L1-normalised values is taken.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width, 3)
    cell_sizes : sequence of int, default=(4, 6, 9)
        Sides of the cells, in pixels; each gives a scale.
    stride : int, default=5
        Pixels between patches.

    Returns
    -------
    descriptors : ndarray of float32, shape (n_patches, 128)
    places : ndarray of float32, shape (n_patches, 3)
        Middle of each patch, down and across, in [-0.5, 0.5], and its scale.

    References
    ----------
    R. Arandjelovic and A. Zisserman, "Three things everyone should know to
    improve object retrieval", CVPR 2012, for the square root.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.extractors._dense_descriptors import gradient_patches
    >>> descriptors, places = gradient_patches(np.zeros((64, 64, 3), np.uint8))
    >>> descriptors.shape[1], places.shape[1]
    (128, 3)
    """
    down, across = strongest_gradient(photo[None])
    code = (down[0] + _MOST) * (2 * _MOST + 1) + (across[0] + _MOST)
    table = _running_sums(_oriented().take(code, axis=0))
    found = [_cell_sums(table, cell, stride) for cell in cell_sizes]
    descriptors = np.concatenate([sums for sums, _ in found]) / np.float32(_FINE)
    scales = np.repeat(np.log2(cell_sizes) / 4, [len(sums) for sums, _ in found])
    places = np.column_stack([np.concatenate([place for _, place in found]), scales])
    return _root(descriptors), places.astype(np.float32)


def color_patches(photo, cell=6, stride=6):
    """Mean and deviation of colour in the cells of patches, on a grid.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width, 3)
    cell : int, default=6
        Side of the cells, in pixels; a patch has 4 x 4.
    stride : int, default=6
        Pixels between patches.

    Returns
    -------
    descriptors : ndarray of float32, shape (n_patches, 96)
    places : ndarray of float32, shape (n_patches, 3)
        As of `gradient_patches`.

    References
    ----------
    S. Clinchant et al., "XRCE's participation to ImagEval", 2007.
    """
    planes = photo.astype(np.float32) / 255
    table = _running_sums(np.concatenate([planes, planes**2], axis=2).astype(float))
    sums, places = _cell_sums(table, cell, stride)
    means = sums.reshape(len(sums), _CELLS**2, 6) / cell**2
    mean, square = means[..., :3], means[..., 3:]
    deviation = np.sqrt(np.maximum(square - mean**2, 0))
    descriptors = np.concatenate([mean, deviation], axis=-1).reshape(sums.shape)
    places = np.column_stack([places, np.zeros(len(places))])
    return descriptors.astype(np.float32), places.astype(np.float32)


@cache
def _oriented():
    """Length of every gradient that there can be, shared by the two orientations nearest to it.

    In whole numbers, which are added twice as fast. Sums over a photo may run over and
    begin anew; differences of them are right all the same.
    """
    steps = np.arange(-_MOST, _MOST + 1, dtype=float)
    down, across = (side.ravel() for side in np.meshgrid(steps, steps, indexing="ij"))
    angle = np.arctan2(down, across) * (_ORIENTATIONS / (2 * np.pi)) % _ORIENTATIONS
    distance = np.abs(angle[:, None] - np.arange(_ORIENTATIONS))
    distance = np.minimum(distance, _ORIENTATIONS - distance)
    shares = np.hypot(down, across)[:, None] * np.maximum(1 - distance, 0)
    return np.rint(_FINE * shares).astype(np.int32)


def _running_sums(channels):
    """Sum each channel (the last axis) over all pixels above and left of each."""
    height, width, depth = channels.shape
    table = np.zeros((height + 1, width + 1, depth), dtype=channels.dtype)
    table[1:, 1:] = channels
    for axis in (0, 1):
        np.cumsum(table, axis=axis, dtype=table.dtype, out=table)
    return table


def _cell_sums(table, cell, stride):
    """Sum over the cells of every patch; give the middles of the patches, too."""
    height, width, depth = table.shape[0] - 1, table.shape[1] - 1, table.shape[2]
    side = cell * _CELLS
    n_down, n_across = (max(0, (length - side) // stride + 1) for length in (height, width))
    strips = _steps(table, 0, n_down, cell, stride)
    sums = _steps(strips, 2, n_across, cell, stride)
    sums = sums.transpose(0, 2, 1, 3, 4).reshape(n_down * n_across, _CELLS**2 * depth)
    return sums.astype(np.float32), _middles(height, width, side, stride)


@lru_cache(maxsize=64)
def _middles(height, width, side, stride):
    """Middle of each patch, down and across, in [-0.5, 0.5]."""
    top, left = np.arange(0, height - side + 1, stride), np.arange(0, width - side + 1, stride)
    down, across = np.meshgrid(top, left, indexing="ij")
    return (np.column_stack([down.ravel(), across.ravel()]) + side / 2) / (height, width) - 0.5


def _steps(sums, axis, n, cell, stride):
    """Differences of running sums from cell to cell of `n` patches; takes the place of an axis."""
    (*before, _), (*jumps, jump) = sums.shape[: axis + 1], sums.strides[: axis + 1]
    lines = as_strided(  # no copy: lines that several patches share are in it several times
        sums,
        (*before, n, _CELLS + 1, *sums.shape[axis + 1 :]),
        (*jumps, stride * jump, cell * jump, *sums.strides[axis + 1 :]),
        writeable=False,
    )
    everything = (slice(None),) * (axis + 1)
    return lines[(*everything, slice(1, None))] - lines[(*everything, slice(None, -1))]


def _root(descriptors):
    """Normalise as SIFT does (clip at 0.2), then take the square root (Hellinger's kernel)."""
    descriptors = np.maximum(descriptors, 0)  # differences of sums may miss 0 by rounding
    length = np.sqrt((descriptors**2).sum(axis=1, keepdims=True))
    # what hardly varies is no pattern: its noise must not be blown up to full length
    descriptors /= np.maximum(length, 4.0 * _CELLS**2)
    np.minimum(descriptors, 0.2, out=descriptors)
    descriptors /= np.maximum(descriptors.sum(axis=1, keepdims=True), 1.0)
    return np.sqrt(descriptors, out=descriptors)
