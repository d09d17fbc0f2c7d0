"""Draw docs/shapes.png: photos, the garments cut out of them, and what is told of each.

The photos are of the clothing dataset (CC0), besides a chart of sizes and a swatch that are
drawn here. Needs matplotlib::

    FASHION_CLF_DATA=... python docs/make_shapes_figure.py
"""

import argparse
import os
import tempfile
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from PIL import Image, ImageDraw

from fashion_clf.images import load_image
from fashion_clf.images.garments._joined import JoinedClassifier
from fashion_clf.images.shapes._cut_out import cut_out_photos
from fashion_clf.persistence import load_garments, load_shapes, load_studio

SHOWN = ["t-shirt", "dress", "pants", "shoes", "outwear", "shorts", "hat", "undershirt"]


def draw_graphics(folder):
    """Draw a chart of sizes and a swatch."""
    chart = Image.new("RGB", (300, 300), "white")
    draw = ImageDraw.Draw(chart)
    for row in range(10):
        for column, text in enumerate(("Size", "38", "40", "90-95")):
            draw.text((8 + 75 * column, 8 + 29 * row), text, fill="black", font_size=16)
    chart.save(folder / "chart.png")
    Image.new("RGB", (300, 300), (150, 30, 40)).save(folder / "swatch.png")
    return [folder / "chart.png", folder / "swatch.png"]


def main():
    """Draw it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(__file__).resolve().parent / "shapes.png"
    parser.add_argument("--output", type=Path, default=default, help="default: %(default)s")
    output = parser.parse_args().output
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    folder = Path(os.environ["FASHION_CLF_DATA"]) / "clothing"
    labels = pd.read_csv(folder / "labels.csv")
    first = labels[labels["label"].isin(SHOWN)].groupby("label")["image"].first()
    photos = [folder / "images" / first[name] for name in SHOWN if name in first]
    model = JoinedClassifier(load_garments(), load_shapes(), load_studio())
    with tempfile.TemporaryDirectory() as drawn:
        photos += draw_graphics(Path(drawn))
        proba = model.predict_proba(photos)
        cut_outs, shown, _ = cut_out_photos(photos)
        pictures = cut_outs["picture"]
        novelty = dict(zip(shown.tolist(), model.shapes.novelty(pictures), strict=True))
        cut = dict(zip(shown.tolist(), pictures, strict=True))
        figure, axes = plt.subplots(2, len(photos), figsize=(1.5 * len(photos), 3.6))
        for column, path in enumerate(photos):
            axes[0, column].imshow(load_image(path, size=160))
            axes[0, column].set_title(path.stem if column >= len(SHOWN) else SHOWN[column], size=9)
            said = "left out"
            if column in cut:
                axes[1, column].imshow(cut[column], cmap="gray", vmin=0, vmax=255)
                best = proba[column].argmax()
                said = f"{model.classes_[best]} {proba[column, best]:.2f}\n{novelty[column]:.1f} x"
            axes[1, column].set_xlabel(said, size=9)
        for ax in axes.flat:
            ax.set_xticks([])
            ax.set_yticks([])
        figure.tight_layout()
        figure.savefig(output, dpi=90)


if __name__ == "__main__":
    main()
