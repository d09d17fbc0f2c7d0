"""Make what lies in artifacts/: the pretrained pipeline and the challenge's categories.

The pipeline is fitted, without labels, on the texts of the product
classification challenge, which is downloaded unless FASHION_CLF_DATA has it::

    python docs/make_artifacts.py

It is then loaded again, and what it predicts is written as one row a product.
"""

import argparse
import warnings
from pathlib import Path

from fashion_clf import load_model, make_pipeline, save_model
from fashion_clf.datasets import fetch_challenge
from fashion_clf.exceptions import LabelingWarning

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"


def main():
    """Fit, save, load, predict, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ARTIFACTS, help="default: %(default)s")
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("default", LabelingWarning)

    products = fetch_challenge().products
    pipeline = make_pipeline(images=False).fit(products)
    trained_on = "product classification challenge: texts of 1,000 products, no labels"
    save_model(pipeline, folder / "fashion_clf.joblib", metadata={"trained_on": trained_on})
    table = load_model(folder / "fashion_clf.joblib")[-1].predict_table(products)
    table["category_confidence"] = table["category_confidence"].round(4)
    table.to_csv(folder / "challenge_categories.csv", index_label="index", lineterminator="\n")
    print(f"{len(table)} products; {folder}")
    print(table.groupby("category_source").size().to_string())


if __name__ == "__main__":
    main()
