"""Draw docs/design.png: how data flows from products to categories.

python docs/make_figure.py
"""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch  # noqa: E402

WIDTH, HEIGHT = 1.62, 0.66
DATA, STEP, RESULT = "#eef2f7", "#dbe9d8", "#f7e6cf"
# name: (column, row, text, colour)
BOXES = {
    "products": (0, 1, "products\n(text, photo)", DATA),
    "tokens": (1, 1, "clean, tokenise,\ndrop boilerplate", STEP),
    "votes": (2, 2, "rules\nvote", STEP),
    "weak": (3, 2, "label model:\nP(category | votes)", STEP),
    "features": (2, 0, "TF-IDF,\nphoto features", STEP),
    "model": (3, 0, "linear models,\nthen LightGBM", STEP),
    "fusion": (4, 1, "pool the\nprobabilities", STEP),
    "result": (5, 1, "category,\nconfidence, source", RESULT),
}
# from, to, text, whether it is used when fitting only
ARROWS = [
    ("products", "tokens", "", False),
    ("tokens", "votes", "", False),
    ("tokens", "features", "", False),
    ("votes", "weak", "", False),
    ("features", "model", "", False),
    ("weak", "model", "weak labels\n(fit only)", True),
    ("weak", "fusion", "", False),
    ("model", "fusion", "", False),
    ("fusion", "result", "", False),
]


def place(name):
    """Give the middle of a box."""
    column, row, _, _ = BOXES[name]
    return 1.0 + 2.05 * column, 0.6 + 0.95 * row


def ends(start, stop):
    """Give the points on the edges of two boxes that an arrow joins."""
    (x0, y0), (x1, y1) = place(start), place(stop)
    if x0 == x1:
        return (x0, y0 - HEIGHT / 2), (x1, y1 + HEIGHT / 2)
    return (x0 + WIDTH / 2, y0), (x1 - WIDTH / 2, y1)


def draw():
    """Draw the figure."""
    figure, ax = plt.subplots(figsize=(11.6, 3.0))
    for name, (_, _, text, color) in BOXES.items():
        x, y = place(name)
        box = FancyBboxPatch(
            (x - WIDTH / 2, y - HEIGHT / 2), WIDTH, HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.08", facecolor=color, edgecolor="#555555",
        )  # fmt: skip
        ax.add_patch(box)
        ax.text(x, y, text, ha="center", va="center", fontsize=9.5)
    for start, stop, text, only_fit in ARROWS:
        tail, head = ends(start, stop)
        arrow = FancyArrowPatch(
            tail, head, arrowstyle="-|>", mutation_scale=12, shrinkA=2, shrinkB=2,
            linestyle="--" if only_fit else "-", color="#333333",
        )  # fmt: skip
        ax.add_patch(arrow)
        if text:
            ax.text(tail[0] + 0.1, (tail[1] + head[1]) / 2, text, va="center", fontsize=8.5)
    ax.set_xlim(0, 12.25)
    ax.set_ylim(0.1, 3.0)
    ax.set_axis_off()
    figure.tight_layout(pad=0.2)
    return figure


if __name__ == "__main__":
    target = Path(__file__).with_name("design.png")
    draw().savefig(target, dpi=110, metadata={"Software": None})
