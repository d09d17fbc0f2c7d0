"""Silhouettes of jewellery, hats, scarves, belts and eyewear."""

import numpy as np

from fashion_clf.datasets._drawing._details import placed
from fashion_clf.datasets._drawing._shapes import Part, disc, limb, mirror, rounded, stroke, sym

__all__ = [
    "belt",
    "cap",
    "coiled_belt",
    "earrings",
    "hat",
    "necklace",
    "ring",
    "scarf",
    "side_glasses",
    "sunglasses",
    "tie",
    "watch",
]


def necklace(rng, pose):
    drop, beads = rng.uniform(0.75, 1.5), rng.random() < 0.4
    chain = disc(0, 0, 0.72, drop, "cloth", -15, 195, 0.06)
    parts = [chain, *(disc(*point, 0.1, paint="light") for point in chain.points[2:-2] if beads)]
    if not beads:
        pendant = disc(0, drop + 0.16, 0.17, 0.2)
        parts += [pendant, disc(0, drop + 0.16, 0.08, paint="gem")]
    return parts if pose is None else placed(parts, 0, 1.32, 0.42)


def earrings(rng, pose):
    kind = rng.integers(3)
    hook = disc(0.55, -0.2, 0.1, 0.2, "cloth", 150, 400, 0.05)
    if kind == 0:
        tall = rng.uniform(0.4, 0.6)
        one = [disc(0.6, tall, 0.4, tall, "cloth", -80, 260, 0.11), disc(0.6, -0.02, 0.08)]
    elif kind == 1:
        drop = np.array([(0.55, 0.45), (0.8, 0.95), (0.55, 1.4), (0.3, 0.95)])
        one = [hook, stroke([(0.55, 0.0), (0.55, 0.5)], 0.05, "cloth"), Part(drop, "gem", None)]
    else:
        beads = [(0.55, 0.1, 0.1), (0.55, 0.42, 0.16), (0.55, 0.85, 0.24)]
        one = [hook, *(disc(x, y, r, paint="gem" if r > 0.2 else "cloth") for x, y, r in beads)]
    return mirror(one)


def ring(rng, pose):
    flat, band = rng.uniform(0.75, 1.0), rng.uniform(0.12, 0.24)
    parts = [disc(0, 0, 0.8, 0.8 * flat, "cloth", 0, 360, band)]
    parts += [disc(0, 0, 0.8 + band / 2, 0.8 * flat + band / 2, "dark", 20, 160, 0.03)]
    top = -0.8 * flat
    if rng.random() < 0.75:
        stone = [(0.16, top - 0.42), (0.34, top - 0.24), (0.0, top + 0.06)]
        parts += [
            sym(stone, "gem"),
            stroke([(-0.34, top - 0.24), (0.34, top - 0.24)], 0.03, "light"),
        ]
    else:
        parts += [sym([(0.28, top - 0.16), (0.24, top + 0.14)])]
    return parts


def watch(rng, pose):
    if rng.random() < 0.5:  # a bangle
        wide = rng.uniform(0.14, 0.3)
        parts = [
            disc(0, 0, 1.0, 0.62, "shade", 180, 360, wide),
            disc(0, 0, 1.0, 0.62, "cloth", -4, 184, wide),
        ]
        return parts + [disc(x, 0.6, 0.07, paint="gem") for x in (-0.3, 0.0, 0.3)]
    strap = [
        sym(
            [(0.2, -1.5), (0.3, -0.4), (0.3, 0.4), (0.2, 1.5)],
            rng.choice(["cloth", "trim", "dark"]),
        )
    ]
    dial = [disc(0, 0, 0.52), disc(0, 0, 0.42, paint="light"), disc(0.56, 0, 0.07, 0.06)]
    hands = [stroke([(0, 0), (0, -0.3)], 0.05), stroke([(0, 0), (0.22, 0.1)], 0.05)]
    marks = [
        stroke([(0.33 * x, 0.33 * y), (0.4 * x, 0.4 * y)], 0.04)
        for x, y in ((0, 1), (1, 0), (-1, 0))
    ]
    return [*strap, *dial, *marks, *hands, stroke([(-0.2, 1.1), (0.2, 1.1)], 0.05, "metal")]


def hat(rng, pose):
    kind = rng.integers(3)
    if kind == 0:  # a wide brim
        parts = [disc(0, 0.28, rng.uniform(1.1, 1.6), 0.3), disc(0, -0.02, 0.62, 0.55, start=180)]
        parts += [sym([(0.62, -0.02), (0.64, 0.22)]), sym([(0.62, 0.02), (0.64, 0.22)], "dark")]
    elif kind == 1:  # a cap
        peak = rounded([(0.3, 0.1), (1.35, 0.16), (1.4, 0.36), (0.2, 0.34)], "trim")
        parts = [sym([(0.0, -0.55), (0.45, -0.42), (0.68, 0.0), (0.68, 0.3)], curved=True), peak]
        parts += [disc(0, -0.5, 0.07, paint="trim"), stroke([(0.1, -0.48), (0.3, 0.25)], 0.03)]
    else:  # a beanie
        parts = [sym([(0.0, -0.7), (0.5, -0.55), (0.66, 0.0), (0.66, 0.3)], curved=True)]
        parts += [sym([(0.68, 0.05), (0.66, 0.38)], "trim"), disc(0, -0.68, 0.2, paint="light")]
        parts += [
            stroke([(x, -0.35), (1.15 * x, 0.05)], 0.04, "shade")
            for x in (-0.35, -0.12, 0.12, 0.35)
        ]
    return parts if pose is None else placed(parts, 0, 0.22, 0.62)


def scarf(rng, pose):
    left, right = rng.uniform(1.8, 2.8), rng.uniform(1.8, 2.8)
    parts = [
        limb((-0.25, 0.1), (-0.4, left), (0.5, 0.55)),
        limb((0.25, 0.1), (0.35, right), (0.5, 0.55), "shade"),
    ]
    for x, y in ((-0.4, left), (0.35, right)):
        parts += [
            stroke([(x + d, y), (x + d, y + 0.22)], 0.04, "cloth") for d in (-0.2, -0.07, 0.07, 0.2)
        ]
    parts.append(disc(0, 0, 0.58, 0.34, "cloth"))
    parts += [disc(0, -0.08, 0.34, 0.14, "inside")]
    parts += [stroke([(-0.5, 0.08), (0, 0.24), (0.5, 0.04)], 0.04)]
    return parts if pose is None else placed(parts, 0, 1.32, 0.72)


def belt(rng, pose):
    wide = rng.uniform(0.14, 0.3)
    if pose is not None:
        return [sym([(0.66, 3.0), (0.67, 3.2)]), sym([(0.16, 2.97), (0.16, 3.23)], "metal")]
    coil = disc(0, 0, 1.0, 0.42, "shade", 150, 390, wide)
    front = disc(0, 0, 1.0, 0.42, "cloth", 10, 170, wide)
    tail = limb((0.95, 0.1), (1.9, 0.45), (wide, wide))
    frame = [(-0.2, 0.2), (0.2, 0.2), (0.2, 0.66), (-0.2, 0.66), (-0.2, 0.2)]
    holes = [disc(x, 0.12 + 0.37 * (x - 0.95), 0.03, paint="dark") for x in (1.2, 1.4, 1.6)]
    return [
        coil,
        tail,
        front,
        stroke(frame, 0.08, "metal"),
        stroke([(0, 0.43), (0.22, 0.43)], 0.06, "metal"),
        *holes,
    ]


def sunglasses(rng, pose):
    tall, edge = rng.uniform(0.3, 0.48), rng.uniform(0.05, 0.12)
    if rng.random() < 0.5:
        lens = disc(0.55, 0, 0.42, tall, "glass")
    else:
        lens = rounded([(0.1, -tall), (1.1, -tall - 0.1), (0.95, tall), (0.2, tall)], "glass")
    rim = Part(np.concatenate([lens.points, lens.points[:1]]), "cloth", edge)
    shine = stroke([(0.4, -0.5 * tall), (0.6, -0.65 * tall)], 0.05, "light")
    bridge = disc(0, -0.02, 0.17, 0.12, "cloth", 180, 360, edge)
    temple = stroke([(0.98, -0.12), (1.3, -0.3), (1.36, 0.02)], edge, "shade")
    parts = [*mirror([temple, lens, rim, shine]), bridge]
    return parts if pose is None else placed(parts, 0, 0.55, 0.32)


def cap(rng, pose):
    tall, peak = rng.uniform(0.75, 1.0), rng.uniform(0.95, 1.25)
    crown = sym([(0, -tall), (0.45, -tall * 0.9), (0.72, -0.25), (0.76, 0.3)], curved=True)
    brim = [(-0.1, 0.1), (0.75, 0.05), (peak, 0.3), (1.0, 0.45), (0.1, 0.4)]
    badge, button = disc(0.1, -0.2, 0.25, paint="light"), disc(0, -tall * 0.95, 0.07, paint="trim")
    return [crown, rounded(brim, rng.choice(["trim", "cloth"])), badge, button]


def coiled_belt(rng, pose):
    wide, flat = rng.uniform(0.15, 0.3), rng.uniform(0.35, 0.95)
    low, high = flat - wide * 0.8, flat + wide * 0.8
    frame = [(-0.25, low), (0.25, low), (0.25, high), (-0.25, high), (-0.25, low)]
    coil = disc(0, 0, 1.0, flat, "shade", 150, 390, wide)
    front = disc(0, 0, 1.0, flat, "cloth", 10, 170, wide)
    return [coil, front, stroke(frame, 0.08, "metal")]


def side_glasses(rng, pose):
    wide, near, edge = rng.uniform(0.4, 0.55), rng.uniform(0.6, 1.0), rng.uniform(0.05, 0.12)
    tall = wide * rng.uniform(0.5, 0.85)
    apart = 2 * wide * near - 0.38
    lenses = [
        disc(-0.5, 0, wide, tall, "glass"),
        disc(apart, -0.08, wide * near * 0.9, tall * 0.95, "glass"),
    ]
    rims = [Part(np.concatenate([e.points, e.points[:1]]), "cloth", edge) for e in lenses]
    end = apart + wide * near
    temples = [
        stroke([(-0.9, -0.15), (-0.2, -0.55), (0.6, -0.7)], edge, "shade"),
        stroke([(end - 0.1, -0.15), (end + 0.6, -0.5), (end + 0.9, -0.35)], edge, "cloth"),
    ]
    return [*lenses, *rims, *temples]


def tie(rng, pose):
    long, wide = rng.uniform(2.5, 4.0), rng.uniform(0.25, 0.42)
    if rng.random() < 0.6:
        blade = sym([(0.12, 0.0), (0.2, 0.3), (wide, long - 0.4), (0.02, long)])
        return [blade, sym([(0.22, -0.35), (0.13, 0.05)], "shade")]
    front = limb((0, 0), (-0.3, long), (0.2, 2 * wide))
    back = limb((0, 0), (0.25, long * 0.9), (0.2, wide * 1.2), "shade")
    return [front, back, disc(0, -0.05, 0.35, 0.2)]
