"""What photos tell where titles do not: accuracy on myntra with most titles masked.

In seven of ten products, chosen by a hash of their id, every word of the title that
a rule matches is removed before the pipeline is fitted, so that only the photo and
left-over words can tell. Prints accuracy and macro-F1 (categories with at least five
of them) on those products, on both halves of the catalogue (dev and hold-out), and
CPU seconds to fit, photos read included; below it the same without photos, and with
full titles, where photos must not hurt.

    FASHION_CLF_DATA=... python docs/benchmarks/masked_titles.py
"""

import argparse
import os
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from unseen_words import mask
from zero_labels import is_dev

from fashion_clf import evaluate, load_catalog, make_pipeline
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.text import tokenize_products


def measure(name, table, gold, dev, images):
    """Fit one table of products, and score those of both halves."""
    begin = time.process_time()
    pipeline = make_pipeline(images=images).fit(table)
    seconds = time.process_time() - begin
    begin = time.process_time()
    predicted = pipeline.predict(table)
    row = {"titles": name, "photos": "yes" if images else "no"}
    for half, rows in (("", dev | ~dev), ("dev ", dev), ("hold-out ", ~dev)):
        rows = rows & (gold != "")
        if rows.any():
            scores = evaluate(gold[rows], predicted[rows])
            row[f"{half}accuracy"], row[f"{half}macro-F1"] = scores.accuracy, scores.macro_f1
    return row | {"fit s": seconds, "predict s": time.process_time() - begin}


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first rows, as a trial")
    parser.add_argument("--masked-only", action="store_true", help="leave the full titles out")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"]) / "myntra"
    catalog = load_catalog(folder / "catalog.csv")[: arguments.rows]
    photos = [str(folder / photo) for photo in catalog["image"]]
    gold = catalog["category"].to_numpy(dtype=object)
    dev = np.array([is_dev(key) for key in catalog["id"]])
    masked_table, masked = mask(catalog[["id", "name"]])
    full = tokenize_products(catalog[["id", "name"]])
    kinds = [("masked", masked_table, np.where(masked, gold, ""))]
    if not arguments.masked_only:
        kinds.append(("full", full, gold))
    rows = [
        measure(name, table.assign(image=photos), scored, dev, images)
        for name, table, scored in kinds
        for images in (True, False)
    ]
    print(pd.DataFrame(rows).to_string(index=False, float_format=lambda value: f"{value:.3f}"))


if __name__ == "__main__":
    main()
