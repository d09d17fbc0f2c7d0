"""What fitting and predicting need of Dask."""

from fashion_clf.exceptions import CatalogError, FashionClfError

__all__ = ["need_dask"]


def need_dask(frame):
    """Give what makes lazy frames; refuse what is no Dask DataFrame.

    Parameters
    ----------
    frame : object

    Returns
    -------
    tuple of (callable, callable)
        ``dask.dataframe.from_delayed`` and ``dask.delayed``.

    Raises
    ------
    FashionClfError
        Where Dask is not installed.
    CatalogError
        Where `frame` is none of its frames.
    """
    try:
        import dask.dataframe as dd
        from dask import delayed
    except ImportError as cause:
        raise FashionClfError('Dask is not installed: pip install "fashion-clf[dask]".') from cause
    if not isinstance(frame, dd.DataFrame):
        raise CatalogError(
            f"frame is of type {type(frame).__name__}; needed is a Dask DataFrame, such as of "
            "dask.dataframe.read_parquet. Others are for pipeline.predict."
        )
    return dd.from_delayed, delayed
