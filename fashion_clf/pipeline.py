"""The whole library as one scikit-learn pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lightgbm import LGBMClassifier
from sklearn.compose import ColumnTransformer
from sklearn.frozen import FrozenEstimator
from sklearn.pipeline import Pipeline

from fashion_clf.classifier import BoostedLinearClassifier, WeaklySupervisedClassifier
from fashion_clf.labeling import LabelModel, RuleLabeler
from fashion_clf.text import ProductTokenizer, TextVectorizer

if TYPE_CHECKING:
    from fashion_clf.images.garments._classifier import GarmentClassifier
    from fashion_clf.images.garments._labeler import GarmentLabeler
    from fashion_clf.images.outfits._classifier import OutfitClassifier
    from fashion_clf.images.outfits._labeler import OutfitLabeler
    from fashion_clf.utils._typing import FilePath, RuleSource

__all__ = ["make_pipeline"]


def make_pipeline(
    *,
    rules: RuleSource | None = None,
    images: bool = True,
    garments: bool | FilePath | GarmentClassifier | OutfitClassifier = True,
    random_state: int | None = 0,
    n_jobs: int | None = None,
    n_estimators: int = 100,
) -> Pipeline:
    """Make an unfitted pipeline that classifies products without labels.

    Parameters
    ----------
    rules : str, Path, RuleSet, sequence of Rule or None, default=None
        A rules file of your own; None for the rules of the library. The
        categories are those of the rules.
    images : bool, default=True
        Whether photos count where products have them (column ``image``).
    garments : bool, GarmentClassifier, OutfitClassifier or path, default=True
        Whether a classifier of photos of clothes labels the photos of products that
        no rule reached, where it agrees with the rules elsewhere; see
        `fashion_clf.images.GarmentLabeler`. True for the one of the library, else a
        fitted one or a joblib file of one. A fitted classifier of outfits helps to choose
        among the categories that rules leave; see `fashion_clf.images.OutfitLabeler`.
    random_state : int or None, default=0
        Seed of everything random in it.
    n_jobs : int or None, default=None
        Workers for texts, linear models, trees and photos; results do not depend on it.
    n_estimators : int, default=100
        Boosting rounds of LightGBM at most; fewer where a held-out part tells no gain.

    Returns
    -------
    Pipeline
        ``fit(products)`` needs no labels, ``fit(products, y)`` takes a `y` with
        None for products without one; ``predict`` gives category names and
        ``predict_proba`` columns in the order of ``classes_``. `products` is a
        DataFrame or the list of dicts that ``json.load`` gives.

    Examples
    --------
    >>> from fashion_clf import make_pipeline
    >>> from fashion_clf.datasets import make_catalog
    >>> products = make_catalog(200, random_state=0).products
    >>> pipeline = make_pipeline(images=False).fit(products)
    >>> pipeline.predict([{"description": "Suede ankle boot with a rubber sole"}]).tolist()
    ['SHOE']
    """
    parts = [("text", TextVectorizer(), "tokens")]
    if images:
        from fashion_clf.images import PhotoScores

        parts.append(("image", PhotoScores(random_state=random_state, n_jobs=n_jobs), "image"))
    classifier = WeaklySupervisedClassifier(
        labeler=RuleLabeler(rules),
        label_model=LabelModel(prior_strength=300, random_state=random_state),
        features=ColumnTransformer(parts, sparse_threshold=1.0),
        photo_labeler=_photo_labeler(garments, random_state) if images else None,
        estimator=BoostedLinearClassifier(
            LGBMClassifier(
                n_estimators=n_estimators,
                num_leaves=15,
                min_child_samples=5,
                min_child_weight=0.1,
                reg_lambda=1.0,
                colsample_bytree=0.5,
                random_state=random_state,
                # LightGBM's own default, all cores, stalls when other work is running
                n_jobs=1 if n_jobs is None else n_jobs,
                deterministic=True,
                force_row_wise=True,
                verbose=-1,
            ),
            random_state=random_state,
        ),
    )
    return Pipeline([("products", ProductTokenizer(n_jobs)), ("classifier", classifier)])


def _photo_labeler(
    garments: bool | FilePath | GarmentClassifier | OutfitClassifier, random_state: int | None
) -> GarmentLabeler | OutfitLabeler | None:
    if garments is False:
        return None
    from fashion_clf.images import GarmentLabeler, OutfitLabeler

    if hasattr(garments, "predict_proba"):
        garments = FrozenEstimator(garments)
    if hasattr(garments, "garments_"):
        return OutfitLabeler(garments, random_state=random_state)
    return GarmentLabeler(None if garments is True else garments, random_state=random_state)
