"""The models that come with the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence._load import load_checked

if TYPE_CHECKING:
    from sklearn.base import BaseEstimator
    from sklearn.pipeline import Pipeline

__all__ = ["load_garments", "load_pretrained", "load_shapes", "load_studio", "pretrained_path"]

_PRETRAINED = "fashion_clf.joblib"
_GARMENTS = "garments.joblib"
_SHAPES = "shapes.joblib"
_STUDIO = "studio.joblib"


def load_pretrained() -> Pipeline:
    """Load the pipeline that comes with the library.

    Returns
    -------
    estimator
        A fitted pipeline; see ``docs/design.md`` for what it was trained on.

    Raises
    ------
    ModelFileError
        Where this installation has none, or has other versions than it was saved with.

    Examples
    --------
    >>> from fashion_clf import load_pretrained
    >>> load_pretrained().predict([{"description": "Suede boot, rubber sole"}]).tolist()
    ['SHOE']
    """
    return load_checked(pretrained_path(), key=None)


def pretrained_path() -> Path:
    """Path of the pipeline that comes with the library.

    Returns
    -------
    Path

    Raises
    ------
    ModelFileError
        Where this installation has none.

    Examples
    --------
    >>> from fashion_clf.persistence import pretrained_path
    >>> pretrained_path().name
    'fashion_clf.joblib'
    """
    advice = "Train one: make_pipeline().fit(products), and keep it with save_model."
    return _artifact_path(_PRETRAINED, advice)


def load_garments() -> BaseEstimator:
    """Load the classifier of photos of clothes that comes with the library.

    It tells ten kinds of clothes: dress, hat, longsleeve, outwear, pants, shirt, shoes,
    shorts, skirt and t-shirt, one garment to a photo, taken at home. It knows of nothing
    else, and how sure it is tells little of that: of 60 photos each of a shop's bags,
    jewellery and lingerie it gave 35%, 60% and 30% more than 0.7.

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
    advice = "Train one: GarmentClassifier().fit(photos, labels), and keep it with save_model."
    return load_checked(_artifact_path(_GARMENTS, advice), key=None)


def load_shapes() -> BaseEstimator:
    """Load the classifier of garments by their shape that comes with the library.

    Returns
    -------
    ShapeClassifier
        Fitted to the training split of Fashion-MNIST (MIT): t-shirt, trousers, pullover,
        dress, coat, sandal, shirt, sneaker, bag and ankle boot; see ``docs/make_shapes.py``.

    Raises
    ------
    ModelFileError
        Where this installation has none, or has other versions than it was saved with.

    Examples
    --------
    >>> from fashion_clf.persistence import load_shapes
    >>> load_shapes().classes_[:3].tolist()
    ['ankle boot', 'bag', 'coat']
    """
    advice = "Train one: ShapeClassifier().fit(images, labels), and keep it with save_model."
    return load_checked(_artifact_path(_SHAPES, advice), key=None)


def load_studio() -> BaseEstimator:
    """Load the classifier of photos of shops that comes with the library.

    Returns
    -------
    StudioClassifier
        Fitted to drawings of products of the twelve categories, see
        `fashion_clf.datasets.make_shop_photos` and ``docs/make_studio.py``.

    Raises
    ------
    ModelFileError
        Where this installation has none, or has other versions than it was saved with.

    Examples
    --------
    >>> from fashion_clf.persistence import load_studio
    >>> load_studio().classes_[:3].tolist()
    ['BAG', 'DRESS', 'JEWELRY']
    """
    advice = "Train one: StudioClassifier().fit(photos, categories), and keep it with save_model."
    return load_checked(_artifact_path(_STUDIO, advice), key=None)


# Artifacts are as trusted as the code that they come with: no key is asked for.
def _artifact_path(name, advice):
    path = _folder() / name
    if not path.is_file():
        raise ModelFileError(f"{path}: no pretrained model comes with this installation. {advice}")
    return path


def _folder():
    """Find the folder of artifacts: in the package where installed, next to it in a checkout."""
    package = Path(__file__).parent.parent
    checkout = package.parent
    if not (package / "artifacts").is_dir() and (checkout / "setup.py").is_file():
        return checkout / "artifacts"
    return package / "artifacts"
