"""Classify a catalogue without a single label: fit, predict, save, load, explain.

Run it as it is for a synthetic catalogue with photos, or on your own::

    python docs/example.py
    python docs/example.py --catalog products.json --images photos/

It writes the classified catalogue, the model and a contact sheet of the result
into a new temporary folder, or into the one that ``--output`` names.
"""

import argparse
import tempfile
import warnings
from pathlib import Path

import pandas as pd
from PIL import Image, ImageDraw

from fashion_clf import evaluate, load_catalog, load_model, make_pipeline, save_model, write_catalog
from fashion_clf.catalog import add_predictions, as_products
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import FashionClfWarning


def read_catalog(arguments, folder):
    """Give the products, and the true categories where they are known."""
    if arguments.catalog:
        return load_catalog(arguments.catalog, image_dir=arguments.images), None
    bunch = make_catalog(400, random_state=0, image_dir=folder / "photos")
    return bunch.products, bunch.gold


def explain(pipeline, products, table, n_rows=8):
    """Show for a few products what was decided, and which rules made it so."""
    rows = table.groupby("category_source").head(3).index[:n_rows]
    classifier = pipeline[-1]
    texts = as_products(products).loc[rows]
    fired = classifier.labeler_.match(products.loc[rows])
    return pd.DataFrame(
        {
            "text": [
                f"{name} {description}".strip()[:44]
                for name, description in zip(texts["name"], texts["description"], strict=True)
            ],
            "category": table.category[rows].to_numpy(),
            "confidence": table.category_confidence[rows].round(2).to_numpy(),
            "source": table.category_source[rows].to_numpy(),
            "rules": [", ".join(list(rules)[:2]) or "-" for rules in fired],
        }
    )


def contact_sheet(products, table, path, n_columns=6, side=150):
    """Draw two photos of each category with what was decided."""
    shown = table[products["image"].notna()].groupby("category").head(2)
    shown = shown.sort_values("category").index
    n_rows = -(-len(shown) // n_columns)
    sheet = Image.new("RGB", (n_columns * side, n_rows * (side + 16)), "white")
    draw = ImageDraw.Draw(sheet)
    for place, row in enumerate(shown):
        x, y = place % n_columns * side, place // n_columns * (side + 16)
        with Image.open(products["image"][row]) as photo:
            photo.thumbnail((side - 8, side - 8))
            sheet.paste(photo, (x + 4, y + 4))
        label = f"{table.category[row]} {table.category_confidence[row]:.2f}"
        draw.text((x + 6, y + side - 2), label, fill="black")
    sheet.save(path)


def main():
    """Run the example."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--catalog", help="a .json, .jsonl or .csv file; default: synthetic")
    parser.add_argument("--images", help="folder of its photos")
    parser.add_argument("--output", help="folder for the results; default: a temporary one")
    arguments = parser.parse_args()
    folder = Path(arguments.output or tempfile.mkdtemp(prefix="fashion_clf_"))
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("always", FashionClfWarning)

    products, gold = read_catalog(arguments, folder)
    has_photos = "image" in products and products["image"].notna().any()
    pipeline = make_pipeline(images=bool(has_photos)).fit(products)
    table = pipeline[-1].predict_table(products)
    print(f"{len(products)} products, no label given\n")
    print(table.groupby("category").category_confidence.agg(["size", "mean"]).round(2).to_string())
    print(f"\ndecided by: {table.category_source.value_counts().to_dict()}\n")
    print(explain(pipeline, products, table).to_string(index=False))
    if gold is not None:
        scores = evaluate(gold, table.category.to_numpy())
        print(f"\naccuracy {scores.accuracy:.3f}, macro-F1 {scores.macro_f1:.3f} (true categories)")

    save_model(pipeline, folder / "model.joblib")
    again = load_model(folder / "model.joblib")
    same = again[-1].predict_table(products).equals(table)
    print(f"\nsaved and loaded: predictions are {'equal' if same else 'DIFFERENT'}")
    write_catalog(add_predictions(products, *table.to_numpy().T), folder / "categories.json")
    if has_photos:
        contact_sheet(products, table, folder / "result.png")
    print(f"results: {folder}")


if __name__ == "__main__":
    main()
