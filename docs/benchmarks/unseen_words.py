"""What is learned beyond the rules: accuracy where every word of a rule is taken away.

In seven of ten products, chosen by a hash of their id or row, every word that a
rule matches is removed before the pipeline is fitted; no rule can then vote on
them. Prints the accuracy on those, and on the others, of each catalogue, beside
the share of the commonest category. With --estimator logistic regression alone,
or LightGBM without the linear head start, stands in for both together.

    FASHION_CLF_DATA=... python docs/benchmarks/unseen_words.py
"""

import argparse
import hashlib
import os
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from zero_labels import catalogues

from fashion_clf import make_pipeline
from fashion_clf.classifier._masking import hide_matches
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.labeling import RuleLabeler
from fashion_clf.text import tokenize_products


def is_masked(key):
    """Whether the product of this id, or in this row, loses its words."""
    return int(hashlib.sha256(f"mask{key}".encode()).hexdigest(), 16) % 10 >= 3


def mask(products):
    """Give the products as tokens, and which of them have lost every word of a rule."""
    table = tokenize_products(products)
    keys = products["id"] if "id" in products else range(len(products))
    masked = np.array([is_masked(key) for key in keys])
    labeler = RuleLabeler().fit()
    while True:  # what is left can close up into another phrase
        fired = [
            rules if gone else {} for rules, gone in zip(labeler.match(table), masked, strict=True)
        ]
        if not any(fired):
            return table, masked
        table = hide_matches(table, fired)


def measure(name, products, gold, estimator="both"):
    """Fit and score one catalogue."""
    table, masked = mask(products)
    pipeline = make_pipeline(images=False)
    if estimator == "logistic":
        pipeline.set_params(classifier__estimator=LogisticRegression(C=10, max_iter=1000))
    elif estimator == "lightgbm":
        pipeline.set_params(classifier__estimator=pipeline[-1].estimator.booster)
    predicted = pipeline.fit(table).predict(table)
    scored = np.array([label is not None and label == label for label in gold])
    right = predicted == np.asarray(gold, dtype=object)
    commonest = Counter(np.asarray(gold, dtype=object)[scored & masked]).most_common(1)[0][1]
    return {
        "catalogue": name,
        "masked": (scored & masked).sum(),
        "accuracy": right[scored & masked].mean(),
        "commonest": commonest / (scored & masked).sum(),
        "accuracy of the others": right[scored & ~masked].mean(),
    }


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first rows of each, as a trial")
    parser.add_argument("--estimator", choices=["both", "logistic", "lightgbm"], default="both")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"])
    table = pd.DataFrame(
        [measure(*one, arguments.estimator) for one in catalogues(folder, arguments.rows)]
    )
    print(table.to_string(index=False, float_format=lambda value: f"{value:.3f}"))


if __name__ == "__main__":
    main()
