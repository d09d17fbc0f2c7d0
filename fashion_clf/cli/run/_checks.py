"""What can be found wrong with the files before the long work begins."""

import importlib.util
import os
import tempfile
from pathlib import Path

from fashion_clf.exceptions import CatalogError, FashionClfError

__all__ = [
    "check_catalog_output",
    "check_log_output",
    "check_model_output",
    "check_report_output",
]

# That write a format, and the extra that brings them.
_LIBRARIES = {"parquet": ("pyarrow", "parquet"), "xlsx": ("openpyxl", "excel")}


def check_catalog_output(path, inputs):
    """Make sure that a catalogue can be written, and in the format that its name says.

    Parameters
    ----------
    path : Path
        The file to be written.
    inputs : iterable of (Path or None)
        Files that are read: they are never altered, through no link either. Nor may
        the part file of the output and its journal be one of them.

    Raises
    ------
    FashionClfError
        Where it cannot be written, or is an input.
    CatalogError
        Where the extension is none of a catalogue, or what writes it is not installed.
    """
    from fashion_clf.catalog.formats._detect import split_format

    _check_output(path, inputs)
    for ending in (".part", ".part.journal"):
        _check_output(path.with_name(path.name + ending), inputs)
    found = split_format(path)[0]
    if found == "ods":
        raise CatalogError(f"{path}: .ods can be read but not written; name an .xlsx.")
    needs, extra = _LIBRARIES.get(found, (None, None))
    if needs and importlib.util.find_spec(needs) is None:
        raise CatalogError(f'{path}: needs {needs}: pip install "fashion-clf[{extra}]".')


def check_model_output(path, others):
    """Make sure that a model and its sidecar can be written.

    Parameters
    ----------
    path : Path
        The file to be written.
    others : iterable of (Path or None)
        Files that are read, and others that are written.

    Raises
    ------
    FashionClfError
        Where one of the two cannot be written or is one of `others`, or the
        extension is neither ``.joblib`` nor ``.skops`` and might be that of a catalogue.
    """
    others = list(others)
    if path.suffix not in (".joblib", ".skops"):
        raise FashionClfError(f"the name of the model file {path} must end in .joblib or .skops.")
    _check_output(path, others)
    _check_output(path.with_name(path.name + ".json"), others)


def check_log_output(path, others):
    """Make sure that a log is none of the files that a command reads or writes.

    Parameters
    ----------
    path : Path
        The log, which is appended to.
    others : iterable of (Path or None)
        All other files.

    Raises
    ------
    FashionClfError
        Where it is one of them, or cannot be written.
    """
    _check_output(path, others)


def check_report_output(path, inputs):
    """Make sure that a report can be written.

    Parameters
    ----------
    path : Path
        The file to be written.
    inputs : iterable of Path
        Files that are read.

    Raises
    ------
    FashionClfError
        Where it cannot be written, or is an input.
    """
    _check_output(path, inputs)


def _check_output(path, others):
    for other in filter(None, others):
        if _same(path, other):
            raise FashionClfError(
                f"the output {path} is the same file as {other}, which must not be altered; "
                "name another."
            )
    if path.is_dir():
        raise FashionClfError(f"the output {path} is a folder; name a file.")
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        raise FashionClfError(f"the folder of the output {path} does not exist; create it first.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as cause:
        raise FashionClfError(f"cannot write the output {path}: {cause.strerror}.") from cause


def _same(path, other):
    if path.exists() and other.exists():
        return os.path.samefile(path, other)
    return os.path.realpath(path) == os.path.realpath(other)
