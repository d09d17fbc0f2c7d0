"""Which garments the person in a photo wears, learned from photos with lists of garments."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed, effective_n_jobs
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.garments._views import aspect_ratio
from fashion_clf.images.outfits._descriptors import FigureDescriptors
from fashion_clf.images.outfits._figure import cut_out_figure
from fashion_clf.images.outfits._similarity import FigureSimilarity
from fashion_clf.images.outfits._targets import as_shares, as_worn, soft_targets
from fashion_clf.images.outfits._two_stages import TwoStageRidge
from fashion_clf.images.reading._decode import quiet_pillow
from fashion_clf.images.reading._read import PhotoPathsMixin, as_paths, read_photos, warn_unreadable
from fashion_clf.utils._threads import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from fashion_clf.utils._typing import ArrayLike, Floats, Ints

__all__ = ["OutfitClassifier"]

_CHUNK = 100  # photos in memory at a time for each worker
_IMAGE_SIZE = 256  # pixels


class OutfitClassifier(PhotoPathsMixin, ClassifierMixin, BaseEstimator):
    """Tell which garments a person in a photo wears.

    The figure is cut out by its colours and scaled to one size. It is described by Fisher
    vectors of its gradients and colours, by HOG of it and of its silhouette, by where skin is, and
    by which of its parts have the same colours.
    Kernel ridge regression tells all garments; a second one hears what the first said of
    all of them, so that a belt speaks for trousers.

    Parameters
    ----------
    n_components : int, default=512
        Gaussians of the mixture of gradients.
    alpha : float, default=0.2
        Strength of the regularisation.
    random_state : int, RandomState or None, default=0
        Seed of samples, mixture and folds.
    n_jobs : int or None, default=None
        Processes that read and describe photos; results do not depend on it.

    Attributes
    ----------
    garments_ : ndarray, shape (n_garments,)
        The columns of `y`.
    classes_ : list of ndarray, shape (n_garments,)
        0 and 1 for each of them, as scikit-learn has it where several may be true.
    base_rate_ : ndarray of float, shape (n_garments,)
        Share of the photos that show each garment.
    descriptors_ : FigureDescriptors
    similarity_ : FigureSimilarity
    ridge_ : TwoStageRidge

    See Also
    --------
    GarmentClassifier : One garment a photo.
    RegionFeatures : Features of fixed parts of a photo.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import numpy as np
    >>> from PIL import Image
    >>> from fashion_clf.images import OutfitClassifier
    >>> worn = np.array([[True, False], [False, True]] * 6)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = [Path(folder, f"{number}.png") for number in range(12)]
    ...     for (dress, _), path in zip(worn, paths):
    ...         photo = np.full((120, 80, 3), 230, np.uint8)
    ...         photo[12:70, 28:52] = (180, 0, 60) if dress else (40, 90, 160)
    ...         photo[70:110, 28:38] = photo[70:110, 42:52] = (200, 150, 120) if dress else 30
    ...         Image.fromarray(photo).save(path)
    ...     model = OutfitClassifier(n_components=8).fit(paths, worn)
    ...     found = model.predict(paths)
    >>> bool((found == worn).all())
    True
    """

    def __init__(
        self,
        *,
        n_components: int = 512,
        alpha: float = 0.2,
        random_state: int | None = 0,
        n_jobs: int | None = None,
    ) -> None:
        self.n_components = n_components
        self.alpha = alpha
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Sequence[Any], y: ArrayLike, area: ArrayLike | None = None) -> Self:
        """Learn from photos with lists of garments.

        Parameters
        ----------
        X : sequence of path, shape (n_samples,)
            Photos; those that cannot be read are left out.
        y : array or DataFrame of bool, shape (n_samples, n_garments)
            Whether each garment is worn.
        area : array or DataFrame of float or None, shape (n_samples, n_garments), default=None
            Share of the photo that each garment covers, NaN where it is not known: what is
            hardly seen then counts less.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where shapes do not fit, or fewer than ten photos can be read.

        Warns
        -----
        ImageWarning
            Once, with the number of photos that cannot be read.
        """
        paths = as_paths(X)
        self.garments_, worn = as_worn(y, len(paths))
        self.classes_ = [np.array([0, 1]) for _ in self.garments_]
        shares = as_shares(area, worn)
        rng = check_random_state(self.random_state)
        figures, readable = self._figures(paths)
        if len(figures) < 10:
            raise ValueError(
                f"{len(figures)} of {len(paths)} photos can be read; at least 10 are needed"
            )
        worn, shares = worn[readable], shares[readable]
        self.base_rate_ = worn.mean(axis=0)
        self.descriptors_ = FigureDescriptors(
            self.n_components, random_state=rng.randint(2**31)
        ).fit(figures)
        described = self._describe(figures)
        self.similarity_ = FigureSimilarity().fit(described)
        K = self.similarity_.transform(described)
        self.ridge_ = TwoStageRidge(self.alpha, random_state=rng.randint(2**31))
        self.ridge_.fit(K, worn.astype(float), shares, soft_targets(worn, shares))
        return self

    def decision_function(self, X: Sequence[Any]) -> Floats:
        """Tell how much speaks for each garment in each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of float, shape (n_samples, n_garments)
            About 1 for what is seen and 0 for what is not; the base rates where there is no
            photo, or it cannot be read.

        Warns
        -----
        ImageWarning
            Once, with the number of photos that cannot be read.
        """
        check_is_fitted(self, "ridge_")
        paths = as_paths(X)
        scores = np.tile(self.base_rate_, (len(paths), 1))
        failures = []
        found = self._in_chunks(partial(_score, self), paths)
        for number, (readable, of_rows, of_failures) in enumerate(found):
            if len(readable):
                scores[number * _CHUNK + readable] = of_rows
            failures += of_failures
        warn_unreadable(failures, len(paths))
        return scores

    def predict_proba(self, X: Sequence[Any]) -> Floats:
        """Probability of each garment in each photo.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of float, shape (n_samples, n_garments)
            Scores of `decision_function`, brought between 0 and 1; rows do not sum to 1.
        """
        return np.clip(self.decision_function(X), 0, 1)

    def predict(self, X: Sequence[Any]) -> Ints:
        """Tell which garments each photo shows.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,)
            Photos; None for a product without one.

        Returns
        -------
        ndarray of int, shape (n_samples, n_garments)
            1 where a garment is more likely than not, else 0.
        """
        return (self.decision_function(X) > 0.5).astype(int)

    def _in_chunks(self, work, rows):
        """Do work on some rows at a time, by processes where there are enough; in order."""
        chunks = [rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK)]
        n_jobs = max(1, min(effective_n_jobs(self.n_jobs), len(chunks)))
        return Parallel(n_jobs=n_jobs)(map(delayed(work), chunks))

    def _figures(self, paths):
        """Cut out all figures; gives the places of the photos that can be read, too."""
        found = self._in_chunks(_cut_out, paths)
        warn_unreadable([one for *_, failures in found for one in failures], len(paths))
        readable = [at * _CHUNK + one for at, (_, places, _) in enumerate(found) for one in places]
        return [figure for figures, *_ in found for figure in figures], readable

    def _describe(self, figures):
        found = self._in_chunks(partial(_describe, self.descriptors_), figures)
        return {name: np.concatenate([one[name] for one in found]) for name in found[0]}

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.classifier_tags.multi_label = True
        tags.target_tags.multi_output = True
        tags.target_tags.single_output = False
        return tags


def _cut_out(paths):
    """Read photos; gives figures, the places of those that can be read, and failures."""
    with quiet_pillow():
        batch, readable, failures = read_photos(paths, _IMAGE_SIZE)
    figures = [
        cut_out_figure(photo, aspect_ratio(paths[place]))
        for photo, place in zip(batch, readable, strict=True)
    ]
    return figures, readable, failures


def _describe(descriptors, figures):
    with one_blas_thread():
        return descriptors.transform(figures)


def _score(model, paths):
    """Score some photos; gives the places of those that can be read, scores and failures."""
    figures, readable, failures = _cut_out(paths)
    if not figures:
        return readable, None, failures
    with one_blas_thread():
        K = model.similarity_.transform(model.descriptors_.transform(figures))
        return readable, model.ridge_.predict(K), failures
