"""GarmentClassifier on labelled photos of clothes.

Fits the train split and the extra photos of the same ten classes, scores the
validation split; prints accuracy, expected calibration error (ECE), CPU seconds to
fit, photos predicted in a second on all cores, and the size of the saved model. With
--by-sender also accuracy and ECE in five folds of the fitted photos in which no
photographer is in two folds, and how unsure it is of photos of other things.

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


def calibration_error(proba, right):
    """Mean gap of confidence and accuracy, in 15 bins of confidence."""
    confidence = proba.max(axis=1)
    bins = np.ceil(confidence * 15)
    return sum(
        abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    )


def by_sender(model, paths, y, senders, n_folds=5):
    """Predict each photo by a model that saw none of its sender."""
    proba = np.empty((len(y), len(np.unique(y))))
    for kept, left in GroupKFold(n_folds).split(paths, groups=senders):
        one = clone(model).fit(paths[kept], y[kept], groups=senders[kept])
        proba[left] = one.predict_proba(paths[left])
    return proba


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only about so many photos, as a trial")
    parser.add_argument("--by-sender", action="store_true", help="score folds by sender, too")
    arguments = parser.parse_args()
    folder = Path(os.environ["FASHION_CLF_DATA"]) / "clothing"
    labels = pd.read_csv(folder / "labels.csv")
    known = set(labels.loc[labels["split"] == "validation", "label"])
    others = labels.loc[~labels["label"].isin(known), "image"]
    labels = labels[labels["label"].isin(known)]
    paths = np.array([str(folder / "images" / name) for name in labels["image"]])
    y = labels["label"].to_numpy().astype(str)
    held = (labels["split"] == "validation").to_numpy()
    senders = labels["sender"].to_numpy()
    train, held = (spread(np.flatnonzero(part), arguments.rows) for part in (~held, held))

    begin, model = time.process_time(), GarmentClassifier(n_jobs=-1)
    model.fit(paths[train], y[train], groups=senders[train])
    fitted = time.process_time() - begin
    begin = time.perf_counter()
    proba = model.predict_proba(paths[held])
    rate = len(held) / (time.perf_counter() - begin)
    with tempfile.TemporaryDirectory() as scratch:
        joblib.dump(model, Path(scratch) / "model.joblib", compress=3)
        size = (Path(scratch) / "model.joblib").stat().st_size / 1e6
    right = model.classes_[proba.argmax(axis=1)] == y[held]
    print(
        f"{len(train)} photos fitted in {fitted:.0f} CPU s; validation accuracy "
        f"{right.mean():.3f} of {len(held)}, ECE {calibration_error(proba, right):.3f}; "
        f"{rate:.0f} photos a second; {size:.1f} MB"
    )
    if arguments.by_sender:
        odd = model.predict_proba([str(folder / "images" / name) for name in others])
        print(f"other things: mean confidence {odd.max(axis=1).mean():.3f} of {len(others)}")
        proba = by_sender(model, paths[train], y[train], senders[train])
        right = model.classes_[proba.argmax(axis=1)] == y[train]
        print(f"by sender: {right.mean():.3f}, ECE {calibration_error(proba, right):.3f}")
        print(f"mean confidence by sender: {proba.max(axis=1).mean():.3f}")


if __name__ == "__main__":
    main()
