"""What the shop's own types are worth, right ones and wrong ones.

A random half of each catalogue is handed its own product_type in the column "type", a
fifth of these values shuffled among the half. Prints for each catalogue the accuracy on
that half without and with the types, on its rows with a right and with a shuffled value,
and on the other half.

    FASHION_CLF_DATA=... python docs/benchmarks/shop_types.py
"""

import argparse
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from fashion_clf import load_catalog, make_pipeline
from fashion_clf.exceptions import FashionClfWarning

HANDED, SHUFFLED = 0.5, 0.2


def catalogues(folder, n_rows=None):
    """Give name, texts, types and gold of each catalogue."""
    hm = load_catalog(folder / "hm/catalog.jsonl")[:n_rows]
    for name, texts in (
        ("hm, description only", ["description"]),
        ("hm, name and description", ["name", "description"]),
    ):
        yield name, hm[texts], hm["product_type"], hm["category"].to_numpy()
    myntra = load_catalog(folder / "myntra/catalog.csv")[:n_rows]
    yield "myntra, titles", myntra[["name"]], myntra["product_type"], myntra["category"].to_numpy()


def hand_over(types, random):
    """Choose the half, and shuffle a fifth of its values."""
    half = random.random(len(types)) < HANDED
    handed = np.where(half, types, None)
    rows = np.flatnonzero(half)
    shuffled = rows[random.random(len(rows)) < SHUFFLED]
    handed[shuffled] = handed[random.permutation(shuffled)]
    wrong = np.zeros(len(types), dtype=bool)
    wrong[shuffled] = True
    return half, wrong, handed


def measure(name, texts, types, gold):
    """Fit and predict without and with types."""
    half, wrong, handed = hand_over(types.to_numpy(), np.random.default_rng(0))
    plain = make_pipeline(images=False).fit(texts).predict(texts) == gold
    typed = texts.assign(type=handed)
    helped = make_pipeline(images=False).fit(typed).predict(typed) == gold
    row = {"catalogue": name, "rows": int(half.sum())}
    for part, mask in (
        ("half", half), ("right value", half & ~wrong), ("shuffled", wrong), ("other half", ~half)
    ):  # fmt: skip
        row |= {part: plain[mask].mean(), f"{part}, with types": helped[mask].mean()}
    return row


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first rows, as a trial")
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"])
    table = pd.DataFrame([measure(*one) for one in catalogues(folder, n_rows)])
    print(table.T.to_string(header=False, float_format=lambda value: f"{value:.3f}"))


if __name__ == "__main__":
    main()
