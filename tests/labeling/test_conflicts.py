import numpy as np
import pytest

from fashion_clf.labeling import Rule, rule_conflicts

L = np.array([[0, 1, 3], [0, 0, 3], [1, -1, 3], [0, 1, -1]])


def test_counts_by_hand():
    # a vote 3 says "0 or 2": it contradicts a vote for 1 only
    table = rule_conflicts(L, ["a", "b", "c"], n_classes=3, groups=((0, 2),))
    assert table.to_numpy().tolist() == [
        ["a", "b", 2, 3, 0],
        ["a", "c", 1, 3, 2],
        ["b", "c", 1, 2, 0],
    ]


def test_names_of_rules_and_nothing_to_tell():
    rules = [Rule("x", "A", ("x",)), Rule("y", "B", ("y",))]
    assert rule_conflicts([[0, 1]], rules)["rule"].tolist() == ["x"]
    assert rule_conflicts([[0, -1], [-1, 1]], rules).empty


@pytest.mark.parametrize(
    ("votes", "arguments", "message"),
    [
        ([[0, 5]], {"n_classes": 2}, "vote 5 at row 0"),
        ([[0, 1]], {"rules": ["a"]}, "1 rules for votes of 2 columns"),
        ([[0, 1]], {"rules": ["a", "a"]}, "two rules are named 'a'"),
    ],
)
def test_wrong_input(votes, arguments, message):
    with pytest.raises(ValueError, match=message):
        rule_conflicts(votes, **arguments)
