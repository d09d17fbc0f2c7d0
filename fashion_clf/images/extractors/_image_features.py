"""All features of photos, each photo decoded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.extractors._color import ColorHistogramExtractor
from fashion_clf.images.extractors._hog import HOGExtractor
from fashion_clf.images.reading._cache import RowCache
from fashion_clf.images.reading._read import PhotoPathsMixin, as_paths, fill_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike, FilePath, Floats

__all__ = ["ImageFeatures"]


class ImageFeatures(PhotoPathsMixin, TransformerMixin, BaseEstimator):
    """Features of photos on disk, by several extractors, in bounded memory.

    Each photo is decoded once for all extractors, some at a time. The result
    does not depend on `chunk_size` or `n_jobs`.

    Parameters
    ----------
    extractors : list of transformer or None, default=None
        Each takes a uint8 batch (n, image_size, image_size, 3) and gives (n, d);
        None for `HOGExtractor` and `ColorHistogramExtractor`.
    image_size : int, default=128
        Side to which photos are scaled, in pixels.
    chunk_size : int, default=64
        Photos held in memory at a time by each worker.
    n_jobs : int or None, default=None
        Threads that read photos; None for one, -1 for all cores.
    cache_dir : str, Path or None, default=None
        Folder where the features of each photo are kept, by its content and all
        that they depend on, so that a second time it is not decoded. Several
        processes may share it, and it may be deleted at any time.

    Attributes
    ----------
    extractors_ : list of transformer
        The fitted extractors.
    n_features_in_ : int
        1: the column of paths.

    See Also
    --------
    ImageComponents : The same in a few columns.

    Examples
    --------
    >>> import tempfile
    >>> from fashion_clf.datasets import make_catalog
    >>> from fashion_clf.images import ImageFeatures
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     photos = make_catalog(3, random_state=0, image_dir=folder).products["image"]
    ...     F = ImageFeatures().fit_transform([*photos, None])
    >>> F.shape[0], np.isnan(F).all(axis=1).tolist()
    (4, [False, False, False, True])
    """

    def __init__(
        self,
        extractors: Sequence[BaseEstimator] | None = None,
        *,
        image_size: int = 128,
        chunk_size: int = 64,
        n_jobs: int | None = None,
        cache_dir: FilePath | None = None,
    ) -> None:
        self.extractors = extractors
        self.image_size = image_size
        self.chunk_size = chunk_size
        self.n_jobs = n_jobs
        self.cache_dir = cache_dir

    def fit(self, X: Sequence[Any], y: ArrayLike | None = None) -> Self:
        """Make the extractors ready; no photo is read.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,), or a table of one column
            A photo for each product; None, NaN, ``""`` or a URL where there is none.
        y : None
            Ignored.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Where a setting is out of range, or `X` is no list of paths.
        """
        for name in ("image_size", "chunk_size"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)!r}; allowed: 1 or more")
        as_paths(X)
        extractors = self.extractors
        if extractors is None:
            extractors = [HOGExtractor(), ColorHistogramExtractor()]
        blank = np.full((1, self.image_size, self.image_size, 3), 255, dtype=np.uint8)
        self.extractors_ = [clone(extractor).fit(blank) for extractor in extractors]
        self.n_features_in_ = 1
        # counted once: making thousands of names takes longer than describing a photo
        self._n_features_out = len(self.get_feature_names_out())
        return self

    def transform(self, X: Sequence[Any]) -> Floats:
        """Compute features of photos.

        Parameters
        ----------
        X : sequence of path or None, shape (n_samples,), or a table of one column
            Photos; None for a product without one.

        Returns
        -------
        ndarray of float32, shape (n_samples, n_features)
            A row of NaN where there is no photo, or it cannot be read.

        Warns
        -----
        ImageWarning
            Once, with the number of photos that cannot be read, the first of them
            and the reasons; once where the cache cannot be used.
        """
        check_is_fitted(self, "extractors_")
        paths = as_paths(X)
        F = np.full((len(paths), self._n_features_out), np.nan, dtype=np.float32)
        fill_rows(
            F,
            paths,
            lambda batch: np.hstack([part.transform(batch) for part in self.extractors_]),
            image_size=self.image_size,
            chunk_size=self.chunk_size,
            n_jobs=self.n_jobs,
            cache=self._cache(),
        )
        return F

    def _cache(self):
        if self.cache_dir is None:
            return None
        kinds = [
            (type(part).__module__, type(part).__qualname__, part.get_params())
            for part in self.extractors_
        ]
        return RowCache(self.cache_dir, (self.image_size, kinds))

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Name the columns, of one extractor after the other.

        Parameters
        ----------
        input_features : None
            Ignored.

        Returns
        -------
        ndarray of str, shape (n_features,)
        """
        check_is_fitted(self, "extractors_")
        return np.concatenate([part.get_feature_names_out() for part in self.extractors_])
