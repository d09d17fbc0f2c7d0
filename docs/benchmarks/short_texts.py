"""Accuracy on difficult short texts, by kind of difficulty.

The texts are a CSV file with the columns text, expected (categories that count as right, with
``|`` between) and kind. They are classified by a pipeline fitted to 3,000 products of the
synthetic catalogue, and by the pretrained pipeline.

    FASHION_CLF_DATA=... python docs/benchmarks/short_texts.py [--file texts.csv]
"""

import argparse
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from fashion_clf import evaluate, load_pretrained, make_pipeline
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import FashionClfWarning

SURE = 0.95


def main():
    """Print a row for each model and column, then a row for each kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--file", type=Path, help="the texts")
    parser.add_argument("--rows", type=int, help="only the first rows")
    options = parser.parse_args()
    warnings.simplefilter("ignore", FashionClfWarning)
    path = options.file or Path(os.environ["FASHION_CLF_DATA"]).parent / "cases/texts.csv"
    texts = pd.read_csv(path)
    texts = texts[texts["kind"] != "not English"].reset_index(drop=True)[: options.rows]
    allowed = [set(cell.split("|")) for cell in texts["expected"]]
    models = {
        "fitted": make_pipeline(images=False).fit(make_catalog(3000, random_state=0).products),
        "pretrained": load_pretrained(),
    }
    kinds = {}
    for name, pipeline in models.items():
        for column in ("name", "description"):
            table = pipeline[-1].predict_table([{column: text} for text in texts["text"]])
            right = np.array(
                [found in good for found, good in zip(table["category"], allowed, strict=True)]
            )
            confidence = table["category_confidence"].to_numpy()
            # a category that counts as right is the gold
            gold = np.where(right, table["category"], [min(good) for good in allowed])
            scores = evaluate(gold, table["category"], proba=confidence)
            sure = confidence >= SURE
            kinds[name, column] = pd.Series(right).groupby(texts["kind"]).mean()
            print(
                f"{name}, text as {column}: {scores.accuracy:.3f} of {len(right)} right; "
                f"{right[sure].mean():.3f} of the {sure.sum()} at {SURE} or more; "
                f"ECE {scores.calibration_error:.3f}"
            )
    table = pd.DataFrame(kinds)
    table["texts"] = texts["kind"].value_counts()
    print(table.to_string(float_format="{:.2f}".format))


if __name__ == "__main__":
    main()
