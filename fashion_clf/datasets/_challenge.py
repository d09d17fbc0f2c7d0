"""The catalogue of the product classification challenge."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from fashion_clf.datasets._download import download
from fashion_clf.datasets._places import find_dataset

if TYPE_CHECKING:
    from sklearn.utils import Bunch

    from fashion_clf.utils._typing import FilePath

__all__ = ["fetch_challenge"]

_URLS = (
    "https://raw.githubusercontent.com/chenlh0/product-classification-challenge"
    "/master/product_data.json",
)
# Of the products themselves, so that it holds however the JSON is laid out.
_SHA256 = "0a613ea458404a906217ce91817174ce1c939f08be9f6b53de5e4372d7c80ec1"
_LIMIT = 10_000_000

_DESCR = """\
Product classification challenge: {n} fashion products of online shops, {empty} without a
description. Fields: image_url, description (HTML in some).

Gold categories are known of {n_gold} products.{counts}

Source: https://github.com/chenlh0/product-classification-challenge. No licence is stated
there."""


def fetch_challenge(
    *, data_home: FilePath | None = None, download_if_missing: bool = True
) -> Bunch:
    """Load the catalogue of the product classification challenge, downloading it if necessary.

    It is read from ``challenge/product_data.json`` below `data_home`, else below the
    folder that the environment variable FASHION_CLF_DATA names, else below
    ``~/fashion_clf_data``; where none has it, it is downloaded (0.3 MB). A downloaded
    file is kept only if its products have the expected SHA-256.

    Parameters
    ----------
    data_home : str or Path, default=None
        Folder to look into first, and to download to; None for ``~/fashion_clf_data``.
    download_if_missing : bool, default=True
        False raises an error instead of downloading.

    Returns
    -------
    Bunch
        With the attributes

        products : DataFrame, shape (1000, 2)
            Columns ``image_url`` and ``description``.
        gold : ndarray of object, shape (1000,)
            Category, or None where none is known. Categories come from ``gold_dev.csv``
            next to the file (columns ``index`` and ``category``); it is not part of the
            download, after which all are None.
        filename : str
            The file that was read.
        DESCR : str
            Source, licence, size and class counts.

    Raises
    ------
    DatasetError
        Where the file is not there and is not, or cannot be, downloaded. It is an OSError.
    CatalogError
        Where a file that is there is no catalogue.

    See Also
    --------
    make_catalog : A catalogue that needs no download.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from fashion_clf.datasets import fetch_challenge
    >>> with tempfile.TemporaryDirectory() as folder:  # as a download leaves it
    ...     path = pathlib.Path(folder, "challenge", "product_data.json")
    ...     path.parent.mkdir()
    ...     _ = path.write_text('[{"image_url": "a.jpg", "description": "Silk scarf"}]')
    ...     catalog = fetch_challenge(data_home=folder)
    >>> catalog.products
      image_url description
    0     a.jpg  Silk scarf
    >>> catalog.gold
    array([None], dtype=object)
    """
    from sklearn.utils import Bunch

    from fashion_clf.catalog import load_catalog
    from fashion_clf.catalog._gold import load_gold

    path = find_dataset("challenge/product_data.json", data_home, download_if_missing, _fetch)
    products = load_catalog(path)
    gold_file = path.with_name("gold_dev.csv")
    gold = np.full(len(products), None, dtype=object)
    if gold_file.is_file():
        gold = load_gold(gold_file, products)
    counts = Counter(category for category in gold if category is not None)
    description = _DESCR.format(
        n=len(products),
        empty=sum(not text for text in products["description"]),
        n_gold=counts.total(),
        counts="".join(f"\n    {name:<10}{count:>5}" for name, count in counts.most_common()),
    )
    return Bunch(products=products, gold=gold, filename=str(path), DESCR=description)


def _fetch(target):
    download(_URLS, target, verify=_problem, limit=_LIMIT)


def _problem(path):
    """Say what is wrong with a downloaded file, if anything."""
    try:
        products = json.loads(path.read_bytes())
    except ValueError as error:  # no JSON, or no text at all
        return f"is not JSON ({error})"
    content = json.dumps(products, sort_keys=True, separators=(",", ":"))
    found = hashlib.sha256(content.encode()).hexdigest()
    if found != _SHA256:
        return f"holds other products than expected (SHA-256 {found}, expected {_SHA256})"
    return None
