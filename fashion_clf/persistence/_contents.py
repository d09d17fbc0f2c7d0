"""What an untrusted model must not hold, though its types are allowed."""

import numpy as np
from lightgbm import LGBMClassifier
from scipy import sparse
from sklearn.base import BaseEstimator

from fashion_clf.persistence._parameters import parameter_problem

__all__ = ["all_parts", "content_problem"]

# Settings that name a place on this machine, which it would read from or write to later.
_PLACES = ("cache_dir", "memory", "model")
_DTYPES = "bifO"  # of arrays, and text
# What LightGBM may be told: nothing of it changes what it checks when it predicts.
_HARMLESS = {
    *LGBMClassifier().get_params(),
    *("deterministic", "force_col_wise", "force_row_wise", "max_bin", "verbose", "verbosity"),
}


def content_problem(model):
    """Look at everything that a model holds.

    Parameters
    ----------
    model : estimator

    Returns
    -------
    str or None
        What is wrong: an estimator that would use a file or folder, a parameter of
        LightGBM that may switch its checks off, or numbers that lead out of an array
        (compiled code follows them unchecked).

    Examples
    --------
    >>> from sklearn.pipeline import Pipeline
    >>> from fashion_clf.persistence._contents import content_problem
    >>> content_problem(Pipeline([], memory="/home/somebody"))
    "holds a Pipeline with memory='/home/somebody', a place on the disk chosen by whoever made it."
    """
    for part in all_parts(model):
        if sparse.issparse(part):
            problem = _sparse_problem(part)
        elif isinstance(part, np.ndarray):
            problem = _array_problem(part)
        else:
            problem = _attribute_problem(part) if hasattr(part, "__dict__") else None
        if problem is not None:
            return f"holds {problem}."
    return None


def _attribute_problem(part):
    """Tell by the names of attributes, whatever has them."""
    attributes, kind = vars(part), type(part).__name__
    for name in _PLACES:
        if isinstance(attributes.get(name), str):
            value = attributes[name]
            return f"a {kind} with {name}={value!a}, a place on the disk chosen by whoever made it"
    if isinstance(part, BaseEstimator):
        problem = parameter_problem(part)
        if problem is not None:
            return problem
    told = set(attributes.get("_other_params") or ()) - _HARMLESS
    if told:
        return f"a {kind} that tells LightGBM its own {', '.join(map(ascii, sorted(told)))}"
    columns = (attributes.get("vocabulary_") or {}).values()
    if sorted(columns) != list(range(len(columns))):
        return f"a {kind} whose terms are not numbered from 0 to {len(columns) - 1}"
    return None


def _array_problem(array):
    if type(array) is not np.ndarray or array.dtype.kind not in _DTYPES + "U" or array.ndim > 4:
        return f"an array of type {type(array).__name__} and {array.dtype}"
    return None


def _sparse_problem(matrix):
    try:
        matrix.check_format(full_check=True)
    except (AttributeError, ValueError) as cause:
        return f"a sparse matrix that is none: {cause}"
    return None


def all_parts(model):
    """Yield every object in a model, once."""
    seen = {}  # by id; held, so that no id is used again
    todo = [model]
    while todo:
        part = todo.pop()
        if id(part) in seen or isinstance(part, type | str | bytes | int | float):
            continue
        seen[id(part)] = part
        yield part
        if isinstance(part, dict):
            todo.extend(part.values())
        elif isinstance(part, list | tuple | set | frozenset):
            todo.extend(part)
        elif isinstance(part, np.ndarray):
            if part.dtype.hasobject:
                todo.extend(part.ravel().tolist())
        elif hasattr(part, "__dict__"):
            todo.extend(vars(part).values())
