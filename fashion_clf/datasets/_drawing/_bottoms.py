"""Silhouettes of what covers the legs: trousers, skirts, shorts."""

from fashion_clf.datasets._drawing._details import buttons, trousers, waistband
from fashion_clf.datasets._drawing._shapes import disc, mirror, stroke, sym

__all__ = [
    "boxers",
    "briefs",
    "jeans",
    "leggings",
    "long_shorts",
    "mini_skirt",
    "pencil_skirt",
    "pleated_skirt",
    "shorts",
    "tights",
    "wide_trousers",
]


def jeans(rng, pose):
    bottom = rng.uniform(7.0, 7.65)
    parts = trousers(pose, bottom, (0.84, rng.uniform(0.36, 0.6)))
    pockets = mirror([stroke([(0.28, 3.24), (0.4, 3.5), (0.74, 3.56)], 0.04, "light")])
    fly = [
        stroke([(0.0, 3.2), (0.0, 4.3)], 0.04),
        stroke([(0.12, 3.2), (0.12, 3.7), (0, 3.85)], 0.03),
    ]
    return [*parts, waistband(), *pockets, *fly, disc(0, 3.14, 0.05, paint="light")]


def wide_trousers(rng, pose):
    bottom, width = rng.uniform(6.6, 7.7), rng.uniform(0.8, 1.2)
    parts = [
        *trousers(pose._replace(stride=pose.stride + 0.16), bottom, (0.84, width)),
        waistband(2.95),
    ]
    creases = mirror([stroke([(0.4, 3.3), (0.5 + pose.stride, bottom - 0.05)], 0.035)])
    return [*parts, *creases, stroke([(0, 3.1), (0, 4.4)], 0.035)]


def leggings(rng, pose):
    parts = trousers(pose, rng.uniform(6.9, 7.5), (0.76, 0.3))
    return [*parts, sym([(0.63, 3.0), (0.68, 3.35)], "shade"), stroke([(0, 3.4), (0, 4.4)], 0.025)]


def tights(rng, pose):
    parts = trousers(pose, 7.6, (0.72, 0.27), paint="sheer")
    feet = mirror([disc(0.46 + pose.stride, 7.72, 0.24, 0.12, "sheer")])
    return [*feet, *parts, sym([(0.62, 3.0), (0.66, 3.2)], "cloth")]


def mini_skirt(rng, pose):
    hem, flare = rng.uniform(4.7, 5.3), rng.uniform(1.0, 1.6)
    parts = [
        sym([(0.62, 3.0), (0.82, 3.6), (flare, hem), (flare * 0.5, hem + 0.08)]),
        waistband(3.0),
    ]
    return parts + (buttons(3.2, hem) if rng.random() < 0.35 else [])


def pencil_skirt(rng, pose):
    hem = rng.uniform(5.5, 6.2)
    slit = sym([(0.0, hem - 0.7), (0.09, hem + 0.05)], "inside")
    return [sym([(0.62, 3.0), (0.86, 3.8), (0.82, 4.6), (0.68, hem)]), slit, waistband(3.0)]


def pleated_skirt(rng, pose):
    hem, flare = rng.uniform(6.0, 7.4), rng.uniform(1.2, 2.0)
    outline = sym([(0.6, 3.0), (0.84, 3.7), (flare, hem), (flare * 0.5, hem + 0.08)])
    pleats = [
        stroke([(0.58 * x, 3.2), (x * flare, hem)], 0.035)
        for x in (-0.8, -0.5, -0.2, 0.1, 0.4, 0.7)
    ]
    return [outline, *pleats, waistband(3.0)]


def shorts(rng, pose):
    bottom, width = rng.uniform(5.0, 5.6), rng.uniform(0.8, 1.0)
    parts = [
        *trousers(pose._replace(stride=pose.stride + 0.75), bottom, (0.84, width)),
        waistband(),
    ]
    if rng.random() < 0.5:
        cords = mirror([stroke([(0.03, 3.15), (0.1, 3.65)], 0.045, "light")])
        return [*parts, *cords, stroke([(0, 3.6), (0, 4.4)], 0.03)]
    pockets = mirror([stroke([(0.3, 3.24), (0.42, 3.5), (0.76, 3.55)], 0.04, "light")])
    return [
        *parts,
        *pockets,
        stroke([(0, 3.2), (0, 4.4)], 0.04),
        disc(0, 3.14, 0.05, paint="light"),
    ]


def briefs(rng, pose):
    side, cut = rng.uniform(0.1, 0.5), rng.uniform(3.2, 3.35)
    outline = [(0.76, cut), (0.82, cut + side), (0.4, 4.05), (0.17, 4.42)]
    parts = [sym(outline), stroke([(-0.76, cut + 0.03), (0.76, cut + 0.03)], 0.08, "trim")]
    return [
        *parts,
        *mirror([stroke(outline[1:], 0.05, "light")]),
        disc(0, cut + 0.08, 0.05, paint="light"),
    ]


def boxers(rng, pose):
    hem, width = rng.uniform(4.5, 5.0), rng.uniform(0.7, 0.85)
    parts = trousers(pose._replace(stride=rng.uniform(0.2, 0.6)), hem, (0.84, width))
    band = sym([(0.63, 3.0), (0.66, 3.28)], rng.choice(["trim", "light", "dark"]))
    return [*parts, band, stroke([(0, 3.3), (0, 4.4)], 0.04)]


def long_shorts(rng, pose):
    hem, width = rng.uniform(4.9, 6.3), rng.uniform(0.6, 1.0)
    wide = pose._replace(stride=pose.stride + rng.uniform(-0.05, 0.3))
    pockets = mirror([stroke([(0.3, 3.24), (0.42, 3.5), (0.76, 3.55)], 0.04, "light")])
    fly = stroke([(0, 3.2), (0, 4.4)], 0.04)
    return [*trousers(wide, hem, (0.84, width)), waistband(), fly, *pockets]
