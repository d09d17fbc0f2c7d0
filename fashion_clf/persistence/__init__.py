"""Saving and loading of fitted pipelines: a model file, and a sidecar that says what it is.

Loading a joblib file runs what is in it: load files from sources you trust only. The
sidecar proves that a file is the one that was saved, not that it is harmless; see
``docs/security.md``.
"""

from fashion_clf.persistence._artifacts import (
    load_garments,
    load_pretrained,
    load_shapes,
    load_studio,
    pretrained_path,
)
from fashion_clf.persistence._load import load_model
from fashion_clf.persistence._save import save_model
from fashion_clf.persistence._versions import installed_versions

__all__ = [
    "installed_versions",
    "load_garments",
    "load_model",
    "load_pretrained",
    "load_shapes",
    "load_studio",
    "pretrained_path",
    "save_model",
]
