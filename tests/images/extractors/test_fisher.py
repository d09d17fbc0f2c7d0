import pickle

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.exceptions import NotFittedError

from fashion_clf.images.extractors._fisher import FisherVectorEncoder


@pytest.fixture
def sets():
    rng = np.random.default_rng(0)
    return [
        (rng.normal(loc=mean, size=(40, 6)).astype(np.float32), rng.uniform(size=(40, 2)))
        for mean in (-1, 0, 0, 1, 2)
    ]


@pytest.fixture
def encoder(sets):
    return FisherVectorEncoder(3, n_dimensions=4, random_state=0).fit(sets)


def test_agrees_with_the_formula(sets, encoder):
    F = encoder.transform(sets)
    for (descriptors, places), row in zip(sets, F, strict=True):
        x = np.hstack([encoder.pca_.transform(descriptors), places])
        by_mean, by_deviation = np.zeros((2, 3, 6))
        for point in x:
            likelihood = [
                weight * norm.pdf(point, mean, deviation).prod()
                for weight, mean, deviation in zip(
                    encoder.weights_, encoder.means_, encoder.deviations_, strict=True
                )
            ]
            for k, share in enumerate(np.array(likelihood) / sum(likelihood)):
                scaled = (point - encoder.means_[k]) / encoder.deviations_[k]
                root = np.sqrt(encoder.weights_[k])
                by_mean[k] += share * scaled / (len(x) * root)
                by_deviation[k] += share * (scaled**2 - 1) / (len(x) * root * np.sqrt(2))
        vector = np.concatenate([by_mean.ravel(), by_deviation.ravel()])
        vector = np.sign(vector) * np.sqrt(np.abs(vector))
        np.testing.assert_allclose(row, vector / np.linalg.norm(vector), atol=1e-3)


def test_contract(sets, encoder):
    F = encoder.transform(sets)
    assert F.dtype == np.float32
    assert len(encoder.get_feature_names_out()) == F.shape[1] == 2 * 3 * 6
    np.testing.assert_array_equal(np.vstack([encoder.transform([one]) for one in sets]), F)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(encoder)).transform(sets), F)
    again = FisherVectorEncoder(3, n_dimensions=4, random_state=0).fit(sets)
    np.testing.assert_array_equal(again.transform(sets), F)
    assert encoder.transform([]).shape == (0, 36)
    with pytest.raises(NotFittedError):
        FisherVectorEncoder().transform(sets)


def test_a_sample_is_enough(sets):
    encoder = FisherVectorEncoder(3, n_dimensions=4, max_samples=50, random_state=0).fit(sets)
    assert encoder.means_.shape == (3, 6)
