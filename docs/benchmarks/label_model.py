"""Label model against majority vote on synthetic votes, and on youtube of WRENCH.

Each likeness imitates the votes of a weak-supervision benchmark: so many rows,
classes and rules, how often the rules vote and how often they are right. Real
votes are not independent given the class, and neither are these: a wrong vote
falls on hard rows and on the class that the row resembles, and some rules fire
where another one does. The hard cases plant one difficulty each.

For each it prints the mean over the seeds: accuracy and expected calibration
error (ECE) of both on the test rows, and how many seeds are below the majority.

    FASHION_CLF_DATA=... python docs/benchmarks/label_model.py
"""

import argparse
import json
import os
from pathlib import Path
from typing import NamedTuple

import numpy as np

from fashion_clf.labeling import LabelModel, MajorityVote


class Likeness(NamedTuple):
    """What the votes of a benchmark are like."""

    n_train: int
    n_test: int
    class_prior: tuple  # shares of the classes
    n_rules: int
    coverage: float  # mean share of the rows on which a rule votes
    spread: float  # standard deviation of the logarithm of the coverage
    accuracy: float  # mean accuracy of a rule
    agreement: float  # the higher, the more alike the accuracies are
    broad_loss: float = 0.0  # accuracy lost for each e-fold of coverage above the mean
    copies: float = 0.2  # share of the rules that mostly fire where another one does
    apart: float = 1.0  # how much rarer a vote gets by each that the row has already


HAUSA = (0.3, 0.25, 0.2, 0.15, 0.1)
LIKENESSES = {
    "hausa": Likeness(2045, 582, HAUSA, 5, 0.32, 0.5, 0.5, 8, 0.08, 0.0),
    "hausa, 10 rules": Likeness(2045, 582, HAUSA, 10, 0.18, 0.8, 0.52, 8, 0.06, 0.1, 0.7),
    "yoruba": Likeness(
        1340, 379, (0.25, 0.2, 0.18, 0.13, 0.1, 0.08, 0.06), 19, 0.10, 0.9, 0.63, 5, 0.08, 0.2, 0.8
    ),
    "trec": Likeness(
        4965, 500, (0.23, 0.23, 0.22, 0.16, 0.145, 0.015), 68, 0.027, 1.2, 0.70, 2.5, 0.12, 0.3, 0.6
    ),
    "semeval": Likeness(
        1749, 600, (0.17, 0.14, 0.13, 0.12, 0.11, 0.1, 0.09, 0.08, 0.06), 164, 0.008, 0.7, 0.93, 6,
        0.04, 0.1, 0.12,
    ),
}  # fmt: skip

YOUTUBE = (
    # class, coverage and accuracy of the ten rules of the real one
    (1, 0.199, 0.870), (1, 0.127, 0.985), (1, 0.119, 0.942), (1, 0.112, 0.983), (0, 0.142, 0.733),
    (1, 0.234, 0.999), (0, 0.226, 0.665), (0, 0.083, 0.725), (0, 0.035, 0.839), (0, 0.358, 0.573),
)  # fmt: skip


def make_likeness(name, random_state):
    """Votes and classes in the likeness of a benchmark."""
    rng = np.random.default_rng(random_state)
    if name == "youtube":
        prior, n_train, n_test = np.array([0.48, 0.52]), 1586, 250
        target, coverage, accuracy = (np.array(column) for column in zip(*YOUTUBE, strict=True))
        parent, apart = np.full(len(target), -1), 0.6
    else:
        like = LIKENESSES[name]
        n_train, n_test = like.n_train, like.n_test
        prior = rng.permutation(like.class_prior)
        target, coverage, accuracy, parent = draw_rules(rng, like, prior)
        apart = like.apart
    y = rng.choice(len(prior), n_train + n_test, p=prior)
    L = fire(rng, y, prior, target, coverage, accuracy, parent, apart)
    if name == "semeval":  # rows without a vote are not in the train split
        seen = (L >= 0).any(axis=1)
        seen[n_train:] = True
        return L[:n_train][seen[:n_train]], L[n_train:], y[n_train:]
    return L[:n_train], L[n_train:], y[n_train:]


def draw_rules(rng, like, prior):
    """Class, coverage, accuracy and original of each rule."""
    n_classes, n_rules = len(prior), like.n_rules
    first = rng.permutation(n_classes)[:n_rules]
    target = np.concatenate([first, rng.choice(n_classes, max(n_rules - n_classes, 0), p=prior)])
    excess = rng.normal(0, like.spread, n_rules)
    coverage = np.exp(excess) * like.coverage / np.exp(like.spread**2 / 2)
    mean = np.clip(like.accuracy - like.broad_loss * excess, 0.05, 0.98)
    accuracy = rng.beta(like.agreement * mean, like.agreement * (1 - mean))
    coverage = np.minimum(coverage, 0.6)
    # a rule cannot be right more often than its class occurs
    accuracy = np.minimum(accuracy, 0.9 * prior[target] / coverage)
    parent = np.full(n_rules, -1)
    for rule in range(1, n_rules):
        alike = np.flatnonzero((target[:rule] == target[rule]) & (parent[:rule] < 0))
        if len(alike) and rng.random() < like.copies:
            parent[rule] = rng.choice(alike)
    return target, coverage, accuracy, parent


def fire(rng, y, prior, target, coverage, accuracy, parent, apart):
    """Votes: wrong ones on hard rows, and on the class that the row resembles."""
    n_samples, n_classes = len(y), len(prior)
    hardness = rng.gamma(0.7, 1 / 0.7, n_samples)
    confusion = rng.dirichlet(np.full(n_classes, 0.5), n_classes) + 0.02
    np.fill_diagonal(confusion, 0)
    confusion /= confusion.sum(axis=1, keepdims=True)
    resembled = (rng.random(n_samples)[:, None] > confusion.cumsum(axis=1)[y]).sum(axis=1)
    ease = 1 / (0.5 + hardness)
    L = np.full((n_samples, len(target)), -1)
    for rule, label in enumerate(target):
        fewer = apart ** (L >= 0).sum(axis=1)
        right = np.where(y == label, ease, 0.0) * fewer
        wrong = np.where(y == label, 0.0, hardness * np.where(resembled == label, 6.0, 1.0))
        wrong *= fewer
        if parent[rule] >= 0:
            near = np.where(L[:, parent[rule]] >= 0, 50.0, 1.0)
            right, wrong = right * near, wrong * near
        for rate, share in ((right, accuracy[rule]), (wrong, 1 - accuracy[rule])):
            scale = coverage[rule] * share * n_samples / max(rate.sum(), 1e-9)
            for _ in range(5):  # rates above 1 are cut, the rest takes over
                cut = np.minimum(rate * scale, 0.95)
                scale *= coverage[rule] * share * n_samples / max(cut.sum(), 1e-9)
            L[rng.random(n_samples) < cut, rule] = label
    return L


def make_hard_case(name, random_state):
    """Votes and classes with one planted difficulty."""
    rng = np.random.default_rng(random_state)
    n_classes = 20 if name == "20 classes" else 4
    prior = np.array([0.9, 0.05, 0.03, 0.02]) if name == "imbalance" else np.ones(n_classes)
    y = rng.choice(n_classes, 3000, p=prior / prior.sum())
    coverage, accuracy = np.full(6, 0.5), np.array([0.9, 0.85, 0.8, 0.6, 0.5, 0.4])
    if name == "coverage":
        coverage = np.array([0.9, 0.9, 0.4, 0.1, 0.03, 0.01])
        accuracy = np.array([0.5, 0.6, 0.8, 0.9, 0.95, 0.95])
    elif name == "few votes":
        coverage = np.full(6, 0.05)
    L = np.full((len(y), 6), -1)
    for rule in range(6):
        fires = rng.random(len(y)) < coverage[rule]
        wrong = (y + rng.integers(1, n_classes, len(y))) % n_classes
        L[fires, rule] = np.where(rng.random(len(y)) < accuracy[rule], y, wrong)[fires]
    if name == "one-sided":
        L = np.hstack([np.where(rng.integers(n_classes, size=6) == L, L, -1) for _ in range(3)])
    elif name == "copies":
        L = np.hstack([L, np.repeat(L[:, 4:5], 3, axis=1)])
        L[rng.random(L.shape) < 0.02] = -1
    return L[:2000], L[2000:], y[2000:]


HARD_CASES = (
    "unequal rules",
    "coverage",
    "copies",
    "one-sided",
    "few votes",
    "imbalance",
    "20 classes",
)


def read_youtube(folder):
    """Train votes, test votes and test classes of the real benchmark."""
    parts = {}
    for split in ("train", "test"):
        rows = json.loads((folder / f"{split}.json").read_text()).values()
        parts[split] = np.array([row["weak_labels"] for row in rows]), [r["label"] for r in rows]
    return parts["train"][0], parts["test"][0], np.array(parts["test"][1])


def score(model, L_train, L_test, y_test):
    """Accuracy and expected calibration error on the test rows."""
    proba = model.fit(L_train).predict_proba(L_test)
    right = model.predict(L_test) == y_test
    confidence = proba.max(axis=1)
    bins = np.minimum((10 * confidence).astype(int), 9)
    gaps = np.bincount(bins, right - confidence, minlength=10)
    return right.mean(), np.abs(gaps).sum() / len(right)


def compare(name, data, n_rows=None):
    """Print one line: both models, over data sets of one kind."""
    figures = []
    for L_train, L_test, y_test in data:
        n_classes = int(max(L_train.max(), L_test.max(), y_test.max())) + 1
        models = MajorityVote(n_classes), LabelModel(n_classes=n_classes)
        test = L_test[:n_rows], y_test[:n_rows]
        figures.append([score(model, L_train, *test) for model in models])
    (majority, majority_ece), (ours, our_ece) = np.mean(figures, axis=0)
    gain = np.array([two[1][0] - two[0][0] for two in figures])
    below = f"{(gain < 0).sum()} of {len(gain)}"
    print(
        f"{name:16} {majority:8.3f} {ours:10.3f} {majority_ece:12.3f} {our_ece:14.3f} "
        f"{below:>9} {gain.min():+7.3f}"
    )


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="data sets of each kind")
    parser.add_argument("--rows", type=int, help="so many test rows of one data set, as a trial")
    arguments = parser.parse_args()
    seeds = range(1 if arguments.rows else arguments.seeds)
    print(f"{'votes':16} majority LabelModel majority ECE LabelModel ECE     below   worst")
    for name in ("youtube", *LIKENESSES):
        compare(name, [make_likeness(name, seed) for seed in seeds], arguments.rows)
    for name in HARD_CASES:
        compare(name, [make_hard_case(name, seed) for seed in seeds], arguments.rows)
    folder = Path(os.environ["FASHION_CLF_DATA"]) / "weak_supervision/youtube"
    compare("youtube, real", [read_youtube(folder)], arguments.rows)


if __name__ == "__main__":
    main()
