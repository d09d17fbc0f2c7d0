import numpy as np
import pytest
from lightgbm import LGBMClassifier
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline

from fashion_clf.images import GarmentClassifier, GarmentLabeler, ImageFeatures
from fashion_clf.persistence._contents import content_problem
from fashion_clf.text._vectorizer import _terms


def test_a_pipeline_of_the_library_has_no_problem(pipeline):
    assert content_problem(pipeline) is None
    assert content_problem(GarmentLabeler(GarmentClassifier())) is None


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (ImageFeatures(cache_dir="/x"), "a ImageFeatures with cache_dir='/x', a place on the disk"),
        (GarmentLabeler("evil.joblib"), "a GarmentLabeler with model='evil.joblib'"),
        (Pipeline([], memory="\x1b"), r"memory='\x1b'"),
        (LGBMClassifier(predict_disable_shape_check=True), "LightGBM its own 'predict_disable_sh"),
    ],
)
def test_settings_are_found_however_deep(part, message):
    hidden = np.array([[None, {"a": (frozenset(), [part])}]], dtype=object)
    model = Pipeline([("model", LGBMClassifier(verbose=-1))])
    assert content_problem(model) is None
    model.extra_ = hidden
    assert message in content_problem(model)


@pytest.mark.parametrize("numbers", [(0, 2), (-1, 0), (0, 0), (1, 2)])
def test_terms_that_are_no_columns(numbers):
    vectorizer = TfidfVectorizer(analyzer=_terms, dtype=np.float32).fit([["red", ".", "shoe"]])
    assert content_problem(vectorizer) is None
    vectorizer.vectorizer_ = vectorizer.vocabulary_
    vectorizer.vocabulary_ = dict(zip(("red", "shoe"), numbers, strict=True))
    assert "a TfidfVectorizer whose terms are not numbered from 0 to 1" in content_problem(
        vectorizer
    )


@pytest.mark.parametrize("column", [-1, 2])
def test_sparse_matrices_that_lead_out(column):
    matrix = csr_matrix(np.eye(2))
    assert content_problem({"a": matrix}) is None
    matrix.indices[1] = column
    assert "a sparse matrix that is none" in content_problem({"a": matrix})


def test_what_holds_itself_is_looked_at_once():
    circle = []
    circle.append(circle)
    assert content_problem(circle) is None
