"""A category for every product of an unlabelled fashion catalogue.

Rules over the text vote, a label model turns the votes into weak labels, and
LightGBM, trained on those over text and image features, carries them to the
products that no rule could decide. The whole is one scikit-learn ``Pipeline``.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from fashion_clf._version import __version__ as __version__
from fashion_clf.utils._moved_modules import MovedModuleFinder

if TYPE_CHECKING:
    from typing import Any

    from fashion_clf.catalog import load_catalog as load_catalog
    from fashion_clf.catalog import write_catalog as write_catalog
    from fashion_clf.evaluation import evaluate as evaluate
    from fashion_clf.explanation import explain as explain
    from fashion_clf.persistence import load_garments as load_garments
    from fashion_clf.persistence import load_model as load_model
    from fashion_clf.persistence import load_pretrained as load_pretrained
    from fashion_clf.persistence import save_model as save_model
    from fashion_clf.pipeline import make_pipeline as make_pipeline
    from fashion_clf.product_tree import product_types as product_types
    from fashion_clf.review import label_errors as label_errors
    from fashion_clf.review import review_page as review_page
    from fashion_clf.review import review_queue as review_queue
    from fashion_clf.taxonomy import CATEGORIES as CATEGORIES

# Names are imported when first used: scikit-learn and LightGBM take seconds to
# load, and a command such as ``fashion-clf --help`` needs neither.
_PUBLIC = {
    "CATEGORIES": "taxonomy",
    "evaluate": "evaluation",
    "explain": "explanation",
    "label_errors": "review",
    "load_catalog": "catalog",
    "load_garments": "persistence",
    "load_model": "persistence",
    "load_pretrained": "persistence",
    "make_pipeline": "pipeline",
    "product_types": "product_tree",
    "review_page": "review",
    "review_queue": "review",
    "save_model": "persistence",
    "write_catalog": "catalog",
}

__all__ = sorted(["__version__", *_PUBLIC])

sys.meta_path.append(MovedModuleFinder())  # for models of earlier releases
logging.getLogger(__name__).addHandler(logging.NullHandler())  # what is heard is the user's choice


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
