"""What the classifier of garments adds to a catalogue of photos with hardly any words.

Photos of the clothing dataset as a catalogue: of a few products the name tells what
they are, the others have a photo and nothing else. The senders of the photos are dealt
into two halves; `GarmentClassifier` is fitted to the photos of one, the catalogue is
drawn from the other. Prints accuracy on the products without a name, with and without
the classifier of garments.

    FASHION_CLF_DATA=... python docs/benchmarks/few_words.py
"""

import argparse
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold

from fashion_clf import make_pipeline
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.images import GarmentClassifier
from fashion_clf.images.garments._labeler import load_classes

NAMES = {"outwear": "Jacket", "longsleeve": "Long sleeve tee"}


def read(folder):
    """Read the photos of the ten classes, and their categories."""
    labels = pd.read_csv(folder / "labels.csv")
    labels = labels[labels["label"].isin(load_classes())].reset_index(drop=True)
    labels["path"] = [str(folder / "images" / name) for name in labels["image"]]
    labels["category"] = labels["label"].map(load_classes())
    labels["name"] = [NAMES.get(label, label.capitalize()) for label in labels["label"]]
    return labels


def accuracy(rows, named, garments):
    """Fit a catalogue in which few products are named, and score the others."""
    names = np.where(named, rows["name"], "")
    products = pd.DataFrame({"name": names, "image": rows["path"].to_numpy()})
    predicted = make_pipeline(garments=garments).fit(products).predict(products)
    return (predicted == rows["category"].to_numpy())[~named].mean()


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=1000, help="default: %(default)s")
    parser.add_argument("--rows", type=int, help="a trial on so many small photos")
    arguments = parser.parse_args()
    trial = arguments.rows is not None
    n_products = arguments.rows if trial else arguments.products
    warnings.simplefilter("ignore", FashionClfWarning)
    labels = read(Path(os.environ["FASHION_CLF_DATA"]) / "clothing")
    kept, left = next(GroupKFold(2).split(labels, groups=labels["sender"]))
    if trial:
        kept = kept[:: max(1, len(kept) // n_products)]
    learned, others = labels.iloc[kept], labels.iloc[left]
    settings = {"n_components": 8, "image_size": 96} if trial else {}
    garments = GarmentClassifier(n_jobs=-1, **settings).fit(
        learned["path"], learned["label"].to_numpy().astype(str), groups=learned["sender"]
    )
    rows = others.iloc[np.random.RandomState(0).permutation(len(others))[:n_products]]
    draw = np.random.RandomState(1).uniform(size=len(rows))
    print(f"{len(learned)} photos to learn garments from, {len(rows)} products")
    for share in (0.3,) if trial else (0.0, 0.05, 0.1, 0.3):
        named = draw < share
        found = [
            accuracy(rows, named, one) for one in ([garments] if not share else [garments, False])
        ]
        print(f"{share:.0%} named: " + ", ".join(f"{value:.3f}" for value in found), flush=True)


if __name__ == "__main__":
    main()
