"""Regression on the kernel of some pictures, the landmarks."""

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import minimize_scalar

from fashion_clf.utils._matrix import softmax

__all__ = ["factorise", "find_temperature", "ridge"]

# Added to the kernel of the landmarks, which is 1 on the diagonal: it is rounded, and of half
# precision, and may need the more.
_JITTER = (1e-3, 3e-3, 1e-2, 3e-2)


def factorise(kernel):
    """Factorise the kernel of the landmarks, raised until it is positive definite."""
    kernel = (kernel + kernel.T).astype(np.float64) / 2
    for jitter in _JITTER:
        raised = kernel.copy()
        raised[np.diag_indices_from(raised)] += jitter
        try:
            return cholesky(raised, lower=True, overwrite_a=True, check_finite=False)
        except np.linalg.LinAlgError:
            continue
    raise ValueError("the pictures cannot be told apart: their kernel is singular.")


def ridge(gram, product, strength):
    """Solve ``(gram + strength I) w = product``."""
    regular = gram.astype(np.float64)
    regular[np.diag_indices_from(regular)] += strength
    lower = cholesky(regular, lower=True, overwrite_a=True, check_finite=False)
    half = solve_triangular(lower, product, lower=True, check_finite=False)
    return solve_triangular(lower, half, lower=True, trans="T", check_finite=False)


def find_temperature(scores, codes):
    """Find what scores are to be multiplied with to be as sure as they are right."""
    if not len(codes):
        return 1.0

    def loss(log_temperature):
        proba = softmax(scores * np.exp(log_temperature))
        return -np.log(np.maximum(proba[np.arange(len(codes)), codes], 1e-12)).mean()

    return float(np.exp(minimize_scalar(loss, bounds=(-1, 4), method="bounded").x))
