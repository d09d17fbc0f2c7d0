"""How many products can be left unchecked: precision and coverage by confidence.

Fits each catalogue without labels, sorts its gold rows by confidence and prints
the coverage at which precision is still 99 %, then the curve of the first
catalogue. Below it: the pretrained model, not fitted to the catalogue at all.

    FASHION_CLF_DATA=... python docs/benchmarks/coverage.py
"""

import argparse
import os
import warnings
from pathlib import Path

import pandas as pd
from zero_labels import catalogues

from fashion_clf import evaluate, load_pretrained, make_pipeline
from fashion_clf.evaluation import precision_coverage
from fashion_clf.exceptions import FashionClfWarning

PRECISION = 0.99


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first rows of each, as a trial")
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"])
    curves, transferred = {}, []
    pretrained = load_pretrained()
    for name, products, gold in catalogues(folder, n_rows):
        table = make_pipeline(images=False).fit(products)[-1].predict_table(products)
        curves[name] = precision_coverage(gold, table["category"], table["category_confidence"])
        proba = pretrained.predict_proba(products)
        scores = evaluate(gold, pretrained.classes_[proba.argmax(axis=1)], proba=proba)
        transferred.append((name, scores.accuracy, scores.macro_f1, scores.calibration_error))
    for name, curve in curves.items():
        reached = curve[curve["precision"] >= PRECISION]
        print(f"{name}: coverage {reached['coverage'].max():.3f} at {PRECISION:.0%} precision")
    curve = curves["challenge"]
    shown = curve.iloc[:: max(1, len(curve) // 15)]
    print("\nchallenge\n" + shown.round(3).to_string(index=False))
    columns = ["load_pretrained()", "accuracy", "macro-F1", "ECE"]
    print("\n" + pd.DataFrame(transferred, columns=columns).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
