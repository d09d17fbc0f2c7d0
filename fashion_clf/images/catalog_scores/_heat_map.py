"""Which parts of a photo speak for a category."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from PIL import Image

from fashion_clf.catalog._images import is_url
from fashion_clf.catalog._products import as_products
from fashion_clf.images.reading._decode import load_image

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeGuard

    from sklearn.base import BaseEstimator

    from fashion_clf.utils._typing import FilePath, Floats, Photos

__all__ = ["is_path", "photo_evidence", "photo_of", "small_photo"]

_SIDE = 256  # longest side of a photo that is drawn or partly hidden


def photo_evidence(
    pipeline: BaseEstimator,
    product: Mapping[str, Any] | FilePath,
    *,
    grid: tuple[int, int] = (8, 8),
    category: str | None = None,
) -> tuple[str, float, Floats]:
    """Say how much each part of a product's photo speaks for a category.

    Each cell of a grid is painted over in the colour of the background (the median
    along the border); what the category's probability loses by it is what the cell
    was worth. Text and rules stay as they are, so where they settle the category the
    photo says little.

    Parameters
    ----------
    pipeline : Pipeline or classifier of photos
        Fitted; with ``predict_proba`` and ``classes_``.
    product : dict, or str or Path
        A product with the path of a photo, as for ``predict``; the path alone for a
        classifier of photos, such as `GarmentClassifier`.
    grid : (int, int), default=(8, 8)
        Cells down and across.
    category : str or None, default=None
        None for the category that is predicted.

    Returns
    -------
    category : str
    probability : float
        Of the category, with nothing hidden.
    evidence : ndarray of float, shape `grid`
        Probability that is lost where the cell is hidden: positive where it speaks
        for the category, negative where against.

    Raises
    ------
    ValueError
        Where the product has no photo on disk, or the category is not known.
    ImageError
        Where the photo cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> from fashion_clf.datasets import make_catalog
    >>> from fashion_clf.images import GarmentClassifier, photo_evidence
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     catalog = make_catalog(40, random_state=0, image_dir=folder)
    ...     photos = catalog.products["image"]
    ...     model = GarmentClassifier(n_components=4, image_size=64).fit(photos, catalog.gold)
    ...     category, probability, evidence = photo_evidence(model, photos[0], grid=(4, 3))
    >>> category in model.classes_, evidence.shape
    (True, (4, 3))
    """
    path, give = photo_of(product)
    photo = small_photo(path)
    (height, width), (rows, columns) = photo.shape[:2], grid
    classes = [str(name) for name in pipeline.classes_]
    if category is not None and category not in classes:
        raise ValueError(f"category={category!r}; allowed: {', '.join(classes)}")
    border = (photo[0], photo[-1], photo[:, 0], photo[:, -1])
    background = np.median(np.concatenate(border), axis=0).astype(np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, "whole.png")]
        Image.fromarray(photo).save(paths[0], compress_level=1)
        for row, column in np.ndindex(rows, columns):
            hidden = photo.copy()
            down = slice(row * height // rows, (row + 1) * height // rows)
            across = slice(column * width // columns, (column + 1) * width // columns)
            hidden[down, across] = background
            paths.append(os.path.join(folder, f"{row}_{column}.png"))
            Image.fromarray(hidden).save(paths[-1], compress_level=1)
        proba = np.asarray(pipeline.predict_proba(give(paths)))
    place = int(proba[0].argmax()) if category is None else classes.index(category)
    evidence = (proba[0, place] - proba[1:, place]).reshape(rows, columns)
    return classes[place], float(proba[0, place]), evidence


def is_path(image: Any) -> TypeGuard[FilePath]:
    """Tell a path from pixels."""
    return isinstance(image, str | os.PathLike)


def small_photo(image: FilePath | Photos) -> Photos:
    """Give the pixels, no more than are of use for a picture."""
    photo = Image.fromarray(load_image(image) if is_path(image) else np.asarray(image))
    photo.thumbnail((_SIDE, _SIDE))
    return np.asarray(photo)


def photo_of(product: Mapping[str, Any] | FilePath) -> tuple[Path, Callable[[list[Any]], Any]]:
    """Give the path of a product's photo, and what makes rows of the product with others."""
    if is_path(product):
        return Path(product), lambda paths: paths
    row = as_products([product])
    path = row["image"].iloc[0]
    if path is None or is_url(str(path)):
        raise ValueError(f"product: its photo is {path!r}; expected a file on disk")

    def give(paths):
        rows = pd.concat([row] * len(paths), ignore_index=True)
        return rows.assign(image=paths)

    return path, give
