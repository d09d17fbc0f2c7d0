"""Where the photo of each product lies."""

import os
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from fashion_clf.catalog._products import is_missing
from fashion_clf.catalog._warn import warn
from fashion_clf.exceptions import CatalogError

__all__ = ["find_images", "is_url"]

_EXTENSIONS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff")


def find_images(products, columns, image_dir):
    """Find the photo of each product in a folder.

    Parameters
    ----------
    products : DataFrame
        Products.
    columns : dict of str to str
        Role to column, as of :func:`find_columns`.
    image_dir : str or Path
        The folder; nothing outside it is ever named.

    Returns
    -------
    list of (str or None)
        Path of each product's photo, None where there is none.

    Raises
    ------
    CatalogError
        Where there is no such folder.

    Warns
    -----
    CatalogWarning
        Once, where photos that the catalogue names are not there, or none is.
    """
    from fashion_clf.download import find_downloaded  # which reads cells of catalogues

    folder = Path(image_dir)
    try:
        with os.scandir(folder) as entries:
            files = {entry.name for entry in entries if entry.is_file()}
    except OSError as cause:
        raise CatalogError(f"folder of images {folder}: {cause.strerror}.") from cause
    by_stem = {
        stem: stem + extension
        for stem, extension in map(os.path.splitext, sorted(files))
        if extension.lower() in _EXTENSIONS
    }
    nothing = [None] * len(products)
    names, ids = (
        products[columns[role]].tolist() if role in columns else nothing for role in ("image", "id")
    )
    photos = find_downloaded(names, folder)
    for row, (name, key) in enumerate(zip(names, ids, strict=True)):
        if photos[row] is None:
            photo = _below(folder, files, name)
            photo = photo or (None if is_missing(key) else by_stem.get(str(key)))
            photos[row] = None if photo is None else str(folder / photo)
    _warn_missing(names, photos, folder)
    return photos


def is_url(name):
    """Whether a photo's name is an address on the web, of a scheme or of the page's own."""
    return "://" in name or name.startswith("//")


def _below(folder, files, name):
    """Tell which file of `folder` a path or URL names, as a relative path."""
    if not isinstance(name, str) or not name:
        return None
    remote = is_url(name)
    path = PurePosixPath(unquote(urlsplit(name).path) if remote else name.replace("\\", "/"))
    if path.name in files:
        return path.name
    if remote or path.is_absolute() or ".." in path.parts or len(path.parts) < 2:
        return None
    return path if (folder / path).is_file() else None


def _warn_missing(names, photos, folder):
    missing = [
        row
        for row, (name, photo) in enumerate(zip(names, photos, strict=True))
        if photo is None and isinstance(name, str) and name
    ]
    if photos and not any(photos):
        warn(
            f"{folder}: no photo of any of the {len(photos)} products is there. Looked for the "
            "file that the image column names, and for one named as the product's id."
        )
    elif missing:
        shown = ", ".join(map(str, missing[:3])) + (", ..." if len(missing) > 3 else "")
        warn(
            f"{folder}: {len(missing)} of {len(photos)} products name a photo that is not there "
            f"(rows {shown}, counted from 0); they go on without one."
        )
