"""Given labels, ranked by how doubtful they are."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.utils import check_random_state

from fashion_clf.classifier._human_labels import UNLABELED, encode_labels
from fashion_clf.exceptions import FashionClfWarning

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

    from fashion_clf.utils._typing import Labels, Products

__all__ = ["label_errors"]


def label_errors(
    pipeline: Pipeline,
    products: Products,
    y: Labels,
    *,
    n_splits: int = 5,
    random_state: int | None = 0,
) -> pd.DataFrame:
    """Rank given labels by how doubtful they are.

    Each label is judged by a pipeline that has not seen it: it is fitted to all products, with
    the labels of the other folds only.

    Parameters
    ----------
    pipeline : Pipeline
        Of :func:`fashion_clf.make_pipeline`, fitted; clones of it are.
    products : DataFrame or list of dict
        Products.
    y : array-like of str or None, shape (n_products,)
        Their labels, as far as there are any.
    n_splits : int, default=5
        Folds of the labelled products.
    random_state : int or None, default=0
        Draws the folds.

    Returns
    -------
    DataFrame, one row for each labelled product
        The most doubtful first, with the index of `products`: ``label``, ``suggested`` (what
        the pipeline says), ``doubt`` (-1 to 1: the probability of the likeliest other category
        less that of the label), ``likely_error`` (whether the label's probability is below, and
        another category's above, what is usual for them).

    Raises
    ------
    ValueError
        Where there are fewer labels than folds, or a label is no category.

    References
    ----------
    C. Northcutt, L. Jiang and I. Chuang, "Confident learning: estimating uncertainty in
    dataset labels", Journal of Artificial Intelligence Research 70, 2021.

    Examples
    --------
    >>> from fashion_clf import label_errors, load_pretrained
    >>> products = [{"title": title} for title in ("Boots", "Silk scarf", "Shirt", "Skirt")]
    >>> found = label_errors(load_pretrained(), products, ["SHOE", "BAG", "TOPS", None], n_splits=3)
    >>> found.index.tolist()[0], found["suggested"].iloc[0]
    (1, 'OTHERS')
    """
    table = pipeline[:-1].transform(products)
    classes = pipeline.classes_
    codes = encode_labels(y, len(table), classes)
    rows = np.flatnonzero(codes != UNLABELED)
    if n_splits < 2 or len(rows) < n_splits:
        raise ValueError(
            f"{len(rows)} labels for n_splits={n_splits}; needed are two folds or more, and as "
            "many labels as folds"
        )
    folds = check_random_state(random_state).permutation(np.arange(len(rows)) % n_splits)
    proba = np.empty((len(rows), len(classes)))
    for fold in range(n_splits):
        judged = folds == fold
        known = np.full(len(table), None, dtype=object)
        known[rows[~judged]] = classes[codes[rows[~judged]]]
        with warnings.catch_warnings():  # of what is odd in the catalogue, which its fit has said
            warnings.simplefilter("ignore", FashionClfWarning)
            fitted = clone(pipeline[-1]).fit(table, known)
        proba[judged] = fitted.predict_proba(table.iloc[rows[judged]])
    return _rank(proba, codes[rows], classes, table.index[rows])


def _rank(proba, labels, classes, index):
    """Order labels by the margin of the likeliest other category."""
    place = np.arange(len(labels))
    own = proba[place, labels]
    others = proba.copy()
    others[place, labels] = -1.0
    rival = others.argmax(axis=1)
    usual = np.array([own[labels == code].mean() if (labels == code).any() else 1.0
                      for code in range(len(classes))])  # fmt: skip
    found = pd.DataFrame(
        {
            "label": classes[labels],
            "suggested": classes[proba.argmax(axis=1)],
            "doubt": others.max(axis=1) - own,
            "likely_error": (own < usual[labels]) & (others.max(axis=1) >= usual[rival]),
        },
        index=index,
    )
    return found.sort_values("doubt", ascending=False, kind="stable")
