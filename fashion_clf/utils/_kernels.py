"""Regression on kernels, and how sure its scores are."""

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import minimize_scalar

from fashion_clf.utils._matrix import softmax

__all__ = ["find_temperature", "raised_cholesky", "ridge"]


def ridge(gram, product, strength):
    """Solve ``(gram + strength I) w = product``."""
    lower = raised_cholesky(gram, strength)
    half = solve_triangular(lower, product, lower=True, check_finite=False)
    return solve_triangular(lower, half, lower=True, trans="T", check_finite=False)


def raised_cholesky(matrix, strength):
    """Factorise ``matrix + strength I`` in a copy of double precision, of which one is enough."""
    raised = np.array(matrix, dtype=np.float64, order="F")
    raised[np.diag_indices_from(raised)] += strength
    return cholesky(raised, lower=True, overwrite_a=True, check_finite=False)


def find_temperature(scores, codes):
    """Find what scores are to be multiplied with to be as sure as they are right."""
    if not len(codes):
        return 1.0

    def loss(log_temperature):
        proba = softmax(scores * np.exp(log_temperature))
        return -np.log(np.maximum(proba[np.arange(len(codes)), codes], 1e-12)).mean()

    return float(np.exp(minimize_scalar(loss, bounds=(-1, 4), method="bounded").x))
