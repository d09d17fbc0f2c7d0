"""Catalogues larger than one machine, by Dask: prediction by partition, fitting on a sample.

Needs the extra ``dask``: ``pip install "fashion-clf[dask]"``.
"""

from __future__ import annotations

import hashlib
import pickle
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.base import clone

from fashion_clf._version import __version__
from fashion_clf.exceptions import CatalogError, FashionClfError

if TYPE_CHECKING:
    from typing import Any

    from sklearn.pipeline import Pipeline

__all__ = ["fit", "predict"]

_META = {
    "category": pd.Series([], dtype=object),
    "category_confidence": pd.Series([], dtype=float),
    "category_source": pd.Series([], dtype=object),
}
_TYPES = {
    "product_type": pd.Series([], dtype=object),
    "product_type_confidence": pd.Series([], dtype=float),
}
_LOADED: dict[str, Any] = {}  # pipeline by its digest, in a worker


def predict(pipeline: Pipeline, frame: Any, *, min_confidence: float | None = None) -> Any:
    """Predict every partition of a Dask DataFrame, lazily.

    Parameters
    ----------
    pipeline : Pipeline
        Of :func:`fashion_clf.make_pipeline`, fitted. It goes to each worker once.
    frame : dask.dataframe.DataFrame
        Products, with the columns of a catalogue.
    min_confidence : float, optional
        Adds product types, as of :func:`fashion_clf.product_types`.

    Returns
    -------
    dask.dataframe.DataFrame
        ``category``, ``category_confidence`` and ``category_source`` (and ``product_type`` and
        ``product_type_confidence``), with the partitions and the index of `frame`. Each
        partition has what one machine gives for it.

    Raises
    ------
    FashionClfError
        Where Dask is not installed, or the pipeline cannot be pickled; when computed, where a
        worker has another version of this library.
    CatalogError
        When computed, where a partition has other columns than products have.

    Notes
    -----
    Variants of a product are given its text only where they are in its partition.

    Examples
    --------
    >>> import dask.dataframe as dd
    >>> import pandas as pd
    >>> from fashion_clf import load_pretrained
    >>> from fashion_clf.distributed import predict
    >>> products = pd.DataFrame({"title": ["Suede boots", "Silk scarf"]})
    >>> frame = dd.from_pandas(products, npartitions=2)
    >>> predict(load_pretrained(), frame)["category"].compute().tolist()
    ['SHOE', 'OTHERS']
    """
    from_delayed, delayed = _dask(frame)
    blob = _pickled(pipeline)
    digest = hashlib.sha256(blob).hexdigest()
    held = delayed(blob, name=f"fashion-clf-model-{digest}", pure=True)
    meta = pd.DataFrame(_META | (_TYPES if min_confidence is not None else {}))
    meta.index = frame._meta.index
    work = delayed(_predict_part, pure=True)
    parts = [
        work(part, number, held, digest, min_confidence, __version__)
        for number, part in enumerate(frame.to_delayed())
    ]
    return from_delayed(parts, meta=meta, divisions=frame.divisions, verify_meta=False)


def fit(
    pipeline: Pipeline,
    frame: Any,
    *,
    column: str | None = None,
    sample: int = 200_000,
    random_state: int = 0,
) -> Pipeline:
    """Fit a pipeline to a seeded sample of a Dask DataFrame.

    Parameters
    ----------
    pipeline : Pipeline
        Of :func:`fashion_clf.make_pipeline`; a clone of it is fitted, here.
    frame : dask.dataframe.DataFrame
        Products.
    column : str, optional
        Column of `frame` with human labels; products that have one are in the sample.
    sample : int, default=200_000
        Products at most; of each partition its share, drawn without the others. All, in their
        order, where there are not more: the pipeline is that of one machine, then.
    random_state : int, default=0
        Seed of the draw.

    Returns
    -------
    Pipeline
        Fitted.

    Raises
    ------
    FashionClfError
        Where Dask is not installed.
    CatalogError
        Where there are no products, or no such column.
    ValueError
        Where `sample` is less than 1.

    Examples
    --------
    >>> import dask.dataframe as dd
    >>> from fashion_clf import make_pipeline
    >>> from fashion_clf.datasets import make_catalog
    >>> from fashion_clf.distributed import fit
    >>> products = make_catalog(80, random_state=0).products[["id", "name", "description"]]
    >>> pipeline = fit(make_pipeline(images=False), dd.from_pandas(products, npartitions=2))
    >>> pipeline.predict([{"title": "Suede boots"}]).tolist()
    ['SHOE']
    """
    _, delayed = _dask(frame)
    if sample < 1:
        raise ValueError(f"sample is {sample}; allowed is 1 or more")
    if column is not None and column not in frame.columns:
        raise CatalogError(f"there is no column {column!r} for the labels")
    sizes = [int(n) for n in frame.map_partitions(len).compute()]
    if not sum(sizes):
        raise CatalogError("there are no products: all partitions are empty.")
    share = min(1.0, sample / sum(sizes))
    draw = delayed(_draw)
    parts = [
        draw(part, share, [random_state, number], column)
        for number, part in enumerate(frame.to_delayed())
    ]
    products = pd.concat(list(delayed(parts).compute()), ignore_index=True)
    labels = None if column is None else products.pop(column).tolist()
    return clone(pipeline).fit(products, labels)


def _dask(frame):
    """Give what makes lazy frames; refuse what is no Dask DataFrame."""
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


def _pickled(pipeline):
    try:
        return pickle.dumps(pipeline, protocol=5)
    except Exception as cause:  # whatever a part of it raises
        raise FashionClfError(f"the pipeline cannot be pickled: {cause}.") from cause


def load_once(blob, digest=None):
    """Unpickle a pipeline, once a process; the last one is kept."""
    digest = digest or hashlib.sha256(blob).hexdigest()
    if digest not in _LOADED:
        _LOADED.clear()
        _LOADED[digest] = pickle.loads(blob)
    return _LOADED[digest]


def _predict_part(part, number, blob, digest, min_confidence, version):
    """Predict a partition, in a worker."""
    if version != __version__:
        raise FashionClfError(
            f"a worker has fashion-clf {__version__}, and the client {version}: install the same."
        )
    pipeline = load_once(blob, digest)
    wanted = [*_META, *(_TYPES if min_confidence is not None else {})]
    if not len(part):
        empty = pd.DataFrame(_META | _TYPES)[wanted]
        return empty.set_index(part.index[:0])
    try:
        table = pipeline[-1].predict_table(part, min_confidence=min_confidence)
    except CatalogError as error:
        raise CatalogError(f"partition {number} (counted from 0): {error}") from error
    return table[wanted]


def _draw(part, share, seed, column):
    """Draw the share of a partition, in its order, and all that have a label."""
    if share >= 1:
        return part
    n = int(np.ceil(share * len(part)))
    rows = np.random.default_rng(seed).choice(len(part), n, replace=False)
    if column is not None:
        rows = np.union1d(rows, np.flatnonzero(part[column].notna()))
    return part.iloc[np.sort(rows)]
