"""Threads of the linear algebra."""

from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController

__all__ = ["one_blas_thread"]

_lock = Lock()
_limits: list[Any] = []  # one of them for each thread that is inside; the first one made the limit


@lru_cache(maxsize=1)
def _controller():
    """Find the libraries once: that reads through all that the process has loaded, for 4 ms."""
    import scipy.linalg  # noqa: F401  it comes with a library of its own

    return ThreadpoolController()


@contextmanager
def one_blas_thread():
    """Keep products that are too small to be shared out in one thread.

    The limit is of the whole process: of several threads the last one lifts it.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.utils._threads import one_blas_thread
    >>> with one_blas_thread():
    ...     (np.ones((2, 2)) @ np.ones((2, 2))).tolist()
    [[2.0, 2.0], [2.0, 2.0]]
    """
    with _lock:
        _limits.append(_limits[0] if _limits else _controller().limit(limits=1, user_api="blas"))
    try:
        yield
    finally:
        with _lock:
            limit = _limits.pop()
            if not _limits:
                limit.restore_original_limits()
