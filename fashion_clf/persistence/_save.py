"""Writing a model file and its sidecar, both or neither."""

from __future__ import annotations

from pathlib import Path
from pickle import PicklingError
from typing import TYPE_CHECKING

import joblib

from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence._sidecar import describe, sidecar_path, write_sidecar
from fashion_clf.persistence._signature import find_key, sign
from fashion_clf.persistence._versions import RECORDED
from fashion_clf.utils._atomic_files import atomic_path, sync

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sklearn.base import BaseEstimator

    from fashion_clf.utils._typing import FilePath

__all__ = ["require_model", "save_model"]


def save_model(
    pipeline: BaseEstimator,
    path: FilePath,
    *,
    metadata: Mapping[str, Any] | None = None,
    key: str | bytes | None = None,
) -> None:
    """Save a fitted pipeline as one file with a sidecar, ``<path>.json``.

    Parameters
    ----------
    pipeline : estimator
        Anything picklable that has ``predict``.
    path : str or Path
        The file: ``*.joblib``, or ``*.skops`` for one that can be loaded without
        trusting who made it (``load_model(path, trusted=False)``; it needs the extra
        ``skops``, and holds what :func:`make_pipeline` makes). Both files are
        written whole or not at all.
    metadata : dict, default=None
        More to remember, of JSON's types; key ``metadata`` of the sidecar.
    key : str, bytes or None, default=None
        At least 32 bytes that the two files are signed with; None for the
        environment variable ``FASHION_CLF_KEY``, and no signature where that is not
        set either.

    Returns
    -------
    dict
        What the sidecar holds: time of creation (UTC), SHA-256, size in bytes,
        categories, number and hash of the rules and of the training products,
        versions, Python, platform, what the model says of three built-in products, and
        the signature. What a model cannot tell is None.

    Raises
    ------
    ModelFileError
        Where `pipeline` is no model, the key is too short, or a file cannot be
        written.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from sklearn.dummy import DummyClassifier
    >>> from fashion_clf import load_model, save_model
    >>> model = DummyClassifier().fit([["blue shirt"], ["silk shirt"]], ["TOPS", "TOPS"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sidecar = save_model(model, pathlib.Path(folder, "model.joblib"))
    ...     load_model(pathlib.Path(folder, "model.joblib")).predict([["skirt"]])
    array(['TOPS'], dtype='<U4')
    >>> sidecar["categories"], sidecar["predictions"][0]
    (['TOPS'], {'category': 'TOPS', 'probabilities': [1.0]})
    """
    path = Path(path)
    require_model(pipeline, path)
    key = find_key(key)
    # The sidecar takes its place first, once the model is on the disk under another name: at
    # no time does a model stand there that nothing describes, and one that is replaced stays
    # until all else is done. A pair of an old and a new file is told by its hash.
    with atomic_path(path, ModelFileError) as model:
        libraries = _write_model(pipeline, model, path)
        sync(model)
        described = describe(pipeline, model, libraries, metadata)
        described["signature"] = None if key is None else sign(described, key)
        with atomic_path(sidecar_path(path), ModelFileError) as note:
            write_sidecar(described, note)
    return described


def require_model(model: Any, path: FilePath) -> None:
    """Make sure that `model` can predict."""
    if not hasattr(model, "predict"):
        raise ModelFileError(
            f"{path}: holds a {type(model).__name__}, which has no predict; expected a pipeline."
        )


def _write_model(pipeline, file, path):
    """Write the file, and name the libraries that are needed to read it."""
    if path.suffix == ".skops":
        from fashion_clf.persistence._skops import dump

        file.write_bytes(dump(pipeline, path))
        return (*RECORDED, "skops")
    try:
        joblib.dump(pipeline, file, compress=3)
        return RECORDED
    except (AttributeError, TypeError, PicklingError) as cause:
        raise ModelFileError(f"{path}: a part of the model cannot be pickled: {cause}.") from cause
