"""Linear models of words, partly generative, for small training sets."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB

from fashion_clf.utils._matrix import as_matrix, softmax
from fashion_clf.utils._threads import one_blas_thread

__all__ = ["DenseOpinion", "LinearOpinion", "fit_dense", "fit_linear", "word_columns"]

_FLOOR = 1e-4  # no class is ruled out by words alone
_RARE = 0.2  # how much more than by its rarity a rare class gains


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
        """Give what each feature adds for each class relative to the mean of all classes.

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


@dataclass(frozen=True)
class DenseOpinion:
    """What columns that are no words add to the log-probabilities of the classes.

    Attributes
    ----------
    columns : ndarray of int, shape (n_columns,)
    mean, scale : ndarray of float, shape (n_columns,)
        What is subtracted from the values, and what they are divided by.
    coef : ndarray of float, shape (n_classes, n_columns)
    intercept : ndarray of float, shape (n_classes,)
    log_prior : ndarray of float, shape (n_classes,)
        Logarithms of the shares of the classes where the columns are there.
    """

    columns: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    coef: np.ndarray
    intercept: np.ndarray
    log_prior: np.ndarray

    def gain(self, F):
        """Give the log of probability over prior, and a little more of what is rare.

        Rare classes lose by being learned from few rows: their prior is divided by
        once and a fifth. 0 where a value is missing.
        """
        values = _dense(F, self.columns)
        there = ~np.isnan(values).any(axis=1)
        score = (np.nan_to_num(values) - self.mean) / self.scale @ self.coef.T + self.intercept
        log_proba = np.log(np.maximum(softmax(score), _FLOOR))
        return np.where(there[:, None], log_proba - (1 + _RARE) * self.log_prior, 0.0)

    def contributions(self, F):
        """Give what each feature adds for each class relative to the mean, as of the words."""
        values = np.zeros((len(self.coef), F.shape[1]))
        row = _dense(F, self.columns)
        if not np.isnan(row).any():
            centred = self.coef - self.coef.mean(axis=0)
            values[:, self.columns] = centred * (row - self.mean) / self.scale
        return values


def fit_dense(F, codes, weight, n_classes, columns, *, C=0.3):
    """Fit logistic regression to the rows in which none of the columns is missing.

    Parameters
    ----------
    F, codes, weight, n_classes, columns
        As of :func:`fit_linear`, with the columns that are no words.
    C : float
        Inverse strength of the penalty.

    Returns
    -------
    DenseOpinion
        It says nothing, 0, where there are fewer than two classes to learn.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._linear import fit_dense
    >>> F = np.array([[-1.0], [1.0], [np.nan]])
    >>> model = fit_dense(F, np.array([0, 1, 1]), np.ones(3), 2, np.array([0]))
    >>> model.gain(F).argmax(axis=1), model.gain(F)[2].tolist()
    (array([0, 1, 0]), [0.0, 0.0])
    """
    values = _dense(F, columns)
    there = ~np.isnan(values).any(axis=1) & (len(columns) > 0)
    values, codes, weight = values[there], codes[there], weight[there]
    learned, codes = np.unique(codes, return_inverse=True)
    if len(learned) < 2:
        nothing = np.zeros(len(columns)), np.ones(len(columns)), np.zeros((n_classes, len(columns)))
        even = np.full(n_classes, -np.log(n_classes))
        return DenseOpinion(columns, *nothing, np.zeros(n_classes), even)
    mean, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
    with one_blas_thread():
        model = LogisticRegression(C=C, max_iter=1000)
        model.fit((values - mean) / scale, codes, weight)
    slopes, offsets = _both(model.coef_, model.intercept_)
    coef, intercept = np.zeros((n_classes, len(columns))), np.full(n_classes, -np.inf)
    coef[learned], intercept[learned] = slopes, offsets
    share = np.bincount(learned[codes], weight, n_classes)
    log_prior = np.log(np.maximum(share / share.sum(), _FLOOR))
    return DenseOpinion(columns, mean, scale, coef, intercept, log_prior)


def word_columns(F):
    """Tell the columns that count words: no value is missing or negative there.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._linear import word_columns
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
    >>> from fashion_clf.classifier._linear import fit_linear
    >>> F = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> model = fit_linear(F, np.array([0, 1]), np.ones(2), 2, np.array([0, 1]))
    >>> np.exp(model.log_proba(F)).argmax(axis=1)
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
    with one_blas_thread():  # its products are too small to be shared out
        logistic = LogisticRegression(C=C, max_iter=1000).fit(words, codes, weight)
    slopes, offsets = _both(logistic.coef_, logistic.intercept_)
    coef[there] = (slopes + bayes.feature_log_prob_) / 2
    intercept[there] = (offsets + bayes.class_log_prior_) / 2
    return LinearOpinion(columns, coef, intercept)


def _both(slopes, offsets):
    """Give a row for each class where there are two, and one of them has none."""
    if len(slopes) > 1:
        return slopes, offsets
    return np.vstack([-slopes, slopes]) / 2, np.append(-offsets, offsets) / 2


def _columns(F, columns):
    """Give some columns of features; all as they are, which takes no copy."""
    F = as_matrix(F)
    if not len(columns):
        return np.empty((F.shape[0], 0))
    return (F if len(columns) == F.shape[1] else F[:, columns]).astype(np.float64)


def _dense(F, columns):
    values = _columns(F, columns)
    return values.toarray() if sparse.issparse(values) else values


def _words(F, columns):
    words = _columns(F, columns)
    return words if sparse.issparse(words) else np.nan_to_num(words)
