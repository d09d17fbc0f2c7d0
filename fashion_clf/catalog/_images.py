"""Where the photo of each product lies."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from fashion_clf.catalog._photo_names import PhotoNames, names_in
from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._missing import is_missing
from fashion_clf.utils._photo_index import find_downloaded
from fashion_clf.utils._warn import warn

__all__ = ["PhotoFolder", "is_url"]

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
            self._names = PhotoNames(self._folder)
        except OSError as cause:
            raise CatalogError(f"folder of images {image_dir}: {cause.strerror}.") from cause
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

    def _named(self, cell, key):
        """Tell the path of the first file that the image column names, or of the id."""
        names = (_path_of_url(name) if is_url(name) else name for name in names_in(cell))
        photo = next(filter(None, map(self._names.find, names)), None)
        if photo is None and not is_missing(key):
            photo = self._names.of_id(key)
        return None if photo is None else str(self._folder / photo)

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
