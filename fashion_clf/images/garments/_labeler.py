"""Weak labels from photos, by a classifier of photos of clothes that was fitted elsewhere."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.exceptions import ImageWarning, ModelFileError, ModelFileWarning
from fashion_clf.images.garments._joined import JoinedClassifier, garments_file
from fashion_clf.images.reading._photo_labeler import PhotoLabeler, given_model, photos_to_ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Self

    from numpy.random import RandomState
    from sklearn.base import BaseEstimator

    from fashion_clf.utils._typing import ArrayLike, FilePath

__all__ = ["GarmentLabeler", "load_classes"]

_PRIOR = 4.0  # photos that the agreement of a category is drawn to the overall one by
_TRUST = 0.75  # agreement that is expected before anything is seen
_UNPROVED = 0.42  # right ones of a shop's photos without words, by a model of other photos


class GarmentLabeler(PhotoLabeler):
    """Label photos where words say nothing, if it agrees with the words elsewhere.

    A classifier of garments has seen other photos than the catalogue's, and knows of
    no bag and no ring. So it is first asked about photos whose category the words
    tell, and where it agrees too seldom it is not asked again: photos of a shop may
    look quite unlike those that it learned from. Where it agrees, its classes are
    mapped onto categories, it abstains where it is unsure or where a category of its
    has proved wrong, and its probabilities are as sure as it was right.

    Parameters
    ----------
    model : GarmentClassifier, path or None, default=None
        Fitted, or a joblib file of one that you trust, for loading runs code of it;
        None for the one that comes with the library, beside which those of the shapes of
        garments and of the photos of shops are asked where words tell the category of no photo.
        Inside other estimators wrap a fitted one in ``FrozenEstimator``, or cloning makes it
        unfitted.
    classes : dict of str to str or None, default=None
        Category of each class; None for ``garments.toml`` of the library.
    min_confidence : float, default=0.6
        Least probability with which it speaks.
    min_agreement : float, default=0.7
        Least share of photos, of all and of those of a category, in which it must
        agree with the words.
    n_asked : int, default=300
        Photos that it is asked about first, at most.
    random_state : int, RandomState or None, default=None
        Seed of their choice.

    Attributes
    ----------
    model_ : GarmentClassifier or None
        None where it is not asked.
    classes_ : list of str
        Categories.
    agreement_ : dict of str to float
        For each category that it knows; they are drawn to the overall share, and
        that to 0.75, with the weight of four photos.
    proved_ : bool
        Whether there were photos on which words could show that it is right. Where there
        were none it speaks of every photo, as sure as it was of other shops' photos.

    Examples
    --------
    >>> import tempfile
    >>> import numpy as np, pandas as pd
    >>> from fashion_clf.datasets import make_catalog
    >>> from fashion_clf.images import GarmentClassifier, GarmentLabeler
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = make_catalog(60, random_state=0, image_dir=folder)
    ...     photos = made.products["image"]
    ...     model = GarmentClassifier(n_components=4, image_size=96).fit(photos, made.gold)
    ...     words = pd.get_dummies(pd.Series(made.gold), dtype=float)
    ...     labeler = GarmentLabeler(model, {"SHOE": "SHOE", "DRESS": "DRESS"}).fit(photos, words)
    ...     P = labeler.transform([photos[list(made.gold).index("SHOE")], None])
    >>> P.shape == (2, words.shape[1]), np.isnan(P).all(axis=1).tolist()
    (True, [False, True])
    """

    _prefix = "garment"

    def __init__(
        self,
        model: BaseEstimator | FilePath | None = None,
        classes: Mapping[str, Any] | None = None,
        *,
        min_confidence: float = 0.6,
        min_agreement: float = 0.7,
        n_asked: int = 300,
        random_state: int | RandomState | None = None,
    ) -> None:
        self.model = model
        self.classes = classes
        self.min_confidence = min_confidence
        self.min_agreement = min_agreement
        self.n_asked = n_asked
        self.random_state = random_state

    def fit(self, X: Sequence[Any], y: ArrayLike) -> Self:
        """Ask about photos whose category is known otherwise.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.
        y : DataFrame of float, shape (n_samples, n_classes)
            Probabilities of the categories; a row of NaN where they are not known.

        Returns
        -------
        self

        Warns
        -----
        ModelFileWarning
            Where the classifier that comes with the library cannot be loaded; this then abstains.
        ImageWarning
            Where words tell the category of none: nothing shows that it is right on these.
        """
        paths, there, labelled, chosen = photos_to_ask(X, y, self.n_asked, self.random_state)
        self.classes_ = [str(name) for name in pd.DataFrame(y).columns]
        Y = np.asarray(y, dtype=float)
        classes = load_classes() if self.classes is None else self.classes
        known = set(classes.values()) & set(self.classes_)
        self.agreement_: dict[str, float] = {}
        self.model_: Any = None
        self.proved_ = True
        if not there.any() or not known:
            return self
        self.model_ = self._load()
        if self.model_ is None:
            return self
        category = np.array([classes.get(str(name)) for name in self.model_.classes_], dtype=object)
        self.share_ = (category[:, None] == np.array(self.classes_, dtype=object)).astype(float)
        self.proved_ = len(chosen) > 0
        if not self.proved_:
            self._join_shapes()
            self._warn_of_photos_alone(
                [path for path, has in zip(paths, there, strict=True) if has]
            )
        self.prior_ = (Y[labelled].sum(axis=0) + 1) / (len(labelled) + Y.shape[1])
        self._judge(self._ask([paths[place] for place in chosen]), Y[chosen].argmax(axis=1))
        return self

    def _label(self, paths):
        proba = self._ask(paths)
        if not self.proved_:
            return self._unproved(proba)
        right = np.array([self.agreement_.get(name, 0.0) for name in self.classes_])
        right = np.where(right >= self.min_agreement, right, np.nan)[proba.argmax(axis=1)]
        right[~self._speaks(proba)] = np.nan
        total = np.maximum(proba.sum(axis=1, keepdims=True), 1e-12)
        return right[:, None] * proba / total + (1 - right[:, None]) * self.prior_

    def _join_shapes(self):
        """Let shapes be asked, too: nothing else will tell what a photo shows."""
        if self.model is not None or self.classes is not None:
            return
        from fashion_clf.persistence import load_shapes, load_studio

        try:
            self.model_ = JoinedClassifier(self.model_, load_shapes(), load_studio())
        except ModelFileError as error:  # of other versions than those installed
            text = f"photos are used without the classifiers of shapes and drawings: {error}"
            warnings.warn(ModelFileWarning(text), stacklevel=3)
            return
        own = np.array(self.classes_, dtype=object)
        self.share_ = (self.model_.classes_[:, None] == own).astype(float)

    def _unproved(self, proba):
        """Lower the confidence of what nothing shows to be right; a row of 0 says nothing."""
        trust = 1.0 if isinstance(self.model_, JoinedClassifier) else _UNPROVED
        total = proba.sum(axis=1, keepdims=True)
        said = trust * proba / np.maximum(total, 1e-12) + (1 - trust) / proba.shape[1]
        return np.where(total > 0, said, np.nan)

    def _warn_of_photos_alone(self, paths):
        text = (
            f"words tell the category of none of {len(paths)} photos: nothing shows whether the "
            "classifiers of photos are right on photos like these. Of a shop's photos without a "
            "word they told 7 in 10 right, and their confidence is lowered to that."
        )
        if isinstance(self.model_, JoinedClassifier):
            novelty = self.model_.novelty(paths[: self.n_asked])
            if len(novelty):
                far = float(np.median(novelty))
                text += f" Shapes are {far:.1f} times as far from known ones as those are."
        warnings.warn(ImageWarning(text, len(paths), "photos alone"), stacklevel=3)

    def _load(self):
        if self.model is None:
            from fashion_clf.persistence import load_garments

            try:
                return load_garments()
            except ModelFileError as error:  # of other versions than those installed, mostly
                text = f"photos are used without the classifier of clothes: {error}"
                warnings.warn(ModelFileWarning(text), stacklevel=3)
                return None
        model = given_model(self.model)
        if hasattr(model, "garments_"):
            raise ValueError(
                f"{type(model).__name__} finds several garments in a photo: use OutfitLabeler"
            )
        return model

    def _ask(self, paths):
        """Probabilities of categories; 0 everywhere where a photo cannot be read."""
        if not paths:
            return np.zeros((0, len(self.classes_)))
        proba = self.model_.predict_proba(paths)
        # what it says of a file that cannot be read is exactly the shares of its classes
        proba = np.where((proba == self.model_.class_prior_).all(axis=1)[:, None], 0, proba)
        return proba @ self.share_

    def _speaks(self, proba):
        return proba.max(axis=1) >= self.min_confidence

    def _judge(self, proba, truth):
        spoken = self._speaks(proba)
        said, hits = proba.argmax(axis=1)[spoken], (proba.argmax(axis=1) == truth)[spoken]
        overall = (hits.sum() + _PRIOR * _TRUST) / (len(hits) + _PRIOR)
        for code in np.flatnonzero(self.share_.any(axis=0)):
            mine = hits[said == code]
            agreement = (mine.sum() + _PRIOR * overall) / (len(mine) + _PRIOR)
            self.agreement_[self.classes_[code]] = float(agreement)
        if overall < self.min_agreement:
            self.model_ = None


def load_classes() -> dict[str, str]:
    """Read the category of each class of the photos of clothes.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> from fashion_clf.images.garments._labeler import load_classes
    >>> load_classes()["longsleeve"]
    'TOPS'
    """
    return dict(garments_file()["classes"])
