"""LightGBM with a head start: it mends what linear models of words and photos get wrong."""

from __future__ import annotations

import logging
from inspect import signature
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed
from lightgbm import LGBMClassifier, early_stopping
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from fashion_clf.classifier._linear import fit_dense, fit_linear, word_columns
from fashion_clf.utils._matrix import as_matrix, softmax

if TYPE_CHECKING:
    from typing import Self

    from numpy.random import RandomState
    from scipy.sparse import csr_matrix

    from fashion_clf.utils._typing import ArrayLike, Floats, Names

__all__ = ["BoostedLinearClassifier"]

_logger = logging.getLogger(__name__)

_FEW = 16  # rows
_MANY = 5_000  # rows for which processes pay that fit the linear models


class BoostedLinearClassifier(ClassifierMixin, BaseEstimator):
    """LightGBM that starts from the scores of linear models of words and photos.

    A linear model learns more from thousands of sparse terms in a few hundred
    texts than trees do, and trees learn more from combinations. What the words and
    what the other columns, of photos, say is multiplied, as of two witnesses.
    The linear scores of a training row come from models that were not fitted to
    its group, so that the trees see them as wrong as they will be. How many
    rounds are worth it shows on one fold: few on words alone, many with photos.

    Parameters
    ----------
    booster : LGBMClassifier or None, default=None
        Its `n_estimators` is the most rounds, its `n_jobs` the processes that fit the linear
        models of 5,000 rows and more, too; None for LightGBM's defaults.
    C : float, default=10.0
        Inverse strength of the penalty of logistic regression.
    alpha : float, default=0.1
        Smoothing of naive Bayes; the linear model of words is the mean of the two.
    dense_C : float, default=0.3
        Inverse strength of the penalty of logistic regression on the other columns.
    n_folds : int, default=5
        Parts into which the groups are split.
    patience : int, default=10
        Rounds without a gain on the first fold after which no more are tried.
    min_gain : float, default=0.003
        What counts as a gain: so much less log-loss. Trees that gain less blur
        how sure the words are.
    random_state : int, RandomState or None, default=None
        Deals the groups into folds.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
    linear_ : LinearOpinion
        The linear model of the words, fitted to all rows.
    dense_ : DenseOpinion
        That of the other columns, fitted to the rows that have them.
    boosted_ : LGBMClassifier
        The fitted trees.
    n_rounds_ : int
        Rounds of boosting kept.
    n_features_in_ : int

    References
    ----------
    D. H. Wolpert, "Stacked generalization", Neural Networks 5, 1992, for scores
    from models that have not seen the row.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier import BoostedLinearClassifier
    >>> X = np.tile(np.eye(3), (10, 1))
    >>> y = np.tile(["BAG", "SHOE", "SHOE"], 10)
    >>> BoostedLinearClassifier(random_state=0).fit(X, y).predict(np.eye(3)).tolist()
    ['BAG', 'SHOE', 'SHOE']
    """

    def __init__(
        self,
        booster: BaseEstimator | None = None,
        *,
        C: float = 10.0,
        alpha: float = 0.1,
        dense_C: float = 0.3,
        n_folds: int = 5,
        patience: int = 10,
        min_gain: float = 0.003,
        random_state: int | RandomState | None = None,
    ) -> None:
        self.booster = booster
        self.C = C
        self.alpha = alpha
        self.dense_C = dense_C
        self.n_folds = n_folds
        self.patience = patience
        self.min_gain = min_gain
        self.random_state = random_state

    def fit(
        self,
        X: ArrayLike | csr_matrix,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        groups: ArrayLike | None = None,
    ) -> Self:
        """Fit the linear model, and trees to what is left.

        Parameters
        ----------
        X : csr_matrix or ndarray, shape (n_samples, n_features)
            Columns without a missing or negative value are words; the others are
            of photos, a row without one has NaN in them.
        y : array-like, shape (n_samples,)
            Classes, at least two.
        sample_weight : array-like of float or None, shape (n_samples,), optional
            Weights of the rows.
        groups : array-like or None, shape (n_samples,), optional
            Rows of one product; None where each row is one of its own.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where there is one class only.
        """
        X = as_matrix(X)
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"one class, {self.classes_}: there must be at least two")
        weight = np.ones(len(codes)) if sample_weight is None else np.asarray(sample_weight, float)
        self.n_features_in_ = X.shape[1]
        words = word_columns(X)
        columns = words, np.setdiff1d(np.arange(X.shape[1]), words)
        fold = self._deal(np.arange(len(codes)) if groups is None else groups)
        lefts = [fold != number for number in range(fold.max() + 1) if (fold != number).any()]
        n_jobs = getattr(self.booster, "n_jobs", None) if X.shape[0] >= _MANY else 1
        parts = chain([(X, codes, weight)], ((X[on], codes[on], weight[on]) for on in lefts))
        (self.linear_, self.dense_), *opinions = Parallel(n_jobs=n_jobs)(
            delayed(self._fit_linear)(*part, columns) for part in parts
        )
        start = _pool(self.linear_, self.dense_, X)
        for left, (linear, dense) in zip(lefts, opinions, strict=True):
            start[~left] = _pool(linear, dense, X[~left])
        self.n_rounds_ = self._count_rounds(X, codes, weight, start, fold == 0)
        _logger.info("boosting %d rounds on %d rows", self.n_rounds_, len(codes))
        self.boosted_ = self._booster(self.n_rounds_).fit(
            X, codes, sample_weight=weight, init_score=self._as_margin(start)
        )
        return self

    def predict_proba(self, X: ArrayLike | csr_matrix) -> Floats:
        """Probability of each class.

        Parameters
        ----------
        X : csr_matrix or ndarray, shape (n_samples, n_features)
            Features.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        check_is_fitted(self)
        X = as_matrix(X)
        if not X.shape[0]:  # which LightGBM refuses
            return np.empty((0, len(self.classes_)))
        margin = self._as_margin(_pool(self.linear_, self.dense_, X))
        margin = margin + self._boost(X)
        if margin.ndim == 1:
            margin = np.column_stack([np.zeros(len(margin)), margin])
        return softmax(margin)

    def _boost(self, X):
        """Score by the trees; a few rows without the wrapper, which takes longer than they do."""
        if X.shape[0] > _FEW:
            return self.boosted_.predict(X, raw_score=True)
        return self.boosted_.booster_.predict(X, raw_score=True, num_threads=1)

    def predict(self, X: ArrayLike | csr_matrix) -> Names:
        """Predict the class of each row.

        Parameters
        ----------
        X : csr_matrix or ndarray, shape (n_samples, n_features)
            Features.

        Returns
        -------
        ndarray, shape (n_samples,)
            Classes.
        """
        return self.classes_[self.predict_proba(X).argmax(axis=1)]

    def contributions(self, x: csr_matrix) -> Floats:
        """Tell what each feature of one row adds to the score of each class.

        Parameters
        ----------
        x : csr_matrix or ndarray, shape (1, n_features)
            Features of one row.

        Returns
        -------
        ndarray of float, shape (n_classes, n_features)
            SHAP values of the trees, and weight times value of the linear model
            less its mean over classes. Of two classes each is set against the other.
        """
        # dense: for sparse rows LightGBM gives another shape
        x = x.toarray() if sparse.issparse(x) else np.asarray(x)
        linear = self.linear_.contributions(x) + self.dense_.contributions(x)
        trees = self.boosted_.predict(x, pred_contrib=True).reshape(-1, x.shape[1] + 1)[:, :-1]
        if len(self.classes_) == 2:
            return 2 * linear + np.vstack([-trees, trees])
        return linear + trees

    def _fit_linear(self, X, codes, weight, columns):
        words, dense = columns
        n_classes = len(self.classes_)
        linear = fit_linear(X, codes, weight, n_classes, words, C=self.C, alpha=self.alpha)
        return linear, fit_dense(X, codes, weight, n_classes, dense, C=self.dense_C)

    def _deal(self, groups):
        """Give the fold of each row: groups stay together."""
        _, member = np.unique(groups, return_inverse=True)
        order = check_random_state(self.random_state).permutation(member.max() + 1)
        return (order % self.n_folds)[member]

    def _count_rounds(self, X, codes, weight, start, held):
        """Boost without one fold for as long as the loss on it falls."""
        left = ~held
        held = held & np.isin(codes, codes[left])
        left = ~held  # a class in the fold alone can be learned nowhere else
        if not held.any() or not left.any():
            return 1
        margin = self._as_margin(start)
        judge = {"eval_set": [(X[held], codes[held])]}
        if "eval_X" in signature(LGBMClassifier.fit).parameters:  # LightGBM 4.7 renames it
            judge = {"eval_X": (X[held],), "eval_y": (codes[held],)}
        booster = self._booster().fit(
            X[left],
            codes[left],
            sample_weight=weight[left],
            init_score=margin[left],
            eval_sample_weight=[weight[held]],
            eval_init_score=[margin[held]],
            callbacks=[early_stopping(self.patience, verbose=False, min_delta=self.min_gain)],
            **judge,
        )
        return max(1, booster.best_iteration_)

    def _booster(self, n_rounds=None):
        booster = LGBMClassifier(verbose=-1) if self.booster is None else clone(self.booster)
        return booster if n_rounds is None else booster.set_params(n_estimators=n_rounds)

    def _as_margin(self, log_proba):
        """Scores as LightGBM starts from: log-odds where there are two classes."""
        return log_proba[:, 1] - log_proba[:, 0] if len(self.classes_) == 2 else log_proba


def _pool(linear, dense, X):
    """Log-probabilities by words, plus what the other columns add to the shares."""
    return linear.log_proba(X) + dense.gain(X)
