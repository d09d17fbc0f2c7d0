import numpy as np
import pytest
from sklearn.base import clone

from fashion_clf.labeling import MajorityVote

L = np.array([[0, 0, 1], [1, -1, -1], [0, 1, -1], [-1, -1, -1]])


def test_shares_by_hand():
    model = MajorityVote().fit(L)
    # 3 votes for class 0, 3 for class 1, and one of each as a prior
    np.testing.assert_allclose(model.class_prior_, [0.5, 0.5])
    np.testing.assert_allclose(
        model.predict_proba(L), [[2 / 3, 1 / 3], [0, 1], [1 / 2, 1 / 2], [1 / 2, 1 / 2]]
    )


def test_ties_go_to_the_more_frequent_class():
    votes = np.array([[1, -1]] * 5 + [[0, 1]])
    assert MajorityVote().fit(votes).predict(votes)[-1] == 1


def test_superclass_votes_share_out():
    model = MajorityVote(3, groups=[(0, 1)]).fit([[3, 0], [3, 2]])
    np.testing.assert_allclose(model.predict_proba([[3, 0]]), [[0.75, 0.25, 0]])


def test_wrong_input():
    model = clone(MajorityVote(2)).fit(L)
    with pytest.raises(ValueError, match="votes have 2 columns"):
        model.predict([[0, 1]])
    with pytest.raises(ValueError, match="vote 7 at row 0"):
        model.predict([[0, 1, 7]])
