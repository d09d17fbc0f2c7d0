import pickle

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.exceptions import NotFittedError

from fashion_clf.images.garments._kernel_svm import MirrorKernelClassifier


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    y = np.array(["a", "b", "c"])[rng.integers(3, size=60)]
    centre = (y[:, None] == ["a", "b", "c"]) * 1.5
    block = rng.normal(scale=0.4, size=(2, 60, 3)) + centre
    linear = rng.normal(scale=0.4, size=(2, 60, 3)) + centre
    return [block], linear.astype(np.float32), y


def test_agrees_with_a_plain_minimiser(data):
    (block,), linear, y = data
    model = MirrorKernelClassifier(gamma=0.7, weight=0.9, alpha=0.1, n_dimensions=9)
    found = model.fit([block], linear, y).decision_function([block], linear)

    def gaussian(a, b):
        return np.exp(-0.7 * ((a[:, None] - b) ** 2).sum(axis=-1))

    product = linear.mean(axis=0) @ linear.mean(axis=0).T
    kernel = sum(gaussian(a, b) for a in block for b in block) / 4
    kernel += 0.9 * product / np.diagonal(product).mean()
    kernel /= np.diagonal(kernel).mean()
    root = np.linalg.cholesky(kernel + 1e-9 * np.eye(len(y)))
    for label, name in enumerate(model.classes_):
        sign = np.where(y == name, 1.0, -1.0)

        def loss(w, sign=sign):
            gap = np.maximum(1 - sign * (root @ w[:-1] + w[-1]), 0)
            slope = -2 * sign * gap
            return (
                0.1 * w[:-1] @ w[:-1] + gap @ gap,
                np.append(0.2 * w[:-1] + root.T @ slope, slope.sum()),
            )

        w = minimize(loss, np.zeros(len(y) + 1), jac=True, tol=1e-10).x
        np.testing.assert_allclose(found[:, label], root @ w[:-1] + w[-1], atol=5e-3)


def test_what_is_far_from_all_is_not_sure(data):
    blocks, linear, y = data
    rng = np.random.default_rng(1)  # classes that overlap a little
    blocks = [blocks[0] + rng.normal(scale=0.4, size=blocks[0].shape)]
    model = MirrorKernelClassifier(random_state=0).fit(blocks, linear, y)
    near = model.predict_proba([block[:1] for block in blocks], linear[:1])
    far = model.predict_proba([np.full((1, 1, 3), 40.0)], np.zeros((1, 1, 3)))
    assert (near.argmax(axis=1) == np.unique(y, return_inverse=True)[1]).mean() > 0.9
    assert far.max() < 0.7 < np.median(near.max(axis=1))


def test_groups_make_probabilities_honest():
    """Each group has a quirk that tells its class, and tells nothing of a new one's."""
    rng = np.random.default_rng(0)
    groups = np.repeat(np.arange(20), 10)
    y = np.array(["a", "b"])[groups % 2]
    quirk = rng.normal(size=(20, 6))[groups]
    block = np.stack([quirk + rng.normal(scale=0.05, size=quirk.shape)] * 2)
    sure = MirrorKernelClassifier(random_state=0).fit([block], block, y)
    honest = MirrorKernelClassifier(random_state=0).fit([block], block, y, groups)
    assert honest.temperature_ < sure.temperature_ / 2


def test_contract(data):
    blocks, linear, y = data
    model = MirrorKernelClassifier(random_state=0).fit(blocks, linear, y)
    proba = model.predict_proba(blocks, linear)
    np.testing.assert_allclose(proba.sum(axis=1), 1, atol=1e-6)
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(blocks, linear), proba)
    # a photo and its mirror image are the same
    swapped = model.predict_proba([block[::-1] for block in blocks], linear[::-1])
    np.testing.assert_allclose(swapped, proba, atol=1e-6)
    with pytest.raises(NotFittedError):
        MirrorKernelClassifier().predict_proba(blocks, linear)
