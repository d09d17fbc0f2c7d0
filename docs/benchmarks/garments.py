"""GarmentClassifier on labelled photos of clothes.

Fits the train split and the extra photos of the same ten classes, scores the
validation split; prints accuracy, CPU seconds to fit, photos predicted in a
second on all cores, and the size of the saved model. With --by-sender also the
accuracy in three folds in which no photographer is in two folds.

    FASHION_CLF_DATA=... python docs/benchmarks/garments.py
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.model_selection import GroupKFold

from fashion_clf.images import GarmentClassifier


def spread(rows, n_rows):
    """Take so many rows, evenly, or all."""
    return rows if n_rows is None else rows[:: max(1, len(rows) // n_rows)]


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only about so many photos, as a trial")
    parser.add_argument("--by-sender", action="store_true", help="score folds by sender, too")
    arguments = parser.parse_args()
    folder = Path(os.environ["FASHION_CLF_DATA"]) / "clothing"
    labels = pd.read_csv(folder / "labels.csv")
    labels = labels[labels["label"].isin(set(labels.loc[labels["split"] == "validation", "label"]))]
    paths = np.array([str(folder / "images" / name) for name in labels["image"]])
    y = labels["label"].to_numpy().astype(str)
    held = (labels["split"] == "validation").to_numpy()
    train, held = (spread(np.flatnonzero(part), arguments.rows) for part in (~held, held))

    begin, model = time.process_time(), GarmentClassifier(n_jobs=-1)
    model.fit(paths[train], y[train])
    fitted = time.process_time() - begin
    begin = time.perf_counter()
    predicted = model.predict(paths[held])
    rate = len(held) / (time.perf_counter() - begin)
    with tempfile.TemporaryDirectory() as scratch:
        joblib.dump(model, Path(scratch) / "model.joblib", compress=3)
        size = (Path(scratch) / "model.joblib").stat().st_size / 1e6
    print(
        f"{len(train)} photos fitted in {fitted:.0f} CPU s; validation accuracy "
        f"{(predicted == y[held]).mean():.3f} of {len(held)}; {rate:.0f} photos a second; "
        f"{size:.1f} MB"
    )
    if arguments.by_sender:
        senders = labels["sender"].to_numpy()[train]
        right = []
        for kept, left in GroupKFold(3).split(train, groups=senders):
            one = clone(model).fit(paths[train][kept], y[train][kept])
            right.append((one.predict(paths[train][left]) == y[train][left]).mean())
        print(f"by sender: {np.mean(right):.3f} ({', '.join(f'{r:.3f}' for r in right)})")


if __name__ == "__main__":
    main()
