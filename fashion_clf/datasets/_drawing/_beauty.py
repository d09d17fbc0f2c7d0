"""Silhouettes of what shops sell for face and skin."""

from fashion_clf.datasets._drawing._shapes import disc, rounded, sym

__all__ = ["bottle", "carton", "compact", "lipstick"]


def bottle(rng, pose):
    wide, tall = rng.uniform(0.35, 0.9), rng.uniform(0.9, 2.2)
    neck, stopper = min(rng.uniform(0.15, 0.5) * wide * 2, wide), rng.uniform(0.3, 1.0)
    body = sym([(wide, 0), (wide, tall)])
    if rng.random() < 0.5:
        body = rounded([(-wide, 0), (wide, 0), (wide, tall), (-wide, tall)])
    top = sym([(neck, -stopper), (neck, 0.02)], rng.choice(["metal", "dark", "trim"]))
    return [body, top, sym([(wide * 0.8, tall * 0.35), (wide * 0.8, tall * 0.75)], "light")]


def carton(rng, pose):
    wide, tall = rng.uniform(0.5, 0.9), rng.uniform(0.7, 1.5)
    parts = [(1.0, 0.0, 1.0, "cloth"), (0.7, 0.15, 0.4, "light"), (0.5, 0.6, 0.85, "trim")]
    return [
        sym([(wide * across, tall * top), (wide * across, tall * bottom)], paint)
        for across, top, bottom, paint in parts
    ]


def compact(rng, pose):
    size = rng.uniform(0.6, 0.9)
    parts = [(-0.75, 1.0, 0.75, "dark"), (-0.75, 0.85, 0.62, "light")]
    parts += [(0.45, 1.0, 0.62, "dark"), (0.4, 0.8, 0.45, "cloth")]
    return [disc(0, y * size, wide * size, tall * size, paint) for y, wide, tall, paint in parts]


def lipstick(rng, pose):
    wide, tall = rng.uniform(0.2, 0.3), rng.uniform(0.8, 1.5)
    tip = sym([(wide * 0.2, -0.95), (wide * 0.7, -0.75), (wide * 0.7, -0.3)])
    return [
        sym([(wide, 0), (wide, tall)], "dark"),
        sym([(wide * 0.85, -0.35), (wide * 0.85, 0.02)], "metal"),
        tip,
    ]
