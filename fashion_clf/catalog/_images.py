"""Where the photo of each product lies."""

import os
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._missing import is_missing
from fashion_clf.utils._photo_index import find_downloaded
from fashion_clf.utils._warn import warn

__all__ = ["PhotoFolder", "is_url"]

_EXTENSIONS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff")
_SHOWN = 3  # missing photos named in a warning


class PhotoFolder:
    """A folder in which the photos of products lie.

    Parameters
    ----------
    image_dir : str or Path
        The folder; nothing outside it is ever named.

    Raises
    ------
    CatalogError
        Where there is no such folder.
    """

    def __init__(self, image_dir):
        self._folder = Path(image_dir)
        try:
            with os.scandir(self._folder) as entries:
                self._files = {entry.name for entry in entries if entry.is_file()}
        except OSError as cause:
            raise CatalogError(f"folder of images {image_dir}: {cause.strerror}.") from cause
        self._by_stem = {
            stem: stem + extension
            for stem, extension in map(os.path.splitext, sorted(self._files))
            if extension.lower() in _EXTENSIONS
        }
        self._n_products = self._n_found = self._n_missing = 0
        self._first_missing = []

    def find(self, products, columns):
        """Find the photo of each product.

        Parameters
        ----------
        products : DataFrame
            Products.
        columns : dict of str to str
            Role to column, as of :func:`find_columns`.

        Returns
        -------
        list of (str or None)
            Path of each product's photo, None where there is none.
        """
        nothing = [None] * len(products)
        names, ids = (
            products[columns[role]].tolist() if role in columns else nothing
            for role in ("image", "id")
        )
        photos = find_downloaded(names, self._folder)
        for place, (row, name, key) in enumerate(zip(products.index, names, ids, strict=True)):
            if photos[place] is None:
                photos[place] = self._named(name, key)
            if photos[place] is None and isinstance(name, str) and name:
                self._n_missing += 1
                if len(self._first_missing) < _SHOWN:
                    self._first_missing.append(row)
        self._n_products += len(photos)
        self._n_found += len(photos) - photos.count(None)
        return photos

    def _named(self, name, key):
        """Tell the path of the file that the image column names, or the id."""
        photo = self._below(name) or (None if is_missing(key) else self._by_stem.get(str(key)))
        return None if photo is None else str(self._folder / photo)

    def _below(self, name):
        """Tell which file of the folder a path or URL names, as a relative path."""
        if not isinstance(name, str) or not name:
            return None
        remote = is_url(name)
        path = PurePosixPath(_path_of_url(name) if remote else name.replace("\\", "/"))
        if path.name in self._files:
            return path.name
        if remote or path.is_absolute() or ".." in path.parts or len(path.parts) < 2:
            return None
        return path if os.path.isfile(self._folder / path) else None  # False for too long a one

    def warn(self):
        """Say once which photos of all products are not there."""
        if self._n_products and not self._n_found:
            warn(
                f"{self._folder}: no photo of any of the {self._n_products} products is there. "
                "Looked for the file that the image column names, and for one named as the "
                "product's id.",
                n_products=self._n_products,
            )
        elif self._n_missing:
            shown = ", ".join(map(str, self._first_missing))
            shown += ", ..." if self._n_missing > _SHOWN else ""
            warn(
                f"{self._folder}: {self._n_missing} of {self._n_products} products name a photo "
                f"that is not there (rows {shown}, counted from 0); they continue without one.",
                n_products=self._n_missing,
            )


def _path_of_url(url):
    try:
        return unquote(urlsplit(url).path)
    except ValueError:  # an address in brackets that is none
        return ""


def is_url(name):
    """Whether a photo's name is an address on the web, of a scheme or of the page's own."""
    return "://" in name or name.startswith("//")
