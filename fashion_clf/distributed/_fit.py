"""Fitting to a Dask DataFrame: counts of all partitions, and the products that are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.base import clone

from fashion_clf.catalog import as_products
from fashion_clf.classifier._boilerplate import drop_boilerplate
from fashion_clf.classifier._counted_fit import add_up, count_products, fit_counted
from fashion_clf.distributed._frames import need_dask
from fashion_clf.exceptions import CatalogError, FashionClfError
from fashion_clf.text import tokenize_products

if TYPE_CHECKING:
    from typing import Any

    from sklearn.pipeline import Pipeline

__all__ = ["fit"]


def fit(pipeline: Pipeline, frame: Any, *, column: str | None = None) -> Pipeline:
    """Fit a pipeline to a Dask DataFrame.

    Parameters
    ----------
    pipeline : Pipeline
        Of :func:`fashion_clf.make_pipeline`; a clone of it is fitted.
    frame : dask.dataframe.DataFrame
        Products. Its partitions are read three times: some products of each for what texts
        have in common, all for the votes of the rules, then those that are drawn.
    column : str, optional
        Column of `frame` with human labels.

    Returns
    -------
    Pipeline
        Fitted: votes and words are counted over all partitions, the features and the model
        are learned here, from the products that are drawn (``max_samples`` of the classifier).
        Without labels and photos it predicts exactly what one fitted on one machine does.

    Raises
    ------
    FashionClfError
        Where Dask is not installed, or the pipeline is none of ``make_pipeline``.
    CatalogError
        Where there are no products, or no such column.

    Notes
    -----
    With labels the drawn products and the shares of the categories are by rules without them;
    photos are asked about drawn products only. ``training_data_`` holds a digest of the
    partitions.

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
    _, delayed = need_dask(frame)
    if not hasattr(pipeline[-1], "max_samples"):
        raise FashionClfError(
            f"the pipeline ends in a {type(pipeline[-1]).__name__}; needed is one of make_pipeline."
        )
    if column is not None and column not in frame.columns:
        raise CatalogError(f"there is no column {column!r} for the labels")
    sizes = np.array([int(n) for n in frame.map_partitions(len).compute()])
    if not sizes.sum():
        raise CatalogError("there are no products: all partitions are empty.")
    parts = [part for part, size in zip(frame.to_delayed(), sizes, strict=True) if size]
    ends = np.cumsum(sizes[sizes > 0])

    def fetch(rows):
        rows = np.asarray(rows)
        cuts = np.split(rows, np.searchsorted(rows, ends[:-1]))
        starts = ends - sizes[sizes > 0]
        take = delayed(_take)
        wanted = [
            take(part, own - start, column)
            for part, own, start in zip(parts, cuts, starts, strict=True)
            if len(own)
        ]
        return pd.concat(list(delayed(wanted).compute()), ignore_index=True)

    def count(labeler, boilerplate):
        rules, dropped = delayed(labeler), delayed(boilerplate, traverse=False)
        one = delayed(_count)
        return add_up(delayed([one(part, rules, dropped, column) for part in parts]).compute())

    fitted = clone(pipeline)
    fitted[:-1].fit(fetch([0]))
    fit_counted(fitted[-1], int(ends[-1]), fetch, count)
    return fitted


def _products(part, column):
    return as_products(part if column is None else part.drop(columns=column))


def _take(part, rows, column):
    """Tokenise some products of a partition."""
    return tokenize_products(_products(part, column).iloc[rows])


def _count(part, labeler, boilerplate, column):
    """Count all products of a partition."""
    table = drop_boilerplate(tokenize_products(_products(part, column)), boilerplate)
    labels = None if column is None else part[column].astype(object).tolist()
    return count_products(table, labeler, labels)
