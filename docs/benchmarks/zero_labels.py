"""Accuracy without labels on three real catalogues.

Each catalogue is fitted without its labels and predicted; the labels score.
Prints one row a catalogue: products scored, accuracy, macro-F1 over categories
with at least five of them, accuracy where some rule voted for a category and
where none did, expected calibration error, CPU seconds to fit and products
predicted in a CPU second. A second table scores the same predictions on the rows
that were looked at while rules were written (dev) and on the others (hold-out).

    FASHION_CLF_DATA=... python docs/benchmarks/zero_labels.py
"""

import argparse
import hashlib
import os
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from fashion_clf import evaluate, load_catalog, make_pipeline
from fashion_clf.evaluation import load_gold
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.labeling._votes import names_a_class


def catalogues(folder, n_rows=None):
    """Give name, products without labels, and gold of the first rows of each catalogue."""
    challenge = load_catalog(folder / "challenge/product_data.json")
    gold = load_gold(folder / "challenge/gold_dev.csv", challenge)
    yield "challenge", challenge[:n_rows], gold[:n_rows]
    hm = load_catalog(folder / "hm/catalog.jsonl")[:n_rows]
    gold = hm["category"].to_numpy()
    yield "hm, description only", hm[["id", "description"]], gold
    yield "hm, name and description", hm[["id", "name", "description"]], gold
    myntra = load_catalog(folder / "myntra/catalog.csv")[:n_rows]
    yield "myntra, titles", myntra[["id", "name"]], myntra["category"].to_numpy()


def measure(name, products, gold):
    """Fit, predict and score one catalogue."""
    begin = time.process_time()
    pipeline = make_pipeline(images=False).fit(products)
    fitted = time.process_time()
    table = pipeline[-1].predict_table(products)
    done = time.process_time()
    scores = evaluate(gold, table["category"].to_numpy(), proba=pipeline.predict_proba(products))
    votes = pipeline[-1].labeler_.transform(products)
    covered = names_a_class(votes, len(pipeline.classes_))
    scored = np.array([label is not None and label == label for label in gold])
    right = table["category"].to_numpy() == gold
    figures = {
        "catalogue": name,
        "scored": scores.n_scored,
        "accuracy": scores.accuracy,
        "macro-F1": scores.macro_f1,
        "covered": right[scored & covered].mean(),
        "uncovered": right[scored & ~covered].mean(),
        "n uncovered": (scored & ~covered).sum(),
        "ECE": scores.calibration_error,
        "fit s": fitted - begin,
        "predict/s": len(products) / (done - fitted),
    }
    return figures, split_scores(name, products, gold, table)


def is_dev(key):
    """Whether the rules were tuned on the row of this id, or of this number."""
    return int(hashlib.sha256(f"split{key}".encode()).hexdigest(), 16) % 2 == 0


def split_scores(name, products, gold, table):
    """Score the two halves of a catalogue apart."""
    keys = products["id"] if "id" in products else range(len(products))
    dev = np.array([is_dev(key) for key in keys])
    gold = np.asarray(gold, dtype=object)
    row = {"catalogue": name}
    for half, rows in (("dev", dev), ("hold-out", ~dev)):
        confidence = table["category_confidence"].to_numpy()[rows]
        scores = evaluate(gold[rows], table["category"].to_numpy()[rows], proba=confidence)
        row[half] = scores.n_scored
        row[f"{half} accuracy"] = scores.accuracy
        row[f"{half} macro-F1"] = scores.macro_f1
        row[f"{half} ECE"] = scores.calibration_error
    return row


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--rows", type=int, help="only the first rows of each catalogue, as a trial"
    )
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"])
    measured = [measure(*one) for one in catalogues(folder, n_rows)]
    for rows in zip(*measured, strict=True):
        table = pd.DataFrame(rows)
        print(table.to_string(index=False, float_format=lambda value: f"{value:.3f}"), end="\n\n")


if __name__ == "__main__":
    main()
