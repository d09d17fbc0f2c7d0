"""Make artifacts/garments.joblib: the classifier of photos of clothes.

It is fitted to all photos of the clothing dataset (alexeygrigorev/clothing-dataset,
CC0) that are of ten classes, the validation split included; nothing is left to score
it on. What to expect of it is measured without them, see docs/benchmarks.md::

    FASHION_CLF_DATA=... python docs/make_garments.py
"""

import argparse
import os
from pathlib import Path

import pandas as pd

from fashion_clf import save_model
from fashion_clf.images import GarmentClassifier

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"
SOURCE = "clothing dataset (CC0), photos of ten classes: train, validation and extra"


def main():
    """Fit and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ARTIFACTS, help="default: %(default)s")
    output = parser.parse_args().output
    folder = Path(os.environ["FASHION_CLF_DATA"]) / "clothing"
    labels = pd.read_csv(folder / "labels.csv")
    kept = set(labels.loc[labels["split"] == "validation", "label"])
    labels = labels[labels["label"].isin(kept)]
    photos = [str(folder / "images" / name) for name in labels["image"]]

    model = GarmentClassifier(n_jobs=-1)
    model.fit(photos, labels["label"].to_numpy().astype(str), groups=labels["sender"])
    output.mkdir(parents=True, exist_ok=True)
    metadata = {"trained_on": f"{SOURCE}; {len(photos)} photos"}
    sidecar = save_model(
        model.set_params(n_jobs=None), output / "garments.joblib", metadata=metadata
    )
    print(f"{len(photos)} photos, {sidecar['size'] / 1e6:.1f} MB; {output}")


if __name__ == "__main__":
    main()
