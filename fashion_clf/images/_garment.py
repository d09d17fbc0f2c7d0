"""A classifier of photos of clothes, from labelled photos, without a neural network."""

import numpy as np
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from fashion_clf.images._decode import quiet_pillow
from fashion_clf.images._descriptors import color_patches, gradient_patches
from fashion_clf.images._fisher import FisherVectorEncoder, quietly
from fashion_clf.images._hog import HOGExtractor
from fashion_clf.images._read import (
    PhotoPathsMixin,
    as_paths,
    fill_rows,
    read_photos,
    warn_unreadable,
)

__all__ = ["GarmentClassifier"]

_CHUNK = 16
_PATCHES = 120  # of each photo, in the sample that the mixtures are fitted to
# How much each block of features, of length 1, counts beside the others.
_GRADIENTS, _COLORS, _HOG = 1.0, 0.5, 0.4


class GarmentClassifier(PhotoPathsMixin, ClassifierMixin, BaseEstimator):
    """Classify photos of clothes.

    A photo is described by Fisher vectors of dense gradients at four scales and of
    local colours, with plain HOG at two scales beside them; logistic regression is
    fitted to the photos and their mirror images.

    Parameters
    ----------
    n_components : int, default=192
        Gaussians of the mixture of gradients; a third of them for colours.
    image_size : int, default=192
        Side to which photos are scaled, in pixels.
    C : float, default=30.0
        Inverse strength of the regularisation.
    mirror : bool, default=True
        Whether mirror images are fitted, too.
    random_state : int, RandomState or None, default=0
        Seed of samples and mixtures.
    n_jobs : int or None, default=None
        Threads that read and describe photos; the result does not hang on it.

    Attributes
    ----------
    classes_ : ndarray of str, shape (n_classes,)
    class_prior_ : ndarray of float, shape (n_classes,)
        Shares of the classes in the photos that could be read.
    gradients_, colors_ : FisherVectorEncoder
    hogs_ : list of HOGExtractor
    linear_ : LogisticRegression

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
        n_components=192,
        image_size=192,
        C=30.0,
        mirror=True,
        random_state=0,
        n_jobs=None,
    ):
        self.n_components = n_components
        self.image_size = image_size
        self.C = C
        self.mirror = mirror
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X, y):
        """Learn from labelled photos.

        Parameters
        ----------
        X : sequence of path, shape (n_samples,)
            Photos; those that cannot be read are left out.
        y : array-like of str, shape (n_samples,)
            What they show.

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
        paths, y = as_paths(X), np.asarray(y)
        if len(paths) != len(y):
            raise ValueError(f"y has {len(y)} labels for {len(paths)} photos; give one for each")
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
        self._fit_encoders(batch, rng)
        views = [batch, batch[:, :, ::-1]] if self.mirror else [batch]
        F, target = self._describe(views), np.tile(y[readable], len(views))
        self.linear_ = LogisticRegression(C=self.C, max_iter=60, tol=1e-3)
        with quietly():
            self.linear_.fit(F, target)
        self.linear_.coef_ = self.linear_.coef_.astype(np.float32)
        return self

    def predict_proba(self, X):
        """Probability of each class for each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)

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
        check_is_fitted(self, "linear_")
        paths = as_paths(X)
        proba = np.tile(self.class_prior_, (len(paths), 1))
        with threadpool_limits(1, user_api="blas"):
            fill_rows(
                proba,
                paths,
                self._classify,
                image_size=self.image_size,
                chunk_size=_CHUNK,
                n_jobs=self.n_jobs,
            )
        return proba

    def predict(self, X):
        """Class of each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)

        Returns
        -------
        ndarray of str, shape (n_samples,)
        """
        proba = self.predict_proba(X)
        return self.classes_[proba.argmax(axis=1)]

    def _fit_encoders(self, batch, rng):
        chosen = np.sort(rng.permutation(len(batch))[:600])
        samples = [
            (_sample(_gradients(photo), rng), _sample(_colors(photo), rng))
            for photo in batch[chosen]
        ]
        seeds = rng.randint(2**31, size=2)
        self.gradients_ = FisherVectorEncoder(
            self.n_components, n_dimensions=64, random_state=seeds[0]
        ).fit([gradients for gradients, _ in samples])
        self.colors_ = FisherVectorEncoder(
            max(1, self.n_components // 3), n_dimensions=32, random_state=seeds[1]
        ).fit([colors for _, colors in samples])
        self.hogs_ = [HOGExtractor(9, (16, 16)).fit(batch), HOGExtractor(12, (24, 24)).fit(batch)]

    def _describe(self, views):
        """Describe all photos of each view, one at a time, so that they hang on no other."""
        n_photos = len(views[0])
        F = np.empty((n_photos * len(views), len(self._describe_one(views[0][0]))), np.float32)

        def fill(row):
            F[row] = self._describe_one(views[row // n_photos][row % n_photos])

        # many small products: threads of their own would only wait for each other
        with threadpool_limits(1, user_api="blas"):
            Parallel(n_jobs=self.n_jobs, prefer="threads")(map(delayed(fill), range(len(F))))
        return F

    def _describe_one(self, photo):
        photo = np.ascontiguousarray(photo)
        blocks = [
            _GRADIENTS * self.gradients_.transform([_gradients(photo)])[0],
            _COLORS * self.colors_.transform([_colors(photo)])[0],
        ]
        for hog in self.hogs_:
            row = hog.transform(photo[None])[0]
            blocks.append(_HOG * row / max(np.linalg.norm(row), 1e-12))
        return np.concatenate(blocks)

    def _classify(self, batch):
        """Classify photos one at a time, so that they hang on no other."""
        return np.vstack(
            [self.linear_.predict_proba(self._describe_one(photo)[None]) for photo in batch]
        )


def _gradients(photo):
    return gradient_patches(photo, cell_sizes=(5, 8, 12, 18), stride=7)


def _colors(photo):
    parts = [color_patches(photo, cell, 9) for cell in (6, 14)]
    return tuple(np.concatenate(part) for part in zip(*parts, strict=True))


def _sample(patches, rng):
    chosen = rng.permutation(len(patches[0]))[:_PATCHES]
    return tuple(part[chosen] for part in patches)
