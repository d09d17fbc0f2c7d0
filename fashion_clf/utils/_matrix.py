"""Matrices of features, sparse or dense alike, and of scores."""

import numpy as np
from scipy import sparse

__all__ = [
    "as_matrix",
    "has_features",
    "keep_photos",
    "softmax",
    "squared_distances",
    "stack",
]


def as_matrix(F):
    """Give rows that can be indexed."""
    return F.tocsr() if sparse.issparse(F) else np.asarray(F)


def softmax(score):
    """Turn scores into probabilities, row by row."""
    proba = np.exp(score - score.max(axis=1, keepdims=True))
    return proba / proba.sum(axis=1, keepdims=True)


def stack(upper, lower):
    """Put one matrix below the other."""
    if sparse.issparse(upper):
        return sparse.vstack([upper, lower], format="csr")
    return np.vstack([upper, lower])


def has_features(F):
    """Tell the rows in which at least one feature is there and not zero."""
    if sparse.issparse(F):
        F = F.copy()
        F.data = np.nan_to_num(F.data)
        F.eliminate_zeros()
        return np.diff(F.indptr) > 0
    return np.nan_to_num(F).any(axis=1)


def keep_photos(F_hidden, F):
    """Give features of hidden texts the photos' features back: NaN is filled from `F`.

    Parameters
    ----------
    F_hidden, F : csr_matrix or ndarray, shape (n_samples, n_features)

    Returns
    -------
    csr_matrix or ndarray

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_matrix
    >>> from fashion_clf.utils._matrix import keep_photos
    >>> keep_photos(csr_matrix([[0.0, np.nan]]), csr_matrix([[1.0, 2.0]])).toarray()
    array([[0., 2.]])
    """
    if not sparse.issparse(F_hidden):
        return np.where(np.isnan(F_hidden), F, F_hidden)
    absent = F_hidden.copy()
    absent.data = np.isnan(absent.data).astype(F_hidden.dtype)
    absent.eliminate_zeros()
    rest = F_hidden.copy()
    rest.data = np.nan_to_num(rest.data)
    return (rest + F.multiply(absent)).tocsr()


def squared_distances(left, right):
    """Squared distances of rows."""
    lengths = np.einsum("ij,ij->i", left, left)[:, None] + np.einsum("ij,ij->i", right, right)
    return np.maximum(lengths - 2 * left @ right.T, 0)
