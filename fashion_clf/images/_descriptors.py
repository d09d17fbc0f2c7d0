"""Dense local descriptors of a photo: what stands around each point of a grid."""

import numpy as np

from fashion_clf.images._hog import strongest_gradient

__all__ = ["color_patches", "gradient_patches"]

_ORIENTATIONS = 8
_CELLS = 4  # a patch has 4 x 4 cells


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
    >>> from fashion_clf.images._descriptors import gradient_patches
    >>> descriptors, places = gradient_patches(np.zeros((64, 64, 3), np.uint8))
    >>> descriptors.shape[1], places.shape[1]
    (128, 3)
    """
    down, across = strongest_gradient(photo[None])
    down, across = down[0].astype(np.float32), across[0].astype(np.float32)
    angle = np.arctan2(down, across) * (_ORIENTATIONS / (2 * np.pi)) % _ORIENTATIONS
    low = np.minimum(angle.astype(np.intp), _ORIENTATIONS - 1)
    share = angle - low
    magnitude = np.hypot(down, across)
    channels = np.zeros((*down.shape, _ORIENTATIONS), dtype=np.float32)
    np.put_along_axis(channels, low[..., None], (magnitude * (1 - share))[..., None], axis=2)
    high = ((low + 1) % _ORIENTATIONS)[..., None]
    np.put_along_axis(channels, high, (magnitude * share)[..., None], axis=2)
    found = [_cell_sums(channels, cell, stride, _CELLS) for cell in cell_sizes]
    descriptors = np.concatenate([sums.reshape(len(sums), -1) for sums, _ in found])
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
    sums, places = _cell_sums(np.dstack([planes, planes**2]), cell, stride, _CELLS)
    sums = sums / cell**2
    mean, square = sums[..., :3], sums[..., 3:]
    deviation = np.sqrt(np.maximum(square - mean**2, 0))
    descriptors = np.concatenate([mean, deviation], axis=-1).reshape(len(sums), -1)
    places = np.column_stack([places, np.zeros(len(places))])
    return descriptors.astype(np.float32), places.astype(np.float32)


def _cell_sums(channels, cell, stride, n_cells):
    """Sum over the cells of every patch, by a table of running sums."""
    height, width, depth = channels.shape
    table = np.zeros((height + 1, width + 1, depth), dtype=np.float64)
    np.cumsum(np.cumsum(channels, axis=0, dtype=np.float64), axis=1, out=table[1:, 1:])
    side = cell * n_cells
    top, left = np.arange(0, height - side + 1, stride), np.arange(0, width - side + 1, stride)
    steps = np.arange(n_cells + 1) * cell
    corners = table[
        (top[:, None] + steps)[:, None, :, None], (left[:, None] + steps)[None, :, None]
    ]
    rows = corners[:, :, 1:] - corners[:, :, :-1]
    sums = (rows[:, :, :, 1:] - rows[:, :, :, :-1]).reshape(-1, n_cells, n_cells, depth)
    down, across = np.meshgrid(top, left, indexing="ij")
    middle = np.column_stack([down.ravel(), across.ravel()]) + side / 2
    return sums, middle / (height, width) - 0.5


def _root(descriptors):
    """Normalise as SIFT does (clip at 0.2), then take the square root (Hellinger's kernel)."""
    descriptors = np.maximum(descriptors, 0)  # differences of sums may miss 0 by rounding
    length = np.sqrt((descriptors**2).sum(axis=1, keepdims=True))
    # what hardly varies is no pattern: its noise must not be blown up to full length
    descriptors = np.minimum(descriptors / np.maximum(length, 4.0 * _CELLS**2), 0.2)
    total = descriptors.sum(axis=1, keepdims=True)
    return np.sqrt(descriptors / np.maximum(total, 1.0)).astype(np.float32)
