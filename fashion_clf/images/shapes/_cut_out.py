"""A product cut out of a photo: small, grey and on black, its outline, and its skin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed
from PIL import Image

from fashion_clf.images.extractors._foreground import bounding_box
from fashion_clf.images.extractors._skin import is_skin
from fashion_clf.images.garments._views import aspect_ratio
from fashion_clf.images.reading._decode import quiet_pillow
from fashion_clf.images.reading._read import read_photos
from fashion_clf.images.shapes._descriptors import SIDE
from fashion_clf.images.shapes._graphics import is_graphic
from fashion_clf.images.shapes._plain_ground import product_mask

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from fashion_clf.utils._typing import Photos

__all__ = ["CUT_OUT", "cut_out", "cut_out_photos"]

_READ_AT = 128  # side of the square photo that it is cut out of, in pixels
CUT_OUT = np.dtype(
    [(name, np.uint8, (SIDE, SIDE)) for name in ("picture", "outline", "skin")]
    + [("cut_off", np.uint8, (2,)), ("plain", np.uint8)]
)
_CHUNK = 200  # photos in memory at a time for each worker
_TOUCHES = 0.1  # share of the first or the last row of a photo by which a product runs out of it


def cut_out(photo: Photos, aspect: float) -> NDArray[Any]:
    """Cut a product out.

    Parameters
    ----------
    photo : ndarray of uint8, shape (side, side, 3)
        A photo scaled to a square.
    aspect : float
        Width over height before that.

    Returns
    -------
    ndarray of CUT_OUT, shape ()
        ``picture`` as `ShapeClassifier` has them: what stands out of the ground, dark colours
        bright, on black; the longer side of its box fills the picture. ``outline`` and
        ``skin`` tell of each pixel how much of it stands out, and how much of it is skin, up
        to 255. ``cut_off`` is 1 where it runs out of the photo at the top, and at the bottom,
        ``plain`` where its ground has one colour, as in a studio.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._cut_out import cut_out
    >>> photo = np.full((64, 64, 3), 250, np.uint8)
    >>> photo[10:54, 26:38] = (20, 30, 90)
    >>> found = cut_out(photo, aspect=1.0)
    >>> bool(found["picture"][14, 14] > 150), int(found["picture"][:, :6].max())
    (True, 0)
    >>> found["cut_off"].tolist()
    [0, 0]
    """
    mask, is_plain = product_mask(photo, aspect)
    top, bottom, left, right = bounding_box(mask, margin=0)
    side = len(photo)
    outline = np.asarray(Image.fromarray(mask.astype(np.uint8) * 255).resize((side, side)))
    grey = np.asarray(Image.fromarray(photo).convert("L"), dtype=np.float32)
    layers = {
        "picture": (255 - grey) * (outline / np.float32(255)),
        "outline": outline,
        "skin": 255.0 * is_skin(photo),
    }
    across, down = (right - left) * aspect, bottom - top
    shape = [max(1, round(SIDE * length / max(across, down))) for length in (across, down)]
    first_row, first_column = (SIDE - shape[1]) // 2, (SIDE - shape[0]) // 2
    place = slice(first_row, first_row + shape[1]), slice(first_column, first_column + shape[0])
    found = np.zeros((), dtype=CUT_OUT)
    for name, layer in layers.items():
        found[name][place] = Image.fromarray(layer.astype(np.uint8)).resize(
            tuple(shape),
            Image.Resampling.BILINEAR,
            box=tuple(side * edge for edge in (left, top, right, bottom)),
            reducing_gap=3.0,
        )
    found["cut_off"] = mask[0].mean() > _TOUCHES, mask[-1].mean() > _TOUCHES
    found["plain"] = is_plain
    return found


def cut_out_photos(
    paths: Sequence[Any], n_jobs: int | None = None
) -> tuple[NDArray[Any], NDArray[np.intp], list[str]]:
    """Cut out what photos show.

    Left out are those that cannot be read, and charts, swatches and signs.

    Parameters
    ----------
    paths : sequence of path or None
    n_jobs : int or None, default=None
        Threads.

    Returns
    -------
    cut_outs : ndarray of CUT_OUT, shape (n_shown,)
    shown : ndarray of int, shape (n_shown,)
        Their places in `paths`.
    failures : list of str
        What is wrong with each file that is there but cannot be read.
    """
    starts = range(0, len(paths), _CHUNK)
    parts = Parallel(n_jobs=n_jobs, prefer="threads")(
        delayed(_cut_out_some)(paths[start : start + _CHUNK]) for start in starts
    )
    cut_outs = [one for found, _, _ in parts for one in found]
    shown = [start + rows for start, (_, rows, _) in zip(starts, parts, strict=True)]
    return (
        np.array(cut_outs, dtype=CUT_OUT),
        np.concatenate(shown) if shown else np.empty(0, dtype=np.intp),
        [failure for _, _, failures in parts for failure in failures],
    )


def _cut_out_some(paths):
    with quiet_pillow():
        batch, readable, failures = read_photos(paths, _READ_AT)
        shown = [row for row, photo in enumerate(batch) if not is_graphic(photo)]
        found = [cut_out(batch[row], aspect_ratio(paths[readable[row]])) for row in shown]
        return found, readable[shown], failures
