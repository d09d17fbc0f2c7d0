"""A category for every product of an unlabelled fashion catalogue.

Rules over the text vote, a label model turns the votes into weak labels, and
LightGBM, trained on those over text and image features, carries them to the
products that no rule could decide. The whole is one scikit-learn ``Pipeline``.
"""

import logging
import sys
from importlib import import_module

from fashion_clf._version import __version__ as __version__
from fashion_clf.utils._moved_modules import MovedModuleFinder

# Names are imported when first used: scikit-learn and LightGBM take seconds to
# load, and a command such as ``fashion-clf --help`` needs neither.
_PUBLIC = {
    "CATEGORIES": "taxonomy",
    "evaluate": "evaluation",
    "explain": "explanation",
    "load_catalog": "catalog",
    "load_garments": "persistence",
    "load_model": "persistence",
    "load_pretrained": "persistence",
    "make_pipeline": "pipeline",
    "save_model": "persistence",
    "write_catalog": "catalog",
}

__all__ = sorted(["__version__", *_PUBLIC])

sys.meta_path.append(MovedModuleFinder())  # for models of earlier releases
logging.getLogger(__name__).addHandler(logging.NullHandler())  # what is heard is the user's choice


def __getattr__(name):
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)


def __dir__():
    return sorted(__all__)
