"""Kernel ridge regression of many targets, of which a second one hears what the first says."""

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.model_selection import KFold

from fashion_clf.images.outfits._similarity import gaussian, mean_distance
from fashion_clf.utils._kernels import ridge

__all__ = ["TwoStageRidge"]

_FOLDS = 10  # each row is told by the others, lest the second stage trust the first too much
_HEARD = 0.2  # weight of what the first stage says, beside the figure


class TwoStageRidge(BaseEstimator):
    """Tell many things of a figure, the second time with all that was said the first time.

    Parameters
    ----------
    alpha : float, default=0.2
        Strength of the regularisation.
    random_state : int, RandomState or None, default=None
        Seed of the folds.

    Attributes
    ----------
    first_, second_ : tuple of (ndarray of float, shape (n_fitted, n_targets), ndarray of float)
        Weights of the rows that were learned from, and means.
    told_ : ndarray of float, shape (n_fitted, n_targets)
        What the first stage says of each row, learned from other rows.
    scale_ : float
        Mean squared distance of two rows of it.

    References
    ----------
    D. H. Wolpert, "Stacked generalization", Neural Networks 5, 1992; for targets that hear of
    one another, E. Spyromitros-Xioufis et al., "Multi-target regression via input space
    expansion", Machine Learning 104, 2016.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.outfits._two_stages import TwoStageRidge
    >>> worn = np.eye(2).repeat(10, axis=0)
    >>> K = np.where(worn[:, :1] == worn[:, 0], 1.0, 0.1)
    >>> unknown = np.full_like(worn, np.nan)
    >>> model = TwoStageRidge(random_state=0).fit(K, worn, unknown, worn)
    >>> model.predict(K[[0, 15]]).round(1) + 0.0
    array([[1., 0.],
           [0., 1.]])
    """

    def __init__(self, alpha=0.2, *, random_state=None):
        self.alpha = alpha
        self.random_state = random_state

    def fit(self, K, worn, shares, targets):
        """Learn.

        Parameters
        ----------
        K : ndarray of float, shape (n_samples, n_samples)
            Kernel.
        worn : ndarray of float, shape (n_samples, n_garments)
            Targets of the first stage.
        shares : ndarray of float, shape (n_samples, n_garments)
            More of them, where they are known; else NaN.
        targets : ndarray of float, shape (n_samples, n_garments)
            Those of the second stage.

        Returns
        -------
        self
        """
        self.told_ = np.zeros((len(K), 2 * worn.shape[1]))
        folds = KFold(min(_FOLDS, len(K)), shuffle=True, random_state=self.random_state)
        for rows, others in folds.split(K):
            solved = self._first(K[np.ix_(rows, rows)], worn[rows], shares[rows])
            self.told_[others] = _tell(K[np.ix_(others, rows)], solved)
        self.first_ = self._first(K, worn, shares)
        self.scale_ = mean_distance(self.told_)
        self.second_ = _solve(self._hear(K, self.told_), targets, self.alpha)
        return self

    def predict(self, K):
        """Tell the targets of rows.

        Parameters
        ----------
        K : ndarray of float, shape (n_samples, n_fitted)
            Kernel with the rows that were learned from.

        Returns
        -------
        ndarray of float, shape (n_samples, n_garments)
        """
        return _tell(self._hear(K, _tell(K, self.first_)), self.second_)

    def _first(self, K, worn, shares):
        """Solve the first stage; shares by the rows of which they are known."""
        dual, mean = _solve(K, worn, self.alpha)
        of_shares = np.zeros_like(dual), np.zeros_like(mean)
        known = np.flatnonzero(~np.isnan(shares).any(axis=1))
        if len(known):
            of_known, of_shares[1][:] = _solve(K[np.ix_(known, known)], shares[known], self.alpha)
            of_shares[0][known] = of_known
        return np.hstack([dual, of_shares[0]]), np.concatenate([mean, of_shares[1]])

    def _hear(self, K, told):
        return (1 - _HEARD) * K + _HEARD * gaussian(told, self.told_, self.scale_)


def _solve(K, targets, alpha):
    mean = targets.mean(axis=0)
    return ridge(K, targets - mean, alpha), mean


def _tell(K, solved):
    dual, mean = solved
    return K @ dual + mean
