"""How well each language is read: short texts of shops, and names of the public taxonomy.

Prints for each language the share of right categories of the pretrained model on the sheet
of short texts in tests/text/sheets.csv, of those texts that nobody looked at while the
dictionaries were mended (unseen), how often the language was told, and how many of the
categories given more than 0.8 are right; then the share on the taxonomy's names of types whose
category is plain (tops, trousers, shoes, bags, jewellery, hats and the like), which are in the
dictionaries. Then a catalogue that mixes all sheets with English products is fitted without
labels, and the speed on it is measured.

    python docs/benchmarks/languages.py
"""

import argparse
import csv
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from fashion_clf import load_pretrained, make_pipeline
from fashion_clf.catalog._languages import LANGUAGES
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.taxonomy._tree import load_tree
from fashion_clf.text._detect_language import detect

SHEETS = Path(__file__).parents[2] / "tests/text/sheets.csv"
PLAIN = (
    "aa-1-4", "aa-1-9", "aa-1-12", "aa-1-13", "aa-1-14", "aa-1-15", "aa-1-10-2", "aa-2-6",
    "aa-2-13", "aa-2-17", "aa-2-26", "aa-5-4", "aa-5-5", "aa-6", "aa-8", "lb-",
)  # fmt: skip
LEFT_OUT = ("aa-6-10", "lb-5", "lb-9")
CODES = {"pt": ("pt-PT", "pt-BR"), "zh": ("zh-CN", "zh-TW"), "no": ("nb",)}
SURE = 0.8


def names(language):
    """Give the names of plain types in a language, and their categories."""
    return [
        (node.names[code], node.category)
        for node in load_tree().nodes.values()
        for code in CODES.get(language, (language,))
        if node.names.get(code) and node.id.startswith(PLAIN) and not node.id.startswith(LEFT_OUT)
    ]


def predict(pipeline, texts):
    """Give categories and confidences of texts."""
    proba = pipeline.predict_proba([{"title": text} for text in texts])
    return pipeline.classes_[proba.argmax(axis=1)], proba.max(axis=1)


def mean(right):
    """Give the share of right ones."""
    return np.mean(right) if len(right) else np.nan


def measure(pipeline, language, sheet, n_rows):
    """Measure one language."""
    own = sheet[sheet["language"] == language][:n_rows]
    found, confidence = predict(pipeline, own["text"])
    right = found == own["category"].to_numpy()
    public = names(language)[:n_rows]
    texts, categories = zip(*public, strict=True)
    return {
        "language": language,
        "texts": len(own),
        "right": mean(right),
        "unseen": (own["seen"] == "no").sum(),
        "unseen right": mean(right[(own["seen"] == "no").to_numpy()]),
        "told": mean([detect(text) == language for text in own["text"]]),
        "sure": (confidence > SURE).sum(),
        "sure right": mean(right[confidence > SURE]),
        "names": len(public),
        "names right": mean(predict(pipeline, texts)[0] == np.array(categories)),
    }


def measure_mixed(sheet, n_english):
    """Fit a catalogue of all languages, and give accuracy of both parts and speed."""
    english = make_catalog(n_english, random_state=0)
    products = [{"description": text} for text in english.products["description"]]
    products += [{"title": text} for text in sheet["text"]]
    begin = time.process_time()
    pipeline = make_pipeline(images=False).fit(products)
    fitted = time.process_time()
    found = pipeline.predict(products)
    speed = len(products) / (time.process_time() - fitted)
    first, other = found[:n_english], found[n_english:]
    alone = make_pipeline(images=False).fit(products[:n_english]).predict(products[:n_english])
    gold = np.asarray(english.gold)
    print(
        f"\nmixed catalogue of {len(products)} products: {len(other)} texts of sheets "
        f"{mean(other == sheet['category'].to_numpy()):.3f} right, {n_english} English products "
        f"{mean(first == gold):.3f} ({mean(alone == gold):.3f} in a catalogue of their own); "
        f"fitted in {fitted - begin:.1f} CPU s, {speed:.0f} products a CPU s"
    )


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first texts, as a trial")
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    pipeline = load_pretrained()
    with open(SHEETS, newline="", encoding="utf-8") as file:
        sheet = pd.DataFrame(csv.DictReader(file))
    rows = [measure(pipeline, language, sheet, n_rows) for language in LANGUAGES]
    print(pd.DataFrame(rows).to_string(index=False, float_format=lambda value: f"{value:.3f}"))
    measure_mixed(sheet, n_rows or 2000)


if __name__ == "__main__":
    main()
