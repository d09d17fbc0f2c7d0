"""Make artifacts/shapes.joblib: the classifier of garments by their shape.

It is fitted to the training split of Fashion-MNIST (Zalando Research, MIT): 60,000 shop photos,
cut out, grey, 28 x 28, of ten classes::

    FASHION_CLF_DATA=... python docs/make_shapes.py
"""

import argparse
import os
from pathlib import Path

import numpy as np

from fashion_clf import save_model
from fashion_clf.images import ShapeClassifier

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"
CLASSES = (
    "t-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
    "ankle boot",
)  # fmt: skip


def main():
    """Fit and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ARTIFACTS, help="default: %(default)s")
    parser.add_argument("--rows", type=int, help="only the first pictures, as a trial")
    arguments = parser.parse_args()
    data = np.load(Path(os.environ["FASHION_CLF_DATA"]) / "fashion_mnist" / "train.npz")
    images, codes = data["images"][: arguments.rows], data["labels"][: arguments.rows]
    # fewer landmarks and components than by default: a file of 6 MB, a percent less accurate
    model = ShapeClassifier(n_landmarks=4000, n_dimensions=250)
    model.fit(images, np.array(CLASSES)[codes])
    arguments.output.mkdir(parents=True, exist_ok=True)
    metadata = {"trained_on": f"Fashion-MNIST (MIT), {len(images)} pictures of its training split"}
    sidecar = save_model(model, arguments.output / "shapes.joblib", metadata=metadata)
    print(f"{len(images)} pictures, {sidecar['size'] / 1e6:.1f} MB; {arguments.output}")


if __name__ == "__main__":
    main()
