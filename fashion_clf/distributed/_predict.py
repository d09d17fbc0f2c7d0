"""Prediction of a Dask DataFrame, partition by partition."""

from __future__ import annotations

import hashlib
import pickle
from typing import TYPE_CHECKING

import pandas as pd

from fashion_clf._version import __version__
from fashion_clf.distributed._frames import need_dask
from fashion_clf.exceptions import CatalogError, FashionClfError

if TYPE_CHECKING:
    from typing import Any

    from sklearn.pipeline import Pipeline

__all__ = ["load_once", "pickled", "predict"]

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
    from_delayed, delayed = need_dask(frame)
    blob = pickled(pipeline)
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


def pickled(pipeline):
    """Pickle a pipeline, or say why not."""
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
