import json
import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from fashion_clf.labeling import ABSTAIN, LabelModel, MajorityVote


def plant(n_samples, coverage, reliability, n_classes=3, prior=None, random_state=0):
    """Votes of rules of known coverage and reliability."""
    rng = np.random.default_rng(random_state)
    y = rng.choice(n_classes, n_samples, p=prior)
    L = np.full((n_samples, len(coverage)), ABSTAIN)
    for rule, (covered, right) in enumerate(zip(coverage, reliability, strict=True)):
        fires = rng.random(n_samples) < covered
        wrong = (y + rng.integers(1, n_classes, n_samples)) % n_classes
        L[fires, rule] = np.where(rng.random(n_samples) < right, y, wrong)[fires]
    return L, y


def accuracy(model, L, y):
    return (model.predict(L) == y).mean()


def test_reliabilities_are_ordered_as_planted_and_beat_the_majority():
    planted = [0.95, 0.9, 0.6, 0.5, 0.45]
    L, y = plant(4000, [0.7] * 5, planted)
    model = LabelModel().fit(L)
    assert model.converged_ and not model.falls_back_
    np.testing.assert_allclose(model.rule_reliability_, planted, atol=0.05)
    assert accuracy(model, L, y) > accuracy(MajorityVote().fit(L), L, y) + 0.03


def test_very_different_coverage():
    L, y = plant(5000, [0.9, 0.5, 0.1, 0.02], [0.7, 0.8, 0.95, 0.95])
    model = LabelModel().fit(L)
    assert accuracy(model, L, y) >= accuracy(MajorityVote().fit(L), L, y) - 0.005


def test_one_sided_rules_under_strong_imbalance():
    rng = np.random.default_rng(1)
    y = rng.choice(4, 6000, p=[0.85, 0.1, 0.04, 0.01])
    L = np.full((6000, 12), ABSTAIN)
    for rule in range(12):
        target = rule % 4
        fires = rng.random(6000) < np.where(y == target, 0.4, 0.01)
        L[fires, rule] = target
    model = LabelModel(n_classes=4).fit(L)
    covered = (L != ABSTAIN).any(axis=1)
    majority = MajorityVote(4).fit(L)
    ours, theirs = (accuracy(one, L[covered], y[covered]) for one in (model, majority))
    assert ours >= theirs - 0.005


@pytest.mark.parametrize("n_classes", [2, 12, 100])
def test_many_classes(n_classes):
    L, y = plant(3000, [0.6] * 6, [0.9, 0.9, 0.8, 0.8, 0.6, 0.6], n_classes)
    assert accuracy(LabelModel(n_classes=n_classes).fit(L), L, y) > 0.85


def test_superclass_votes_narrow_the_choice():
    # rule 0 says "0 or 1" rightly; rule 1 says 2, rule 2 says 0, both weakly
    L = np.array([[3, 2, 0], [3, -1, -1], [-1, 2, -1]])
    model = LabelModel(n_classes=3, groups=[(0, 1)]).fit(L)
    proba = model.predict_proba(L)
    assert proba[0].argmax() == 0
    assert proba[1, 2] < proba[1, 0] == pytest.approx(proba[1, 1])
    assert proba[2].argmax() == 2


def test_nothing_to_learn_keeps_what_was_stated():
    L = np.array([[0, -1], [-1, 1], [-1, -1]])
    model = LabelModel(prior_reliability=[0.9, 0.7]).fit(L)
    assert model.falls_back_
    np.testing.assert_allclose(model.rule_reliability_, [0.9, 0.7])
    np.testing.assert_allclose(model.predict_proba(L), [[0.9, 0.1], [0.3, 0.7], model.class_prior_])


def test_gold_anchors_the_reliabilities():
    # rule 0 contradicts two others, which agree and are wrong
    L = np.array([[0, 1, 1], [1, 0, 0]] * 100)
    y = np.array([0, 1] * 100)
    assert accuracy(LabelModel().fit(L), L, y) == 0
    gold = [*y[:120], *[None] * 80]
    anchored = LabelModel().fit(L, gold)
    assert anchored.rule_reliability_[0] > 0.9 > 0.6 > anchored.rule_reliability_[1]
    assert accuracy(anchored, L, y) == 1


def test_rows_sum_to_one_in_any_order():
    L, _ = plant(500, [0.3] * 6, [0.8] * 6)
    model = LabelModel().fit(L)
    proba = model.predict_proba(L)
    np.testing.assert_allclose(proba.sum(axis=1), 1)
    np.testing.assert_allclose(model.predict_proba(L[::-1]), proba[::-1])
    for row in range(5):
        np.testing.assert_allclose(model.predict_proba(L[row : row + 1])[0], proba[row])
    again = LabelModel().fit(L[::-1])
    np.testing.assert_allclose(again.rule_reliability_, model.rule_reliability_)


def test_contract():
    L, _ = plant(200, [0.5] * 3, [0.8] * 3)
    model = clone(LabelModel(n_classes=3, prior_strength=5))
    with pytest.raises(NotFittedError):
        model.predict_proba(L)
    model.fit(L)
    assert model.n_features_in_ == 3 and model.classes_.tolist() == [0, 1, 2]
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(L), model.predict_proba(L))


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


@pytest.mark.real_data
def test_youtube(data_dir):
    def read(split):
        rows = json.loads((data_dir / f"weak_supervision/youtube/{split}.json").read_text())
        rows = list(rows.values())
        return np.array([row["weak_labels"] for row in rows]), [row["label"] for row in rows]

    model = LabelModel().fit(read("train")[0])
    L, y = read("test")
    assert accuracy(model, L, y) >= 0.87
    assert accuracy(MajorityVote().fit(read("train")[0]), L, y) < 0.79
