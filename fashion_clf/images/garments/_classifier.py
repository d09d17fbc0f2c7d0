"""A classifier of photos of clothes, from labelled photos, without a neural network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed, effective_n_jobs
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.garments._features import GarmentFeatures
from fashion_clf.images.garments._kernel_svm import MirrorKernelClassifier
from fashion_clf.images.garments._views import aspect_ratio
from fashion_clf.images.reading._decode import quiet_pillow
from fashion_clf.images.reading._read import (
    PhotoClassifierMixin,
    as_labelled_paths,
    as_paths,
    read_photos,
    warn_unreadable,
)
from fashion_clf.utils._threads import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from fashion_clf.utils._typing import ArrayLike, Floats, Labels

__all__ = ["GarmentClassifier"]

_CHUNK = 200  # photos in memory at a time for each worker
_MANY = 200  # photos for which starting processes pays


class GarmentClassifier(PhotoClassifierMixin, ClassifierMixin, BaseEstimator):
    """Classify photos of clothes.

    The garment is separated from its background. HOG of what was cut out and of
    the photo around it, compared by Gaussian kernels, tells its shape; Fisher vectors
    of dense gradients at several scales tell its details. A support vector machine
    with both is fitted to the photos and their mirror images.

    Parameters
    ----------
    n_components : int, default=96
        Gaussians of a mixture of gradients.
    image_size : int, default=256
        Side to which photos are scaled, in pixels; the garment is cut out at 5/8 of it.
    alpha : float, default=0.05
        Strength of the regularisation.
    gamma : float, default=1.5
        Steepness of the Gaussian kernels.
    n_dimensions : int, default=96
        Principal components of each HOG that are kept of each photo.
    mirror : bool, default=True
        Whether mirror images are fitted, too.
    random_state : int, RandomState or None, default=0
        Seed of samples and mixtures.
    n_jobs : int or None, default=None
        Workers that read and describe photos; results do not depend on it.

    Attributes
    ----------
    classes_ : ndarray of str, shape (n_classes,)
    class_prior_ : ndarray of float, shape (n_classes,)
        Shares of the classes in the photos that could be read.
    features_ : GarmentFeatures
    kernel_ : MirrorKernelClassifier

    See Also
    --------
    ImageFeatures : Features of photos without labels.

    References
    ----------
    J. Sanchez et al., "Image classification with the Fisher vector: theory and
    practice", IJCV 105, 2013.

    Examples
    --------
    >>> import tempfile
    >>> from fashion_clf.datasets import make_catalog
    >>> from fashion_clf.images import GarmentClassifier
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     catalog = make_catalog(30, random_state=0, image_dir=folder)
    ...     photos = catalog.products["image"]
    ...     model = GarmentClassifier(n_components=6, image_size=96).fit(photos, catalog.gold)
    ...     accuracy = (model.predict(photos) == catalog.gold).mean()
    >>> bool(accuracy > 0.9)  # of what it has seen
    True
    """

    def __init__(
        self,
        *,
        n_components: int = 96,
        image_size: int = 256,
        alpha: float = 0.05,
        gamma: float = 1.5,
        n_dimensions: int = 96,
        mirror: bool = True,
        random_state: int | None = 0,
        n_jobs: int | None = None,
    ) -> None:
        self.n_components = n_components
        self.image_size = image_size
        self.alpha = alpha
        self.gamma = gamma
        self.n_dimensions = n_dimensions
        self.mirror = mirror
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Sequence[Any], y: Labels, groups: ArrayLike | None = None) -> Self:
        """Learn from labelled photos.

        Parameters
        ----------
        X : sequence of path, shape (n_samples,)
            Photos; those that cannot be read are left out.
        y : array-like of str, shape (n_samples,)
            What they show.
        groups : array-like or None, shape (n_samples,), default=None
            Who took each photo, where known: probabilities are then as sure as photos
            of new people allow. It does not change which class is predicted.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where `y` has another length, or fewer than two classes can be read.

        Warns
        -----
        ImageWarning
            Once, with the number of photos that cannot be read.
        """
        paths, y = as_labelled_paths(X, y)
        rng = check_random_state(self.random_state)
        with quiet_pillow():
            batch, readable, failures = read_photos(paths, self.image_size)
        warn_unreadable(failures, len(paths))
        self.classes_, counts = np.unique(y[readable], return_counts=True)
        if len(self.classes_) < 2:
            raise ValueError(
                f"{len(readable)} of {len(paths)} photos can be read, of {len(self.classes_)} "
                "classes; at least two classes are needed"
            )
        self.class_prior_ = counts / counts.sum()
        aspects = np.array([aspect_ratio(paths[place]) for place in readable])
        self.features_ = GarmentFeatures(
            self.n_components, size=self.image_size * 5 // 8, random_state=rng.randint(2**31)
        ).fit(batch, aspects)
        shapes, details = self._describe(batch, aspects, self.mirror)
        self.kernel_ = MirrorKernelClassifier(
            self.gamma,
            alpha=self.alpha,
            n_dimensions=self.n_dimensions,
            random_state=rng.randint(2**31),
        ).fit(
            shapes,
            details,
            y[readable],
            None if groups is None else np.asarray(groups)[readable],
        )
        return self

    def predict_proba(self, X: Sequence[Any]) -> Floats:
        """Probability of each class for each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
            Columns in the order of `classes_`; the shares of the classes where
            there is no photo, or it cannot be read.

        Warns
        -----
        ImageWarning
            Once, with the number of photos that cannot be read.
        """
        check_is_fitted(self, "kernel_")
        paths = as_paths(X)
        proba = np.tile(self.class_prior_, (len(paths), 1))

        # processes: the steps on one photo are so small that threads wait for each other
        n_jobs = effective_n_jobs(self.n_jobs) if len(paths) >= _MANY else 1
        n_chunks = n_jobs * -(-len(paths) // (n_jobs * _CHUNK))
        chunks = np.array_split(np.arange(len(paths)), max(1, n_chunks))
        found = Parallel(n_jobs=n_jobs)(
            delayed(_classify)(
                self.features_, self.kernel_, [paths[i] for i in rows], self.image_size
            )
            for rows in chunks
        )
        failures = []
        for rows, (readable, chunk_proba, chunk_failures) in zip(chunks, found, strict=True):
            proba[rows[readable]] = chunk_proba
            failures += chunk_failures
        warn_unreadable(failures, len(paths))
        return proba

    def _describe(self, batch, aspects, mirror):
        """Describe all photos, one at a time, so that none depends on the others."""
        first = self._views(batch[0], aspects[0], mirror)
        n_views, n_photos = len(first), len(batch)
        shapes = [
            np.empty((n_views, n_photos, len(shape)), dtype=np.float16) for shape in first[0][0]
        ]
        details = np.empty((n_views, n_photos, len(first[0][1])), dtype=np.float16)

        def fill(row):
            for view, found in enumerate(self._views(batch[row], aspects[row], mirror)):
                for block, shape in zip(shapes, found[0], strict=True):
                    block[view, row] = shape
                details[view, row] = found[1]

        with one_blas_thread():
            Parallel(n_jobs=self.n_jobs, prefer="threads")(map(delayed(fill), range(n_photos)))
        return shapes, details

    def _views(self, photo, aspect, mirror):
        found = self.features_.describe(photo, aspect, mirror)
        return found if mirror else (found,)


def _classify(features, kernel, paths, image_size):
    """Classify some photos; gives places of those that can be read, probabilities, failures."""
    # many small products: threads of their own would only wait for each other
    with quiet_pillow(), one_blas_thread():
        batch, readable, failures = read_photos(paths, image_size)
        proba = np.empty((len(readable), len(kernel.classes_)))
        for row, (photo, place) in enumerate(zip(batch, readable, strict=True)):
            shapes, details = features.describe(photo, aspect_ratio(paths[place]))
            shapes = [shape[None, None] for shape in shapes]
            proba[row] = kernel.predict_proba(shapes, details[None, None])[0]
    return readable, proba, failures
