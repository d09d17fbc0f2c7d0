"""Make artifacts/studio.joblib: the classifier of the photos of shops.

It is fitted to drawings of products alone, which this draws::

    python docs/make_studio.py
"""

import argparse
import tempfile
from pathlib import Path

from fashion_clf import save_model
from fashion_clf.datasets import make_shop_photos
from fashion_clf.images import StudioClassifier

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"


def main():
    """Draw, fit and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ARTIFACTS, help="default: %(default)s")
    parser.add_argument("--rows", type=int, default=14_400, help="drawings (default: %(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        drawn = make_shop_photos(folder, arguments.rows, random_state=0, n_jobs=2)
        model = StudioClassifier(n_jobs=2).fit(drawn.photos, drawn.categories)
    model.set_params(n_jobs=None)
    arguments.output.mkdir(parents=True, exist_ok=True)
    metadata = {"trained_on": f"{len(drawn.photos)} drawings of make_shop_photos, random_state 0"}
    sidecar = save_model(model, arguments.output / "studio.joblib", metadata=metadata)
    print(f"{len(drawn.photos)} drawings, {sidecar['size'] / 1e6:.1f} MB; {arguments.output}")


if __name__ == "__main__":
    main()
