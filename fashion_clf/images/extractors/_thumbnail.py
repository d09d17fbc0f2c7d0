"""A photo seen from far away."""

from __future__ import annotations

import numpy as np

from fashion_clf.images.extractors._base import ImageExtractor

__all__ = ["ThumbnailExtractor"]


class ThumbnailExtractor(ImageExtractor):
    """How dark small copies of photos are, cell by cell and colour by colour.

    A white ground is 0, so that the silhouette of a garment and its colours are
    what counts.

    Parameters
    ----------
    side : int, default=16
        Cells down and across.
    image_size : int, default=96
        Side to which photos are scaled where paths are given, in pixels.

    Attributes
    ----------
    image_shape_ : tuple of int
        Height and width of the photos it was fitted for.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images import ThumbnailExtractor
    >>> photos = np.full((1, 8, 8, 3), 255, dtype=np.uint8)
    >>> photos[0, :4, :4] = (255, 0, 0)  # red is dark in green and blue
    >>> ThumbnailExtractor(side=2).fit_transform(photos)[0, :6].tolist()
    [0.0, 1.0, 1.0, 0.0, 0.0, 0.0]
    """

    def __init__(self, side: int = 16, image_size: int = 96) -> None:
        self.side = side
        self.image_size = image_size

    def _names(self):
        if not 1 <= self.side <= min(self.image_shape_):
            raise ValueError(
                f"side={self.side!r}; allowed: 1 to the shorter side of the photos, "
                f"{min(self.image_shape_)}"
            )
        return [
            f"thumbnail{row:02d}_{column:02d}_{color}"
            for row, column in np.ndindex(self.side, self.side)
            for color in ("red", "green", "blue")
        ]

    def _describe(self, batch):
        height, width = self.image_shape_
        down, across = (np.arange(self.side) * length // self.side for length in (height, width))
        sums = np.add.reduceat(batch, down, axis=1, dtype=np.int64)
        sums = np.add.reduceat(sums, across, axis=2)
        sizes = np.outer(np.diff([*down, height]), np.diff([*across, width]))
        return (1 - sums / (255 * sizes[:, :, None])).reshape(len(batch), -1)
