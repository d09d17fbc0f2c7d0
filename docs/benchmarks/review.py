"""What reviewing is worth: accuracy of a whole catalogue after 50, 100 and 200 products.

The products that a queue puts first get their gold as human labels, the pipeline is fitted
again with them, and all products are scored, reviewed ones with their label. Three orders are
compared: the queue of the library, the least confident first, and random (mean of five).
Below, accuracy on the products without labels when random ones are labelled, against the same
products without any label, and how many of labels wrong at random are found.

    FASHION_CLF_DATA=... python docs/benchmarks/review.py
"""

import argparse
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from zero_labels import catalogues

from fashion_clf import label_errors, make_pipeline, review_queue
from fashion_clf.exceptions import FashionClfWarning

REVIEWED = (50, 100, 200)
LABELLED = (50, 100, 200, 400)
WRONG = 0.2  # of labels
SEEDS = 5


def fit_with(products, gold, rows):
    """Fit with the gold of some rows as labels, and predict all."""
    y = np.full(len(gold), None, dtype=object)
    y[rows] = gold[rows]
    found = make_pipeline(images=False).fit(products, y).predict(products)
    return np.where(pd.isna(y), found, y)


def orders(pipeline, products, scored):
    """Give each order of review, as rows of the catalogue."""
    queue = review_queue(pipeline, products.iloc[scored], max(REVIEWED))
    place = {label: row for row, label in enumerate(products.index)}
    yield "queue", [[place[label] for label in queue.index]]
    confidence = pipeline.predict_proba(products.iloc[scored]).max(axis=1)
    yield "least confident", [scored[np.argsort(confidence, kind="stable")]]
    rng = np.random.default_rng(0)
    yield "random", [rng.permutation(scored) for _ in range(SEEDS)]


def measure_queue(name, products, gold, scored):
    """Give the accuracy after each number of reviewed products, for each order."""
    pipeline = make_pipeline(images=False).fit(products)
    before = np.mean(pipeline.predict(products)[scored] == gold[scored])
    for order, sequences in orders(pipeline, products, scored):
        row = {"catalogue": name, "order": order, "0": before}
        for n in REVIEWED:
            found = [fit_with(products, gold, list(rows[:n])) for rows in sequences]
            row[str(n)] = np.mean([np.mean(one[scored] == gold[scored]) for one in found])
        yield row


def measure_labels(name, products, gold, scored):
    """Compare the rows without labels after random ones are labelled."""
    without = make_pipeline(images=False).fit(products).predict(products)
    row = {"catalogue": name}
    for n in LABELLED:
        gains = []
        for seed in range(SEEDS if n + 50 < len(scored) else 0):
            rows = np.random.default_rng(seed).choice(scored, n, replace=False)
            rest = np.setdiff1d(scored, rows)
            found = fit_with(products, gold, rows)
            gains.append(np.mean(found[rest] == gold[rest]) - np.mean(without[rest] == gold[rest]))
        row[str(n)] = np.mean(gains) if gains else np.nan
        row[f"se {n}"] = np.std(gains) / np.sqrt(len(gains)) if gains else np.nan
    return row


def measure_errors(name, products, gold, scored):
    """Make a fifth of the labels wrong, and look for them."""
    rng = np.random.default_rng(0)
    pipeline = make_pipeline(images=False).fit(products)
    classes = pipeline.classes_
    y = np.full(len(gold), None, dtype=object)
    y[scored] = gold[scored]
    wrong = rng.choice(scored, int(WRONG * len(scored)), replace=False)
    for row in wrong:
        y[row] = rng.choice([one for one in classes if one != gold[row]])
    ranked = label_errors(pipeline, products, y)
    place = {label: row for row, label in enumerate(products.index)}
    first = {place[label] for label in ranked.index[: int(0.25 * len(scored))]}
    fitted = make_pipeline(images=False).fit(products, y).predict(products)
    without = pipeline.predict(products)
    return {
        "catalogue": name,
        "wrong": len(wrong),
        "in the first 25%": np.mean([row in first for row in wrong]),
        "fit without them": np.mean(without[scored] == gold[scored]),
        "fit with them": np.mean(fitted[scored] == gold[scored]),
    }


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first rows, as a trial")
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    queues, labels, errors = [], [], []
    for name, products, gold in catalogues(Path(os.environ["FASHION_CLF_DATA"]), n_rows):
        if name.endswith("description only"):
            continue
        gold = np.array([one if isinstance(one, str) else None for one in gold], dtype=object)
        scored = np.flatnonzero([one is not None for one in gold])
        queues += measure_queue(name, products, gold, scored)
        labels.append(measure_labels(name, products, gold, scored))
        errors.append(measure_errors(name, products, gold, scored))
    for rows in (queues, labels, errors):
        print(pd.DataFrame(rows).to_string(index=False, float_format="{:.4f}".format), end="\n\n")


if __name__ == "__main__":
    main()
