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


def test_interval_by_hand():
    # Wilson's for 3 of 4: (p + z2/2n -+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), z2 = 3.8416
    table = rule_summary([[0, 1]] * 4, y=[0, 0, 0, 1])
    middle, spread, scale = 0.75 + 3.8416 / 8, 1.96 * np.sqrt(0.1875 / 4 + 3.8416 / 64), 1.9604
    np.testing.assert_allclose(table["Acc. Low"][0], (middle - spread) / scale)
    np.testing.assert_allclose(table["Acc. High"][0], (middle + spread) / scale)
    np.testing.assert_allclose(table["Emp. Acc."], [3 / 4, 1 / 4])


@pytest.mark.parametrize(
    ("votes", "arguments", "message"),
    [
        (L, {"y": [0, 1, 1, 0, 7]}, "label 7 at row 4: allowed are 0 to 1"),
        (L, {"y": [0, 1, 1, 0, np.nan]}, "label nan at row 4"),
        (L, {"y": [0, 1, 1, 0, -2]}, "label -2 at row 4"),
        (L, {"y": ["TOPS"] * 5}, "label 'TOPS' at row 0"),
        (L, {"rules": ["a", "b"]}, "2 rules for votes of 3 columns"),
        (L, {"rules": ["a", "b", "a"]}, "two rules are named 'a'"),
        (L, {"reliability": [0.5]}, "for 3 rules"),
        (L, {"reliability": [0.5, np.nan, 0.5]}, "reliability nan of rule 1"),
        (L.astype(float), {}, "votes must be integers"),
        ([[0, np.nan]], {}, "NaN at row 0, rule 1"),
        ([[0, 5]], {"n_classes": 2}, "vote 5 at row 0, rule 1"),
        ([[-1, -1]], {}, "no rule votes at all"),
        ([[0, -1]], {}, "every vote is for class 0"),
        ([[0, -1]], {"n_classes": 1}, "nothing to decide"),
    ],
)
def test_wrong_input(votes, arguments, message):
    with pytest.raises(ValueError, match=message):
        rule_summary(votes, **arguments)


def test_all_abstain():
    table = rule_summary([[-1, -1]] * 3, n_classes=2, y=[0, 1, None])
    assert (table[["Coverage", "Overlaps", "Conflicts"]] == 0).all(axis=None)
    assert table["Hits"].tolist() == [[], []]
    assert table[["Emp. Acc.", "Acc. Low", "Acc. High"]].isna().all(axis=None)
