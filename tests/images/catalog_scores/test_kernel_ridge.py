import numpy as np
import pytest

from fashion_clf.images.catalog_scores._kernel_ridge import KernelRidgeScores


def planted(n=60, seed=0):
    rng = np.random.RandomState(seed)
    X = rng.normal(size=(n, 3))
    inside = (X**2).sum(axis=1) < 2  # a ball: nothing linear
    return X, np.eye(2)[inside.astype(int)]


def test_scores_of_a_row_are_those_of_a_fit_without_it():
    X, Y = planted()
    model = KernelRidgeScores()
    scores = model.fit(X, Y, np.random.RandomState(0))
    for row in (0, 17):
        left = np.arange(len(X)) != row
        again = KernelRidgeScores()
        again.scale_ = model.scale_
        again.mean_ = model.mean_
        weights, _ = again._solve(X[left].astype(np.float32), Y[left] - model.mean_)
        expected = again._score(X[[row]].astype(np.float32), X[left].astype(np.float32), weights)
        np.testing.assert_allclose(scores[row], expected[0] + model.mean_, atol=1e-4)


def test_learns_what_is_not_linear():
    X, Y = planted(400)
    scores = KernelRidgeScores().fit(X, Y, np.random.RandomState(0))
    assert (scores.argmax(axis=1) == Y.argmax(axis=1)).mean() > 0.85


@pytest.mark.parametrize(("n_parts", "fitted"), [(3, 60), (2, 50)])
def test_many_rows_are_dealt_into_parts(n_parts, fitted):
    X, Y = planted()
    model = KernelRidgeScores(n_rows=25, n_parts=n_parts)
    scores = model.fit(X, Y, np.random.RandomState(0))
    assert sum(len(centres) for centres, _ in model.parts_) == fitted
    assert scores.shape == (60, 2) and np.isfinite(scores).all()
    np.testing.assert_allclose(
        model.predict(X[:1])[0],
        np.mean([model._score(X[:1].astype(np.float32), *part) for part in model.parts_], axis=0)[0]
        + model.mean_,
        atol=1e-6,
    )


def test_copies_of_one_photo():
    X, Y = np.zeros((4, 2)), np.eye(2)[[0, 0, 1, 1]]
    scores = KernelRidgeScores().fit(X, Y, np.random.RandomState(0))
    assert np.isfinite(scores).all()
