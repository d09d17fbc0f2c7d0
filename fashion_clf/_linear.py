"""A linear opinion on words, half of it generative, which few texts are enough for."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from threadpoolctl import threadpool_limits

from fashion_clf._matrix import as_matrix

__all__ = ["LinearOpinion", "fit_linear", "softmax", "word_columns"]

_FLOOR = 1e-4  # no class is ruled out by words alone


@dataclass(frozen=True)
class LinearOpinion:
    """Weights of words for classes.

    Attributes
    ----------
    columns : ndarray of int, shape (n_words,)
        Which features are words.
    coef : ndarray of float, shape (n_classes, n_words)
    intercept : ndarray of float, shape (n_classes,)
        -inf for a class that was not there to be learned.
    """

    columns: np.ndarray
    coef: np.ndarray
    intercept: np.ndarray

    def log_proba(self, F):
        """Give the logarithm of each class's probability, shape (n_samples, n_classes)."""
        score = _words(F, self.columns) @ self.coef.T + self.intercept
        return np.log(np.maximum(softmax(score), _FLOOR))

    def contributions(self, F):
        """Give what each feature adds for each class beside the mean of all classes.

        Parameters
        ----------
        F : ndarray of float, shape (1, n_features)

        Returns
        -------
        ndarray of float, shape (n_classes, n_features)
        """
        learned = np.isfinite(self.intercept)
        values = np.zeros((len(self.coef), F.shape[1]))
        centred = self.coef - self.coef[learned].mean(axis=0)
        values[:, self.columns] = centred * _words(F, self.columns)
        values[~learned] = 0
        return values


def word_columns(F):
    """Tell the columns that count words: no value is missing or negative there.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf._linear import word_columns
    >>> word_columns(np.array([[0.0, -1.0, np.nan], [0.7, 1.0, 1.0]]))
    array([0])
    """
    least = F.min(axis=0)
    least = least.toarray() if sparse.issparse(least) else np.asarray(least)
    return np.flatnonzero(least.ravel() >= 0)  # NaN is not


def fit_linear(F, codes, weight, n_classes, columns, *, C=10.0, alpha=0.1):
    """Fit logistic regression and naive Bayes, and take the mean of their weights.

    Parameters
    ----------
    F : csr_matrix or ndarray, shape (n_samples, n_features)
    codes : ndarray of int, shape (n_samples,)
        Classes, below `n_classes`.
    weight : ndarray of float, shape (n_samples,)
    n_classes : int
    columns : ndarray of int
        As of :func:`word_columns`.
    C, alpha : float
        Inverse strength of the penalty of the one, smoothing of the other.

    Returns
    -------
    LinearOpinion

    References
    ----------
    G. Bouchard and B. Triggs, "The trade-off between generative and discriminative
    classifiers", COMPSTAT 2004.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf._linear import fit_linear
    >>> F = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> opinion = fit_linear(F, np.array([0, 1]), np.ones(2), 2, np.array([0, 1]))
    >>> np.exp(opinion.log_proba(F)).argmax(axis=1)
    array([0, 1])
    """
    words = _words(F, columns)
    there, codes = np.unique(codes, return_inverse=True)
    coef = np.zeros((n_classes, len(columns)))
    intercept = np.full(n_classes, -np.inf)
    if len(there) == 1 or not len(columns):
        share = np.bincount(codes, weight, len(there))
        intercept[there] = np.log(share / share.sum())
        return LinearOpinion(columns, coef, intercept)
    bayes = MultinomialNB(alpha=alpha).fit(words, codes, weight)
    with threadpool_limits(1, user_api="blas"):  # its products are too small to be shared out
        logistic = LogisticRegression(C=C, max_iter=1000).fit(words, codes, weight)
    slopes, offsets = logistic.coef_, logistic.intercept_
    if len(there) == 2:  # one row, for the second class
        slopes, offsets = np.vstack([-slopes, slopes]) / 2, np.append(-offsets, offsets) / 2
    coef[there] = (slopes + bayes.feature_log_prob_) / 2
    intercept[there] = (offsets + bayes.class_log_prior_) / 2
    return LinearOpinion(columns, coef, intercept)


def softmax(score):
    """Turn scores into probabilities, row by row."""
    proba = np.exp(score - score.max(axis=1, keepdims=True))
    return proba / proba.sum(axis=1, keepdims=True)


def _words(F, columns):
    words = as_matrix(F)[:, columns].astype(np.float64)
    return words if sparse.issparse(words) else np.nan_to_num(words)
