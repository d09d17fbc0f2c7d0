"""What rules and label model cost, in CPU seconds of one thread.

- Votes with ten times the rules on the same catalogue, from its texts, and from tokens alone.
- Cleaning, tokenising and matching 100,000 descriptions.
- Fitting the label model to 1,000,000 products and 40 rules, and its memory.
- Label model and majority vote on the youtube votes of the WRENCH benchmark.

    FASHION_CLF_DATA=... python docs/benchmarks/rules_speed.py
"""

import argparse
import json
import os
import resource
import time
from functools import partial
from pathlib import Path

import numpy as np

from fashion_clf import load_catalog
from fashion_clf.labeling import LabelModel, MajorityVote, Rule, RuleLabeler, load_rules
from fashion_clf.text import tokenize_products


def cpu_seconds(work):
    """CPU seconds of a call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def matching(products):
    """Match with 100 and with 1,000 rules, drawn from the phrases of the library."""
    phrases = [phrase for rule in load_rules() for phrase in rule.phrases]
    phrases += [f"{phrase} {word}" for phrase in phrases for word in ("of silk", "in red")]
    tokens = tokenize_products(products)
    seconds = {}
    for n_rules in (100, 1000):
        rules = [
            Rule(f"rule {number}", ("TOPS", "SHOE")[number % 2], tuple(phrases[number::1000][:2]))
            for number in range(n_rules)
        ]
        labeler = RuleLabeler(rules).fit()
        for kind, X in (("texts", products), ("tokens", tokens)):
            times = [cpu_seconds(partial(labeler.transform, X)) for _ in range(3)]
            seconds[kind, n_rules] = min(times)
    for kind in ("texts", "tokens"):
        few, many = seconds[kind, 100], seconds[kind, 1000]
        print(
            f"votes on {len(products)} {kind}: 100 rules {few:.3f} s, 1,000 rules {many:.3f} s, "
            f"ratio {many / few:.2f}"
        )


def reading(products, n_products):
    """Clean, tokenise and match many descriptions, each a little different."""
    texts = products["description"].tolist()
    many = [{"description": f"{texts[row % len(texts)]} No. {row}"} for row in range(n_products)]
    labeler = RuleLabeler().fit()
    seconds = cpu_seconds(lambda: labeler.transform(tokenize_products(many)))
    print(f"cleaning, tokenising and matching {n_products} descriptions: {seconds:.1f} s")


def fitting(n_products):
    """Fit the label model to random votes of which four in five are right."""
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 12, n_products)
    L = np.full((n_products, 40), -1, dtype=np.int8)
    for rule in range(40):
        fires = rng.random(n_products) < 0.1
        wrong = rng.integers(0, 12, fires.sum())
        L[fires, rule] = np.where(rng.random(fires.sum()) < 0.8, truth[fires], wrong)
    seconds = cpu_seconds(lambda: LabelModel(n_classes=12).fit(L))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"LabelModel, {n_products} x 40 votes: {seconds:.1f} s, peak of the process {peak:.2f} GB"
    )


def youtube(folder):
    """Fit on the train votes, score on the test split."""
    parts = {}
    for split in ("train", "test"):
        rows = json.loads((folder / f"{split}.json").read_text()).values()
        parts[split] = (
            np.array([row["weak_labels"] for row in rows]),
            np.array([row["label"] for row in rows]),
        )
    L, y = parts["test"]
    for model in (LabelModel(n_classes=2), MajorityVote(2)):
        accuracy = (model.fit(parts["train"][0]).predict(L) == y).mean()
        print(f"youtube, {len(y)} test rows, {type(model).__name__}: accuracy {accuracy:.3f}")


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="so many products everywhere, as a trial")
    n_rows = parser.parse_args().rows
    folder = Path(os.environ["FASHION_CLF_DATA"])
    products = load_catalog(folder / "hm/catalog.jsonl")
    matching(products)
    reading(products, n_rows or 100_000)
    fitting(n_rows or 1_000_000)
    youtube(folder / "weak_supervision/youtube")


if __name__ == "__main__":
    main()
