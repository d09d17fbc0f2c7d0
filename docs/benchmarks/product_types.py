"""Accuracy of product types without labels, on two real catalogues.

Each catalogue is fitted without its labels and given types at the default confidence; the
gold types score: right (a gold node or one below it), too coarse (above one) or wrong.
Prints one row a catalogue, for all its rows and for the half that was not looked at while
the lexicon was written (hold-out), with the most frequent confusions.

    FASHION_CLF_DATA=... python docs/benchmarks/product_types.py
"""

import argparse
import csv
import os
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from zero_labels import is_dev

from fashion_clf import load_catalog, make_pipeline, product_types
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.product_tree import score_types


def catalogues(folder, n_rows=None):
    """Give name, products and gold types of each catalogue."""
    with open(folder / "taxonomy/gold_types.csv", newline="", encoding="utf-8") as file:
        gold = {
            (row["source"], row["product_type"]): frozenset(row["shopify_ids"].split("|"))
            for row in csv.DictReader(file)
        }
    for source, path, columns in (
        ("hm", "hm/catalog.jsonl", ["id", "name", "description"]),
        ("myntra", "myntra/catalog.csv", ["id", "name"]),
    ):
        catalog = load_catalog(folder / path)[:n_rows]
        truth = [gold.get((source, name)) for name in catalog["product_type"]]
        yield f"{source}, {' and '.join(columns[1:])}", catalog[columns], truth


def measure(name, products, truth):
    """Fit, predict and score one catalogue."""
    begin = time.process_time()
    pipeline = make_pipeline(images=False).fit(products)
    fitted = time.process_time()
    types = product_types(pipeline, products)
    done = time.process_time()
    held_out = np.array([not is_dev(key) for key in products["id"]])
    row = {"catalogue": name}
    for part, rows in (("all", np.ones(len(products), dtype=bool)), ("hold-out", held_out)):
        gold = [one for one, kept in zip(truth, rows, strict=True) if kept]
        scores = score_types(gold, types["shopify_id"][rows], types["confidence"][rows])
        row |= {
            f"{part}": scores.n_scored,
            f"{part} right": scores.right,
            f"{part} too coarse": scores.too_coarse,
            f"{part} wrong": scores.wrong,
            f"{part} ECE": scores.calibration_error,
        }
    row |= {"fit s": fitted - begin, "predict/s": len(products) / (done - fitted)}
    return row, score_types(truth, types["shopify_id"], types["confidence"])


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first rows, as a trial")
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"])
    measured = [measure(*one) for one in catalogues(folder, n_rows)]
    table = pd.DataFrame([row for row, _ in measured]).set_index("catalogue").T
    print(table.to_string(float_format=lambda value: f"{value:.3f}"))
    for row, scores in measured:
        print(f"\n{row['catalogue']}\n{scores.confusions.head(8).to_string(index=False)}")


if __name__ == "__main__":
    main()
