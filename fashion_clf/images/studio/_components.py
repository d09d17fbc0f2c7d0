"""Description of what was cut out of a photo: its shape, its layout, and where skin is."""

import numpy as np
from PIL import Image

from fashion_clf.images.shapes._components import ShapeComponents
from fashion_clf.images.shapes._descriptors import describe_shapes, halves, split_mirrored

__all__ = ["LayoutComponents"]

_GRIDS = ((4.0, 12), (7.0, 16))  # sides of cells in pixels, and directions
_CELLS = 8  # of the box around an outline, down and across
_SKIN = 1.5  # weight of skin in a cell, beside that of the outline
_SOLID = 60  # of 255 that stand out in a pixel of the outline
# Lengths of the parts: two sizes of cells, light, layout, and where it is cut off.
_WEIGHTS = (1.0, 1.0, 1.0, 2.5, 0.7)


class LayoutComponents(ShapeComponents):
    """Reduces the description of cut-outs, as `ShapeComponents` does that of pictures.

    Beside gradients and light there is the layout: shares of outline and skin in the cells of
    the box around the outline, how wide the box is for its height, and whether the product
    runs out of the photo, as people do who are cropped.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._cut_out import CUT_OUT
    >>> from fashion_clf.images.studio._components import LayoutComponents
    >>> cut_outs = np.zeros(30, CUT_OUT)
    >>> cut_outs["outline"][:, 4:24, 8:20] = 255
    >>> cut_outs["picture"] = np.random.RandomState(0).randint(0, 255, (30, 28, 28))
    >>> LayoutComponents(20).fit(cut_outs, np.random.RandomState(0)).transform(cut_outs).shape
    (30, 20)
    """

    def describe(self, images):
        """Give even and odd parts of the description of cut-outs, as lists of blocks."""
        even, odd = describe_shapes(images["picture"], _GRIDS, lines=False)
        boxes = [_box(outline) for outline in images["outline"]]
        layouts = [_layout(one, box) for one, box in zip(images, boxes, strict=True)]
        left, right = halves(np.stack(layouts))
        sides = np.array([(end - start, bottom - top) for top, bottom, start, end in boxes])
        wide = np.log2(sides[:, :1].astype(np.float32) / sides[:, 1:].astype(np.float32))
        wide /= np.sqrt(np.float32(2))  # it is the same on both sides
        cut_off = images["cut_off"].astype(np.float32)
        pairs = [
            tuple(np.hstack([half.reshape(len(half), -1), wide]) for half in (left, right)),
            (cut_off, cut_off),
        ]
        more_even, more_odd = split_mirrored(pairs)
        return even + more_even, odd + more_odd

    def _joined(self, blocks):
        weighted = zip(blocks, self.lengths, _WEIGHTS, strict=True)
        return np.concatenate(
            [block * np.float32(weight / length) for block, length, weight in weighted], axis=1
        )


def _box(outline):
    """Top, bottom, left and right of what stands out."""
    solid = outline > _SOLID
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    if not len(rows):
        return 0, len(outline), 0, len(outline)
    return rows[0], rows[-1] + 1, columns[0], columns[-1] + 1


def _layout(cut_out, box):
    """Shares of outline and of skin in the cells of the box, shape (n_cells, n_cells, 2)."""
    top, bottom, left, right = box
    shares = [
        Image.fromarray(cut_out[name][top:bottom, left:right]).resize(
            (_CELLS, _CELLS), Image.Resampling.BOX
        )
        for name in ("outline", "skin")
    ]
    return np.stack(shares, axis=-1) * np.float32([1 / 255, _SKIN / 255])
