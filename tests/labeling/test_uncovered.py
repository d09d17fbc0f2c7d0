import numpy as np

from fashion_clf.labeling import find_gaps

TOKENS = [["gold", "hoop"]] * 3 + [["kite", "string"]] * 2 + [[]] + [["shirt"]] * 4
UNCOVERED = np.array([True] * 6 + [False] * 4)


def test_groups_of_similar_texts_largest_first():
    gaps = find_gaps(TOKENS, UNCOVERED, n_gaps=2, n_terms=2)
    assert [sorted(gap.rows) for gap in gaps] == [[0, 1, 2], [3, 4], [5]]
    assert set(gaps[0].terms) <= {"gold", "hoop", "gold hoop"}
    assert gaps[2].terms == ()
    assert find_gaps(TOKENS, UNCOVERED, n_gaps=2, n_terms=2) == gaps


def test_nothing_uncovered_and_more_groups_than_texts():
    assert find_gaps(TOKENS, np.zeros(10, dtype=bool)) == []
    assert len(find_gaps(TOKENS, UNCOVERED, n_gaps=50)) == 3
