"""How well each language is read: short texts of shops, and names of the public taxonomy.

Prints for each language the share of right categories of the pretrained model on the sheet
of short texts in tests/text/sheets.csv, and on the taxonomy's names of types whose category is
plain (tops, trousers, shoes, bags, jewellery, hats and the like), which are in the
dictionaries.

    python docs/benchmarks/languages.py
"""

import argparse
import csv
import warnings
from pathlib import Path

import pandas as pd

from fashion_clf import load_pretrained
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.taxonomy._tree import load_tree
from fashion_clf.text._detect_language import detect
from fashion_clf.text._dictionary import LANGUAGES

SHEETS = Path(__file__).parents[2] / "tests/text/sheets.csv"
PLAIN = (
    "aa-1-4", "aa-1-9", "aa-1-12", "aa-1-13", "aa-1-14", "aa-1-15", "aa-1-10-2", "aa-2-6",
    "aa-2-13", "aa-2-17", "aa-2-26", "aa-5-4", "aa-5-5", "aa-6", "aa-8", "lb-",
)  # fmt: skip
LEFT_OUT = ("aa-6-10", "lb-5", "lb-9")


def names(language):
    """Give the names of plain types in a language, and their categories."""
    codes = {"pt": ("pt-PT", "pt-BR")}.get(language, (language,))
    return [
        (node.names[code], node.category)
        for node in load_tree().nodes.values()
        for code in codes
        if node.names.get(code) and node.id.startswith(PLAIN) and not node.id.startswith(LEFT_OUT)
    ]


def share(pipeline, texts, categories):
    """Give the share of right categories."""
    found = pipeline.predict([{"title": text} for text in texts])
    return sum(one == category for one, category in zip(found, categories, strict=True)) / len(
        texts
    )


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first texts, as a trial")
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    pipeline = load_pretrained()
    with open(SHEETS, newline="", encoding="utf-8") as file:
        sheet = list(csv.DictReader(file))
    rows = []
    for language in LANGUAGES:
        own = [row for row in sheet if row["language"] == language][:n_rows]
        texts, categories = [row["text"] for row in own], [row["category"] for row in own]
        public = names(language)[:n_rows]
        rows.append(
            {
                "language": language,
                "texts": len(own),
                "right": share(pipeline, texts, categories),
                "told": sum(detect(text) == language for text in texts) / len(texts),
                "names": len(public),
                "names right": share(pipeline, *zip(*public, strict=True)),
            }
        )
    print(pd.DataFrame(rows).to_string(index=False, float_format=lambda value: f"{value:.3f}"))


if __name__ == "__main__":
    main()
