"""What a classifier of photos of clothes, fitted elsewhere, says of a catalogue's photos."""

import os
import tomllib
from importlib.resources import files

import joblib
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images._read import PhotoPathsMixin, as_paths, is_no_photo

__all__ = ["GarmentScores", "load_classes"]

_FLOOR = 1e-3  # least probability


class GarmentScores(PhotoPathsMixin, TransformerMixin, BaseEstimator):
    """Log-scores of categories by a fitted classifier of garments.

    Its classes are mapped onto categories, the probabilities of one category summed.
    One more column tells how sure it is that the photo shows any of them, for it
    has never seen a bag or a ring and must choose all the same. These are features,
    no votes: what they are worth in a catalogue is learned from its weak labels.

    Parameters
    ----------
    model : GarmentClassifier or path
        Fitted, or a joblib file of one that you trust, for loading runs code of it.
        Inside other estimators wrap a fitted one in ``FrozenEstimator``, or cloning
        makes it unfitted.
    classes : dict of str to str or None, default=None
        Category of each class; None for ``garments.toml`` of the library.

    Attributes
    ----------
    model_ : GarmentClassifier
    categories_ : ndarray of str
        Those that some class is mapped onto, sorted.

    Examples
    --------
    >>> import tempfile
    >>> import numpy as np
    >>> from fashion_clf.datasets import make_catalog
    >>> from fashion_clf.images import GarmentClassifier, GarmentScores
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = make_catalog(40, random_state=0, image_dir=folder)
    ...     photos = made.products["image"]
    ...     model = GarmentClassifier(n_components=4, image_size=96).fit(photos, made.gold)
    ...     scores = GarmentScores(model, {"SHOE": "SHOE", "DRESS": "DRESS"}).fit(photos)
    ...     F = scores.transform([photos[0], None])
    >>> scores.get_feature_names_out().tolist(), np.isnan(F).any(axis=1).tolist()
    (['garment_DRESS', 'garment_SHOE', 'garment_any'], [False, True])
    """

    def __init__(self, model=None, classes=None):
        self.model = model
        self.classes = classes

    def fit(self, X, y=None):
        """Load the model; nothing is learned.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
        y : None
            Ignored.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where no model is given, or none of its classes has a category.
        """
        if self.model is None:
            raise ValueError("model=None; give a fitted GarmentClassifier or a file of one")
        as_paths(X)
        named = isinstance(self.model, str | os.PathLike)
        self.model_ = joblib.load(self.model) if named else self.model
        classes = load_classes() if self.classes is None else self.classes
        category = [classes.get(str(name)) for name in self.model_.classes_]
        self.categories_ = np.array(sorted({one for one in category if one}))
        if not len(self.categories_):
            raise ValueError(f"none of {', '.join(self.model_.classes_)} has a category")
        self.share_ = np.array(category, dtype=object)[:, None] == self.categories_
        return self

    def transform(self, X):
        """Scores of photos.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)

        Returns
        -------
        ndarray of float32, shape (n_samples, n_categories + 1)
            Logarithms of probabilities; NaN where there is no readable photo.
        """
        check_is_fitted(self, "model_")
        paths = as_paths(X)
        F = np.full((len(paths), len(self.categories_) + 1), np.nan, dtype=np.float32)
        there = np.array([not is_no_photo(path) for path in paths], dtype=bool)
        if there.any():
            photos = [path for path, is_there in zip(paths, there, strict=True) if is_there]
            proba = self.model_.predict_proba(photos)
            # what it says of a file that cannot be read is exactly the shares of its classes
            proba[(proba == self.model_.class_prior_).all(axis=1)] = np.nan
            proba = proba @ self.share_
            best = proba.max(axis=1, keepdims=True)
            F[there] = np.log(np.maximum(np.hstack([proba, best]), _FLOOR))
        return F

    def get_feature_names_out(self, input_features=None):
        """Names of the columns.

        Returns
        -------
        ndarray of str
        """
        check_is_fitted(self, "model_")
        return np.array([f"garment_{name}" for name in [*self.categories_, "any"]], dtype=object)


def load_classes():
    """Read the category of each class of the photos of clothes.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> from fashion_clf.images._transfer import load_classes
    >>> load_classes()["longsleeve"]
    'TOPS'
    """
    text = files("fashion_clf").joinpath("garments.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["classes"]
