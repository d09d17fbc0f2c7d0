"""Human labels: category names in the forms that users have, as codes."""

import numbers
import warnings

import numpy as np
from sklearn.exceptions import DataConversionWarning

from fashion_clf.utils._missing import is_missing

__all__ = ["UNLABELED", "encode_labels", "labels_as_list"]

UNLABELED = -1


def labels_as_list(y):
    """Give labels as a list, whatever holds them.

    Parameters
    ----------
    y : array-like of shape (n_samples,) or (n_samples, 1)
        A list, an array, a Series of pandas or polars, an Arrow array, a table of one column.

    Returns
    -------
    list

    Raises
    ------
    ValueError
        Where `y` is one text, or a table of several columns.

    Warns
    -----
    DataConversionWarning
        Where `y` is a column and not one-dimensional, as scikit-learn warns.
    """
    if isinstance(y, str | bytes | dict):
        raise ValueError(f"y must be a sequence of labels, one for each product, not {y!r:.80}")
    if getattr(y, "ndim", 1) == 2 or (hasattr(y, "columns") and hasattr(y, "shape")):
        if y.shape[1] != 1:
            raise ValueError(f"y must be one column of labels, not a table of shape {y.shape}")
        warnings.warn(
            "A column-vector y was passed when a 1d array was expected: give y of shape "
            "(n_samples,), for example y.ravel() or the column itself.",
            DataConversionWarning,
            stacklevel=4,
        )
        y = y.to_numpy() if hasattr(y, "to_numpy") else np.asarray(y)
        y = y.reshape(-1)
    if hasattr(y, "to_pylist"):  # Arrow
        return y.to_pylist()
    y = list(y)
    # a list of lists of one label each is a column, too
    return [one[0] if isinstance(one, list | tuple) and len(one) == 1 else one for one in y]


def encode_labels(y, n_samples, classes):
    """Give the code of each human label.

    Parameters
    ----------
    y : array-like of str or None, or None
        Labels; None, NaN, ``""`` and white space mark a product without one.
    n_samples : int
        How many there must be.
    classes : sequence of str
        What is allowed.

    Returns
    -------
    ndarray of int, shape (n_samples,)
        -1 where there is none.

    Raises
    ------
    ValueError
        Where a label is not allowed, or their number is another.

    Examples
    --------
    >>> from fashion_clf.classifier._human_labels import encode_labels
    >>> encode_labels(["SHOE", None, ""], 3, ["BAG", "SHOE"])
    array([ 1, -1, -1])
    """
    codes = np.full(n_samples, UNLABELED)
    if y is None:
        return codes
    y = labels_as_list(y)
    if len(y) != n_samples:
        raise ValueError(f"y has {len(y)} labels for {n_samples} products; give one for each")
    index = {name: code for code, name in enumerate(classes)}
    for row, label in enumerate(y):
        if is_missing(label) or (isinstance(label, str) and not label.strip()):
            continue
        try:
            codes[row] = index[label]
        except (KeyError, TypeError):
            raise ValueError(_complaint(label, row, classes)) from None
    return codes


def _complaint(label, row, classes):
    allowed = f"allowed: {', '.join(map(str, classes))}, or None for no label"
    if isinstance(label, numbers.Number):
        return (
            f"label {label!r} of row {row} is a number, not the name of a category; {allowed}. "
            "StackingClassifier, VotingClassifier and cross_val_predict with predict_proba hand "
            "over numbers instead of names: fit the pipelines one by one, and average or "
            "cross-validate their predict_proba in a loop over KFold().split(products)."
        )
    if isinstance(label, str):
        plain = label.strip().casefold()
        meant = [name for name in classes if str(name).casefold() == plain]
        if meant:
            return f"label {label!r} of row {row} is no category: did you mean {meant[0]!r}?"
    return f"label {label!r:.80} of row {row} is no category; {allowed}"
