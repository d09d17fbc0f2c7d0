"""What scikit-learn expects of an estimator, for input that its own checks do not know."""

import importlib
import inspect
import pickle
import pkgutil
import warnings

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.utils import get_tags

import fashion_clf
from fashion_clf import make_pipeline
from fashion_clf.classifier import WeaklySupervisedClassifier
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import LabelingWarning
from fashion_clf.images import (
    ColorHistogramExtractor,
    HOGExtractor,
    ImageComponents,
    ImageFeatures,
    PhotoScores,
    RegionFeatures,
    ThumbnailExtractor,
)
from fashion_clf.labeling import LabelModel, MajorityVote, RuleLabeler
from fashion_clf.text import ProductTokenizer, TextVectorizer

N_SAMPLES = 24
# an estimator, the kind of input it takes, and its method that gives one row a sample
ESTIMATORS = {
    "ColorHistogramExtractor": (ColorHistogramExtractor(image_size=32), "paths", "transform"),
    "HOGExtractor": (HOGExtractor(image_size=32), "paths", "transform"),
    "ImageComponents": (ImageComponents(random_state=0, n_components=4), "paths", "transform"),
    "ImageFeatures": (ImageFeatures(image_size=32, chunk_size=5), "paths", "transform"),
    "PhotoScores": (PhotoScores(random_state=0, n_shown=4), "paths", "transform"),
    "LabelModel": (LabelModel(n_classes=3), "votes", "predict_proba"),
    "MajorityVote": (MajorityVote(n_classes=3), "votes", "predict_proba"),
    "ProductTokenizer": (ProductTokenizer(), "products", "transform"),
    "RegionFeatures": (RegionFeatures(image_size=32, side=16), "paths", "transform"),
    "RuleLabeler": (RuleLabeler(), "products", "transform"),
    "TextVectorizer": (TextVectorizer(), "texts", "transform"),
    "ThumbnailExtractor": (ThumbnailExtractor(image_size=32), "paths", "transform"),
    "WeaklySupervisedClassifier": (
        WeaklySupervisedClassifier(estimator=LogisticRegression()),
        "products",
        "predict_proba",
    ),
    "make_pipeline": (make_pipeline(n_estimators=5), "products", "predict_proba"),
}
TESTED_APART = {
    "BoostedLinearClassifier": "it needs labels; see tests/classifier/test_boosted_linear.py",
    "GarmentClassifier": "it needs labels; see tests/images/test_garment.py",
    "OutfitClassifier": "it needs lists of garments; see tests/images/outfits",
    "OutfitLabeler": "it needs labels; see tests/images/outfits",
    "ShapeClassifier": "it takes pictures, not paths; see tests/images/shapes",
    "StudioClassifier": "it needs labels; see tests/images/studio",
    "GarmentLabeler": "it needs labels; see tests/images/test_garment_labeler.py",
}
# sums over other samples in another order of rounding
TOLERANCE = {"ImageComponents": 1e-4, "PhotoScores": 1e-4, "make_pipeline": 1e-6}


@pytest.fixture(autouse=True)
def few_products_lack_categories():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelingWarning)
        yield


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("photos")
    products = make_catalog(N_SAMPLES, random_state=0).products.drop(columns="image")
    rng = np.random.default_rng(0)
    paths = []
    for number in range(N_SAMPLES):
        paths.append(str(folder / f"{number}.png"))
        Image.fromarray(rng.integers(0, 256, (32, 32, 3), dtype=np.uint8)).save(paths[-1])
    votes = rng.integers(-1, 3, (N_SAMPLES, 4))
    return {
        "products": products.assign(image=paths),
        "texts": products["description"].tolist(),
        "paths": paths,
        "votes": votes,
    }


@pytest.fixture(params=ESTIMATORS)
def case(request, inputs):
    estimator, kind, method = ESTIMATORS[request.param]
    return clone(estimator), inputs[kind], method, TOLERANCE.get(request.param, 1e-12)


def rows(X, index):
    if isinstance(X, pd.DataFrame):
        return X.iloc[index]
    return X[index] if isinstance(X, np.ndarray) else [X[row] for row in index]


def output(fitted, method, X):
    result = getattr(fitted, method)(X)
    if hasattr(result, "toarray"):
        result = result.toarray()
    return np.asarray(result)


def assert_equal(left, right, tolerance):
    if left.dtype == object:
        assert left.tolist() == right.tolist()
    else:
        np.testing.assert_allclose(left, right, atol=tolerance)


def test_init_only_assigns(case):
    estimator, *_ = case
    for step in [part for _, part in getattr(estimator, "steps", [("", estimator)])]:
        signature = inspect.signature(type(step).__init__).parameters
        defaults = {
            name: parameter.default
            for name, parameter in signature.items()
            if parameter.default is not inspect.Parameter.empty
        }
        for name, value in vars(type(step)()).items():
            assert value is defaults[name]


def test_parameters(case):
    estimator, *_ = case
    copy = clone(estimator).set_params(**estimator.get_params(deep=False))
    assert repr(copy) == repr(estimator)
    with pytest.raises(ValueError, match="no_such"):
        estimator.set_params(no_such=1)


def test_fit_returns_self_and_leaves_parameters_and_input_alone(case):
    estimator, X, *_ = case
    before, X_before = repr(estimator.get_params()), pickle.dumps(X)
    assert estimator.fit(X) is estimator
    assert repr(estimator.get_params()) == before
    assert pickle.dumps(X) == X_before
    if not hasattr(estimator, "steps"):
        learned = set(vars(estimator)) - set(estimator.get_params(deep=False))
        assert all(name.startswith("_") or name.endswith("_") for name in learned)


def test_not_fitted(case):
    estimator, X, method, _ = case
    if isinstance(estimator, ProductTokenizer):
        return  # has nothing to fit
    with pytest.raises(NotFittedError):
        getattr(estimator, method)(X)


def test_same_again_and_after_a_fit_on_other_data(case):
    estimator, X, method, _ = case
    first = output(clone(estimator).fit(X), method, X)
    estimator.fit(rows(X, range(N_SAMPLES // 2))).fit(X)
    assert_equal(output(estimator, method, X), first, 0)


def test_pickle_gives_equal_bits(case):
    estimator, X, method, _ = case
    estimator.fit(X)
    again = pickle.loads(pickle.dumps(estimator))
    assert_equal(output(again, method, X), output(estimator, method, X), 0)


def test_batch_is_row_by_row_in_any_order(case):
    estimator, X, method, tolerance = case
    estimator.fit(X)
    whole = output(estimator, method, X)
    assert len(whole) == N_SAMPLES
    single = [output(estimator, method, rows(X, [row])) for row in range(N_SAMPLES)]
    assert_equal(np.concatenate(single), whole, tolerance)
    order = np.random.default_rng(1).permutation(N_SAMPLES)
    assert_equal(output(estimator, method, rows(X, order)), whole[order], tolerance)


def test_nothing_in_nothing_out(case):
    estimator, X, method, _ = case
    estimator.fit(X)
    empty = output(estimator, method, rows(X, range(0)))
    assert empty.shape == (0, *output(estimator, method, X).shape[1:])


def test_one_name_a_column(case):
    estimator, X, method, _ = case
    estimator.fit(X)
    if method == "transform":
        names = estimator.get_feature_names_out()
        assert len(names) == len(set(names)) == output(estimator, method, X).shape[1]
    else:
        assert len(estimator.classes_) == output(estimator, method, X).shape[1]


def test_rows_of_probabilities_sum_to_one(case):
    estimator, X, method, _ = case
    if method == "predict_proba":
        proba = output(estimator.fit(X), method, X)
        np.testing.assert_allclose(proba.sum(axis=1), 1, atol=1e-6)
        assert (proba >= 0).all()
        codes = [list(estimator.classes_).index(label) for label in estimator.predict(X)]
        np.testing.assert_array_equal(
            np.take_along_axis(proba, np.array(codes)[:, None], axis=1)[:, 0], proba.max(axis=1)
        )


def test_tags(case):
    estimator, *_ = case
    tags = get_tags(estimator)
    assert not tags.target_tags.required


def test_no_public_estimator_is_missing_here():
    public = set()
    for module in pkgutil.walk_packages(fashion_clf.__path__, "fashion_clf."):
        if "._" in module.name:
            continue
        module = importlib.import_module(module.name)
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if inspect.isclass(value) and issubclass(value, BaseEstimator):
                public.add(name)
    assert public == set(ESTIMATORS) - {"make_pipeline"} | set(TESTED_APART)
