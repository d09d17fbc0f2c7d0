"""The photos of a catalogue's products, from their addresses to a folder."""

from __future__ import annotations

import importlib.util
import warnings
from typing import TYPE_CHECKING

from fashion_clf.download._limits import Limits
from fashion_clf.exceptions import CatalogError, DownloadError, ImageWarning
from fashion_clf.utils._addresses import first_url

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from fashion_clf.catalog._read import CatalogReader
    from fashion_clf.utils._typing import FilePath, Products

__all__ = ["download_images"]


def download_images(
    products: Products | CatalogReader,
    folder: FilePath,
    *,
    refresh: bool = False,
    retry_failed: bool = False,
    report: FilePath | None = None,
    allow_private: bool = False,
    ports: Collection[int] = (80, 443),
    file_root: FilePath | None = None,
    limits: Limits | None = None,
    progress: Callable[..., object] | None = None,
) -> dict[str, dict[str, int]]:
    """Download the photos that a catalogue's products name by an address.

    Each address is asked once, however many products have it, and what is there is
    not asked for again; a run that was killed goes on where it was. A photo that
    cannot be downloaded stops nothing. :func:`load_catalog` then finds the photos with
    ``image_dir=folder``.

    Parameters
    ----------
    products : DataFrame, list of dict, or CatalogReader
        Products; their photo's column is found by :func:`find_columns`, the address
        in a cell by :func:`first_url`. A reader is read to its end, never held whole.
    folder : str or Path
        Where photos are kept, by the hash of their content; created if missing.
    refresh : bool, default=False
        Also ask for photos that are there, in case they have changed.
    retry_failed : bool, default=False
        Ask for what failed before, and for nothing else. Otherwise it is not asked
        for again.
    report : str or Path, default=None
        A CSV file to write, with a line for each product: ``row`` (counted from 0),
        ``url``, ``status``, ``bytes``, ``reason`` and ``path``.
    allow_private : bool, default=False
        Allow addresses of this machine and of private networks, and any port.
    ports : collection of int, default=(80, 443)
        Ports that are allowed.
    file_root : str or Path, default=None
        Allow ``file://`` addresses of files below this folder.
    limits : Limits, default=None
        What a download may take; None for the defaults.
    progress : callable, default=None
        Called as ``progress(n, failed=m)`` whenever n more products are settled; m is
        of how many the photo has failed so far.

    Returns
    -------
    dict of str to dict of str to int
        ``"status"``: products by status, which add up to all of them: ``downloaded``,
        ``known`` (it was there), ``unchanged`` (it was there, and its server says that
        it still is the same), ``failed``, ``not tried`` (`retry_failed` leaves it out),
        ``none`` (no address). ``"reason"``: those that failed, by kind of reason.

    Raises
    ------
    CatalogError
        Where no column names photos.
    DownloadError
        Where aiohttp is absent, settings are wrong, another process downloads into
        the folder, or it cannot be written.

    Warns
    -----
    ImageWarning
        Once, where photos cannot be downloaded.

    See Also
    --------
    find_downloaded : Where the photo of an address is.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from PIL import Image
    >>> from fashion_clf.download import download_images, find_downloaded
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> Image.new("RGB", (4, 4)).save(folder / "a.png")
    >>> products = [{"image_url": (folder / "a.png").as_uri()}, {"image_url": ""}]
    >>> download_images(products, folder / "photos", file_root=folder)["status"]
    {'downloaded': 1, 'none': 1}
    >>> find_downloaded([products[0]["image_url"]], folder / "photos")[0][-4:]
    '.png'
    """
    if refresh and retry_failed:
        raise DownloadError(
            "refresh (--refresh) and retry_failed (--retry-failed) exclude each other; give one."
        )
    if importlib.util.find_spec("aiohttp") is None:
        raise DownloadError('downloads need aiohttp: pip install "fashion-clf[download]".')
    from fashion_clf.download._guard import Guard
    from fashion_clf.download._run import Run

    cells = _photo_cells(products)
    limits = limits or Limits()
    guard = Guard(allow_private=allow_private, ports=ports, timeout=limits.connect)
    run = Run(folder, guard, limits, file_root, progress)
    counts = run(_addresses(cells), refresh, retry_failed, report)
    _warn_failed(counts)
    return counts


def _warn_failed(counts):
    """Give one warning that counts the photos that cannot be downloaded."""
    failed = counts["status"].get("failed")
    if failed:
        reasons = ", ".join(f"{kind}: {n}" for kind, n in counts["reason"].items())
        total = sum(counts["status"].values())
        text = f"{failed} of {total} photos cannot be downloaded ({reasons})."
        warnings.warn(ImageWarning(text, failed, "no download"), stacklevel=3)


def _photo_cells(products):
    """Give the cells of the column of photos, as they are needed."""
    import pandas as pd

    from fashion_clf.catalog import CatalogReader
    from fashion_clf.catalog._choice import choice_of
    from fashion_clf.catalog._products import require_type

    if isinstance(products, pd.DataFrame | CatalogReader):
        whole = isinstance(products, pd.DataFrame)
        names = list(products.columns) if whole else products.names
        place = names.index(_photo_column(names, choice_of(products) if whole else products.choice))
        parts = [products] if whole else products
        return (cell for part in parts for cell in part.iloc[:, place])
    products = list(products)
    require_type(products, dict, "a product (a dict)")
    column = _photo_column(list(dict.fromkeys(name for product in products for name in product)))
    return (product.get(column) for product in products)


def _photo_column(names, choice=None):
    from fashion_clf.catalog._aliases import ALIASES
    from fashion_clf.catalog._choice import find_roles

    column = find_roles(names, choice)[0].get("image")
    if column is None:
        allowed = ", ".join(ALIASES["image"][:8])
        raise CatalogError(f"the products have no column of photos, such as {allowed}.")
    return column


def _addresses(cells):
    """Give the address in each cell, and why there is none."""
    from fashion_clf.utils._missing import is_missing

    for cell in cells:
        url = first_url(cell)
        blank = is_missing(cell) or (isinstance(cell, str) and not cell.strip())
        yield url, None if blank or url else "no address"
