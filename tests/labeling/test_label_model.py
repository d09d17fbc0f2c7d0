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


def test_copies_have_one_vote():
    planted = [0.9, 0.85, 0.8, 0.5]
    L, y = plant(3000, [0.6] * 4, planted, n_classes=4)
    copied = np.hstack([L, np.repeat(L[:, 3:], 3, axis=1)])
    copied[np.random.default_rng(1).random(copied.shape) < 0.02] = ABSTAIN
    model = LabelModel(n_classes=4).fit(copied)
    assert model.rule_copies_ == [(3, 4), (3, 5), (3, 6), (4, 5), (4, 6), (5, 6)]
    np.testing.assert_allclose(model.rule_reliability_[:4], planted, atol=0.06)
    alone = accuracy(LabelModel(n_classes=4).fit(L), L, y)
    assert accuracy(model, copied, y) > alone - 0.01
    assert accuracy(MajorityVote(4).fit(copied), copied, y) < alone - 0.1


def test_a_vote_and_its_copies_count_as_the_vote():
    L, _ = plant(2000, [0.6] * 4, [0.9, 0.8, 0.7, 0.6])
    model = LabelModel().fit(np.hstack([L, L[:, 3:]]))
    assert model.rule_copies_ == [(3, 4)]
    once, twice = model.predict_proba([[-1, -1, -1, 2, -1], [-1, -1, -1, 2, 2]])
    np.testing.assert_allclose(twice, once, atol=1e-6)


def test_independent_rules_are_no_copies():
    L, _ = plant(4000, [0.8] * 6, [0.95] * 6, n_classes=5)
    assert LabelModel().fit(L).rule_copies_ == []


def test_each_vote_of_a_rule_has_its_reliability():
    rng = np.random.default_rng(0)
    L, y = plant(20000, [0.6] * 4, [0.9, 0.8, 0.8, 0.7], n_classes=2)
    # rule 4 says 1 where the truth is 1, and in three tenths of the others
    L = np.column_stack([L, np.where((y == 1) | (rng.random(len(y)) < 0.3), 1, 0)])
    model = LabelModel(prior_strength=10).fit(L)
    planted = [(y[L[:, 4] == vote] == vote).mean() for vote in (0, 1)]
    assert planted[0] == 1 and planted[1] < 0.8
    zero, one = model.vote_reliability_[4]
    assert zero > one + 0.03
    assert model.rule_reliability_[4] == pytest.approx(
        np.average([zero, one], weights=np.bincount(L[:, 4]))
    )


def test_strong_imbalance():
    L, y = plant(4000, [0.5] * 6, [0.9, 0.85, 0.8, 0.6, 0.5, 0.4], 4, [0.9, 0.05, 0.03, 0.02])
    model, majority = LabelModel(n_classes=4).fit(L), MajorityVote(4).fit(L)
    assert accuracy(model, L, y) >= accuracy(majority, L, y)
    assert model.class_prior_.argmax() == 0


def test_few_votes_a_row():
    L, y = plant(3000, [0.05] * 8, [0.9, 0.9, 0.8, 0.8, 0.7, 0.7, 0.6, 0.6], n_classes=4)
    covered = (L != ABSTAIN).any(axis=1)
    model, majority = LabelModel(n_classes=4).fit(L), MajorityVote(4).fit(L)
    ours, theirs = (accuracy(one, L[covered], y[covered]) for one in (model, majority))
    assert ours >= theirs


def one_sided(accuracy_of_rule, n_samples=3000, n_classes=5, random_state=0):
    """One rule a class, which names a tenth of the rows or more: all meetings are conflicts."""
    rng = np.random.default_rng(random_state)
    y = rng.integers(0, n_classes, n_samples)
    L = np.full((n_samples, n_classes), ABSTAIN)
    for rule, right in enumerate(accuracy_of_rule):
        hits = rng.random(n_samples) < np.where(y == rule, 0.6, 0.15 * (1 - right) / right)
        L[hits, rule] = rule
    return L, y


def test_one_rule_for_each_class():
    L, y = one_sided([0.9, 0.8, 0.6, 0.3, 0.2])
    model = LabelModel(n_classes=5).fit(L)
    order = model.rule_reliability_.argsort()
    assert set(order[:2]) == {3, 4}
    covered = (L != ABSTAIN).any(axis=1)
    ours, theirs = (
        accuracy(one.fit(L), L[covered], y[covered])
        for one in (LabelModel(n_classes=5), MajorityVote(5))
    )
    assert ours > theirs + 0.02


def test_rows_without_a_vote_are_of_the_class_that_rules_miss():
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3, 3000)
    L = np.full((3000, 6), ABSTAIN)
    for rule in range(6):
        hits = rng.random(3000) < np.where(y == rule % 3, [0.6, 0.6, 0.2][rule % 3], 0.02)
        L[hits, rule] = rule % 3
    model = LabelModel().fit(L)
    unvoted = (L == ABSTAIN).all(axis=1)
    assert (y[unvoted] == 2).mean() > 0.5
    assert set(model.predict(L[unvoted])) == {2}
    np.testing.assert_allclose(model.predict_proba(L[unvoted])[0], model.unvoted_prior_)
    assert model.class_prior_.argmax() != 2


@pytest.mark.parametrize("random_state", range(5))
def test_probabilities_are_calibrated(random_state):
    L, y = plant(6000, [0.4] * 7, [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4], 4, None, random_state)
    proba = LabelModel(n_classes=4).fit(L[:4000]).predict_proba(L[4000:])
    confidence, right = proba.max(axis=1), proba.argmax(axis=1) == y[4000:]
    bins = (10 * confidence).astype(int).clip(0, 9)
    gaps = np.bincount(bins, right - confidence, minlength=10)
    assert np.abs(gaps).sum() / len(right) < 0.04


def test_falls_back_to_the_majority_vote():
    # no two votes on any row: nothing is learned
    L = np.full((40, 5), ABSTAIN)
    L[np.arange(40), np.arange(40) % 5] = [0, 1, 2, 3, 1] * 8
    model = LabelModel(n_classes=3, groups=[(0, 2)]).fit(L)
    majority = MajorityVote(3, groups=[(0, 2)]).fit(L)
    assert model.falls_back_ and model.converged_ and model.n_iter_ == 0
    np.testing.assert_allclose(model.rule_reliability_, 0.8)
    rng = np.random.default_rng(0)
    unseen = rng.integers(-1, 4, (500, 5))
    np.testing.assert_array_equal(model.predict(unseen), majority.predict(unseen))


def test_conflict_of_stated_reliabilities():
    # odds 9 for class 0 and 7 to 3 for class 1: 9 / (9 + 7 / 3) = 27 / 34
    model = LabelModel(prior_reliability=[0.9, 0.7]).fit([[0, -1], [-1, 1]])
    np.testing.assert_allclose(model.predict_proba([[0, 1]]), [[27 / 34, 7 / 34]], rtol=1e-6)


def test_gold_alone_counts_its_votes():
    # 90 of 100 right and 10 votes of prior at 0.8: 98 / 110
    L = np.zeros((100, 1), dtype=int)
    model = LabelModel(n_classes=2, prior_strength=10).fit(L, [0] * 90 + [1] * 10)
    assert model.rule_reliability_[0] == pytest.approx(98 / 110, abs=1e-3)


def test_a_rule_that_gold_refutes_speaks_against_its_class():
    L, y = plant(400, [1.0], [0.1], n_classes=2)
    model = LabelModel(prior_strength=5).fit(L, y)
    assert accuracy(model, L, y) > 0.85


def test_a_rule_that_never_votes_keeps_what_was_stated():
    L, _ = plant(500, [0.6, 0.6, 0.6, 0.0], [0.9, 0.8, 0.7, 0.5])
    model = LabelModel(prior_reliability=[np.nan, np.nan, np.nan, 0.65]).fit(L)
    assert model.rule_reliability_[3] == 0.65
    assert model.predict([[-1, -1, -1, 2]])[0] == 2


def test_draws_no_random_numbers():
    L, _ = plant(300, [0.5] * 4, [0.8] * 4)
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    one, two = (LabelModel(random_state=seed).fit(L).predict_proba(L) for seed in (0, 1))
    np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(before, np.random.get_state()[1])


def test_renamed_classes_and_reordered_rules():
    L, _ = plant(1500, [0.5] * 5, [0.9, 0.8, 0.7, 0.6, 0.5])
    proba = LabelModel(tol=1e-6).fit(L).predict_proba(L)
    renamed = np.where(L == ABSTAIN, ABSTAIN, 2 - L)[:, ::-1]
    again = LabelModel(tol=1e-6).fit(renamed).predict_proba(renamed)
    np.testing.assert_allclose(again[:, ::-1], proba, atol=5e-3)


def test_nothing_to_learn_keeps_what_was_stated():
    L = np.array([[0, -1], [-1, 1], [-1, -1]])
    model = LabelModel(prior_reliability=[0.9, 0.7]).fit(L)
    assert model.falls_back_
    np.testing.assert_allclose(model.rule_reliability_, [0.9, 0.7])
    # two of three rows have a vote
    unvoted = 2 / 3 * model.class_prior_ + 1 / 3 * 0.5
    np.testing.assert_allclose(model.predict_proba(L), [[0.9, 0.1], [0.3, 0.7], unvoted])


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
