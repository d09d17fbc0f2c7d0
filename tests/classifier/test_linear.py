import numpy as np
import pytest
from scipy.sparse import csr_matrix

from fashion_clf.classifier._linear import fit_dense, fit_linear, word_columns
from fashion_clf.utils._matrix import softmax

NAN = np.nan


@pytest.mark.parametrize("kind", [np.array, csr_matrix])
def test_words_are_neither_negative_nor_missing(kind):
    F = kind([[0.0, -1.0, NAN, 2.0], [0.5, 1.0, 1.0, 0.0]])
    assert word_columns(F).tolist() == [0, 3]


def test_generative_half_by_hand():
    # without slopes of logistic regression half the logarithm of the smoothed shares is left
    F = np.array([[3.0, 1.0], [1.0, 3.0]])
    model = fit_linear(F, np.array([0, 1]), np.ones(2), 2, np.array([0, 1]), C=1e-9, alpha=1.0)
    share = np.array([[4, 2], [2, 4]]) / 6
    np.testing.assert_allclose(model.coef, np.log(share) / 2, atol=1e-6)
    score = np.array([[1.0, 0.0]]) @ np.log(share).T / 2
    np.testing.assert_allclose(
        np.exp(model.log_proba(np.array([[1.0, 0.0]]))), softmax(score), atol=1e-6
    )


def test_classes_that_were_not_there_and_no_words():
    F, codes = np.eye(2), np.array([1, 1])
    alone = fit_linear(F, codes, np.ones(2), 3, np.array([0, 1]))
    np.testing.assert_allclose(np.exp(alone.log_proba(F)), [[1e-4, 1, 1e-4]] * 2)
    none = fit_linear(F, np.array([0, 2]), np.array([3.0, 1.0]), 3, np.array([], dtype=int))
    np.testing.assert_allclose(np.exp(none.log_proba(F)), [[0.75, 1e-4, 0.25]] * 2)


def test_contributions_explain_the_score_beside_the_mean():
    rng = np.random.default_rng(0)
    F, codes = rng.random((30, 4)), np.arange(30) % 3
    model = fit_linear(F, codes, np.ones(30), 3, np.array([0, 2, 3]))
    x = F[:1]
    score = x[:, [0, 2, 3]] @ model.coef.T
    values = model.contributions(x)
    np.testing.assert_allclose(values.sum(axis=1), (score - score.mean())[0])
    assert (values[:, 1] == 0).all()


@pytest.mark.parametrize("kind", [np.array, csr_matrix])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_other_columns_tell_beside_the_shares(kind, n_classes):
    rng = np.random.default_rng(0)
    codes = np.arange(120) % n_classes
    F = rng.normal(size=(120, 3)) + 3.0 * np.eye(3)[codes]
    F[0, 1] = NAN
    model = fit_dense(kind(F), codes, np.ones(120), n_classes, np.array([0, 1, 2]))
    gain = model.gain(kind(F))
    assert (gain[0] == 0).all()
    assert (gain.argmax(axis=1) == codes)[1:].mean() > 0.9
    proba = np.exp(gain[1:] + 1.2 * model.log_prior)
    np.testing.assert_allclose(
        proba.sum(axis=1), 1, atol=1e-3
    )  # a probability by its share, and by a fifth of it
    score = (F[1] - model.mean) / model.scale @ model.coef.T
    np.testing.assert_allclose(
        model.contributions(F[1:2]).sum(axis=1), score - score.mean(), atol=1e-9
    )
    assert not model.contributions(F[:1]).any()


def test_other_columns_with_nothing_to_learn():
    F = np.array([[-1.0], [1.0], [NAN]])
    for codes, columns in (([0, 0, 1], [0]), ([0, 1, 1], [])):
        model = fit_dense(F, np.array(codes), np.ones(3), 2, np.array(columns, dtype=int))
        gain = model.gain(F)
        np.testing.assert_allclose(gain - gain[:, :1], 0, atol=1e-12)
