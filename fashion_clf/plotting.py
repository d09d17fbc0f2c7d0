"""Pictures of what is seen in a photo; they need matplotlib.

Each function draws into `ax`, or into a new figure, and gives the axes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fashion_clf.images import HOGExtractor, load_image, photo_evidence
from fashion_clf.images.catalog_scores._heat_map import is_path, photo_of, small_photo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from matplotlib.axes import Axes
    from sklearn.base import BaseEstimator

    from fashion_clf.utils._typing import Box, FilePath, Photos

__all__ = ["plot_evidence", "plot_hog", "plot_regions"]

_FAINTEST = 0.01  # probability that has the full colour at least
_COLORS = ("tab:blue", "tab:orange", "tab:green", "tab:red", "tab:purple", "tab:brown")


def plot_hog(
    image: FilePath | Photos, ax: Axes | None = None, *, extractor: HOGExtractor | None = None
) -> Axes:
    """Draw the gradients of each cell over the photo, as `HOGExtractor` sees them.

    Each cell has a stroke for each orientation, along the edge, the brighter the
    stronger.

    Parameters
    ----------
    image : str, Path or ndarray of uint8, shape (height, width, 3)
        The photo.
    ax : matplotlib Axes or None, default=None
        Where to draw; None for a new figure.
    extractor : HOGExtractor or None, default=None
        Whose cells and orientations; None for the defaults.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ImportError
        Where matplotlib is not installed.
    ImageError
        Where the file cannot be read.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.plotting import plot_hog
    >>> photo = np.zeros((64, 64, 3), dtype=np.uint8)
    >>> photo[:, 32:] = 255
    >>> ax = plot_hog(photo)
    >>> strokes = ax.collections[0].get_segments()
    >>> len(strokes)  # the two cells at the edge, in four rows, one orientation each
    8
    """
    ax = _axes(ax)
    from matplotlib.collections import LineCollection

    extractor = HOGExtractor() if extractor is None else extractor
    side = extractor.image_size
    photo = load_image(image, size=side) if is_path(image) else np.asarray(image)
    strength = extractor.cell_histograms(photo[None])[0]
    ax.imshow(photo // 3)
    rows, columns, n_bins = strength.shape
    height, width = extractor.pixels_per_cell
    # the gradient points across the edge: turned by 90 degrees it lies along it
    angle = np.pi * (np.arange(n_bins) + 0.5) / n_bins + np.pi / 2
    reach = 0.45 * min(height, width) * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    row, column, bin_ = np.nonzero(strength)
    middle = np.stack([(column + 0.5) * width, (row + 0.5) * height], axis=1) - 0.5
    strokes = np.stack([middle - reach[bin_], middle + reach[bin_]], axis=1)
    colors = np.ones((len(strokes), 4))
    colors[:, 3] = np.sqrt(strength[row, column, bin_] / strength.max(initial=1e-9))
    ax.add_collection(LineCollection(list(strokes), colors=colors, linewidths=1.2))
    ax.set_title(f"gradients, {rows} x {columns} cells")
    ax.set_axis_off()
    return ax


def plot_regions(
    image: FilePath | Photos,
    ax: Axes | None = None,
    *,
    regions: Mapping[str, Box] | None = None,
    box: Box | None = None,
) -> Axes:
    """Draw the regions of an outfit over the photo.

    Parameters
    ----------
    image : str, Path or ndarray of uint8, shape (height, width, 3)
        The photo.
    ax : matplotlib Axes or None, default=None
        Where to draw; None for a new figure.
    regions : dict of str to (top, bottom, left, right) or None, default=None
        Shares of the box, between 0 and 1; None for those of the library.
    box : (top, bottom, left, right) or None, default=None
        Pixels of the figure; None for the whole photo, or with the regions of the
        library for where the edges are.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ImportError
        Where matplotlib is not installed.
    ImageError
        Where the file cannot be read.
    ValueError
        Where no regions are given and the library has none.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.plotting import plot_regions
    >>> photo = np.full((64, 32, 3), 255, dtype=np.uint8)
    >>> ax = plot_regions(photo, regions={"upper": (0, 0.5, 0, 1), "feet": (0.8, 1, 0, 1)})
    >>> [text.get_text() for text in ax.texts]
    ['upper', 'feet']
    """
    ax = _axes(ax)
    from matplotlib.patches import Rectangle

    photo = small_photo(image)
    if regions is None:
        try:
            from fashion_clf.images.extractors._regions import REGIONS, find_figure
        except ImportError as cause:
            raise ValueError(
                "regions: found None; give name -> (top, bottom, left, right)"
            ) from cause
        regions = REGIONS
        box = find_figure(photo[None])[0] if box is None else box
    upper, lower, start, stop = (0, photo.shape[0], 0, photo.shape[1]) if box is None else box
    ax.imshow(photo)
    for number, (name, (top, bottom, left, right)) in enumerate(regions.items()):
        color = _COLORS[number % len(_COLORS)]
        x, y = start + left * (stop - start), upper + top * (lower - upper)
        width, height = (right - left) * (stop - start), (bottom - top) * (lower - upper)
        ax.add_patch(
            Rectangle((x - 0.5, y - 0.5), width, height, fill=False, color=color, linewidth=2)
        )
        ax.text(x + 2, y + 2, name, color="white", backgroundcolor=color, va="top", fontsize=8)
    ax.set_title("regions")
    ax.set_axis_off()
    return ax


def plot_evidence(
    pipeline: BaseEstimator,
    product: Mapping[str, Any] | FilePath,
    ax: Axes | None = None,
    *,
    grid: tuple[int, int] = (8, 8),
    category: str | None = None,
) -> Axes:
    """Draw which parts of a product's photo speak for its category, and which against.

    Parameters
    ----------
    pipeline : Pipeline or classifier of photos
        As for `fashion_clf.images.photo_evidence`.
    product : dict, or str or Path
        As for `fashion_clf.images.photo_evidence`.
    ax : matplotlib Axes or None, default=None
        Where to draw; None for a new figure.
    grid : (int, int), default=(8, 8)
        Cells down and across.
    category : str or None, default=None
        None for the category that is predicted.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ImportError
        Where matplotlib is not installed.
    ValueError
        Where the product has no photo on disk, or the category is not known.
    ImageError
        Where the photo cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> import warnings; warnings.simplefilter("ignore")  # so few products lack categories
    >>> from fashion_clf import make_pipeline
    >>> from fashion_clf.datasets import make_catalog
    >>> from fashion_clf.plotting import plot_evidence
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     products = make_catalog(60, random_state=0, image_dir=folder).products
    ...     pipeline = make_pipeline().fit(products)
    ...     ax = plot_evidence(pipeline, products.iloc[0].to_dict(), grid=(4, 4))
    >>> ax.images[1].get_array().shape
    (4, 4)
    """
    ax = _axes(ax)
    category, probability, evidence = photo_evidence(
        pipeline, product, grid=grid, category=category
    )
    photo = small_photo(photo_of(product)[0])
    height, width = photo.shape[:2]
    ax.imshow(np.repeat(photo.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2))
    most = max(float(np.abs(evidence).max()), _FAINTEST)
    heat = ax.imshow(
        evidence,
        cmap="RdBu_r",
        vmin=-most,
        vmax=most,
        alpha=0.55,
        extent=(-0.5, width - 0.5, height - 0.5, -0.5),
        interpolation="nearest",
    )
    ax.figure.colorbar(heat, ax=ax, label="probability lost where hidden", shrink=0.8)
    ax.set_title(f"{category}, {probability:.2f}")
    ax.set_axis_off()
    return ax


def _axes(ax: Axes | None) -> Axes:
    try:
        import matplotlib.pyplot as plt
    except ImportError as cause:
        raise ImportError('plots need matplotlib: pip install "fashion-clf[plot]"') from cause
    return plt.subplots()[1] if ax is None else ax
