"""Where a photo shows skin."""

import numpy as np
from skimage.color import rgb2ycbcr

__all__ = ["is_skin", "skin_likeness"]

# Middle and spread of skin in Cr and Cb; darker pixels than this tell nothing.
_RED, _BLUE = (150.0, 10.0), (110.0, 12.0)
_DARK = 50.0
# Bounds of skin in Cr and Cb of the full range, and how much redder than blue it is at least.
_RED_BOUNDS, _BLUE_BOUNDS, _WARM = (138.0, 173.0), (80.0, 127.0), 18.0


def skin_likeness(photo):
    """Tell how much like skin the colour of each pixel is.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width, 3)

    Returns
    -------
    ndarray of float, shape (height, width)
        From 0 to 1, a normal curve over the two differences of colour of YCbCr.

    References
    ----------
    S. L. Phung, A. Bouzerdoum and D. Chai, "Skin segmentation using color pixel classification",
    IEEE Transactions on Pattern Analysis and Machine Intelligence 27, 2005.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.extractors._skin import skin_likeness
    >>> photo = np.array([[(224, 180, 146), (60, 90, 200)]], np.uint8)
    >>> (skin_likeness(photo) > 0.5).tolist()
    [[True, False]]
    """
    light, blue, red = np.moveaxis(rgb2ycbcr(photo), 2, 0)
    distance = ((red - _RED[0]) / _RED[1]) ** 2 + ((blue - _BLUE[0]) / _BLUE[1]) ** 2
    return np.exp(-distance / 2) * (light > _DARK)


def is_skin(photo):
    """Tell which pixels have the colour of skin.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width, 3)

    Returns
    -------
    ndarray of bool, shape (height, width)
        Within bounds of Cr and Cb, and red before green before blue. It sets apart wood and
        leather better than `skin_likeness` does, which counts shades.

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
