"""How often the language of short texts is told, against py3langid and lingua.

The texts are those of tests/text/sheets.csv in the eight languages that were there first, and
English ones: every 20th title of myntra and every 5th description of hm. The others are asked
for those nine languages only; where one is not installed its line is left out.

    FASHION_CLF_DATA=... python docs/benchmarks/detect_language.py
"""

import argparse
import csv
import os
import time
from pathlib import Path

import pandas as pd

from fashion_clf import load_catalog
from fashion_clf.text._detect_language import detect

SHEETS = Path(__file__).parents[2] / "tests/text/sheets.csv"
NINE = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "pl")


def texts():
    """Give language and text of each."""
    folder = Path(os.environ["FASHION_CLF_DATA"])
    with open(SHEETS, newline="", encoding="utf-8") as file:
        found = [
            (row["language"], row["text"])
            for row in csv.DictReader(file)
            if row["language"] in NINE
        ]
    titles = load_catalog(folder / "myntra/catalog.csv")["name"].iloc[::20]
    descriptions = load_catalog(folder / "hm/catalog.jsonl")["description"].iloc[::5]
    return found + [("en", str(text)) for text in (*titles, *descriptions)]


def detectors():
    """Give each detector that is installed."""
    yield "fashion_clf", detect
    try:
        import py3langid

        py3langid.set_languages(list(NINE))
        yield "py3langid", lambda text: py3langid.classify(text)[0]
    except ImportError:
        pass
    try:
        from lingua import IsoCode639_1, LanguageDetectorBuilder

        codes = [getattr(IsoCode639_1, code.upper()) for code in NINE]
        lingua = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
        yield "lingua", lambda text: lingua.detect_language_of(text).iso_code_639_1.name.lower()
    except ImportError:
        pass


def main():
    """Print a row for each detector."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only so many texts, as a trial")
    n_rows = parser.parse_args().rows
    known = pd.DataFrame(texts(), columns=["language", "text"])[:n_rows]
    rows = {}
    for name, tell in detectors():
        tell("Damenlederjacke mit Stehkragen")  # whatever is read at first
        begin = time.process_time()
        found = [tell(text) for text in known["text"]]
        spent = time.process_time() - begin
        right = known["language"] == found
        rows[name] = right.groupby(known["language"]).mean()
        rows[name]["us a text"] = 1e6 * spent / len(known)
    print(pd.DataFrame(rows).T.to_string(float_format=lambda value: f"{value:.3f}"))


if __name__ == "__main__":
    main()
