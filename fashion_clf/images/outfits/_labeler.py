"""Weak labels from photos of whole outfits: which of the garments in it is for sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.images.garments._joined import garments_file
from fashion_clf.images.reading._photo_labeler import PhotoLabeler, given_model, photos_to_ask
from fashion_clf.utils._matrix import softmax

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Self

    from numpy.random import RandomState
    from sklearn.base import BaseEstimator

    from fashion_clf.utils._typing import ArrayLike, FilePath

__all__ = ["OutfitLabeler"]

_WEIGHTS = np.linspace(0, 2, 41)  # of the garments found, those that are tried
_DOUBT = 4.0  # penalty of a weight of 1: so many units of log-likelihood must speak for it
_LEAST = 0.02  # a garment is never found, or missed, with more than 1 - this


class OutfitLabeler(PhotoLabeler):
    """Weigh categories by the garments that are found in the photos of whole outfits.

    What is for sale is in the photo, and so are other garments: a garment that is found
    speaks for its category, one that is not found against it. How much that weighs
    is learned from the photos whose category the words tell::

        p(c | photo) ~ prior(c) * exp(weight * (logit p(garment c is seen) - its mean))

    So a photo tells no category by itself, but chooses among those that the words leave: where
    they speak of a waist, whether trousers, a skirt or shorts are seen.

    Parameters
    ----------
    model : OutfitClassifier or path
        Fitted, or a joblib file of one that you trust, for loading runs code of it.
        Inside other estimators wrap a fitted one in ``FrozenEstimator``, or cloning makes it
        unfitted.
    classes : dict of str to str or None, default=None
        Category of each garment; None for those of the table ``worn`` in ``garments.toml``, and
        for garments named as categories.
    min_confidence : float, default=0.5
        Probability of a category, of those that the words leave, from which on it is settled.
    n_asked : int, default=300
        Photos that the weight is learned from, at most.
    random_state : int, RandomState or None, default=None
        Seed of their choice.

    Attributes
    ----------
    model_ : OutfitClassifier or None
        None where it is not asked: words tell the category of no photo, or the garments found
        have nothing to do with it.
    classes_ : list of str
        Categories.
    weight_ : float
        Of what is found, from 0 to 2.
    usual_ : ndarray of float, shape (n_classes,)
        Mean of the logit that a garment of each category is seen; NaN for categories that the
        model knows no garment of, of which photos say nothing.
    prior_ : ndarray of float, shape (n_classes,)
        Shares of the categories that words tell.

    See Also
    --------
    GarmentLabeler : Of photos that show one garment.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from fashion_clf.images import OutfitLabeler
    >>> class Seen:  # as an OutfitClassifier, of photos named as what they show
    ...     garments_, base_rate_ = np.array(["skirt", "pants"]), np.array([0.5, 0.5])
    ...     def predict_proba(self, X):
    ...         return np.array([[0.9 if name in path else 0.1 for name in self.garments_]
    ...                          for path in X])
    >>> photos = ["skirt and top", "pants and top"] * 20
    >>> words = pd.DataFrame([[1.0, 0.0], [0.0, 1.0]] * 20, columns=["SKIRT", "PANT"])
    >>> labeler = OutfitLabeler(Seen()).fit(photos, words)
    >>> labeler.transform(["a skirt", None]).round(1).tolist()
    [[1.0, 0.0], [nan, nan]]
    """

    _prefix = "outfit"
    chooses_only = True  # among the categories that words leave

    def __init__(
        self,
        model: BaseEstimator | FilePath,
        classes: Mapping[str, str] | None = None,
        *,
        min_confidence: float = 0.5,
        n_asked: int = 300,
        random_state: int | RandomState | None = None,
    ) -> None:
        self.model = model
        self.classes = classes
        self.min_confidence = min_confidence
        self.n_asked = n_asked
        self.random_state = random_state

    def fit(self, X: Sequence[Any], y: ArrayLike) -> Self:
        """Learn how much the garments found tell of what is for sale.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.
        y : DataFrame of float, shape (n_samples, n_classes)
            Probabilities of the categories; a row of NaN where they are not known.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where no garment of the model has one of these categories.
        """
        paths, _, labelled, chosen = photos_to_ask(X, y, self.n_asked, self.random_state)
        self.classes_ = [str(name) for name in pd.DataFrame(y).columns]
        Y = np.asarray(y, dtype=float)
        self.prior_ = (Y[labelled].sum(axis=0) + 1) / (len(labelled) + Y.shape[1])
        self.model_: Any = given_model(self.model)
        self._of_class = self._garments_of_classes()
        self.weight_ = 0.0
        self.usual_ = np.full(len(self.classes_), np.nan)
        if len(chosen):
            evidence = self._look([paths[place] for place in chosen])
            read = ~np.isnan(evidence).all(axis=1)
            if read.any():
                self.usual_ = evidence[read].mean(axis=0)
                self.weight_ = self._weigh(evidence[read], Y[chosen[read]].argmax(axis=1))
        if not self.weight_:
            self.model_ = None
        return self

    def _label(self, paths):
        evidence = self._look(paths)
        read = ~np.isnan(evidence).all(axis=1)
        labels = np.full(evidence.shape, np.nan)
        labels[read] = softmax(self._scores(evidence[read], self.weight_))
        return labels

    def _garments_of_classes(self):
        """Places of the garments of each category."""
        names = [str(name) for name in self.model_.garments_]
        told = garments_file()["worn"] if self.classes is None else self.classes
        own = {} if self.classes is not None else {name: name for name in self.classes_}
        category = [own.get(name, told.get(name)) for name in names]
        found = [[i for i, one in enumerate(category) if one == name] for name in self.classes_]
        if not any(found):
            raise ValueError(
                f"the garments {', '.join(names[:5])} ... have none of the categories "
                f"{', '.join(self.classes_)}; name the category of each with classes="
            )
        return found

    def _look(self, paths):
        """Logit that a garment of each category is seen; rows of NaN where no photo can be read."""
        seen = np.asarray(self.model_.predict_proba(paths), dtype=float)
        unread = (seen == self.model_.base_rate_).all(axis=1)
        evidence = np.full((len(paths), len(self.classes_)), np.nan)
        for code, places in enumerate(self._of_class):
            if places:
                p = np.clip(seen[:, places].max(axis=1), _LEAST, 1 - _LEAST)
                evidence[:, code] = np.log(p / (1 - p))
        evidence[unread] = np.nan
        return evidence

    def _scores(self, evidence, weight):
        return np.log(self.prior_) + weight * np.nan_to_num(evidence - self.usual_)

    def _weigh(self, evidence, truth):
        """Find the weight by which the categories that words tell are most likely."""
        rows = np.arange(len(truth))
        likelihood = [
            np.log(softmax(self._scores(evidence, weight))[rows, truth]).sum() - _DOUBT * weight**2
            for weight in _WEIGHTS
        ]
        return float(_WEIGHTS[int(np.argmax(likelihood))])
