"""What photos of clothes and shapes of garments tell together."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator

from fashion_clf.images.reading._read import PhotoClassifierMixin, as_paths
from fashion_clf.images.shapes._cut_out import cut_out_photos
from fashion_clf.images.studio._classifier import score_cut_outs
from fashion_clf.utils._matrix import softmax
from fashion_clf.utils._package_files import read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from fashion_clf.images.garments._classifier import GarmentClassifier
    from fashion_clf.images.shapes._classifier import ShapeClassifier
    from fashion_clf.images.studio._classifier import StudioClassifier
    from fashion_clf.utils._typing import Floats

__all__ = ["JoinedClassifier", "garments_file"]

# Powers of the probabilities of the first two, of photos before a plain ground and of others:
# the first has seen photos taken at home, the second those of a shop.
_LOOKS, _SHAPES = (0.45, 0.7), (0.85, 0.3)
_STUDIO = 6.0  # what the scores of the third are multiplied with
_UNKNOWN = 0.2  # photos before a plain ground that show what the first two know nothing of
_TOGETHER = 0.5  # power of all three, for they err together


@lru_cache(maxsize=1)
def garments_file() -> dict[str, Any]:
    """Read what the classes of photos and shapes are in the taxonomy.

    Returns
    -------
    dict
        ``classes``, ``photos`` and ``shapes``.
    """
    return read_toml("images/garments/garments.toml")


class JoinedClassifier(PhotoClassifierMixin, BaseEstimator):
    """Three witnesses of what a photo shows: its looks, its shape, and drawings of products.

    The first two have seen photos of some categories. Each gives the probabilities of its own
    classes, which stand for categories in the shares of ``garments.toml``. The third has seen
    drawings of all categories, and is asked of photos before a plain ground only. What they
    say is multiplied.

    Parameters
    ----------
    garments : GarmentClassifier
        Fitted.
    shapes : ShapeClassifier
        Fitted, to classes named as in ``garments.toml``.
    studio : StudioClassifier
        Fitted, to categories.
    n_jobs : int or None, default=None
        Threads that cut out.

    Attributes
    ----------
    classes_ : ndarray of str
        Categories.
    class_prior_ : ndarray of float
        What is given for a photo that cannot be read, or shows no garment.
    """

    def __init__(
        self,
        garments: GarmentClassifier,
        shapes: ShapeClassifier,
        studio: StudioClassifier,
        n_jobs: int | None = None,
    ) -> None:
        self.garments = garments
        self.shapes = shapes
        self.studio = studio
        self.n_jobs = n_jobs

    @property
    def classes_(self):
        told = garments_file()
        shares = [*told["photos"].values(), *told["shapes"].values()]
        return np.array(sorted({name for share in shares for name in share}), dtype=object)

    @property
    def class_prior_(self):
        return np.full(len(self.classes_), 1 / len(self.classes_))

    def predict_proba(self, X: Sequence[Any]) -> Floats:
        """Probability of each category for each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
        """
        paths = as_paths(X)
        by_photo = self.garments.predict_proba(paths)  # and says what is wrong with files
        cut_outs, shown, _ = cut_out_photos(paths, self.n_jobs)
        proba = np.tile(self.class_prior_, (len(paths), 1))
        if not len(shown):
            return proba
        plain = cut_outs["plain"] > 0
        known = self._known(by_photo[shown], cut_outs["picture"], plain)
        proba[shown] = known
        proba[shown[plain]] = self._with_drawings(known[plain], cut_outs[plain])
        return proba

    def _known(self, by_photo, pictures, plain):
        """Join what the first two say."""
        looks, shapes = (np.where(plain, *powers)[:, None] for powers in (_LOOKS, _SHAPES))
        known = _tempered(by_photo, looks) @ self._shares("photos", self.garments)
        by_shape = _one_by_one(self.shapes.predict_proba, pictures)
        known *= _tempered(by_shape, shapes) @ self._shares("shapes", self.shapes)
        return known / known.sum(axis=1, keepdims=True)

    def _with_drawings(self, known, cut_outs):
        """Join what all three say."""
        drawn = np.zeros_like(known)
        columns = np.searchsorted(self.classes_.astype(str), self.studio.classes_.astype(str))
        scores = _one_by_one(partial(score_cut_outs, self.studio), cut_outs)
        drawn[:, columns] = softmax(_STUDIO * scores)
        joined = ((1 - _UNKNOWN) * known + _UNKNOWN / known.shape[1]) * drawn
        joined **= _TOGETHER
        return joined / joined.sum(axis=1, keepdims=True)

    def novelty(self, X: Sequence[Any]) -> Floats:
        """Tell how far the shapes of photos are from known ones.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)

        Returns
        -------
        ndarray of float, shape (n_shown,)
            As of `ShapeClassifier`, of those that can be read and show a product.
        """
        cut_outs, _, _ = cut_out_photos(as_paths(X), self.n_jobs)
        return self.shapes.novelty(cut_outs["picture"])

    def _shares(self, kind, model):
        """Share of each category in each class, shape (n_model_classes, n_classes)."""
        told = garments_file()[kind]
        shares = np.zeros((len(model.classes_), len(self.classes_)))
        for row, name in enumerate(model.classes_):
            for category, share in told.get(str(name), {}).items():
                shares[row, list(self.classes_).index(category)] = share
        return shares + (1 - shares.sum(axis=1, keepdims=True)) / shares.shape[1]


def _one_by_one(tell, rows):
    """Tell each row by itself: products of larger matrices are rounded otherwise."""
    if not len(rows):
        return tell(rows)
    return np.vstack([tell(rows[place : place + 1]) for place in range(len(rows))])


def _tempered(proba, power):
    return softmax(power * np.log(np.maximum(proba, 1e-12)))
