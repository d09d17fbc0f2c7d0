"""Accuracy on catalogues whose texts have shop boilerplate in front of, in or behind them.

Each kind of boilerplate is put into every description of three catalogues, which are then
fitted without labels and predicted, and predicted by the pretrained pipeline. Prints the
accuracy of the clean texts, and the difference that each kind makes at each position.

    FASHION_CLF_DATA=... python docs/benchmarks/boilerplate.py [--rows N] [--kind KIND ...]
"""

import argparse
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from fashion_clf import load_catalog, load_pretrained, make_pipeline
from fashion_clf.evaluation import load_gold
from fashion_clf.exceptions import FashionClfWarning

SECTIONS = ["New in", "Dresses", "Tops", "Jeans", "Skirts", "Shoes", "Bags", "Jewellery", "Sale"]
KINDS = {
    "delivery": "Free delivery on shoes and bags over 50.",
    "cross-selling": "You may also like: suede ankle boots, leather tote bag, silk scarf.",
    "bought together": "Customers also bought: Gold hoop earrings, Denim jacket, Sneakers.",
    "menu of links": "<ul class='nav'>"
    + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in SECTIONS)
    + "</ul>",
    "menu": "<ul>" + "".join(f"<li>{name}</li>" for name in SECTIONS) + "</ul>",
    "navigation": "<nav>" + " ".join(SECTIONS) + "</nav>",
    "select": "<select><option>Dress</option><option>Skirt</option></select>",
    "welcome": "Welcome to our dress boutique.",
    "breadcrumb": "Home > Women > Dresses > Midi dresses\n",
    "brand": "We are a denim brand known for our jeans since 1972.",
    "returns": "Returns: unworn shoes and dresses can be sent back within 30 days.",
    "model": "Our model wears a size S top with a pleated skirt and ankle boots.",
    "newsletter": "Sign up for our newsletter and get 10% off your first dress!",
    "look": "Complete the look with our wool coat and knee boots.",
}
PLACES = ("in front", "within", "behind")


def furnish(text, boilerplate, place):
    """Put boilerplate into a text."""
    if place == "in front":
        return f"{boilerplate} {text}"
    if place == "behind":
        return f"{text} {boilerplate}"
    head, stop, tail = text.partition(". ")
    return f"{head}{stop}{boilerplate} {tail}" if stop else f"{boilerplate} {text}"


def catalogues(folder, n_rows=None):
    """Give name, products, the column of the text, and gold of each catalogue."""
    challenge = load_catalog(folder / "challenge/product_data.json")
    gold = load_gold(folder / "challenge/gold_dev.csv", challenge)
    yield "challenge", challenge[["description"]][:n_rows], "description", gold[:n_rows]
    hm = load_catalog(folder / "hm/catalog.jsonl")[:n_rows]
    yield "hm", hm[["id", "description"]], "description", hm["category"].to_numpy()
    myntra = load_catalog(folder / "myntra/catalog.csv")[: n_rows or 3000]
    titles = myntra[["id", "name"]].rename(columns={"name": "description"})
    yield "myntra", titles, "description", myntra["category"].to_numpy()


def main():
    """Print a row for each catalogue, kind and place."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first rows of each catalogue")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only these kinds")
    parser.add_argument("--place", action="append", choices=PLACES, help="only these places")
    options = parser.parse_args()
    warnings.simplefilter("ignore", FashionClfWarning)
    pretrained = load_pretrained()
    rows = []
    for name, products, column, gold in catalogues(
        Path(os.environ["FASHION_CLF_DATA"]), options.rows
    ):
        scored = np.array([isinstance(label, str) for label in gold])

        def accuracy(pipeline, table, scored=scored, gold=gold):
            return (pipeline.predict(table)[scored] == gold[scored]).mean()

        texts = products[column].fillna("")
        clean = [accuracy(make_pipeline(images=False).fit(products), products)]
        clean.append(accuracy(pretrained, products))
        rows.append((name, "none", "", *clean, 0.0, 0.0))
        for kind in options.kind or KINDS:
            for place in options.place or PLACES:
                table = products.assign(
                    **{column: [furnish(text, KINDS[kind], place) for text in texts]}
                )
                scores = [accuracy(make_pipeline(images=False).fit(table), table)]
                scores.append(accuracy(pretrained, table))
                change = [score - before for score, before in zip(scores, clean, strict=True)]
                rows.append((name, kind, place, *scores, *change))
                print(*rows[-1], flush=True)
    columns = ["catalogue", "kind", "place", "fitted", "pretrained", "change", "pretrained change"]
    print(pd.DataFrame(rows, columns=columns).to_string(index=False, float_format="{:.3f}".format))


if __name__ == "__main__":
    main()
