"""What photos of clothes and shapes of garments tell together."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator

from fashion_clf.images.garments._views import aspect_ratio
from fashion_clf.images.reading._decode import quiet_pillow
from fashion_clf.images.reading._read import as_paths, read_photos
from fashion_clf.images.shapes._cut_out import READ_AT, cut_out
from fashion_clf.images.shapes._graphics import is_graphic
from fashion_clf.utils._matrix import softmax

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from fashion_clf.images.garments._classifier import GarmentClassifier
    from fashion_clf.images.shapes._classifier import ShapeClassifier
    from fashion_clf.utils._typing import Floats, Photos

__all__ = ["JoinedClassifier", "garments_file"]

_CHUNK = 200  # photos in memory at a time for each worker
# Powers of the probabilities of either, and of both together: on photos unlike those learned from
# they are less sure, and they err together.
_PHOTOS, _SHAPES, _BOTH = 0.45, 0.85, 0.7


@lru_cache(maxsize=1)
def garments_file() -> dict[str, Any]:
    """Read what the classes of photos and shapes are in the taxonomy.

    Returns
    -------
    dict
        ``classes``, ``photos`` and ``shapes``.
    """
    path = files("fashion_clf.images.garments").joinpath("garments.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


class JoinedClassifier(BaseEstimator):
    """Two witnesses of what a photo shows: its looks, and the shape of what is cut out.

    Each gives the probabilities of its own classes, which stand for categories in the shares
    of ``garments.toml``; the two are multiplied.

    Parameters
    ----------
    garments : GarmentClassifier
        Fitted.
    shapes : ShapeClassifier
        Fitted, to classes named as in ``garments.toml``.
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
        self, garments: GarmentClassifier, shapes: ShapeClassifier, n_jobs: int | None = None
    ) -> None:
        self.garments = garments
        self.shapes = shapes
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
        by_photo = self.garments.predict_proba(paths)
        pictures, readable = self.cut_out(paths)
        proba = np.tile(self.class_prior_, (len(paths), 1))
        if not len(readable):
            return proba
        looks = _tempered(by_photo[readable], _PHOTOS) @ self._shares("photos", self.garments)
        shape = _tempered(self.shapes.predict_proba(pictures), _SHAPES)
        joined = (looks * (shape @ self._shares("shapes", self.shapes))) ** _BOTH
        proba[readable] = joined / joined.sum(axis=1, keepdims=True)
        return proba

    def cut_out(self, paths: Sequence[Any]) -> tuple[Photos, Any]:
        """Cut the garments out, and tell of which photos.

        Left out are those that cannot be read, and charts, swatches and signs.

        Parameters
        ----------
        paths : sequence of path or None

        Returns
        -------
        pictures : ndarray of uint8, shape (n_readable, 28, 28)
        readable : ndarray of int, shape (n_readable,)
        """
        starts = range(0, len(paths), _CHUNK)
        parts = Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(_cut_out_all)(paths[start : start + _CHUNK]) for start in starts
        )
        pictures = [picture for part, _ in parts for picture in part]
        readable = [start + rows for start, (_, rows) in zip(starts, parts, strict=True)]
        whole = np.array(pictures, dtype=np.uint8).reshape(-1, 28, 28)
        return whole, np.concatenate(readable) if readable else np.empty(0, dtype=int)

    def _shares(self, kind, model):
        """Share of each category in each class, shape (n_model_classes, n_classes)."""
        told = garments_file()[kind]
        shares = np.zeros((len(model.classes_), len(self.classes_)))
        for row, name in enumerate(model.classes_):
            for category, share in told.get(str(name), {}).items():
                shares[row, list(self.classes_).index(category)] = share
        return shares + (1 - shares.sum(axis=1, keepdims=True)) / shares.shape[1]


def _cut_out_all(paths):
    with quiet_pillow():
        batch, readable, _ = read_photos(paths, READ_AT)  # the other witness says what is wrong
        shown = [row for row, photo in enumerate(batch) if not is_graphic(photo)]
        pictures = [cut_out(batch[row], aspect_ratio(paths[readable[row]])) for row in shown]
        return pictures, readable[shown]


def _tempered(proba, power):
    return softmax(power * np.log(np.maximum(proba, 1e-12)))
