"""Fitting a label model to votes, and a classifier, which takes one label a row, to posteriors."""

import numpy as np
from sklearn.base import clone
from sklearn.utils.validation import has_fit_parameter

from fashion_clf.labeling import LabelModel
from fashion_clf.utils._matrix import stack

__all__ = ["fit_label_model", "fit_to_posteriors", "predict_codes"]


def fit_label_model(label_model, labeler, L, gold, weights=None):
    """Fit a clone of a label model, or ``LabelModel()``, to votes.

    Parameters
    ----------
    label_model : LabelModel, MajorityVote or None
    labeler : RuleLabeler
        Fitted; it knows the classes, superclasses and what is stated of its rules.
    L : ndarray of int, shape (n_samples, n_rules)
    gold : ndarray of int, shape (n_samples,)
    weights : ndarray of float, shape (n_samples,), optional
        How many products each row stands for.

    Returns
    -------
    estimator
    """
    label_model = LabelModel() if label_model is None else clone(label_model)
    settings = {"n_classes": len(labeler.classes_), "groups": labeler.groups_}
    if "prior_reliability" in label_model.get_params():
        stated = [rule.reliability for rule in labeler.rules_]
        settings["prior_reliability"] = np.array(stated, dtype=float)  # None becomes NaN
    label_model.set_params(**settings)
    return label_model.fit(L, gold) if weights is None else label_model.fit(L, gold, weights)


def fit_to_posteriors(estimator, views, posterior, trust, min_posterior):
    """Train on every plausible category of a product, weighted by its posterior.

    Parameters
    ----------
    estimator : classifier
        A clone of it is fitted, with ``groups`` that name the product of each row if
        it takes them.
    views : list of (array or sparse matrix of shape (n_samples, n_features), float)
        Features of the same products, and the weight of each kind.
    posterior : ndarray of float, shape (n_samples, n_classes)
    trust : ndarray of float, shape (n_samples,)
        Weight of each product; at 0 it is left out.
    min_posterior : float
        A product is trained on once for each category of at least this posterior.

    Returns
    -------
    classes : ndarray of int
        Codes of the categories that were trained on.
    estimator : classifier or None
        None where they are fewer than two.

    Examples
    --------
    >>> import numpy as np
    >>> from sklearn.linear_model import LogisticRegression
    >>> from fashion_clf.classifier._soft_labels import fit_to_posteriors
    >>> F, posterior = np.array([[0.0], [1.0]]), np.array([[0.9, 0.1, 0.0], [0.0, 0.05, 0.95]])
    >>> fit_to_posteriors(LogisticRegression(), [(F, 1.0)], posterior, np.ones(2), 0.1)
    (array([0, 1, 2]), LogisticRegression())
    """
    rows, codes = np.nonzero((posterior >= min_posterior) & (trust > 0)[:, None])
    classes = np.unique(codes)
    if len(classes) < 2:
        return classes, None
    features, weight = views[0][0][rows], views[0][1] * posterior[rows, codes] * trust[rows]
    weights = [weight]
    for F, share in views[1:]:
        features = stack(features, F[rows])
        weights.append(share * posterior[rows, codes] * trust[rows])
    estimator = clone(estimator)
    groups = np.tile(rows, len(views))
    named = {"groups": groups} if has_fit_parameter(estimator, "groups") else {}
    codes = np.tile(codes, len(views))
    return classes, estimator.fit(features, codes, sample_weight=np.concatenate(weights), **named)


def predict_codes(estimator, codes, F, class_prior):
    """Probabilities of all classes, by an estimator that knows some of them or by none.

    Parameters
    ----------
    estimator : classifier or None
        None gives the prior.
    codes : ndarray of int
        Those of the classes that it knows.
    F : array or sparse matrix, shape (n_samples, n_features)
    class_prior : ndarray of float, shape (n_classes,)

    Returns
    -------
    ndarray of float, shape (n_samples, n_classes)
    """
    proba = np.zeros((F.shape[0], len(class_prior)))
    if estimator is None:
        proba[:] = class_prior
    elif F.shape[0]:
        proba[:, codes] = estimator.predict_proba(F)
    return proba
