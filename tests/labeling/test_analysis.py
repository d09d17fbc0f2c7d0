import numpy as np
import pytest

from fashion_clf.labeling import Rule, rule_summary

L = np.array([[0, 0, -1], [-1, 1, -1], [1, 0, -1], [-1, -1, 1], [0, -1, 0]])
Y = [0, 1, 1, 0, 0]


def test_shares_by_hand():
    table = rule_summary(L)
    assert table["Polarity"].tolist() == [[0, 1], [0, 1], [0, 1]]
    np.testing.assert_allclose(table["Coverage"], [3 / 5, 3 / 5, 2 / 5])
    np.testing.assert_allclose(table["Overlaps"], [3 / 5, 2 / 5, 1 / 5])
    np.testing.assert_allclose(table["Conflicts"], [1 / 5, 1 / 5, 0])


def test_accuracy_counts_only_rows_with_gold():
    table = rule_summary(L, y=[0, None, 1, -1, 0])
    assert table["Correct"].tolist() == [3, 1, 1]
    assert table["Incorrect"].tolist() == [0, 1, 0]
    np.testing.assert_allclose(table["Emp. Acc."], [1, 1 / 2, 1])
    assert (table["Acc. Low"] < table["Emp. Acc."]).all()


def test_superclass_votes():
    # vote 3 says "class 0 or 1"
    votes = np.array([[3, 0], [3, 2], [3, -1]])
    table = rule_summary(votes, n_classes=3, groups=[(0, 1)], y=[1, 2, 0])
    assert table["Correct"].tolist() == [2, 1]
    np.testing.assert_allclose(table["Conflicts"], [1 / 3, 1 / 3])


def test_a_rule_that_never_fires():
    table = rule_summary([[0, -1], [1, -1]], [Rule("a", "A", ("a",)), "b"], y=[0, 0])
    assert table.index.tolist() == ["a", "b"]
    assert table["Coverage"]["b"] == 0
    assert table["Polarity"]["b"] == []
    assert np.isnan(table["Emp. Acc."]["b"])


def test_reliability_is_shown():
    assert rule_summary(L, reliability=[0.9, 0.8, 0.7])["Reliability"].tolist() == [0.9, 0.8, 0.7]


def test_wrong_lengths():
    with pytest.raises(ValueError, match="1 labels for 5 rows"):
        rule_summary(L, y=[0])


def test_hits_are_the_first_products():
    L = [[0, -1], [0, -1], [-1, -1], [1, -1], [0, -1]]
    assert rule_summary(L)["Hits"].tolist() == [[0, 1, 3], []]
