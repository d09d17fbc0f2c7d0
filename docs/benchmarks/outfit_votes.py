"""Photos of outfits as a catalogue: which of the garments in a photo is for sale.

OutfitClassifier learns from half of the photos; the others are products, one garment of each
drawn as the one for sale. Three of ten texts name it, the others tell a part of the body, a
material or nothing. Prints accuracy on those, of pipelines that ask no classifier of photos,
that of the library, and OutfitClassifier.

    FASHION_CLF_DATA=... python docs/benchmarks/outfit_votes.py
"""

import argparse
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from fashion_clf import make_pipeline
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.images import OutfitClassifier
from fashion_clf.images.garments._joined import garments_file

NOUNS = {
    "BAG": "bag", "DRESS": "dress", "JUMPSUIT": "jumpsuit", "OUTERWEAR": "coat", "PANT": "trousers",
    "SHOE": "shoes", "SHORTS": "shorts", "SKIRT": "skirt", "TOPS": "blouse",
}  # fmt: skip
HINTS = {  # what such a product may say of itself without its name
    **dict.fromkeys(("BAG", "SHOE"), "Nappa leather."),
    **dict.fromkeys(("PANT", "SKIRT", "SHORTS"), "High waist."),
    **dict.fromkeys(("TOPS", "DRESS", "OUTERWEAR", "JUMPSUIT"), "New this season."),
}


def make_products(labels, folder, rng):
    """Draw what is for sale; gives products, their categories, and whether a text names them."""
    told = garments_file()["worn"]
    rows = []
    for image, garments in zip(labels["image"], labels["garments"], strict=True):
        worn = sorted({told[one] for one in garments.split("|") if one in told} & set(NOUNS))
        if worn:
            category = worn[rng.integers(len(worn))]
            named = rng.random() < 0.3
            text = f"A {NOUNS[category]}." if named else HINTS[category]
            rows.append((text, str(folder / "images" / image), category, named))
    table = pd.DataFrame(rows, columns=["description", "image", "category", "named"])
    return table[["description", "image"]], table["category"], table["named"]


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first photos, as a trial")
    parser.add_argument("--seed", type=int, default=0, help="of halves and of what is for sale")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"]) / "outfits"
    labels = pd.read_csv(folder / "labels.csv")[: arguments.rows]
    rng = np.random.default_rng(arguments.seed)
    learned = np.zeros(len(labels), dtype=bool)
    learned[rng.permutation(len(labels))[: len(labels) // 2]] = True
    worn = labels["garments"].str.get_dummies().astype(bool)
    photos = [str(folder / "images" / image) for image in labels["image"]]
    model = OutfitClassifier(n_jobs=-1)
    model.fit([photos[row] for row in np.flatnonzero(learned)], worn[learned])
    products, gold, named = make_products(labels[~learned], folder, rng)
    hidden = ~named
    rows = []
    for name, garments in (("none", False), ("the library's", True), ("OutfitClassifier", model)):
        pipeline = make_pipeline(garments=garments).fit(products)
        right = pd.Series(pipeline.predict(products) == gold, gold.index)[hidden]
        labeler = pipeline[-1].photo_labeler_
        row = {"asked": name, "all": right.mean(), "n": len(right)}
        row |= right.groupby(gold[hidden]).mean().to_dict()
        rows.append(row | {"weight": getattr(labeler, "weight_", np.nan)})
    print(pd.DataFrame(rows).to_string(index=False, float_format=lambda value: f"{value:.3f}"))
    print(gold[hidden].value_counts().to_dict())


if __name__ == "__main__":
    main()
