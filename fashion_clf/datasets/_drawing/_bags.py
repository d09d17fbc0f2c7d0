"""Silhouettes of bags."""

import numpy as np

from fashion_clf.datasets._drawing._details import placed
from fashion_clf.datasets._drawing._shapes import Part, disc, mirror, rounded, stroke, sym

__all__ = ["backpack", "clutch", "crossbody", "rucksack", "tote", "wallet"]


def _carried(pose, parts, scale=0.62):
    """Show a bag alone, or let it hang from the hand."""
    if pose is None:
        return parts
    x, y = 0.84 + 2.6 * np.sin(pose.arm), 1.66 + 2.6 * np.cos(pose.arm)
    return placed(parts, x, y + scale, scale)


def tote(rng, pose):
    top, bottom, height = rng.uniform(0.8, 1.2), rng.uniform(0.8, 1.15), rng.uniform(1.1, 1.7)
    handle = rng.uniform(0.5, 0.95)
    back = disc(0.08, 0.03, 0.46, handle, "shade", 180, 360, 0.09)
    front = disc(0, 0.05, 0.46, handle, "trim", 180, 360, 0.1)
    parts = [back, sym([(top, 0.0), (bottom, height), (bottom - 0.1, height + 0.05)]), front]
    parts += mirror([disc(0.46, 0.08, 0.06, paint="metal")])
    if rng.random() < 0.5:
        parts.append(stroke([(-top, 0.2), (top, 0.2)], 0.04))
    else:
        parts.append(sym([(0.2, 0.5), (0.2, 0.7)], "metal"))
    return _carried(pose, parts)


def crossbody(rng, pose):
    width, height = rng.uniform(0.75, 1.0), rng.uniform(0.8, 1.15)
    strap = disc(
        0, 0.1, width * 0.9, rng.uniform(1.2, 1.9), rng.choice(["trim", "metal"]), 180, 360, 0.07
    )
    body = rounded([(-width, 0), (width, 0), (width, height), (-width, height)])
    flap = sym([(width * 0.97, 0.06), (width * 0.93, 0.42), (0.12, height * 0.66)], "shade")
    return _carried(pose, [strap, body, flap, disc(0, height * 0.62, 0.12, paint="metal")], 0.5)


def backpack(rng, pose):
    straps = mirror([disc(0.72, 0.95, 0.36, 0.75, "trim", -95, 95, 0.16)])
    loop = disc(0, -0.25, 0.2, 0.22, "trim", 180, 360, 0.09)
    body = rounded(
        [(-0.6, -0.35), (0.6, -0.35), (0.95, 0.3), (0.92, 1.75), (-0.92, 1.75), (-0.95, 0.3)]
    )
    pocket = rounded([(-0.62, 0.85), (0.62, 0.85), (0.66, 1.6), (-0.66, 1.6)], "shade")
    zips = [stroke([(-0.62, 0.28), (0, 0.12), (0.62, 0.28)], 0.05, "metal"),
            stroke([(-0.5, 0.98), (0.5, 0.98)], 0.05, "metal")]  # fmt: skip
    return _carried(pose, [*straps, loop, body, pocket, *zips])


def clutch(rng, pose):
    height = rng.uniform(0.75, 1.05)
    body = Part(np.array([(-1.0, 0), (1.0, 0), (1.0, height), (-1.0, height)]), "cloth", None)
    parts = [body]
    if rng.random() < 0.5:
        parts += [
            sym([(0.98, 0.02), (0.02, height * 0.62)], "shade"),
            disc(0, height * 0.58, 0.09, paint="metal"),
        ]
    else:
        parts += [
            stroke([(-0.95, 0.12), (0.95, 0.12)], 0.06, "metal"),
            disc(0.9, 0.2, 0.06, 0.1, "metal"),
        ]
        parts += [disc(1.2, 0.35, 0.26, 0.42, "trim", 0, 360, 0.07)] if rng.random() < 0.6 else []
    return _carried(pose, parts, 0.45)


def rucksack(rng, pose):
    width, height, top = rng.uniform(0.75, 1.0), rng.uniform(1.7, 2.3), rng.uniform(0.8, 1.1)
    outline = [(-0.8, -0.1), (0.8, -0.1), (1.0, 0.5), (1.0, height), (-1.0, height), (-1.0, 0.5)]
    loop = disc(0, -0.1, 0.22, 0.25, "trim", 180, 360, 0.1)
    parts = [loop, rounded(np.array(outline) * (width, 1))]
    if rng.random() < 0.8:
        pocket = [(-0.75, top), (0.75, top), (0.8, height * 0.95), (-0.8, height * 0.95)]
        paint = rng.choice(["shade", "trim", "cloth"])
        parts.append(rounded(np.array(pocket) * (width, 1), paint))
        parts.append(stroke([(-width * 0.7, top + 0.1), (width * 0.7, top + 0.1)], 0.04))
    zipper = stroke([(-width * 0.8, 0.4), (0, 0.1), (width * 0.8, 0.4)], 0.04)
    return [*parts, zipper, sym([(0.2, 0.5), (0.2, 0.65)], "light")]


def wallet(rng, pose):
    width, height = rng.uniform(0.8, 1.3), rng.uniform(0.5, 1.1)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (width, height)
    fold = rng.uniform(-0.3, 0.3) * height
    parts = [rounded(corners) if rng.random() < 0.5 else Part(corners, "cloth", None)]
    parts.append(stroke([(-width, fold), (width, fold)], 0.05))
    return [*parts, disc(0, fold + 0.1, 0.09, paint="metal")] if rng.random() < 0.5 else parts
