"""Photos of clothes, labelled by hand and in the public domain."""

from __future__ import annotations

import csv
import hashlib
import re
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fashion_clf.datasets._download import download
from fashion_clf.datasets._places import find_dataset
from fashion_clf.exceptions import DatasetError
from fashion_clf.utils._atomic_files import atomic_path

if TYPE_CHECKING:
    from sklearn.utils import Bunch

    from fashion_clf.utils._typing import FilePath

__all__ = ["fetch_clothing"]

_GITHUB = "https://github.com/alexeygrigorev"
_ARCHIVES = (  # a fixed commit, else the newest
    f"{_GITHUB}/clothing-dataset-small/archive/36364be1969242c019705255cd87aed00c73a939.zip",
    f"{_GITHUB}/clothing-dataset-small/archive/refs/heads/master.zip",
)
_SENDERS = (
    "https://raw.githubusercontent.com/alexeygrigorev/clothing-dataset"
    "/08b50460cf229fd852bb6c11564e0959f52578ca/images.csv",
)
# Of the lines "split,label,image,sender" of train and validation, sorted.
_TABLE_SHA256 = "0749caf04c10ccfb9e688e84926051b4b11547c9270181f172686a98181e5af2"
_MEMBER = re.compile(r"[^/]+/(train|validation|test)/([a-z-]+)/([0-9a-f-]{36}\.jpg)")
_COLUMNS = ["image", "label", "split", "sender"]
_ARCHIVE_LIMIT, _SENDERS_LIMIT, _IMAGE_LIMIT = 1_000_000_000, 10_000_000, 10_000_000

_DESCR = """\
Clothing dataset (small): {n} photos of single garments by {senders} senders, labelled by hand.

{counts}

Source: https://github.com/alexeygrigorev/clothing-dataset-small, a subset of
https://github.com/alexeygrigorev/clothing-dataset. Licence: CC0, free for any purpose.

Senders photograph in one room with one camera: split folds by sender, for new catalogues bring
new cameras."""


def fetch_clothing(*, data_home: FilePath | None = None, download_if_missing: bool = True) -> Bunch:
    r"""Load photos of clothes labelled by hand (CC0), downloading them if necessary.

    They are read from ``clothing/labels.csv`` and ``clothing/images/`` below
    `data_home`, else below the folder that the environment variable FASHION_CLF_DATA
    names, else below ``~/fashion_clf_data``; where none has them, they are downloaded
    from GitHub. Such archives are not the same bytes each time, so no checksum of the
    whole is possible. What is verified: that each photo has the CRC-32 that the
    archive gives and begins as a JPEG does; and, by SHA-256, the table of the training and
    validation photos (name, label, split, sender). The photos' own bytes
    are taken on GitHub's word.

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

        paths : ndarray of object, shape (n_images,)
            Path of each photo, a str.
        labels : ndarray of object, shape (n_images,)
            Its class, such as ``"dress"`` or ``"t-shirt"``.
        split : ndarray of object, shape (n_images,)
            ``"train"``, ``"validation"``, ``"test"``, or, where a folder has them,
            ``"extra"`` (photos of the full dataset, other classes too).
        sender : ndarray of int, shape (n_images,)
            Who took the photo; -1 where this is not known.
        filename : str
            The table that was read.
        DESCR : str
            Source, licence, size and class counts.

    Raises
    ------
    DatasetError
        Where the photos are not there and are not, or cannot be, downloaded, or are not
        what they should be. It is an OSError.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from fashion_clf.datasets import fetch_clothing
    >>> with tempfile.TemporaryDirectory() as folder:  # as a download leaves it
    ...     images = pathlib.Path(folder, "clothing", "images")
    ...     images.mkdir(parents=True)
    ...     (images / "a.jpg").touch()
    ...     _ = (images.parent / "labels.csv").write_text(
    ...         "image,label,split,sender\na.jpg,dress,train,267\n"
    ...     )
    ...     photos = fetch_clothing(data_home=folder)
    >>> photos.labels, photos.sender
    (array(['dress'], dtype=object), array([267]))
    """
    from sklearn.utils import Bunch

    table = find_dataset("clothing/labels.csv", data_home, download_if_missing, _fetch)
    rows = _read_table(table)
    folder = table.parent / "images"
    _require_images(folder, [row["image"] for row in rows])
    return Bunch(
        paths=np.array([str(folder / row["image"]) for row in rows], dtype=object),
        labels=np.array([row["label"] for row in rows], dtype=object),
        split=np.array([row["split"] for row in rows], dtype=object),
        sender=np.array([row["sender"] for row in rows]),
        filename=str(table),
        DESCR=_describe(rows),
    )


def _read_table(path):
    with open(path, encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or [])]
        if missing:
            raise DatasetError(f"{path} lacks the columns {', '.join(missing)}.")
        rows = list(reader)
    for number, row in enumerate(rows):
        try:
            row["sender"] = int(row["sender"] or -1)
        except ValueError:
            raise DatasetError(
                f"{path}: row {number} (counted from 0) has the sender {row['sender']!r}, "
                "which is no whole number."
            ) from None
    return rows


def _require_images(folder, names):
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    missing = [name for name in names if name not in present]
    if missing:
        raise DatasetError(
            f"{folder} lacks {len(missing)} of {len(names)} photos, the first is {missing[0]}; "
            "delete labels.csv next to it to download them anew."
        )


def _describe(rows):
    splits = list(dict.fromkeys(row["split"] for row in rows))
    cells = Counter((row["label"], row["split"]) for row in rows)
    lines = [("", *splits)]
    for label, _ in Counter(row["label"] for row in rows).most_common():
        lines.append((label, *(cells[label, split] for split in splits)))
    counts = "\n".join(
        f"    {line[0]:<12}" + "".join(f"{c:>11}" for c in line[1:]) for line in lines
    )
    senders = len({row["sender"] for row in rows} - {-1})
    return _DESCR.format(n=len(rows), senders=senders, counts=counts)


def _fetch(target):
    """Download photos and senders; the table is written last, as the sign that all is there."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".download-") as temporary:
        senders_file, archive_file = Path(temporary, "images.csv"), Path(temporary, "photos.zip")
        download(_SENDERS, senders_file, verify=_senders_problem, limit=_SENDERS_LIMIT)
        senders = _senders(senders_file)

        def problem(path):
            return _archive_problem(path, senders)

        download(_ARCHIVES, archive_file, verify=problem, limit=_ARCHIVE_LIMIT)
        with zipfile.ZipFile(archive_file) as archive:
            rows = _rows(archive, senders)
            _write_images(archive, target.parent / "images")
    with atomic_path(target, DatasetError) as part, open(part, "w", newline="") as handle:
        csv.writer(handle).writerows([_COLUMNS, *rows])


def _senders(path):
    """Sender of each photo of the full dataset, by file name."""
    with open(path, encoding="utf-8", newline="") as handle:
        return {f"{row['image']}.jpg": row["sender_id"] for row in csv.DictReader(handle)}


def _senders_problem(path):
    try:
        return None if _senders(path) else "is an empty table"
    except (KeyError, ValueError, csv.Error):
        return "is not a table with the columns image and sender_id"


def _members(archive):
    """Pairs of a photo's entry in the archive and (split, label, file name)."""
    found = ((info, _MEMBER.fullmatch(info.filename)) for info in archive.infolist())
    return [(info, match.groups()) for info, match in found if match]


def _rows(archive, senders):
    """Rows of the table, as `_COLUMNS`."""
    return [
        (image, label, split, senders.get(image, "-1"))
        for _, (split, label, image) in _members(archive)
    ]


def _archive_problem(path, senders):
    """Say what is wrong with a downloaded archive, if anything."""
    try:
        with zipfile.ZipFile(path) as archive:
            rows = _rows(archive, senders)
            for info, _ in _members(archive):
                _read_image(archive, info)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        return f"is not a sound zip archive ({error})"
    known = [f"{split},{label},{image},{sender}" for image, label, split, sender in rows
             if split != "test"]  # fmt: skip
    found = hashlib.sha256("\n".join(sorted(known)).encode()).hexdigest()
    if found != _TABLE_SHA256:
        return (
            f"lists other photos than expected: {len(known)} for training and validation, "
            f"SHA-256 {found}, expected {_TABLE_SHA256}"
        )
    return None


def _read_image(archive, info):
    """Bytes of one photo; zipfile checks the CRC-32."""
    if info.file_size > _IMAGE_LIMIT:
        raise zipfile.BadZipFile(f"{info.filename} has {info.file_size:,} bytes")
    content = archive.read(info)
    if not content.startswith(b"\xff\xd8\xff"):
        raise zipfile.BadZipFile(f"{info.filename} is no JPEG")
    return content


def _write_images(archive, folder):
    try:
        folder.mkdir(exist_ok=True)
        for info, (_, _, image) in _members(archive):
            (folder / image).write_bytes(_read_image(archive, info))
    except OSError as cause:
        raise DatasetError(f"cannot write {folder}: {cause.strerror or cause}.") from cause
