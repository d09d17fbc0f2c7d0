"""The sidecar of a model file: what it says, and whether the file is the one it speaks of."""

import hashlib
import json
import platform
from dataclasses import asdict
from datetime import UTC, datetime

from fashion_clf._version import __version__
from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence._predictions import PRODUCTS, answer
from fashion_clf.persistence._versions import installed_versions, is_version

__all__ = ["describe", "file_problem", "read_file", "read_sidecar", "sidecar_path", "write_sidecar"]

_FORMAT = 2
_READ = (1, 2)  # format 1 has no predictions and no signature
_SHOWN = 12  # characters of a hash in a message
_ADVICE = "save_model writes both files: copy both, or save the model again."


def sidecar_path(path):
    """Give the path of the sidecar of a model file."""
    return path.with_name(path.name + ".json")


def describe(pipeline, file, libraries, metadata=None):
    """Say what a model is, once its file is written.

    Parameters
    ----------
    pipeline : estimator
        The model.
    file : Path
        Holds it, under whatever name.
    libraries : iterable of str
        Packages whose versions matter.
    metadata : dict or None, default=None
        More to remember.

    Returns
    -------
    dict
        The sidecar, without a signature.

    Raises
    ------
    ModelFileError
        Where the metadata is no JSON.
    """
    classifier = pipeline[-1] if hasattr(pipeline, "steps") else pipeline
    categories = getattr(pipeline, "classes_", None)
    with open(file, "rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    described = {
        "format": _FORMAT,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": digest,
        "size": file.stat().st_size,
        "categories": None if categories is None else [str(name) for name in categories],
        "rules": _describe_rules(getattr(classifier, "labeler_", None)),
        "training_data": getattr(classifier, "training_data_", None),
        "versions": installed_versions(libraries),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "predictions": answer(pipeline),
        "metadata": dict(metadata or {}),
    }
    try:  # as it will be read
        return json.loads(json.dumps(described, allow_nan=False, ensure_ascii=False).encode())
    except (TypeError, ValueError) as cause:
        raise ModelFileError(f"the metadata is no JSON: {cause}.") from cause


def write_sidecar(described, file):
    """Write a sidecar that can also be read by eye."""
    file.write_text(json.dumps(described, indent=4, ensure_ascii=False), encoding="utf-8")


def read_sidecar(path):
    """Read the sidecar of a model file.

    Parameters
    ----------
    path : Path
        The model file.

    Returns
    -------
    dict

    Raises
    ------
    ModelFileError
        Where one of the two is absent, or the sidecar is none.
    """
    if not path.exists():
        raise ModelFileError(f"{path}: no such model file.")
    sidecar = sidecar_path(path)
    if not sidecar.exists():
        raise ModelFileError(
            f"{path}: its sidecar {sidecar.name} is not next to it, so it cannot be checked what "
            f"the file is. {_ADVICE} joblib.load reads the file unchecked."
        )
    try:
        described = json.loads(read_file(sidecar))
    except (ValueError, RecursionError) as cause:
        raise ModelFileError(f"{sidecar}: is no JSON: {cause}.") from cause
    found = described.get("format") if isinstance(described, dict) else None
    if found not in _READ:
        raise ModelFileError(
            f"{sidecar}: its format is {found!r}; this release of fashion-clf ({__version__}) "
            f"reads formats {' and '.join(map(str, _READ))}. Save the model again with this "
            "release, or install the one that saved it."
        )
    for name, is_right in _FIELDS.items():
        if not is_right(described.get(name)):
            raise ModelFileError(
                f"{sidecar}: is no sidecar of a model: {name!r} is missing or not what it should "
                f"be. {_ADVICE}"
            )
    return described


def read_file(path):
    """Give the bytes of a file.

    Raises
    ------
    ModelFileError
        Where it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as cause:
        raise ModelFileError(f"{path}: cannot be read: {cause.strerror}.") from cause


def file_problem(described, data):
    """Say whether a file is not the one that its sidecar describes.

    Parameters
    ----------
    described : dict
        The sidecar.
    data : bytes
        What is in the file.

    Returns
    -------
    str or None
    """
    digest, saved = hashlib.sha256(data).hexdigest(), described["sha256"]
    if digest == saved:
        return None
    return (
        f"its SHA-256 is {digest[:_SHOWN]}..., its sidecar says {saved[:_SHOWN]!r}... (it has "
        f"{len(data)} bytes, its sidecar says {described.get('size')}): the file is damaged, is "
        f"not the one that was saved, or saving was interrupted between the two. {_ADVICE}"
    )


def _describe_rules(labeler):
    rules = getattr(labeler, "rules_", None)
    if rules is None:
        return None
    canonical = json.dumps(asdict(rules), sort_keys=True)
    return {"n_rules": len(rules), "sha256": hashlib.sha256(canonical.encode()).hexdigest()}


def _are_answers(value):
    if value is None:
        return True
    return (
        isinstance(value, list)
        and len(value) == len(PRODUCTS)
        and all(isinstance(one, dict) and _is_answer(one) for one in value)
    )


def _is_answer(one):
    values = one.get("probabilities")
    return isinstance(one.get("category"), str) and (
        values is None
        or (isinstance(values, list) and all(isinstance(value, float) for value in values))
    )


# A sidecar is untrusted text: values are checked before use.
_FIELDS = {
    "sha256": lambda value: isinstance(value, str),
    "size": lambda value: value is None or isinstance(value, int),
    "versions": lambda value: isinstance(value, dict) and all(map(is_version, value.values())),
    "signature": lambda value: value is None or isinstance(value, str),
    "predictions": _are_answers,
}
