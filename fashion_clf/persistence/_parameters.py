"""Parameters that an estimator of an untrusted model may have: a closed list.

An estimator is taken to be what `make_pipeline` gives: each parameter has its default, or a
number where the default is one, or a value of the table below. Text is what does harm (a
place on the disk, ``input="filename"``), so that no other text is allowed anywhere.
"""

import inspect
import math
import numbers

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from fashion_clf.text._vectorizer import _terms

__all__ = ["parameter_problem"]

_LARGEST = 1e12  # of a number
_LONGEST = 100_000  # of a list of numbers
# By the name of the parameter, values allowed besides the default.
_ALSO = {
    "remainder": {"drop"},
    "svd_solver": {"randomized", "auto", "full", "covariance_eigh"},
    "objective": {"binary", "multiclass"},
    "block_norm": {"L1", "L1-sqrt", "L2", "L2-Hys"},
    "solver": {"lbfgs"},
    "iterated_power": {3},
}
# Parts that have a type of their own, and are looked at by themselves.
_PARTS = frozenset(
    "booster components encoder estimator extractor extractors features garments groups "
    "label_model labeler model photo_labeler prior_reliability rules shapes steps studio "
    "transformers".split()
)
_EXACTLY = {(TfidfVectorizer, "analyzer"): _terms, (TfidfVectorizer, "dtype"): np.float32}


def parameter_problem(part):
    """Say which parameter of an estimator, or attribute over a method, it must not have.

    Parameters
    ----------
    part : estimator
        As it was restored.

    Returns
    -------
    str or None

    Examples
    --------
    >>> from sklearn.feature_extraction.text import TfidfVectorizer
    >>> from fashion_clf.persistence._parameters import parameter_problem
    >>> parameter_problem(TfidfVectorizer(input="filename"))
    "a TfidfVectorizer with input='filename'"
    """
    kind = type(part)
    held = vars(part)
    hiding = [name for name in held if callable(getattr(kind, str(name), None))]
    if hiding:
        return f"a {kind.__name__} with an attribute in place of its method {hiding[0]!a}"
    if not all(type(name) is str for name in held):
        return f"a {kind.__name__} with an attribute whose name is no text"
    variable = inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL
    for name, parameter in inspect.signature(kind).parameters.items():
        if parameter.kind in variable:
            continue
        if name not in held:
            return f"a {kind.__name__} without its parameter {name}"
        if not _is_allowed(kind, name, held[name], parameter.default):
            return f"a {kind.__name__} with {name}={held[name]!a:.80}"
    return None


def _is_allowed(kind, name, value, default):
    if (kind, name) in _EXACTLY:
        return value is _EXACTLY[kind, name]
    if type(value) in (str, int) and value in _ALSO.get(name, ()):
        return True
    if type(value) is str:
        return value == default
    if value is None or value is default:
        return value is default or not isinstance(default, str)
    if isinstance(value, bool | np.bool_):
        return isinstance(default, bool) or default is None
    if isinstance(value, numbers.Real):
        is_number = default is None or default is inspect.Parameter.empty
        is_number |= isinstance(default, numbers.Real) and not isinstance(default, bool)
        return is_number and math.isfinite(value) and abs(value) <= _LARGEST
    if name == "random_state":
        return type(value) is np.random.RandomState
    if name in _PARTS:
        return not callable(value) and type(value) is not type
    if isinstance(value, tuple | list):
        return len(value) <= _LONGEST and all(type(one) in (int, float) for one in value)
    return False
