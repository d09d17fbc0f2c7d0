"""Old names of modules, so that models pickled by earlier releases still load.

A pickle names the module of each class. Importing an old name gives the module at its
new place; nothing but unpickling should use the old names.
"""

import sys
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

__all__ = ["MovedModuleFinder", "former_names"]

_MOVED = {
    "fashion_clf._linear": "fashion_clf.classifier._linear",
    "fashion_clf.boosting": "fashion_clf.classifier._boosted_linear",
    "fashion_clf.classifier": "fashion_clf.classifier._weakly_supervised",
    "fashion_clf.images._color": "fashion_clf.images.extractors._color",
    "fashion_clf.images._components": "fashion_clf.images.catalog_scores._components",
    "fashion_clf.images._features": "fashion_clf.images.extractors._image_features",
    "fashion_clf.images._fisher": "fashion_clf.images.extractors._fisher",
    "fashion_clf.images._garment": "fashion_clf.images.garments._classifier",
    "fashion_clf.images._garment_features": "fashion_clf.images.garments._features",
    "fashion_clf.images._garment_labeler": "fashion_clf.images.garments._labeler",
    "fashion_clf.images._hog": "fashion_clf.images.extractors._hog",
    "fashion_clf.images._kernel": "fashion_clf.images.garments._kernel_svm",
    "fashion_clf.images._kernel_scores": "fashion_clf.images.catalog_scores._kernel_ridge",
    "fashion_clf.images._opinion": "fashion_clf.images.catalog_scores._photo_scores",
    "fashion_clf.images._patches": "fashion_clf.images.extractors._fisher_patches",
    "fashion_clf.images._regions": "fashion_clf.images.extractors._regions",
    "fashion_clf.images._thumbnail": "fashion_clf.images.extractors._thumbnail",
}
_RENAMED = {"KernelRidgeScores": "KernelScores", "PhotoScores": "ImageOpinion"}


def former_names(name):
    """Give the full names that a class had in earlier releases.

    Parameters
    ----------
    name : str
        Module and class, as they are today.

    Returns
    -------
    list of str

    Examples
    --------
    >>> from fashion_clf.utils._moved_modules import former_names
    >>> former_names("fashion_clf.images.catalog_scores._photo_scores.PhotoScores")
    ['fashion_clf.images._opinion.ImageOpinion']
    """
    module, _, attribute = name.rpartition(".")
    attribute = _RENAMED.get(attribute, attribute)
    return [f"{old}.{attribute}" for old, new in _MOVED.items() if new == module]


class MovedModuleFinder(MetaPathFinder, Loader):
    """Import of old module names; it is asked only where no module has that name."""

    def find_spec(self, name, path=None, target=None):
        """Give the spec of an old name, None for any other."""
        return ModuleSpec(name, self) if name in _MOVED else None

    def exec_module(self, module):
        """Put the module at its new place under the old name."""
        sys.modules[module.__name__] = import_module(_MOVED[module.__name__])
