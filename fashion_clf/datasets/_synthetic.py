"""A made-up catalogue with known categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.datasets._descriptions import describe, load_phrases
from fashion_clf.datasets._making import (
    METALS,
    check_at_least,
    numbered_stream,
    photo_folder,
    seed_of,
    write_jpeg,
)

if TYPE_CHECKING:
    from numpy.random import RandomState
    from sklearn.utils import Bunch

    from fashion_clf.utils._typing import FilePath

__all__ = ["make_catalog"]

# Products of each category among every 60: as uneven as in a shop, and none is missing.
_BLOCK = {
    "TOPS": 14,
    "DRESS": 8,
    "PANT": 7,
    "SHOE": 6,
    "BAG": 5,
    "OUTERWEAR": 4,
    "OTHERS": 4,
    "SKIRT": 3,
    "JEWELRY": 3,
    "LINGERIE": 2,
    "SHORTS": 2,
    "JUMPSUIT": 2,
}
_UNPATTERNED = ("JEWELRY", "SHOE")
_PATTERNED = 0.35  # share of products with stripes, dots or check
_ORDER, _KIND, _TEXT, _PICTURE = range(4)  # what a stream of random numbers is for


def make_catalog(
    n_samples: int = 200,
    random_state: int | RandomState | None = None,
    *,
    image_dir: FilePath | None = None,
    image_size: int = 160,
) -> Bunch:
    """Make up a fashion catalogue whose categories are known.

    Products of 43 kinds in the twelve categories are described as shops
    shops, and drawn as silhouettes. About 55% of the texts name the type, 30% tell
    it by details alone (inseam, heel, card slots), 15% say nothing of it or
    are empty. Some speak of other garments ("pair it with jeans"), some are spoilt by
    style blocks, entities and odd characters. Colour, pattern, pose, framing,
    background and JPEG quality of the photos vary; three in ten of those products that can
    be worn are worn, with other garments.

    Parameters
    ----------
    n_samples : int, default=200
        Number of products. From 60 on, every category is present.
    random_state : int, numpy.random.RandomState or None, default=None
        Decides everything. With the same int, a larger catalogue begins with the
        products of a smaller one, and texts and pictures repeat byte for byte (under
        the same versions of NumPy and Pillow).
    image_dir : str or Path, default=None
        Folder to write the photos to, as ``00000.jpg``, ...; it is created if necessary.
        None draws none.
    image_size : int, default=160
        Width and height of the photos in pixels, at least 16.

    Returns
    -------
    Bunch
        With the attributes

        products : DataFrame, shape (n_samples, 4)
            Columns ``id``, ``name``, ``description`` and ``image`` (the path of the
            photo as str; None without `image_dir`).
        gold : ndarray of object, shape (n_samples,)
            The category of each product, a str.
        DESCR : str
            What this is.

    Raises
    ------
    ValueError
        Where `n_samples` or `image_size` is out of range.
    CatalogError
        Where a photo cannot be written.

    See Also
    --------
    fetch_challenge : A real catalogue.

    Examples
    --------
    >>> from fashion_clf.datasets import make_catalog
    >>> catalog = make_catalog(60, random_state=0)
    >>> list(catalog.products.columns)
    ['id', 'name', 'description', 'image']
    >>> len(set(catalog.gold))
    12
    """
    from sklearn.utils import Bunch

    check_at_least("n_samples", n_samples, 1)
    check_at_least("image_size", image_size, 16)
    seed = seed_of(random_state)
    if image_dir is not None:
        image_dir = photo_folder(image_dir)
    gold = _categories(seed, n_samples)
    rows = [_product(seed, i, gold[i], image_dir, image_size) for i in range(n_samples)]
    columns = ["id", "name", "description", "image"]
    return Bunch(
        products=pd.DataFrame(rows, columns=columns, dtype=object),
        gold=np.array(gold, dtype=object),
        DESCR=f"Synthetic fashion catalogue of {n_samples} products in twelve categories.",
    )


def _categories(seed, n_samples):
    """Category of each product: blocks of fixed shares, each in an order of its own."""
    block = [category for category, count in _BLOCK.items() for _ in range(count)]
    n_blocks = -(-n_samples // len(block))
    shuffled = (
        numbered_stream(seed, _ORDER, number).permutation(block) for number in range(n_blocks)
    )
    return np.concatenate(list(shuffled))[:n_samples].tolist()


def _product(seed, number, category, image_dir, image_size):
    """Give one row of the catalogue; draw its photo if there is a folder for it."""
    phrases = load_phrases()
    rng = numbered_stream(seed, _KIND, number)
    kinds = phrases["kinds"][category]
    shape = list(kinds)[rng.integers(len(kinds))]
    names = kinds[shape].get("colors") or [c for c in phrases["colors"] if c not in METALS]
    color = names[rng.integers(len(names))]
    pattern = None
    if category not in _UNPATTERNED and rng.random() < _PATTERNED:
        pattern = int(rng.integers(3))
    name, text = describe(numbered_stream(seed, _TEXT, number), kinds[shape], color, pattern)
    image = None
    if image_dir is not None:
        image = image_dir / f"{number:05d}.jpg"
        rng = numbered_stream(seed, _PICTURE, number)
        _write_photo(image, rng, category, shape, color, pattern, image_size)
    return [f"P{number:05d}", name, text, image and str(image)]


def _write_photo(path, rng, category, shape, color, pattern, size):
    from fashion_clf.datasets._drawing import draw_product

    colors = {name: tuple(value) for name, value in load_phrases()["colors"].items()}
    others = [value for name, value in colors.items() if name not in METALS]
    photo = draw_product(rng, category, shape, colors[color], pattern, others, size)
    write_jpeg(photo, path, quality=int(rng.integers(55, 96)))
