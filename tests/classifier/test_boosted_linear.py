import pickle

import numpy as np
import pytest
from lightgbm import LGBMClassifier
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from fashion_clf.classifier import BoostedLinearClassifier

BOOSTER = LGBMClassifier(min_child_samples=5, n_jobs=1, random_state=0, verbose=-1)


@pytest.fixture
def model():
    return BoostedLinearClassifier(BOOSTER, random_state=0)


def planted(n_classes, n_samples=240, seed=0):
    """A word for each class, in nine of ten of its rows and one of ten others, and noise."""
    rng = np.random.default_rng(seed)
    y = rng.integers(n_classes, size=n_samples)
    X = rng.random((n_samples, n_classes + 3)) < 0.1
    X[np.arange(n_samples), y] = rng.random(n_samples) < 0.9
    return X.astype(float), np.array(["BAG", "SHOE", "TOPS"])[y]


@pytest.mark.parametrize("n_classes", [2, 3])
@pytest.mark.parametrize("kind", [np.array, csr_matrix])
def test_learns_and_explains(model, n_classes, kind):
    X, y = planted(n_classes)
    model.fit(kind(X), y)
    assert (model.predict(kind(X)) == y).mean() > 0.8
    proba = model.predict_proba(kind(X))
    np.testing.assert_allclose(proba.sum(axis=1), 1)
    for row in range(5):
        np.testing.assert_allclose(model.predict_proba(kind(X[row : row + 1]))[0], proba[row])
        values = model.contributions(kind(X[row : row + 1]))
        assert values.shape == (n_classes, X.shape[1])
    word = np.zeros((1, X.shape[1]))
    word[0, 1] = 1
    assert model.contributions(kind(word))[1].argmax() == 1


def test_contributions_of_two_classes_sum_to_the_log_odds(model):
    X, y = planted(2)
    model.fit(X, y)
    odds = [np.log(p[1] / p[0]) for p in model.predict_proba(X[:2])]
    sums = [model.contributions(X[row : row + 1])[1].sum() for row in range(2)]
    assert odds[0] - odds[1] == pytest.approx(sums[0] - sums[1], abs=1e-5)


def test_trees_take_over_where_words_say_nothing():
    # two components of a photo, in opposite corners: nothing linear, nothing of words
    rng = np.random.default_rng(0)
    photo = rng.uniform(-1, 1, (400, 2))
    y = np.where(photo[:, 0] * photo[:, 1] > 0, "BAG", "SHOE")
    photo[::10] = np.nan
    words = np.ones((400, 1))
    model = BoostedLinearClassifier(BOOSTER, random_state=0).fit(np.hstack([words, photo]), y)
    assert model.linear_.columns.tolist() == [0]
    assert model.n_rounds_ > 5
    known = ~np.isnan(photo[:, 0])
    assert (model.predict(np.hstack([words, photo])) == y)[known].mean() > 0.95


def test_rows_of_one_group_are_held_out_together(model):
    # each group has a word of its own, which tells the class only to who has seen the group
    groups = np.repeat(np.arange(40), 2)
    y = np.random.default_rng(0).integers(2, size=40)[groups]
    X = np.eye(40)[groups]
    apart = clone(model).fit(X, y, groups=groups)
    together = clone(model).fit(X, y)
    assert apart._deal(groups).reshape(-1, 2).std(axis=1).max() == 0
    assert together.n_rounds_ >= apart.n_rounds_ == 1


@pytest.mark.parametrize("y", [["BAG", "SHOE"], ["BAG", "SHOE", "TOPS"], ["BAG"] * 9 + ["SHOE"]])
def test_hardly_anything_to_learn_from(model, y):
    X = np.eye(len(y))
    assert set(model.fit(X, y).predict(X)) <= set(y)
    assert model.predict_proba(X[:0]).shape == (0, len(model.classes_))


def test_contract(model):
    X, y = planted(3)
    before = repr(model.get_params())
    assert model.fit(X, y) is model and repr(model.get_params()) == before
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))
    twice = clone(model).fit(X, y)
    np.testing.assert_array_equal(twice.predict_proba(X), model.predict_proba(X))
    with pytest.raises(NotFittedError):
        clone(model).predict_proba(X)
    with pytest.raises(ValueError, match="one class"):
        clone(model).fit(X, ["BAG"] * len(X))
