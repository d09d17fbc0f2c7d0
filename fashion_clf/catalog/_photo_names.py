"""The file that a name in a catalogue means, among those of a folder."""

import os
import re
import unicodedata
from pathlib import PurePosixPath

__all__ = ["EXTENSIONS", "PhotoNames", "names_in"]

EXTENSIONS = (
    ".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".jp2", ".j2k",
    ".heic", ".heif",
)  # fmt: skip
# What content networks put behind a name: -300x300, _600x, @2x, _grande.
_SIZE = re.compile(
    r"(?:[-_](?:\d{2,4}x\d{0,4}|x\d{2,4}|grande|compact|thumb)"
    r"(?:_crop_[a-z]+)?)?(?:@\dx)?$",
    re.I,
)
_ENDING = "|".join(re.escape(extension) for extension in EXTENSIONS)
# Several names are parted only behind an extension: others hold commas and spaces.
_NEXT = re.compile(rf"(?<=\w)(?P<end>{_ENDING})(?:\s*[,;|\n]\s*|\s+)(?=\S)", re.I)
_MOST_FOLDERS = 8  # of a path, tried with one less in front each time


def names_in(cell):
    """Give the names in a cell, in their order.

    Parameters
    ----------
    cell : object
        One name; several, parted by commas, semicolons, ``|`` or white space behind an
        extension; a list of names.

    Returns
    -------
    list of str

    Examples
    --------
    >>> from fashion_clf.catalog._photo_names import names_in
    >>> names_in("front view.jpg, back.jpg|a,b.png"), names_in(None)
    (['front view.jpg', 'back.jpg', 'a,b.png'], [])
    """
    if isinstance(cell, list | tuple):
        return [name for part in cell for name in names_in(part)]
    if not isinstance(cell, str):
        return []
    return [name.strip() for name in _NEXT.sub(r"\g<end>\n", cell).split("\n") if name.strip()]


class PhotoNames:
    """The files of a folder, by what a catalogue may call them.

    Parameters
    ----------
    folder : Path

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from fashion_clf.catalog._photo_names import PhotoNames
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     pathlib.Path(folder, "Boot.jpg").touch()
    ...     names = PhotoNames(pathlib.Path(folder))
    ...     names.find("/media/boot_600x.JPG"), names.find("boots.jpg"), names.of_id("Boot")
    ('Boot.jpg', None, 'Boot.jpg')
    """

    def __init__(self, folder):
        self._folder = folder
        with os.scandir(folder) as entries:
            files = sorted(entry.name for entry in entries if entry.is_file())
        self._files = set(files)
        photos = [name for name in files if os.path.splitext(name)[1].lower() in EXTENSIONS]
        self._by_stem = {os.path.splitext(name)[0]: name for name in photos}
        self._alike, self._bare = {}, {}
        for name in photos:
            self._alike.setdefault(_alike(name), name)
            self._bare.setdefault(_bare(name), name)

    def of_id(self, key):
        """Give the file that is named as a product's id; None for none."""
        return self._by_stem.get(str(key))

    def find(self, name):
        """Give the file that a name means, relative to the folder; None for none.

        The first of: that name, the path below the folder without what stands in front of it,
        the name in other case or another Unicode form, and with another size behind it.

        Parameters
        ----------
        name : str
            A name or a path.

        Returns
        -------
        str or None
        """
        path = PurePosixPath(name.replace("\\", "/"))
        if path.name in self._files:
            return path.name
        return (
            self._below(path)
            or self._alike.get(_alike(path.name))
            or self._bare.get(_bare(path.name))
        )

    def _below(self, path):
        parts = path.parts[path.is_absolute() :]
        if ".." in parts:
            return None
        for first in range(max(0, len(parts) - _MOST_FOLDERS), len(parts) - 1):
            inner = os.path.join(*parts[first:])
            if os.path.isfile(self._folder / inner):  # False for too long a one
                return inner
        return None


def _alike(name):
    return unicodedata.normalize("NFC", name).casefold()


def _bare(name):
    stem, extension = os.path.splitext(_alike(name))
    return _SIZE.sub("", stem) + {".jpeg": ".jpg", ".tiff": ".tif"}.get(extension, extension)
