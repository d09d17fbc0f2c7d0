"""Fusion of human labels, rules and the model."""

import numpy as np
import pandas as pd

__all__ = [
    "fuse",
    "keep_named",
    "add_photo_votes",
    "fallback_probabilities",
    "weak_targets",
]

_TINY = 1e-9
_SMOOTHING = 0.03  # more than dev rows ask for, which the rules were written to fit


def fuse(by_rules, by_model, weight):
    """Pool two sets of probabilities, and keep some doubt.

    The exponents of the two sum to two: at the weight 1/2 the probabilities are
    multiplied, and the more one of them counts the less the other does, for the
    model has learned from the rules and is no witness of its own.

    Parameters
    ----------
    by_rules, by_model : ndarray of float, shape (n_samples, n_classes)
        Probabilities.
    weight : ndarray of float, shape (n_samples,)
        Weight of the model, from 0 to 1.

    Returns
    -------
    ndarray of float, shape (n_samples, n_classes)
        ``by_rules ** (2 - 2 * weight) * by_model ** (2 * weight)``, scaled to rows
        that sum to 1, with 3 % spread over all classes, for no source of labels
        is without error.

    References
    ----------
    C. Genest and J. V. Zidek, "Combining probability distributions: a critique and
    an annotated bibliography", Statistical Science 1, 1986, for logarithmic pools.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._fusion import fuse
    >>> rules, model = np.array([[0.5, 0.5]]), np.array([[0.8, 0.2]])
    >>> fuse(rules, model, np.array([0.5])).round(3)
    array([[0.791, 0.209]])
    """
    weight = 2 * weight[:, None]
    log_proba = (2 - weight) * np.log(by_rules + _TINY) + weight * np.log(by_model + _TINY)
    proba = np.exp(log_proba - log_proba.max(axis=1, keepdims=True))
    proba /= proba.sum(axis=1, keepdims=True)
    return (1 - _SMOOTHING) * proba + _SMOOTHING / proba.shape[1]


def add_photo_votes(by_rules, by_photo, voted, least=0.0):
    """Let photos speak where they do: instead of rules, or to choose among what they named.

    Parameters
    ----------
    by_rules : ndarray of float, shape (n_samples, n_classes)
        Probabilities.
    by_photo : ndarray of float, shape (n_samples, n_classes)
        Probabilities; rows of NaN where the photo says nothing.
    voted : ndarray of bool, shape (n_samples,)
        Where rules said anything: there the two are multiplied.
    least : float, default=0
        Photos speak where a category then has this probability.

    Returns
    -------
    proba : ndarray of float, shape (n_samples, n_classes)
    told : ndarray of bool, shape (n_samples,)
        Where photos spoke.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._fusion import add_photo_votes
    >>> rules, photos = np.array([[0.5, 0.5]] * 3), np.array([[0.8, 0.2], [0.8, 0.2], [np.nan] * 2])
    >>> rules[1] = 0.2, 0.8
    >>> proba, told = add_photo_votes(rules, photos, np.array([False, True, True]))
    >>> proba.round(2).tolist(), told.tolist()
    ([[0.8, 0.2], [0.5, 0.5], [0.5, 0.5]], [True, True, False])
    """
    said = by_photo * np.where(voted[:, None], by_rules, 1)
    said /= said.sum(axis=1, keepdims=True)
    told = ~np.isnan(said).any(axis=1) & (said.max(axis=1) >= least)
    return np.where(told[:, None], said, by_rules), told


def fallback_probabilities(class_prior, code):
    """Tilt the class prior until a class just leads it.

    Parameters
    ----------
    class_prior : ndarray of float, shape (n_classes,)
    code : int
        The class.

    Returns
    -------
    ndarray of float, shape (n_classes,)

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._fusion import fallback_probabilities
    >>> fallback_probabilities(np.array([0.75, 0.25]), 1).round(3)
    array([0.498, 0.502])
    """
    proba = class_prior.copy()
    proba[code] = 1.01 * proba.max()
    return proba / proba.sum()


def weak_targets(posterior, settled, classes):
    """Lay out the weak labels for what learns from them: NaN where nothing is settled.

    Parameters
    ----------
    posterior : ndarray of float, shape (n_samples, n_classes)
    settled : ndarray of bool, shape (n_samples,)
    classes : sequence of str

    Returns
    -------
    DataFrame
        A column for each category.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._fusion import weak_targets
    >>> weak_targets(np.array([[0.9, 0.1], [0.5, 0.5]]), np.array([True, False]), ["BAG", "SHOE"])
       BAG  SHOE
    0  0.9   0.1
    1  NaN   NaN
    """
    return pd.DataFrame(np.where(settled[:, None], posterior, np.nan), columns=classes)


def keep_named(proba, named):
    """Let the class that a product's own noun names lead, with no more than it needs to.

    Parameters
    ----------
    proba : ndarray of float, shape (n_samples, n_classes)
    named : ndarray of int, shape (n_samples,)
        Code of the class; -1 where none is named.

    Returns
    -------
    ndarray of float, shape (n_samples, n_classes)

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._fusion import keep_named
    >>> keep_named(np.array([[0.7, 0.3], [0.7, 0.3]]), np.array([1, -1])).round(2).tolist()
    [[0.5, 0.5], [0.7, 0.3]]
    """
    rows = np.flatnonzero((named >= 0) & (proba.argmax(axis=1) != named))
    proba[rows, named[rows]] = 1.01 * proba[rows].max(axis=1)
    proba[rows] /= proba[rows].sum(axis=1, keepdims=True)
    return proba
