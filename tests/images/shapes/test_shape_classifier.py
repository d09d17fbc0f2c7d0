"""Garments told by their shape: planted shapes, mirror images, and a published data set."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score

from fashion_clf.images import ShapeClassifier
from fashion_clf.images.shapes._descriptors import describe_shapes


def draw(n, seed=0):
    """Trousers (two bars), boots (an L) and bags (a box), each a little elsewhere."""
    rng = np.random.default_rng(seed)
    images, labels = np.zeros((n, 28, 28), np.uint8), []
    for row, image in enumerate(images):
        kind = ("trousers", "boot", "bag")[row % 3]
        left, light = rng.integers(0, 4), rng.integers(90, 250)
        if kind == "trousers":
            image[2:26, 6 + left : 10 + left] = image[2:26, 14 + left : 18 + left] = light
            image[2:8, 6 + left : 18 + left] = light
        elif kind == "boot":
            image[4:24, 4 + left : 12 + left] = image[18:24, 4 + left : 22 + left] = light
        else:
            image[10:24, 3 + left : 23 + left] = light
        labels.append(kind)
    noisy = images + rng.integers(0, 6, images.shape)
    return noisy.clip(0, 255).astype(np.uint8), np.array(labels)


@pytest.fixture(scope="module")
def fitted():
    return ShapeClassifier(n_landmarks=40).fit(*draw(90))


def test_planted_shapes_and_their_mirror_images(fitted):
    images, labels = draw(60, seed=1)
    assert (fitted.predict(images) == labels).all()
    mirrored = fitted.decision_function(images[:, :, ::-1])
    np.testing.assert_allclose(mirrored, fitted.decision_function(images), atol=5e-3)
    proba = fitted.predict_proba(images)
    np.testing.assert_allclose(proba.sum(axis=1), 1)
    assert proba.max(axis=1).min() > 0.5


def test_the_same_for_one_and_many_and_after_pickling(fitted):
    images, _ = draw(30, seed=2)
    expected = fitted.decision_function(images)
    one = np.concatenate([fitted.decision_function(image[None]) for image in images])
    np.testing.assert_allclose(one, expected, atol=1e-4)
    again = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(again.decision_function(images), expected)
    assert len(pickle.dumps(fitted)) < 6e6
    assert fitted.decision_function(images[:0]).shape == (0, 3)


def test_seeded_cloned_and_scored(fitted):
    images, labels = draw(90)
    again = clone(fitted).fit(images, labels)
    assert np.array_equal(again.dual_, fitted.dual_)
    assert cross_val_score(ShapeClassifier(n_landmarks=30), images, labels, cv=2).min() > 0.9
    numbers = ShapeClassifier(n_landmarks=30).fit(images, np.arange(90) % 3)
    assert numbers.classes_.tolist() == [0, 1, 2]


def gradients(images):
    """The cells of 4 pixels: left and right corners, of the picture and of its mirror image."""
    even, odd = (parts[0].reshape(-1, 6, 6, 2, 12) for parts in describe_shapes(images))
    return (even + odd) / np.sqrt(2), (even - odd) / np.sqrt(2)


def test_gradients_by_hand():
    image = np.zeros((1, 28, 28), np.uint8)
    image[:, :, 14:] = 255  # an edge that gets brighter to the right
    block, other = (one[0] for one in gradients(image))
    assert np.flatnonzero(block.sum(axis=(0, 1, 2))).tolist() == [0]  # and no other direction
    assert block[:, 0].sum() == 0 and block[2, 2].sum() > 0
    assert np.flatnonzero(other.sum(axis=(0, 1, 2)).round(5)).tolist() == [6]  # gets darker
    turned = gradients(255 - image)[0]
    assert np.flatnonzero(turned.sum(axis=(0, 1, 2, 3))).tolist() == [6]  # the other way
    nothing = describe_shapes(np.zeros((1, 28, 28), np.uint8))
    assert all((one == 0).all() for parts in nothing for one in parts)


def test_a_mirror_image_differs_by_signs_only():
    images, _ = draw(9)
    images[:, 3, 5:9] = 130  # nothing symmetrical about it
    (even, odd), (same, opposite) = describe_shapes(images), describe_shapes(images[:, :, ::-1])
    for block in range(7):
        np.testing.assert_allclose(same[block], even[block], atol=1e-5)
        np.testing.assert_allclose(opposite[block], -odd[block], atol=1e-5)
        assert np.abs(odd[block]).max() > 0.1


def test_the_hardest_pictures_are_compared_with():
    images, labels = draw(300)
    labels[:20] = np.roll(labels[:20], 1)  # wrong ones are told worst
    model = ShapeClassifier(n_landmarks=60, n_dimensions=40).fit(images, labels)
    described = model.components_.transform(images).astype(np.float16).astype(np.float32)
    chosen = (described[:, None] == model.landmarks_[None]).all(axis=2).any(axis=1)
    assert chosen.sum() == 60 and chosen[:20].all()


@pytest.mark.parametrize(
    ("images", "labels", "said"),
    [
        (np.zeros((2, 28, 28)), [0, 1], "needed are uint8"),
        (np.zeros((2, 32, 32), np.uint8), [0, 1], "needed are uint8"),
        (np.zeros((2, 28, 28), np.uint8), [0, 0], "at least two classes"),
        (np.zeros((3, 28, 28), np.uint8), [0, 1], "2 labels for 3 pictures"),
    ],
)
def test_what_is_refused(images, labels, said):
    with pytest.raises(ValueError, match=said):
        ShapeClassifier().fit(images, labels)


@pytest.mark.parametrize("name", ["n_landmarks", "n_dimensions"])
def test_a_parameter_that_is_no_number_of_pictures(name):
    with pytest.raises(ValueError, match=f"{name}=0; allowed: 1 and more"):
        ShapeClassifier(**{name: 0}).fit(*draw(9))


@pytest.mark.long
@pytest.mark.real_data
def test_a_published_data_set(data_dir):
    data = np.load(data_dir / "fashion_mnist" / "train.npz")
    model = ShapeClassifier(n_landmarks=4000).fit(data["images"][:10_000], data["labels"][:10_000])
    accuracy = (model.predict(data["images"][-10_000:]) == data["labels"][-10_000:]).mean()
    assert accuracy > 0.92
