"""Where a photo shows skin."""

import numpy as np

__all__ = ["is_skin"]

# Bounds of skin in Cr and Cb of the full range, and how much redder than blue it is at least.
_RED_BOUNDS, _BLUE_BOUNDS, _WARM = (138.0, 173.0), (80.0, 127.0), 18.0


def is_skin(photo):
    """Tell which pixels have the colour of skin.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width, 3)

    Returns
    -------
    ndarray of bool, shape (height, width)
        Within bounds of Cr and Cb, and red before green before blue.

    References
    ----------
    D. Chai and K. N. Ngan, "Face segmentation using skin-color map in videophone applications",
    IEEE Transactions on Circuits and Systems for Video Technology 9, 1999, for the bounds;
    J. Kovac, P. Peer and F. Solina, "Human skin colour clustering for face detection",
    EUROCON 2003, for the order.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.extractors._skin import is_skin
    >>> is_skin(np.array([[(224, 180, 146), (60, 90, 200), (250, 250, 250)]], np.uint8)).tolist()
    [[True, False, False]]
    """
    r, g, b = (photo[..., channel].astype(np.float32) for channel in range(3))
    red, blue = 128 + 0.5 * r - 0.419 * g - 0.081 * b, 128 - 0.169 * r - 0.331 * g + 0.5 * b
    within = (_RED_BOUNDS[0] < red) & (red < _RED_BOUNDS[1])
    within &= (_BLUE_BOUNDS[0] < blue) & (blue < _BLUE_BOUNDS[1])
    return within & (r > g) & (g >= b) & (r - b > _WARM)
