"""Silhouettes of dresses, jumpsuits and robes."""

from fashion_clf.datasets._drawing._details import collar, neck, trousers, trunk
from fashion_clf.datasets._drawing._shapes import arm, disc, limb, mirror, stroke, sym

__all__ = [
    "flared_dress",
    "jumpsuit",
    "maxi_dress",
    "overalls",
    "robe",
    "romper",
    "sheath_dress",
    "swimsuit",
]


def _dress(rng, pose, hem, flare, waist):
    top = [(0.32, 1.34), (0.9, 1.5), (0.84, 1.95), (0.7, 2.4), (waist, 3.0)]
    bare = rng.random() < 0.5
    parts = []
    if bare:
        top = [(0.12, 1.98), (0.44, 1.74), (0.6, 1.84), (0.68, 2.35), (waist, 3.0)]
        parts += mirror([limb((0.42, 1.34), (0.46, 1.9), (0.09, 0.12))])
    else:
        parts += arm(pose, rng.choice([0.25, 0.4, 0.95]), (0.54, rng.uniform(0.34, 0.66)))
    hip = (max(0.84, waist + 0.45 * (flare - waist)), 3.0 + 0.35 * (hem - 3.0))
    parts.append(sym([*top, hip, (flare, hem), (0.4 * flare, hem + 0.07)]))
    parts += [] if bare else neck(rng, 0.06)
    if rng.random() < 0.6:
        parts.append(sym([(waist + 0.01, 2.92), (waist + 0.02, 3.08)], "trim"))
    return parts


def flared_dress(rng, pose):
    hem, flare = rng.uniform(4.9, 5.8), rng.uniform(1.25, 1.8)
    folds = [
        stroke([(0.3 * x, 3.2), (x * flare, hem)], 0.03, "shade") for x in (-0.6, -0.2, 0.3, 0.65)
    ]
    return _dress(rng, pose, hem, flare, 0.58) + folds


def sheath_dress(rng, pose):
    return _dress(rng, pose, rng.uniform(5.2, 6.4), rng.uniform(0.7, 0.86), 0.6)


def maxi_dress(rng, pose):
    hem, flare = rng.uniform(7.1, 7.7), rng.uniform(1.1, 1.9)
    folds = [stroke([(0.35 * x, 3.3), (x * flare, hem)], 0.03, "shade") for x in (-0.55, -0.1, 0.4)]
    if rng.random() < 0.4:
        folds = [sym([(0.0, 4.8), (0.25 * flare, hem + 0.1)], "inside")]  # a slit
    return _dress(rng, pose, hem, flare, 0.6) + folds


def jumpsuit(rng, pose):
    wide = rng.uniform(0.5, 1.0)
    parts = trousers(
        pose._replace(stride=pose.stride + 0.08), rng.uniform(6.9, 7.6), (0.86, wide), 2.95
    )
    return parts + _bodice(rng, pose)


def romper(rng, pose):
    parts = trousers(
        pose._replace(stride=pose.stride + 0.75), rng.uniform(4.85, 5.3), (0.86, 0.95), 2.95
    )
    return parts + _bodice(rng, pose)


def _bodice(rng, pose):
    """Upper half of a one-piece, down to a belt."""
    belt = sym([(0.64, 2.92), (0.65, 3.1)], "trim")
    if rng.random() < 0.5:
        top = sym([(0.05, 2.05), (0.44, 1.74), (0.62, 1.84), (0.68, 2.35), (0.62, 3.05)])
        return [*mirror([limb((0.42, 1.34), (0.46, 1.9), (0.1, 0.13))]), top, belt]
    sleeves = arm(pose, rng.choice([0.35, 0.95]), (0.56, 0.5))
    zip_ = [stroke([(0, 1.7), (0, 4.2)], 0.05, "metal")]
    return [*sleeves, trunk(3.1, 0.63, 0.64), *collar(), *neck(rng), *zip_, belt]


def overalls(rng, pose):
    bottom = rng.choice([5.1, 7.5])
    parts = trousers(
        pose._replace(stride=pose.stride + 0.06), bottom, (0.92, rng.uniform(0.55, 0.75)), 3.0
    )
    straps = mirror([limb((0.44, 1.36), (0.36, 2.1), (0.15, 0.15))])
    bib = sym([(0.42, 2.05), (0.46, 2.6), (0.7, 3.1)])
    pocket = [
        stroke([(-0.24, 2.3), (0.24, 2.3), (0.24, 2.7), (-0.24, 2.7), (-0.24, 2.3)], 0.04, "light")
    ]
    clips = mirror(
        [disc(0.36, 2.14, 0.07, paint="metal"), stroke([(0.3, 3.3), (0.74, 3.55)], 0.04, "light")]
    )
    return [*straps, *parts, bib, *pocket, *clips, sym([(0.7, 3.06), (0.72, 3.2)], "trim")]


def robe(rng, pose):
    hem, width = rng.uniform(5.4, 7.2), rng.uniform(0.95, 1.15)
    parts = [*arm(pose, 0.85, (0.66, 0.82)), trunk(hem, width, 0.8)]
    parts += [sym([(0.3, 1.28), (0.0, 2.75)], "inside"), stroke([(0.05, 3.1), (0.1, hem)], 0.04)]
    parts += mirror([limb((0.34, 1.28), (0.03, 2.85), (0.2, 0.2), "trim")])
    ties = [stroke([(0.1, 3.0), (x, 3.9)], 0.1, "trim") for x in (0.06, 0.3)]
    return [
        *parts,
        sym([(0.82, 2.86), (0.83, 3.06)], "trim"),
        *ties,
        disc(0.1, 2.97, 0.11, paint="trim"),
    ]


def swimsuit(rng, pose):
    cut = rng.uniform(3.3, 3.8)
    straps = mirror([limb((0.42, 1.34), (0.44, 1.95), (0.11, 0.2))])
    trunk = [
        (0.0, 2.2),
        (0.28, 1.95),
        (0.55, 1.85),
        (0.66, 2.3),
        (0.58, 3.0),
        (0.76, cut),
        (0.42, 4.0),
        (0.15, 4.4),
    ]
    seam = [sym([(0.59, 2.9), (0.6, 3.02)], "trim")] if rng.random() < 0.4 else []
    return [
        *straps,
        sym(trunk),
        *seam,
        stroke([(-0.3, 1.98), (0, 2.22), (0.3, 1.98)], 0.04, "light"),
    ]
