"""Made-up photos of a shop, with their categories."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

from fashion_clf.datasets._descriptions import load_phrases
from fashion_clf.datasets._making import (
    METALS,
    check_at_least,
    numbered_stream,
    photo_folder,
    seed_of,
    write_jpeg,
)
from fashion_clf.utils._package_files import read_toml

if TYPE_CHECKING:
    from numpy.random import RandomState
    from sklearn.utils import Bunch

    from fashion_clf.utils._typing import FilePath

__all__ = ["load_shop_kinds", "make_shop_photos"]

_DRAWN = 4  # what a stream of random numbers is for; the catalogue has those before
_CHUNK = 100  # photos drawn at a time by each worker


def make_shop_photos(
    image_dir: FilePath,
    n_samples: int = 240,
    random_state: int | RandomState | None = None,
    *,
    image_size: int = 128,
    n_jobs: int | None = None,
) -> Bunch:
    """Draw photos as shops take them: on white or grey, alone or on a person who is cropped.

    They are of 63 kinds of products in the twelve categories, each category as often as
    the others: watches, glasses, lipsticks and underwear as well as clothes. A classifier
    that is taught by them knows what to expect of a shop's photos without a label of any.

    Parameters
    ----------
    image_dir : str or Path
        Folder to write the photos to, as ``00000.jpg``, ...; it is created if necessary.
    n_samples : int, default=240
        Number of photos.
    random_state : int, numpy.random.RandomState or None, default=None
        Decides everything. With the same int, more photos begin with the same ones.
    image_size : int, default=128
        Height of the photos in pixels, at least 16.
    n_jobs : int or None, default=None
        Processes that draw; None for one.

    Returns
    -------
    Bunch
        With the attributes

        photos : list of str, length n_samples
            Their paths.
        categories : ndarray of object, shape (n_samples,)
        shapes : ndarray of object, shape (n_samples,)
            What is drawn.
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
    make_catalog : Products with their texts.

    Examples
    --------
    >>> import tempfile
    >>> from fashion_clf.datasets import make_shop_photos
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     drawn = make_shop_photos(folder, 24, random_state=0)
    >>> len(drawn.photos), len(set(drawn.categories))
    (24, 12)
    """
    from sklearn.utils import Bunch

    check_at_least("n_samples", n_samples, 1)
    check_at_least("image_size", image_size, 16)
    seed, folder = seed_of(random_state), photo_folder(image_dir)
    parts = Parallel(n_jobs=n_jobs)(
        delayed(_draw_some)(seed, range(start, min(start + _CHUNK, n_samples)), folder, image_size)
        for start in range(0, n_samples, _CHUNK)
    )
    drawn = [product for part in parts for product in part]
    return Bunch(
        photos=[path for path, _, _ in drawn],
        categories=np.array([category for _, category, _ in drawn], dtype=object),
        shapes=np.array([shape for _, _, shape in drawn], dtype=object),
        DESCR=f"{n_samples} drawn photos of a shop in twelve categories.",
    )


@cache
def load_shop_kinds():
    """Give the content of ``_shop_photos.toml``; not to be changed."""
    return read_toml("datasets/_shop_photos.toml")


def _draw_some(seed, numbers, folder, size):
    from fashion_clf.datasets._drawing._shop_photo import draw_shop_photo

    kinds = load_shop_kinds()
    names = sorted(kinds)
    drawn = []
    for number in numbers:
        rng, category = numbered_stream(seed, _DRAWN, number), names[number % len(names)]
        shapes = kinds[category]["shapes"]
        shares = np.array(list(shapes.values()))
        shape = list(shapes)[rng.choice(len(shares), p=shares / shares.sum())]
        worn, colors = kinds[category]["worn"], _colors(category, shape)
        photo = draw_shop_photo(rng, category, shape, worn, colors, size)
        path = folder / f"{number:05d}.jpg"
        write_jpeg(photo, path, quality=int(rng.integers(70, 96)))
        drawn.append((str(path), category, shape))
    return drawn


def _colors(category, shape):
    phrases = load_phrases()
    names = phrases["kinds"][category].get(shape, {}).get("colors")
    if names is None and category == "JEWELRY":
        names = [*METALS * 3, *phrases["colors"]]
    elif names is None:
        names = [name for name in phrases["colors"] if name not in METALS]
    return [tuple(phrases["colors"][name]) for name in names]
