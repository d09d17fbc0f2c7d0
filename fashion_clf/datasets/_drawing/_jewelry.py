"""Silhouettes of jewellery as shops show it: from the front, and close."""

import numpy as np

from fashion_clf.datasets._drawing._shapes import Part, disc, mirror, rounded, stroke, sym

__all__ = ["bangles", "pendant", "studs", "wristwatch"]


def bangles(rng, pose):
    flat, thick = rng.uniform(0.25, 1.0), rng.uniform(0.1, 0.35)
    parts = []
    for number in range(rng.integers(1, 4)):
        y = number * thick * 1.1
        parts += [
            disc(0, y, 1.0, flat, "shade", 180, 360, thick),
            disc(0, y, 1.0, flat, "cloth", -4, 184, thick),
        ]
    return parts


def pendant(rng, pose):
    wide, drop, thin = rng.uniform(0.4, 0.8), rng.uniform(1.0, 2.0), rng.uniform(0.03, 0.08)
    right = [(0, -0.9), (0.7, -0.75), (1.0, -0.3), (0.5, 0.5), (0, 1.0)]
    outline = np.array(right + [(-x, y) for x, y in right[::-1]]) * (wide, drop)
    stone = rng.uniform(0.1, 0.3), rng.uniform(0.12, 0.35), rng.choice(["gem", "cloth"])
    return [Part(outline, "cloth", thin), disc(0, drop + 0.18, *stone)]


def studs(rng, pose):
    wide = rng.uniform(0.25, 0.45)
    one = [disc(0.6, 0, wide, wide * rng.uniform(0.9, 1.6)), disc(0.6, 0, wide / 2, paint="gem")]
    if rng.random() < 0.5:
        one.append(disc(0.6, wide * 1.8, wide * 0.6, paint=rng.choice(["cloth", "gem"])))
        one.append(stroke([(0.6, -0.3 - wide), (0.6, 0)], 0.05, "metal"))
    return mirror(one)


def wristwatch(rng, pose):
    radius, long = rng.uniform(0.42, 0.62), rng.uniform(0.95, 1.9)
    wide, taper = radius * rng.uniform(0.45, 0.9), rng.uniform(0.6, 0.95)
    half, end = wide * (taper + 1) / 2, wide * taper
    lower = [(wide * 1.08, radius / 2), (wide, radius * 0.8), (half, (long + radius) / 2)]
    lower.append((end, long))
    upper = [(x, -y) for x, y in lower[::-1]]
    parts = [sym(upper + lower, rng.choice(["cloth", "trim", "dark", "light"]))]
    n_links = rng.integers(12)
    links = np.linspace(radius, long, n_links + 2)[1:-1]
    parts += [stroke([(-half, y), (half, y)], 0.03) for y in (*-links, *links)]
    return parts + _dial(rng, radius)


def _dial(rng, radius):
    face = rng.choice(["light", "dark", "trim", "glass"])
    if rng.random() < 0.3:
        tall, wide = radius * rng.uniform(0.9, 1.2), radius * rng.uniform(0.7, 1.1)
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (wide, tall)
        parts = [rounded(corners), rounded(corners * 0.77, face)]
    else:
        parts = [disc(0, 0, radius), disc(0, 0, radius * rng.uniform(0.68, 0.9), paint=face)]
    ink = "dark" if face == "light" else "light"
    if rng.random() < 0.6:
        angles = np.arange(12) * np.pi / 6
        hours = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius
        parts += [stroke([0.6 * hour, 0.7 * hour], 0.05, ink) for hour in hours]
    if rng.random() < 0.4:  # small dials
        for x, y in ((1, 0), (-1, 0), (0, 1)):
            parts.append(
                disc(x * radius * 0.35, y * radius * 0.35, radius / 5, None, ink, width=0.03)
            )
    hands = [(0, -radius * 0.55), (radius * 0.4, radius * 0.15 * rng.normal())]
    parts += [stroke([(0, 0), hand], 0.05, ink) for hand in hands]
    heights = (-radius / 2, 0, radius / 2) if rng.random() < 0.5 else (0,)
    return parts + [disc(radius - 0.2 * abs(y) + 0.06, y, 0.07, 0.06) for y in heights]
