"""Reading a model file, after it was made sure that it is the right one."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import joblib

from fashion_clf.exceptions import ModelFileError, ModelFileWarning
from fashion_clf.persistence._checks import find_problems
from fashion_clf.persistence._predictions import answer_problem
from fashion_clf.persistence._save import require_model
from fashion_clf.persistence._sidecar import read_file, read_sidecar
from fashion_clf.persistence._signature import KEY_VARIABLE, find_key

if TYPE_CHECKING:
    from typing import Any

    from fashion_clf.utils._typing import FilePath

__all__ = ["load_checked", "load_model", "read_checked"]


def load_model(path: FilePath, *, trusted: bool = True, key: str | bytes | None = None) -> Any:
    """Load a pipeline that :func:`save_model` saved, after checking that it is that one.

    Before anything of it is run: the sidecar is there, the file's SHA-256 is the
    sidecar's, the signature is that of the key if one is set, and the versions fit.
    scikit-learn, LightGBM and fashion-clf must agree in the first two numbers, NumPy
    in the first. Afterwards: it says of three built-in products what it said when it was
    saved, the probabilities within 1e-6.

    Parameters
    ----------
    path : str or Path
        The file. One that ends in ``.skops`` is read as such and never as another.
    trusted : bool, default=True
        Whether you trust who made the file. Loading a joblib file runs code of it;
        with False only ``.skops`` files are read, which hold none.
    key : str, bytes or None, default=None
        Only a model signed with this key is loaded; None for the environment variable
        ``FASHION_CLF_KEY``, and for any model where that is not set either.

    Returns
    -------
    estimator
        The pipeline, with the same predictions as before.

    Raises
    ------
    ModelFileError
        Where a file is absent, damaged, not signed with the key, of other versions, which
        are both named, or holds what is not on the list of what a model may hold.

    Warns
    -----
    ModelFileWarning
        Where a model is signed, and no key is set to check it with.

    Examples
    --------
    >>> from fashion_clf.persistence import load_model, pretrained_path
    >>> load_model(pretrained_path()).predict([{"description": "Suede boot, rubber sole"}]).tolist()
    ['SHOE']
    """
    path = Path(path)
    if not trusted and path.suffix != ".skops":
        raise ModelFileError(
            f"{path}: is no .skops file, and loading any other runs code that is in it. Ask for "
            "the model as .skops, or give trusted=True if you trust who made it."
        )
    return load_checked(path, find_key(key))


def load_checked(path: Path, key: bytes | None) -> Any:
    """Load a model with all checks; no key, no check of who made it."""
    described, data = read_checked(path, key)
    model = _read_model(data, path)
    require_model(model, path)
    _refuse(answer_problem(model, described), path)
    return model


def read_checked(path: Path, key: bytes | None) -> tuple[dict[str, Any], bytes]:
    """Give sidecar and bytes of a model file, after all checks that are made before it is run."""
    described = read_sidecar(path)
    data = read_file(path)
    for problem in find_problems(described, data, key).values():
        _refuse(problem, path)
    if described.get("signature") is not None and key is None:
        warnings.warn(
            f"{path}: is signed, but the signature was not checked: no key is set. Set "
            f"{KEY_VARIABLE}, or give key=, to load only what is signed with it.",
            ModelFileWarning,
            stacklevel=4,
        )
    return described, data


def _refuse(problem, path):
    if problem is not None:
        raise ModelFileError(f"{path}: {problem}")


def _read_model(data, path):
    from sklearn.exceptions import InconsistentVersionWarning

    with warnings.catch_warnings():
        # Bug-fix releases differ; what matters has been checked.
        warnings.simplefilter("ignore", InconsistentVersionWarning)
        if path.suffix == ".skops":
            from fashion_clf.persistence._skops import load

            return load(data, path)
        return _unpickle(data, path)


def _unpickle(data, path):
    try:
        return joblib.load(io.BytesIO(data))
    except Exception as cause:  # a pickle can raise anything
        raise ModelFileError(
            f"{path}: is no joblib file that can be read: {type(cause).__name__}: {cause}."
        ) from cause
