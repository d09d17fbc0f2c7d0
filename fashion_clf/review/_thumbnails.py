"""Photos as small as a page of thousands of them can hold."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from fashion_clf.exceptions import ImageError
from fashion_clf.images.reading._decode import load_image

if TYPE_CHECKING:
    from fashion_clf.utils._typing import FilePath

__all__ = ["thumbnail"]

_SIDE = 240  # pixels
_MOST = 15_000  # bytes
_QUALITIES = (80, 60, 40, 25, 10)


def thumbnail(path: FilePath) -> str | None:
    """Give a photo as an address that holds it, of at most 15 kB.

    Parameters
    ----------
    path : str or Path
        The photo.

    Returns
    -------
    str or None
        None where it cannot be read.
    """
    from PIL import Image

    try:
        image = Image.fromarray(load_image(path, size=_SIDE))
    except ImageError:
        return None
    for quality in _QUALITIES:
        held = io.BytesIO()
        image.save(held, "JPEG", quality=quality, optimize=True)
        text = base64.b64encode(held.getvalue()).decode()
        if len(text) <= _MOST:
            break
    return f"data:image/jpeg;base64,{text}"
