"""Threads of the linear algebra."""

from functools import lru_cache

from threadpoolctl import ThreadpoolController

__all__ = ["one_blas_thread"]


@lru_cache(maxsize=1)
def _controller():
    """Find the libraries once: that reads through all that the process has loaded, for 4 ms."""
    import scipy.linalg  # noqa: F401  it comes with a library of its own

    return ThreadpoolController()


def one_blas_thread():
    """Keep products that are too small to be shared out in one thread, as a context.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.utils._threads import one_blas_thread
    >>> with one_blas_thread():
    ...     (np.ones((2, 2)) @ np.ones((2, 2))).tolist()
    [[2.0, 2.0], [2.0, 2.0]]
    """
    return _controller().limit(limits=1, user_api="blas")
