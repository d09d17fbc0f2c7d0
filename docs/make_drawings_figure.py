"""Draw docs/drawings.png: what a classifier of the photos of shops is taught by.

A sheet of drawings, a row for each category::

    python docs/make_drawings_figure.py
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from fashion_clf.datasets import make_shop_photos

N_COLUMNS, SIDE, GAP = 15, 64, 4


def main():
    """Draw it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(__file__).resolve().parent / "drawings.png"
    parser.add_argument("--output", type=Path, default=default, help="default: %(default)s")
    output = parser.parse_args().output
    with tempfile.TemporaryDirectory() as folder:
        drawn = make_shop_photos(folder, 12 * N_COLUMNS, random_state=0)
        categories = sorted(set(drawn.categories))
        step = SIDE + GAP
        sheet = Image.new("RGB", (N_COLUMNS * step, len(categories) * step), "white")
        for row, category in enumerate(categories):
            for column, place in enumerate(np.flatnonzero(drawn.categories == category)):
                with Image.open(drawn.photos[place]) as photo:
                    photo.thumbnail((SIDE, SIDE))
                    sheet.paste(photo, (column * step + (step - photo.width) // 2, row * step))
    sheet.quantize(128).save(output, optimize=True)


if __name__ == "__main__":
    main()
