"""The limit of threads of linear algebra is lifted when the last one is done."""

import pytest
from threadpoolctl import threadpool_info

from fashion_clf.utils._threads import one_blas_thread


def n_threads():
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


def test_the_last_one_lifts_the_limit():
    before = n_threads()
    first, second = one_blas_thread(), one_blas_thread()
    first.__enter__()
    assert n_threads() == {1}
    second.__enter__()
    first.__exit__(None, None, None)
    assert n_threads() == {1}  # the second one, of another thread, still needs it
    second.__exit__(None, None, None)
    assert n_threads() == before


def test_an_error_lifts_it_too():
    before = n_threads()
    with pytest.raises(KeyError), one_blas_thread():
        raise KeyError
    assert n_threads() == before
