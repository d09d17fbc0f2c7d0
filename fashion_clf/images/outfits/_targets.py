"""What an outfit classifier is to say of the photos that it learns from."""

import numpy as np
import pandas as pd

__all__ = ["as_shares", "as_worn", "soft_targets"]

_MOST = 2.0  # times the usual area; more of it is no surer


def as_worn(y, n_photos):
    """Check which garments are worn.

    Parameters
    ----------
    y : array or DataFrame of bool, shape (n_samples, n_garments)
    n_photos : int

    Returns
    -------
    garments : ndarray, shape (n_garments,)
        Names of the columns, or their numbers.
    worn : ndarray of bool, shape (n_samples, n_garments)

    Raises
    ------
    ValueError
        Where `y` is no such table.
    """
    worn = np.asarray(y)
    if worn.ndim != 2 or not worn.shape[1]:
        raise ValueError(
            f"y has the shape {worn.shape}; give a column for each garment, True where it is worn"
        )
    if len(worn) != n_photos:
        raise ValueError(f"y has {len(worn)} rows for {n_photos} photos; give one for each")
    if not np.isin(worn, (0, 1)).all():
        raise ValueError("y has other values than True and False; it says what is worn")
    names = y.columns if isinstance(y, pd.DataFrame) else range(worn.shape[1])
    return np.array(names), worn.astype(bool)


def as_shares(area, worn):
    """Check areas, and take their square roots, which are less skewed.

    Parameters
    ----------
    area : array or DataFrame of float or None, shape (n_samples, n_garments)
        Shares of photos; NaN where they are not known.
    worn : ndarray of bool, shape (n_samples, n_garments)

    Returns
    -------
    ndarray of float, shape (n_samples, n_garments)
        Square roots; NaN where nothing is known.

    Raises
    ------
    ValueError
        Where shapes differ, or a share is not between 0 and 1.
    """
    if area is None:
        return np.full(worn.shape, np.nan)
    shares = np.asarray(area, dtype=float)
    if shares.shape != worn.shape:
        raise ValueError(f"area has the shape {shares.shape}, y has {worn.shape}")
    if ((shares < 0) | (shares > 1)).any():
        raise ValueError("area has values that are no shares of a photo, from 0 to 1")
    return np.sqrt(shares)


def soft_targets(worn, shares):
    """Give the targets: how much is seen of what is worn, 1 for what is usual.

    Parameters
    ----------
    worn : ndarray of bool, shape (n_samples, n_garments)
    shares : ndarray of float, shape (n_samples, n_garments)
        As of `as_shares`.

    Returns
    -------
    ndarray of float, shape (n_samples, n_garments)
        0 for what is not worn, 1 where the area is not known, 2 at most.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.outfits._targets import soft_targets
    >>> worn = np.array([[True], [True], [True], [False]])
    >>> soft_targets(worn, np.array([[0.25], [0.75], [np.nan], [0]])).ravel().tolist()
    [0.5, 1.5, 1.0, 0.0]
    """
    known = worn & ~np.isnan(shares)
    total = np.where(known, shares, 0).sum(axis=0)
    usual = np.maximum(total / np.maximum(known.sum(axis=0), 1), 1e-12)
    return np.where(known, np.minimum(shares / usual, _MOST), worn.astype(float))
