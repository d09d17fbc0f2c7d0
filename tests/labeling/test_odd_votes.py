"""What a label model refuses, and what it says of votes that say nothing."""

import numpy as np
import pytest

from fashion_clf.labeling import ABSTAIN, LabelModel


def test_all_abstain():
    L = np.full((4, 3), ABSTAIN)
    model = LabelModel(n_classes=3).fit(L)
    assert model.falls_back_
    np.testing.assert_allclose(model.predict_proba(L), 1 / 3)


@pytest.mark.parametrize(
    ("L", "settings", "message"),
    [
        ([[0, 5]], {"n_classes": 3}, "vote 5 at row 0, rule 1"),
        ([[0, -2]], {"n_classes": 3}, "vote -2 at row 0, rule 1"),
        ([[0.0, float("nan")]], {}, "NaN at row 0, rule 1"),
        ([[0.5, 1.0]], {}, "votes must be integers"),
        ([[0], [0]], {}, "give n_classes"),
        ([0, 1], {}, "two dimensions"),
        ([[0, 1]], {"prior_reliability": [0.5]}, "for 2 rules"),
        ([[0, 1]], {"prior_reliability": [0.5, 1.5]}, "between 0 and 1"),
        ([[0, 1]], {"n_classes": 2, "groups": [(0, 4)]}, "must name some of the classes"),
    ],
)
def test_wrong_votes(L, settings, message):
    with pytest.raises(ValueError, match=message):
        LabelModel(**settings).fit(L)


def test_wrong_labels_and_width():
    model = LabelModel().fit([[0, 1]])
    with pytest.raises(ValueError, match="fitted on 2 rules"):
        model.predict([[0, 1, 0]])
    with pytest.raises(ValueError, match="labels must be 0 to 1"):
        LabelModel().fit([[0, 1]], [2])
    with pytest.raises(ValueError, match="2 labels for 1 rows"):
        LabelModel().fit([[0, 1]], [0, 1])
