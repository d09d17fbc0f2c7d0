"""Regression on the kernel of some pictures, the landmarks."""

import numpy as np
from scipy.linalg import solve_triangular

from fashion_clf.utils._kernels import find_temperature, raised_cholesky, ridge

__all__ = ["mirror_kernel", "nearest_landmark", "regress"]

_CHUNK = 2000  # rows whose kernel is computed at a time
_LEFT_OUT = 10  # one in so many rows tells how sure to be

# Added to the kernel of the landmarks, which is 1 on the diagonal: it is rounded, and of half
# precision, and may need the more.
_JITTER = (1e-3, 3e-3, 1e-2, 3e-2)


def mirror_kernel(left, right, n_even, gamma):
    """Mean of the Gaussian kernel with rows and with their mirror images.

    Parameters
    ----------
    left, right : ndarray of float32, shapes (n, n_features) and (m, n_features)
    n_even : int
        Columns that mirror images have in common; the others change their sign.
    gamma : float

    Returns
    -------
    ndarray of float32, shape (n, m)

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.shapes._landmarks import mirror_kernel
    >>> row = np.array([[0.0, 1.0]], dtype=np.float32)  # its mirror image is (0, -1)
    >>> round(float(mirror_kernel(row, row, 1, 1.0)[0, 0]), 4)  # (exp(0) + exp(-4)) / 2
    0.5092
    """
    away, turned = _distances(left, right, n_even)
    total = np.exp(np.maximum(away - turned, 0) * np.float32(-gamma))
    away += turned
    away *= np.float32(-gamma)
    total += np.exp(away, out=away)
    return total / 2


def nearest_landmark(rows, landmarks, n_even):
    """Squared distance of rows from the nearest landmark, or from its mirror image."""
    nearest = [np.empty(0, dtype=np.float32)]
    for start in range(0, len(rows), _CHUNK):
        away, turned = _distances(rows[start : start + _CHUNK], landmarks, n_even)
        nearest.append(np.maximum(away - np.abs(turned), 0).min(axis=1))
    return np.concatenate(nearest)


def _distances(left, right, n_even):
    """Give the squared distances less and more what the second one has for mirror images."""
    lengths = np.einsum("ij,ij->i", left, left)[:, None] + np.einsum("ij,ij->i", right, right)
    lengths -= (2 * left[:, :n_even]) @ right[:, :n_even].T
    return lengths, (2 * left[:, n_even:]) @ right[:, n_even:].T


def regress(kernel, rows, landmarks, codes, alpha):
    """Regress classes on the kernel with the landmarks.

    Parameters
    ----------
    kernel : callable
        Of two matrices of rows.
    rows, landmarks : ndarray of float32
    codes : ndarray of int, shape (n_samples,)
    alpha : float
        Strength of the regularisation, for each row.

    Returns
    -------
    dual : ndarray of float32, shape (n_landmarks, n_classes)
    temperature : float
        What scores are to be multiplied with, by rows that were left out at first.
    """
    target = (2 * np.eye(codes.max() + 1) - 1)[codes].astype(np.float32)
    lower = _factorise(kernel(landmarks, landmarks)).astype(np.float32)
    n = len(landmarks)

    def whitened(part):
        return solve_triangular(
            lower, kernel(landmarks, part), lower=True, overwrite_b=True, check_finite=False
        )

    left = np.arange(len(rows)) % _LEFT_OUT == 0
    gram, product = np.zeros((n, n), np.float32), np.zeros((n, target.shape[1]))
    kept, out = np.flatnonzero(~left), np.flatnonzero(left)
    for start in range(0, len(kept), _CHUNK):
        chosen = kept[start : start + _CHUNK]
        part = whitened(rows[chosen])
        gram += part @ part.T
        product += part @ target[chosen]
    rest = whitened(rows[out])
    weights = ridge(gram, product, alpha * len(kept))
    temperature = find_temperature(rest.T @ weights.astype(np.float32), codes[out])
    gram += rest @ rest.T
    weights = ridge(gram, product + rest @ target[out], alpha * len(rows))
    dual = solve_triangular(lower, weights, lower=True, trans="T", check_finite=False)
    return dual.astype(np.float32), temperature


def _factorise(kernel):
    """Factorise the kernel of the landmarks, raised until it is positive definite."""
    for jitter in _JITTER:
        try:
            return raised_cholesky(kernel, jitter)
        except np.linalg.LinAlgError:
            continue
    raise ValueError("the pictures cannot be told apart: their kernel is singular.")
