"""What stands out in a photo: the mask of the garment, and the box around it."""

from functools import lru_cache

import numpy as np
from PIL import Image
from scipy import ndimage, sparse
from scipy.sparse.csgraph import dijkstra
from skimage.color import rgb2lab

__all__ = ["border", "bounding_box", "foreground", "foreground_of", "large_pieces"]

_COLORS = 14  # of the palette
_ROUNDS = 4
_SIDE = 64  # longer side of the picture that the mask of a photo is made of
_SMALLEST = 0.03  # share of the photo below which a mask is no garment


def foreground(picture):
    """Separate the garment from its background.

    What can be reached from the border of the photo without crossing an edge is
    background at first (geodesic distance over differences of colour). The colours
    of the photo are then reduced to a palette, and in turns each colour is given
    the share of foreground among its pixels, and each pixel the verdict of its
    colour, its distance and its neighbours. Small pieces are dropped, holes filled.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 3)
        A photo scaled down to about 64 pixels a side.

    Returns
    -------
    ndarray of bool, shape (height, width)
        All True where nothing stands out.

    References
    ----------
    Y. Wei et al., "Geodesic saliency using background priors", ECCV 2012.
    C. Rother et al., "GrabCut: interactive foreground extraction using iterated
    graph cuts", SIGGRAPH 2004, for the turns of colours and pixels.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.extractors._foreground import foreground
    >>> picture = np.full((64, 48, 3), 200, np.uint8)
    >>> picture[20:50, 10:40] = (180, 20, 30)
    >>> mask = foreground(picture)
    >>> bool(mask[25:45, 15:35].all()), bool(mask[:10].any())
    (True, False)
    """
    lab = rgb2lab(picture).astype(np.float32)
    lab = ndimage.gaussian_filter(lab, (0.7, 0.7, 0))
    distance = _geodesic(lab)
    reach = np.quantile(distance, 0.95)
    if reach < 2.0:  # no edge anywhere: a plain surface
        return np.ones(distance.shape, dtype=bool)
    far = 4.0 * (distance / reach - 0.45)
    prior = far + _centre(distance.shape)
    share = _palette_shares(lab)
    odds = prior
    for _ in range(_ROUNDS):
        odds = _turn(odds, share, prior)
    return _clean(odds)


def foreground_of(image, aspect):
    """Separate the garment from its background in a photo of any size, scaled to a square.

    Parameters
    ----------
    image : Image
        Of Pillow.
    aspect : float
        Width over height before it was scaled.

    Returns
    -------
    ndarray of bool, shape (height, width)
        As of `foreground`; the longer side has 64 pixels.
    """
    width, height = min(1.0, aspect), min(1.0, 1 / aspect)
    size = max(16, round(_SIDE * width)), max(16, round(_SIDE * height))
    small = image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    return foreground(np.asarray(small))


def bounding_box(mask, margin=0.04):
    """Give the box around a mask, a little wider.

    Parameters
    ----------
    mask : ndarray of bool, shape (height, width)
    margin : float, default=0.04
        Added on each side, as a share of the longer side of the box.

    Returns
    -------
    top, bottom, left, right : float
        As shares of height and width.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.extractors._foreground import bounding_box
    >>> mask = np.zeros((10, 10), bool)
    >>> mask[2:8, 4:6] = True
    >>> bounding_box(mask, margin=0)
    (0.2, 0.8, 0.4, 0.6)
    """
    height, width = mask.shape
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    more = margin * max(bottom - top, right - left)
    return (
        float(max(top - more, 0) / height),
        float(min(bottom + more, height) / height),
        float(max(left - more, 0) / width),
        float(min(right + more, width) / width),
    )


def border(picture):
    """Give the outermost pixels of (height, width, ...): top, bottom, left and right."""
    return np.concatenate([picture[0], picture[-1], picture[1:-1, 0], picture[1:-1, -1]])


def large_pieces(mask, share, structure=None):
    """Drop the pieces of a mask that are smaller than a share of the largest.

    Parameters
    ----------
    mask : ndarray of bool, shape (height, width)
    share : float
    structure : ndarray or None, default=None
        Which neighbours belong together; None for those above, below and beside.

    Returns
    -------
    ndarray of bool, shape (height, width)

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.extractors._foreground import large_pieces
    >>> large_pieces(np.array([[1, 1, 1, 0, 1]], bool), 0.5).tolist()
    [[True, True, True, False, False]]
    """
    pieces, n_pieces = ndimage.label(mask, structure)
    if not n_pieces:
        return mask
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    return (sizes >= share * sizes.max())[pieces]


def _turn(odds, share, prior):
    """Once over colours and pixels."""
    proba = 1 / (1 + np.exp(-odds.clip(-30, 30)))
    inside = share @ proba.ravel() + 2.0
    outside = share @ (1 - proba).ravel() + 2.0
    scale = np.log(inside.sum() / outside.sum())
    color = ((np.log(inside / outside) - scale) @ share).reshape(odds.shape)
    near = ndimage.gaussian_filter(proba, 1.5, mode="nearest") - 0.5
    return 0.6 * prior + 1.5 * color + 5.0 * near


def _clean(odds):
    mask = ndimage.binary_opening(np.pad(odds > 0, 2, mode="edge"))[2:-2, 2:-2]
    mask = ndimage.binary_fill_holes(large_pieces(mask, 0.2))
    return mask if mask.mean() >= _SMALLEST else np.ones(mask.shape, dtype=bool)


@lru_cache(maxsize=64)
def _centre(shape):
    """Log-odds of being foreground, by place alone."""
    down, across = (np.abs(np.linspace(-1, 1, side)) for side in shape)
    return 1.0 - 2.5 * np.maximum(down[:, None] ** 4, across**4)


def _palette_shares(lab):
    """Share of each pixel in each colour of a palette (soft k-means), one row a colour."""
    pixels = lab.reshape(-1, 3) * np.float32([0.7, 1.3, 1.3])
    planes = np.ascontiguousarray(pixels.T)
    palette = pixels.mean(axis=0)[None]
    nearest = _length(planes - palette.T)
    for _ in range(_COLORS - 1):  # the farthest colour next
        palette = np.vstack([palette, pixels[nearest.argmax()]])
        nearest = np.minimum(nearest, _length(planes - palette[-1][:, None]))
    for _ in range(5):
        taken = np.zeros((len(palette), len(pixels)), dtype=np.float32)
        taken[_squared(palette, planes).argmin(axis=0), np.arange(len(pixels))] = 1
        size = taken.sum(axis=1)[:, None]
        palette = np.where(size > 0, taken @ pixels / np.maximum(size, 1), palette)
    away = _squared(palette, planes)
    share = np.exp((away.min(axis=0) - away) / np.float32(2 * 6.0**2))
    share /= share.sum(axis=0)
    return share


def _squared(colors, planes):
    """Squared distances of each colour from each pixel, whose colours are columns."""
    return _length(colors.T)[:, None] - 2 * colors @ planes + _length(planes)


def _length(planes):
    """Squared length of each column: a loop over three is slower."""
    return planes[0] ** 2 + planes[1] ** 2 + planes[2] ** 2


def _geodesic(lab):
    """Distance of each pixel from the border, over differences of colour."""
    height, width = lab.shape[:2]
    planes = np.ascontiguousarray(np.moveaxis(lab, 2, 0))
    down = np.sqrt(_length(planes[:, 1:] - planes[:, :-1]))
    across = np.sqrt(_length(planes[:, :, 1:] - planes[:, :, :-1]))
    weights = np.concatenate([down.ravel(), across.ravel(), _border(lab)]).astype(np.float64)
    weights = np.maximum(weights - 1.0, 0) + 0.02  # noise is no edge
    order, indices, starts = _edges(height, width)
    n_pixels = height * width
    graph = sparse.csr_matrix((weights[order], indices, starts), (n_pixels + 1, n_pixels + 1))
    return dijkstra(graph, indices=n_pixels)[:n_pixels].reshape(height, width)


def _border(lab):
    """Cost to enter at each pixel of the border: high where its colour is rare there."""
    line = border(lab)
    away = np.sqrt(np.maximum(_squared(line, line.T), 0))
    return np.quantile(away, 0.25, axis=1)


@lru_cache(maxsize=64)
def _edges(height, width):
    """Give a sparse matrix of neighbouring pixels, either way; the last node is the world outside.

    Returns
    -------
    order : ndarray of int
        Which pair each entry is of: those below each other, beside each other, at the border.
    indices, starts : ndarray of int32
        Columns of the entries, and where each row begins.
    """
    place = np.arange(height * width).reshape(height, width)
    line = border(place)
    first = [place[:-1].ravel(), place[:, :-1].ravel(), np.full(len(line), height * width)]
    second = [place[1:].ravel(), place[:, 1:].ravel(), line]
    first, second = np.concatenate(first), np.concatenate(second)
    pairs = np.arange(len(first)) + 1  # 0 would be no entry
    n = height * width + 1
    graph = sparse.coo_matrix(
        (np.tile(pairs, 2), (np.append(first, second), np.append(second, first))), (n, n)
    ).tocsr()
    return graph.data - 1, graph.indices, graph.indptr
