"""What is measured of a figure: gradients, colours, silhouette, skin, and what is alike."""

import numpy as np
from scipy.ndimage import gaussian_filter1d
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from fashion_clf.images.extractors._dense_descriptors import color_patches, gradient_patches
from fashion_clf.images.extractors._fisher import FisherVectorEncoder
from fashion_clf.images.extractors._hog import HOGExtractor
from fashion_clf.images.extractors._skin import is_skin
from fashion_clf.images.outfits._figure import HEIGHT, WIDTH

__all__ = ["BLOCKS", "FigureDescriptors"]

BLOCKS = ("details", "colors", "gradients", "silhouette", "skin", "alike")
_CELL = 8  # pixels
_SCALES = (3, 4, 6, 9, 13)  # cells of a patch, in pixels
_STRIDE = 4  # pixels between patches
# Weights of down, across and the scale, of gradients and of colours.
_PLACES = np.array([3.0, 2.0, 1.0], np.float32), np.array([2.0, 1.0, 1.0], np.float32)
_INSIDE = 0.3  # probability of the figure from which a patch counts
_FEWEST = 20  # patches; with fewer inside, all count
_SAMPLE = 80  # patches of a figure in the sample that mixtures are fitted to
_LEAST = 1e-3  # length of what a Gaussian says; shorter is nearly nothing, and stays short
_ALIKE_CELLS = 12, 5  # down and across
_LEVELS = 6  # of each channel, in the colours of a cell


class FigureDescriptors(TransformerMixin, BaseEstimator):
    """Describe figures, each by itself.

    Parameters
    ----------
    n_components : int, default=512
        Gaussians of the mixture of gradients; an eighth of that for colours.
    random_state : int, RandomState or None, default=None
        Seed of samples and mixtures.

    Attributes
    ----------
    encoders_ : list of FisherVectorEncoder
        Of gradients and of colours.

    Notes
    -----
    What each Gaussian says has the same length, as in R. Arandjelovic and A. Zisserman, "All
    about VLAD", CVPR 2013. Which parts of the figure have the same colours tells a dress from a
    skirt and a top, as in "color self-similarity" (S. Walk et al., CVPR 2010).

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.images.outfits._descriptors import FigureDescriptors
    >>> from fashion_clf.images.outfits._figure import cut_out_figure
    >>> photo = np.random.default_rng(0).integers(0, 256, (96, 96, 3), dtype=np.uint8)
    >>> figures = [cut_out_figure(photo, 0.7)] * 2
    >>> described = FigureDescriptors(n_components=4, random_state=0).fit_transform(figures)
    >>> [described[name].shape for name in ("details", "skin", "alike")]
    [(2, 408), (2, 240), (2, 1770)]
    """

    def __init__(self, n_components=512, *, random_state=None):
        self.n_components = n_components
        self.random_state = random_state

    def fit(self, figures, y=None):
        """Learn the mixtures.

        Parameters
        ----------
        figures : sequence of Figure
        y : None
            Ignored.

        Returns
        -------
        self
        """
        rng = check_random_state(self.random_state)
        samples = [], []
        for figure in figures:
            for sample, (descriptors, places) in zip(samples, _patches(figure), strict=True):
                kept = rng.permutation(len(descriptors))[:_SAMPLE]
                sample.append((descriptors[kept], places[kept]))
        sizes = (self.n_components, 48), (max(1, self.n_components // 8), 32)
        self.encoders_ = [
            FisherVectorEncoder(
                size, n_dimensions=n_dimensions, max_samples=100_000, random_state=rng
            ).fit(sample)
            for sample, (size, n_dimensions) in zip(samples, sizes, strict=True)
        ]
        return self

    def transform(self, figures):
        """Describe figures.

        Parameters
        ----------
        figures : sequence of Figure

        Returns
        -------
        dict of str to ndarray of float32, shape (n_figures, n_features)
            For each of `BLOCKS`.
        """
        check_is_fitted(self, "encoders_")
        rows = [self._describe(figure) for figure in figures]
        return {
            name: np.stack([row[at] for row in rows]).astype(np.float32)
            for at, name in enumerate(BLOCKS)
        }

    def _describe(self, figure):
        details, colors = (
            encoder.transform([patches])[0]
            for encoder, patches in zip(self.encoders_, _patches(figure), strict=True)
        )
        details = _balanced(details, len(self.encoders_[0].means_))
        return details, colors, *_outlines(figure), _skin(figure), _alike(figure)


def _balanced(details, n_components):
    """Let each Gaussian say as much, whatever many patches of one kind say; length 1."""
    parts = details.reshape(2, n_components, -1)
    parts = parts / np.maximum(np.linalg.norm(parts, axis=(0, 2), keepdims=True), _LEAST)
    return parts.ravel() / max(np.linalg.norm(parts), 1e-12)


def _patches(figure):
    """Gradients and colours of the patches whose middle is of the figure."""
    found = (
        gradient_patches(figure.picture, _SCALES, _STRIDE),
        color_patches(figure.picture, _STRIDE, _STRIDE),
    )
    for (descriptors, places), weights in zip(found, _PLACES, strict=True):
        down = ((places[:, 0] + 0.5) * (HEIGHT - 1)).astype(int)
        across = ((places[:, 1] + 0.5) * (WIDTH - 1)).astype(int)
        inside = figure.mask[down, across] > _INSIDE
        if inside.sum() < _FEWEST:
            inside[:] = True
        yield descriptors[inside], places[inside] * weights


def _outlines(figure):
    """Give HOG of the picture, and of the silhouette."""
    silhouette = np.rint(figure.mask * 255).astype(np.uint8)[..., None].repeat(3, axis=2)
    batch = np.stack([figure.picture, silhouette])
    return HOGExtractor(9, (_CELL, _CELL)).fit(batch).transform(batch)


def _skin(figure):
    """Root of the share of skin in each cell of the figure."""
    skin = is_skin(figure.picture) * figure.mask
    cells = skin.reshape(HEIGHT // _CELL, _CELL, WIDTH // _CELL, _CELL)
    return np.sqrt(cells.mean(axis=(1, 3))).ravel()


def _alike(figure):
    """How alike the colours of each two cells of the figure are, from 0 to 1."""
    down, across = _ALIKE_CELLS
    bins = figure.picture // -(-256 // _LEVELS)
    n_bins = _LEVELS**3
    cells = np.arange(HEIGHT)[:, None] * down // HEIGHT * across
    cells = cells + np.arange(WIDTH)[None] * across // WIDTH
    colors = np.ravel_multi_index(tuple(np.moveaxis(bins, 2, 0)), (_LEVELS,) * 3)
    places = (cells * n_bins + colors).ravel()
    counts = np.bincount(places, figure.mask.ravel(), down * across * n_bins)
    counts = counts.reshape(-1, *(_LEVELS,) * 3)
    for axis in (1, 2, 3):  # colours next to each other are alike, too
        counts = gaussian_filter1d(counts, 0.6, axis=axis, mode="constant")
    roots = np.sqrt(counts.reshape(down * across, -1))
    roots /= np.maximum(np.linalg.norm(roots, axis=1, keepdims=True), 1e-6)
    return (roots @ roots.T)[np.triu_indices(down * across, 1)]
