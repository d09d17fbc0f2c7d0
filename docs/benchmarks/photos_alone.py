"""What a catalogue gets that has photos and not a word.

50 myntra photos of each category, where there are as many, of the dev half and as many of the
half kept apart; `make_pipeline().fit(products)` on the photos alone. Prints accuracy, mean
confidence, expected calibration error and, for each category, how many are right, how many
have a confidence above 0.7, and how many of all have one and are wrong. Then the figures of
`ShapeClassifier` on the last 10,000 pictures of Fashion-MNIST's training split, learned from
the others (its published test split is kept apart).

    FASHION_CLF_DATA=... python docs/benchmarks/photos_alone.py
"""

import argparse
import os
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from zero_labels import is_dev

from fashion_clf import make_pipeline
from fashion_clf.evaluation import calibration_error
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.images import ShapeClassifier

SIX = ["TOPS", "PANT", "DRESS", "OUTERWEAR", "SHOE", "BAG"]
EACH = 50
LEFT_OUT = 10_000


def draw(catalog, n):
    """Draw so many photos of each category, or all where there are fewer."""
    parts = [
        part.sample(min(n, len(part)), random_state=0) for _, part in catalog.groupby("category")
    ]
    return pd.concat(parts)


def photos_alone(name, rows, folder):
    """Fit and score one half."""
    products = pd.DataFrame({"image": [str(folder / photo) for photo in rows["image"]]})
    begin = time.process_time()
    table = make_pipeline().fit(products)[-1].predict_table(products)
    seconds = time.process_time() - begin
    truth, sure = rows["category"].to_numpy(), table["category_confidence"].to_numpy()
    right = table["category"].to_numpy() == truth
    each = {one: right[truth == one].mean() for one in sorted(set(truth))}
    six = np.mean([each[one] for one in SIX if one in each])
    error = calibration_error(right, sure, 10)
    print(
        f"{name}: {len(rows)} photos, right {right.mean():.3f}, the six {six:.3f}, confidence "
        f"{sure.mean():.3f}, ECE {error:.3f}, {seconds:.0f} CPU s"
    )
    for one, share in each.items():
        high = sure[truth == one] > 0.7
        wrong = high & ~right[truth == one]
        print(
            f"  {one:10s} right {share:.2f}, above 0.7 {high.mean():.2f}, and wrong "
            f"{wrong.mean():.2f}"
        )


def shapes(folder, n_rows):
    """Score `ShapeClassifier` on pictures that it did not learn from."""
    data = np.load(folder / "fashion_mnist" / "train.npz")
    images, labels = data["images"][:n_rows], data["labels"][:n_rows]
    left = min(LEFT_OUT, len(images) // 6)
    begin = time.process_time()
    model = ShapeClassifier(random_state=0).fit(images[:-left], labels[:-left])
    fitted = time.process_time()
    proba = model.predict_proba(images[-left:])
    done = time.process_time()
    right = model.classes_[proba.argmax(axis=1)] == labels[-left:]
    error = calibration_error(right, proba.max(axis=1), 10)
    print(
        f"ShapeClassifier: {len(images) - left} to learn from, {left} scored: {right.mean():.4f}, "
        f"ECE {error:.3f}; fit {fitted - begin:.0f} CPU s, "
        f"{left / (done - fitted):.0f} pictures a CPU s"
    )


def main():
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="a trial on so many pictures")
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"])
    catalog = pd.read_csv(folder / "myntra" / "catalog.csv", keep_default_na=False)
    dev = np.array([is_dev(key) for key in catalog["id"].astype(str)])
    each = EACH if n_rows is None else max(1, n_rows // 1000)
    for name, half in (("dev", catalog[dev]), ("kept apart", catalog[~dev])):
        photos_alone(name, draw(half, each), folder / "myntra")
    shapes(folder, n_rows)


if __name__ == "__main__":
    main()
