"""The figure of a person, cut out of a photo and scaled to one size."""

from typing import NamedTuple

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter
from skimage.color import rgb2lab

__all__ = ["HEIGHT", "WIDTH", "Figure", "cut_out_figure", "figure_mask"]

HEIGHT, WIDTH = 192, 80  # of a figure that is cut out, in pixels
_ROWS = 120  # of the photo in which it is looked for
_TURNS = 6  # after so many the mask hardly changes
_SPREAD = 0.087  # of the figure around the middle of the photo, in heights of the photo
_ENDS = 0.08, 0.95  # of the photo, between which a figure usually stands
_FADE = 0.02  # of those ends
_LIKELY = 0.02, 0.9  # least and greatest probability of a pixel before any is looked at
_BIN = 8.0  # units of CIELAB in a bin of colour
_BINS = 13, 16, 16
_FEW = 0.015  # pixels that each colour is taken to have had before
_BLUR = 1.2  # pixels over which neighbours agree
_TRUST = 1.5  # in what colours say, against the place
_CENTRAL = 0.25  # share of the width on either side that tells nothing of head and feet
_HEAD, _FEET = 0.01, 0.985  # shares of the mask above head and above the soles
_MARGIN = 0.02  # of the height, above and below
_OFF = 0.125  # share of the width by which a figure may stand off the middle


class Figure(NamedTuple):
    """A figure that was cut out.

    Attributes
    ----------
    picture : ndarray of uint8, shape (HEIGHT, WIDTH, 3)
    mask : ndarray of float32, shape (HEIGHT, WIDTH)
        Probability of each pixel to be of the figure.
    """

    picture: np.ndarray
    mask: np.ndarray


def figure_mask(photo, aspect):
    """Tell for each place of a photo whether it is of the figure.

    Colours of the middle and of what is around it are told apart in turns: the mask of one
    gives the colours of the next, from a first one that knows only where people stand.

    Parameters
    ----------
    photo : ndarray of uint8, shape (side, side, 3)
        Scaled to a square.
    aspect : float
        Width over height before that.

    Returns
    -------
    ndarray of float32, shape (120, width)
        Probabilities.

    References
    ----------
    C. Rother, V. Kolmogorov and A. Blake, "GrabCut: interactive foreground extraction using
    iterated graph cuts", SIGGRAPH 2004, for the turns; colours are counted here, and
    neighbours are blurred instead of cut.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.outfits._figure import figure_mask
    >>> photo = np.full((96, 96, 3), 255, np.uint8)
    >>> photo[10:90, 42:54] = (200, 30, 30)
    >>> mask = figure_mask(photo, 2 / 3)
    >>> mask.shape, bool(mask[60, 40] > 0.9), bool(mask[60, 10] < 0.1)
    ((120, 80), True, True)
    """
    width = max(8, round(_ROWS * aspect))
    small = np.asarray(Image.fromarray(photo).resize((width, _ROWS), Image.Resampling.BOX))
    lab = rgb2lab(small) / _BIN + np.array([0, _BINS[1] / 2, _BINS[2] / 2])
    bins = np.clip(lab.astype(int), 0, np.array(_BINS) - 1)
    colors = np.ravel_multi_index(tuple(np.moveaxis(bins, 2, 0)), _BINS)
    prior = _prior(width)
    place = np.log(prior / (1 - prior))
    mask = prior
    for _ in range(_TURNS):
        inside, outside = _shares(colors, mask), _shares(colors, 1 - mask)
        told = gaussian_filter(np.log(inside / outside)[colors], _BLUR)
        mask = 1 / (1 + np.exp(-_TRUST * told - place))
    return mask.astype(np.float32)


def cut_out_figure(photo, aspect):
    """Cut the figure out of a photo.

    Parameters
    ----------
    photo : ndarray of uint8, shape (side, side, 3)
        Scaled to a square.
    aspect : float
        Width over height before that.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.outfits._figure import cut_out_figure
    >>> photo = np.full((96, 96, 3), 255, np.uint8)
    >>> photo[24:72, 42:54] = (200, 30, 30)  # small, and not where people are
    >>> figure = cut_out_figure(photo, 1.0)
    >>> figure.picture.shape, bool(figure.mask[:, 40].mean() > 0.5)
    ((192, 80, 3), True)
    """
    mask = figure_mask(photo, aspect)
    n_rows, n_columns = mask.shape
    edge = int(_CENTRAL * n_columns)
    heights = np.cumsum(mask[:, edge : n_columns - edge].sum(axis=1))
    top, bottom = np.searchsorted(heights / heights[-1], (_HEAD, _FEET))
    top = max(0, top - _MARGIN * n_rows)
    bottom = min(n_rows, bottom + 1 + _MARGIN * n_rows)
    columns = mask[int(top) : int(bottom)].sum(axis=0)
    middle = (columns * (np.arange(n_columns) + 0.5)).sum() / columns.sum()
    middle = np.clip(middle, (0.5 - _OFF) * n_columns, (0.5 + _OFF) * n_columns)
    half = (bottom - top) * WIDTH / HEIGHT / 2
    box = np.array([middle - half, top, middle + half, bottom])
    side = len(photo)
    scale = np.array([side / n_columns, side / n_rows] * 2)
    return Figure(
        np.asarray(_cut(Image.fromarray(photo), box * scale, Image.Resampling.BICUBIC)),
        np.asarray(_cut(Image.fromarray(mask), box, Image.Resampling.BILINEAR)),
    )


def _prior(width):
    """Give the probability of each place, before a colour is looked at."""
    down = (np.arange(_ROWS) + 0.5)[:, None] / _ROWS
    across = (np.arange(width) + 0.5 - width / 2)[None] / _ROWS
    first, last = _ENDS
    stands = 1 / (1 + np.exp((first - down) / _FADE)) / (1 + np.exp((down - last) / _FADE))
    return np.clip(_LIKELY[1] * np.exp(-((across / _SPREAD) ** 2) / 2) * stands, *_LIKELY)


def _shares(colors, weights):
    """Give the share that each colour has of weighted pixels; colours alike share theirs."""
    counts = np.bincount(colors.ravel(), weights.ravel(), np.prod(_BINS)).reshape(_BINS)
    counts = gaussian_filter(counts, 0.8).ravel() + _FEW
    return counts / counts.sum()


def _cut(image, box, resample):
    return image.transform((WIDTH, HEIGHT), Image.Transform.EXTENT, tuple(box), resample)
