"""Parts that several garments share: necklines, buttons, collars, trouser legs."""

import numpy as np

from fashion_clf.datasets._drawing._shapes import disc, leg, mirror, rounded, stroke, sym

__all__ = ["buttons", "collar", "neck", "placed", "trousers", "trunk", "waistband"]


def neck(rng, deep=0.0):
    """Draw the opening of the neck: round, wide or pointed."""
    kind = rng.integers(3)
    if kind == 0:
        return [disc(0, 1.36, 0.3, 0.16 + deep, "inside")]
    if kind == 1:
        return [disc(0, 1.38, 0.5, 0.13 + deep, "inside")]
    return [sym([(0.3, 1.28), (0.02, 1.85 + deep)], "inside")]


def trunk(hem, width, waist=0.66, top=1.32):
    """Cover the trunk from the shoulders to the height `hem`."""
    outline = [(0.32, top), (0.96, 1.5), (0.9, 2.0), (0.72, 2.5), (waist, 3.0)]
    outline += [(0.5 * (waist + width) + 0.05, 3.5)] if hem > 3.6 else []
    return sym([*outline, (width, hem), (width - 0.04, hem + 0.04)])


def buttons(top, bottom, x=0.0):
    """Draw a placket and what closes it."""
    count = max(2, int((bottom - top) / 0.42))
    line = [stroke([(x, top), (x, bottom)], 0.03)]
    step = (bottom - top) / count
    return line + [
        disc(x + 0.07, top + step * (i + 0.5), 0.045, paint="light") for i in range(count)
    ]


def collar():
    """Draw both leaves of a collar."""
    return mirror([rounded([(0.02, 1.5), (0.36, 1.2), (0.56, 1.42), (0.26, 1.8)], "trim")])


def trousers(pose, bottom, widths, waist=3.05, paint="cloth"):
    """Cover hips and legs; `widths` are those of a leg at its top and bottom."""
    hips = sym([(0.62, waist), (0.82, 3.75), (0.84, 4.15), (0.06, 4.5)], paint)
    return [*leg(pose, bottom, widths, paint), hips]


def waistband(y=3.05, width=0.63):
    """Draw the band at the top of trousers and skirts."""
    return sym([(width, y), (width + 0.03, y + 0.17)], "trim")


def placed(parts, x, y, scale=1.0, turned=False):
    """Scale `parts`, move them to a place on the body, turn them the other way."""
    factor = np.array([-scale if turned else scale, scale])
    return [
        part._replace(points=part.points * factor + (x, y), width=part.width and part.width * scale)
        for part in parts
    ]
