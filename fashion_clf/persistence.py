"""Saving and loading of fitted pipelines: a joblib file, and a sidecar that says what it is.

Loading a joblib file runs what is in it: load files of people you trust only. The
sidecar proves that a file is the one that was saved, not that it is harmless.
"""

import hashlib
import importlib.metadata
import io
import json
import platform
import warnings
from datetime import UTC, datetime
from pathlib import Path

import joblib

from fashion_clf._files import atomic_path
from fashion_clf._version import __version__
from fashion_clf.exceptions import ModelFileError

__all__ = ["installed_versions", "load_garments", "load_model", "load_pretrained", "save_model"]

_FORMAT = 1
_RECORDED = ("joblib", "lightgbm", "numpy", "pandas", "scikit-learn", "scipy")
# How many parts of a version must be those of the saved model. A pickle holds the
# attributes of its objects, which scikit-learn, LightGBM and this library may rename in
# a minor release (scikit-learn supports no other version at all, yet its bug-fix releases
# keep them). NumPy's arrays load in any release of one major version; the other packages
# leave no objects of theirs in a model, or only plain ones.
_MUST_MATCH = {"fashion-clf": 2, "lightgbm": 2, "numpy": 1, "scikit-learn": 2}
_PRETRAINED = "fashion_clf.joblib"
_GARMENTS = "garments.joblib"


def save_model(pipeline, path, *, metadata=None):
    """Save a fitted pipeline as a joblib file with a sidecar, ``<path>.json``.

    Parameters
    ----------
    pipeline : estimator
        Anything picklable that has ``predict``.
    path : str or Path
        The file, usually ``*.joblib``. Both files are written whole or not at all.
    metadata : dict, default=None
        More to remember, of JSON's types; key ``metadata`` of the sidecar.

    Returns
    -------
    dict
        What the sidecar holds: versions, platform, SHA-256, size in bytes, time of
        creation (UTC), categories.

    Raises
    ------
    ModelFileError
        Where `pipeline` is no model or the file cannot be written.

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
    >>> sidecar["categories"]
    ['TOPS']
    """
    path = Path(path)
    _require_model(pipeline, path)
    with (
        atomic_path(path, ModelFileError) as model,
        atomic_path(_sidecar(path), ModelFileError) as note,
    ):
        joblib.dump(pipeline, model, compress=3)
        data = model.read_bytes()
        categories = getattr(pipeline, "classes_", None)
        described = {
            "format": _FORMAT,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data),
            "categories": None if categories is None else [str(name) for name in categories],
            "versions": installed_versions(),
            "python": platform.python_version(),
            "platform": platform.platform(),
            "metadata": dict(metadata or {}),
        }
        try:
            note.write_text(json.dumps(described, indent=4, ensure_ascii=False), encoding="utf-8")
        except (TypeError, ValueError) as cause:
            raise ModelFileError(f"{path}: the metadata is no JSON: {cause}.") from cause
    return described


def load_model(path):
    """Load a pipeline that :func:`save_model` saved, after checking that it is that one.

    Before anything is unpickled: the sidecar is there, the file's SHA-256 is the
    sidecar's, and the versions fit. scikit-learn, LightGBM and fashion-clf must agree
    in the first two numbers, NumPy in the first.

    Parameters
    ----------
    path : str or Path
        The joblib file. Load only files of people you trust: unpickling runs code.

    Returns
    -------
    estimator
        The pipeline, with the same predictions as before.

    Raises
    ------
    ModelFileError
        Where a file is absent, damaged, or of other versions, which are both named.
    """
    path = Path(path)
    described = _read_sidecar(path)
    data = _read(path)
    digest = hashlib.sha256(data).hexdigest()
    if digest != described["sha256"]:
        raise ModelFileError(
            f"{path}: its SHA-256 is {digest[:12]}..., its sidecar says "
            f"{described['sha256'][:12]}...: the file is damaged, or not the one that was saved."
        )
    _require_versions(described["versions"], path)
    return _unpickle(data, path)


def load_pretrained():
    """Load the pipeline that comes with the library.

    Returns
    -------
    estimator
        A fitted pipeline; see ``docs/design.md`` for what it was trained on.

    Raises
    ------
    ModelFileError
        Where this installation has none, or has other versions than it was saved with.
    """
    return _load_artifact(
        _PRETRAINED, "Train one: make_pipeline().fit(products), and keep it with save_model."
    )


def load_garments():
    """Load the classifier of photos of clothes that comes with the library.

    It tells ten kinds of clothes: dress, hat, longsleeve, outwear, pants, shirt, shoes,
    shorts, skirt and t-shirt, one garment to a photo, taken at home. It knows of nothing
    else, and how sure it is tells little of that: of 60 photos each of a shop's bags,
    jewellery and lingerie it gave 37%, 50% and 27% more than 0.7.

    Returns
    -------
    GarmentClassifier
        Fitted to the photos of the clothing dataset (CC0); see
        ``docs/make_garments.py``.

    Raises
    ------
    ModelFileError
        Where this installation has none, or has other versions than it was saved with.

    Examples
    --------
    >>> from fashion_clf import load_garments
    >>> load_garments().classes_[:4].tolist()
    ['dress', 'hat', 'longsleeve', 'outwear']
    """
    return _load_artifact(
        _GARMENTS,
        "Train one: GarmentClassifier().fit(photos, labels), and keep it with save_model.",
    )


def _load_artifact(name, advice):
    path = _artifacts() / name
    if not path.is_file():
        raise ModelFileError(f"{path}: no pretrained model comes with this installation. {advice}")
    return load_model(path)


def _artifacts():
    """Find the folder of artifacts: in the package where installed, beside it in a checkout."""
    package = Path(__file__).parent
    checkout = package.parent
    if not (package / "artifacts").is_dir() and (checkout / "setup.py").is_file():
        return checkout / "artifacts"
    return package / "artifacts"


def _sidecar(path):
    return path.with_name(path.name + ".json")


def installed_versions():
    """Tell which versions are installed of this library and of what its models are made of.

    Returns
    -------
    dict of str to str
        Package to version.

    Examples
    --------
    >>> from fashion_clf.persistence import installed_versions
    >>> sorted(installed_versions())
    ['fashion-clf', 'joblib', 'lightgbm', 'numpy', 'pandas', 'scikit-learn', 'scipy']
    """
    return {"fashion-clf": __version__} | {
        name: importlib.metadata.version(name) for name in _RECORDED
    }


def _read(path):
    try:
        return path.read_bytes()
    except OSError as cause:
        raise ModelFileError(f"{path}: cannot be read: {cause.strerror}.") from cause


def _read_sidecar(path):
    if not path.exists():
        raise ModelFileError(f"{path}: no such model file.")
    sidecar = _sidecar(path)
    if not sidecar.exists():
        raise ModelFileError(
            f"{path}: its sidecar {sidecar.name} is not beside it, so that nobody can tell what "
            "the file is. save_model writes both: copy both. joblib.load reads the file unchecked."
        )
    try:
        described = json.loads(_read(sidecar))
    except ValueError as cause:
        raise ModelFileError(f"{sidecar}: is no JSON: {cause}.") from cause
    found = described.get("format") if isinstance(described, dict) else None
    if found != _FORMAT:
        raise ModelFileError(
            f"{sidecar}: its format is {found!r}; this release of fashion-clf ({__version__}) "
            f"reads format {_FORMAT}. Save the model again with this release."
        )
    for key, kind in (("sha256", str), ("versions", dict)):
        if not isinstance(described.get(key), kind):
            raise ModelFileError(f"{sidecar}: is no sidecar of a model: {key!r} is missing.")
    return described


def _require_versions(saved, path):
    installed = installed_versions()
    differing = [
        name
        for name, parts in _MUST_MATCH.items()
        if str(saved.get(name)).split(".")[:parts] != installed[name].split(".")[:parts]
    ]
    if differing:
        pairs = "; ".join(
            f"{name} {saved.get(name)}, installed is {installed[name]}" for name in differing
        )
        wanted = " ".join(f'"{name}=={saved.get(name)}"' for name in differing)
        raise ModelFileError(
            f"{path}: was saved with {pairs}. Either install what it was saved with "
            f"(pip install {wanted}), or train and save the model again."
        )


def _unpickle(data, path):
    from sklearn.exceptions import InconsistentVersionWarning

    try:
        with warnings.catch_warnings():
            # Bug-fix releases differ; what matters has been checked.
            warnings.simplefilter("ignore", InconsistentVersionWarning)
            model = joblib.load(io.BytesIO(data))
    except Exception as cause:  # a pickle can raise anything
        raise ModelFileError(
            f"{path}: is no joblib file that can be read: {type(cause).__name__}: {cause}."
        ) from cause
    _require_model(model, path)
    return model


def _require_model(model, path):
    if not hasattr(model, "predict"):
        raise ModelFileError(
            f"{path}: holds a {type(model).__name__}, which has no predict; expected a pipeline."
        )
