import numpy as np

from fashion_clf.labeling import LabelModel


def test_rows_without_a_vote_are_not_of_the_only_class_that_is_known():
    L = np.full((1000, 1), -1)
    L[:5] = 0
    proba = LabelModel(n_classes=12).fit(L).predict_proba([[-1]])[0]
    assert proba[0] < 0.1  # its true share there is unknown; the other eleven are as likely


def test_many_classes_take_time_by_the_votes():
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3000, 4000)
    L = np.where(rng.random((4000, 8)) < 0.4, y[:, None], -1)
    model = LabelModel(n_classes=3000).fit(L)
    voted = (L >= 0).any(axis=1)
    assert (model.predict(L)[voted] == y[voted]).all()
