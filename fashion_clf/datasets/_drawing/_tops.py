"""Silhouettes of what covers the trunk: tops and outerwear."""

from fashion_clf.datasets._drawing._details import buttons, collar, neck, trunk
from fashion_clf.datasets._drawing._shapes import arm, disc, limb, mirror, rounded, stroke, sym

__all__ = ["bra", "coat", "gilet", "hoodie", "jacket", "shirt", "sweater", "tank", "tee", "tunic"]


def tee(rng, pose):
    hem, width = rng.uniform(3.4, 4.1), rng.uniform(0.74, 0.95)
    parts = [*arm(pose, rng.uniform(0.25, 0.42), (0.62, 0.72)), trunk(hem, width, width - 0.04)]
    parts += neck(rng)
    if rng.random() < 0.3:
        parts.append(sym([(0.36, 2.0), (0.36, 2.55)], "trim"))  # a print on the chest
    return [*parts, stroke([(-width + 0.03, hem - 0.08), (width - 0.03, hem - 0.08)], 0.03)]


def shirt(rng, pose):
    hem, width = rng.uniform(3.7, 4.3), rng.uniform(0.76, 0.92)
    parts = [
        *arm(pose, rng.choice([0.4, 0.72, 0.97]), (0.58, 0.42)),
        trunk(hem, width, width - 0.08),
    ]
    parts += [*collar(), sym([(0.16, 1.34), (0.0, 1.7)], "inside"), *buttons(1.75, hem)]
    if rng.random() < 0.5:
        pocket = [(0.28, 2.15), (0.62, 2.15), (0.62, 2.5), (0.45, 2.58), (0.28, 2.5)]
        parts.append(stroke([*pocket, pocket[0]], 0.035))
    return parts


def sweater(rng, pose):
    hem, width = rng.uniform(3.3, 4.2), rng.uniform(0.82, 1.0)
    parts = [*arm(pose, 0.98, (0.72, 0.4)), *arm(pose, 0.9, (0.7, 0.48)), trunk(hem, width, width)]
    parts.append(sym([(width, hem - 0.2), (width - 0.06, hem + 0.06)], "trim"))
    if rng.random() < 0.4:  # a rolled neck
        parts.append(sym([(0.28, 1.0), (0.32, 1.42)], "trim", curved=True))
    else:
        parts += [*neck(rng), disc(0, 1.36, 0.34, 0.2, "trim", 0, 180, 0.07)]
    xs = (-0.4, 0.0, 0.4) if rng.random() < 0.5 else ()
    return parts + [stroke([(x, 1.75), (x, hem - 0.25)], 0.06, "shade") for x in xs]


def tank(rng, pose):
    hem, width, strap = rng.uniform(3.2, 4.0), rng.uniform(0.66, 0.9), rng.uniform(0.08, 0.26)
    trunk = [
        (0.0, 2.05),
        (0.3, 1.95),
        (0.42, 1.75),
        (0.6, 1.8),
        (0.7, 2.3),
        (0.64, 3.0),
        (width, hem),
    ]
    straps = mirror([limb((0.4, 1.36), (0.47, 1.95), (strap, strap + 0.04))])
    return [*straps, sym(trunk), stroke([(-width, hem - 0.06), (width, hem - 0.06)], 0.025)]


def hoodie(rng, pose):
    hem = rng.uniform(3.7, 4.2)
    parts = [sym([(0.3, 0.62), (0.62, 0.95), (0.56, 1.55)], "shade", curved=True)]
    parts += [*arm(pose, 0.98, (0.76, 0.44)), trunk(hem, 0.9, 0.92)]
    parts += [disc(0, 1.25, 0.34, 0.4, "inside"), disc(0, 1.27, 0.42, 0.47, "trim", -20, 200, 0.14)]
    parts += [sym([(0.32, 2.95), (0.58, 3.5), (0.58, 3.62)], "trim")]
    parts += mirror([stroke([(0.14, 1.7), (0.17, 2.35)], 0.05, "light")])
    return [*parts, sym([(0.9, hem - 0.16), (0.84, hem + 0.08)], "shade")]


def bra(rng, pose):
    deep = rng.uniform(0.0, 0.15)
    straps = mirror([stroke([(0.48, 1.35), (0.43, 1.95)], rng.uniform(0.05, 0.1), "trim")])
    band = mirror([limb((0.1, 2.55), (0.84, 2.48), (0.16, 0.22))])
    cup = [
        (0.06, 2.3 + deep),
        (0.36, 1.9),
        (0.5, 1.9),
        (0.76, 2.3),
        (0.6, 2.68),
        (0.25, 2.7),
        (0.05, 2.55),
    ]
    edge = stroke([(0.08, 2.34 + deep), (0.32, 2.0), (0.44, 1.95), (0.7, 2.25)], 0.04, "light")
    bow = [disc(0, 2.5, 0.06, paint="light")] if rng.random() < 0.6 else []
    return [*straps, *band, *mirror([rounded(cup), edge]), *bow]


def coat(rng, pose):
    hem, width = rng.uniform(5.2, 6.8), rng.uniform(1.0, 1.3)
    parts = [*arm(pose, 1.0, (0.7, 0.52)), trunk(hem, width, 0.85), _lapel_gap(2.2)]
    parts += [*mirror([_lapel(2.3)]), stroke([(0.06, 2.2), (0.06, hem)], 0.04)]
    rows = (-0.22, 0.22) if rng.random() < 0.5 else (0.14,)
    parts += [disc(x, y, 0.07, paint="dark") for x in rows for y in (2.5, 3.0, 3.5)]
    parts += mirror([stroke([(0.42, 3.75), (0.8, 3.68)], 0.08, "trim")])
    return parts + ([sym([(0.87, 2.92), (0.88, 3.14)], "trim")] if rng.random() < 0.5 else [])


def _lapel(bottom):
    return rounded([(0.22, 1.22), (0.52, 1.4), (0.6, 1.85), (0.04, bottom)], "trim")


def _lapel_gap(bottom):
    return sym([(0.26, 1.26), (0.0, bottom)], "inside")


def jacket(rng, pose):
    hem = rng.uniform(3.4, 4.3)
    parts = [*arm(pose, 0.99, (0.68, 0.46)), trunk(hem, 0.88, 0.84)]
    if rng.random() < 0.5:  # a blazer
        parts += [_lapel_gap(2.5), *mirror([_lapel(2.65)]), disc(0.08, 2.85, 0.07, paint="dark")]
        parts += [stroke([(0.02, 2.6), (0.12, hem)], 0.04)]
        return parts + mirror([stroke([(0.4, 3.3), (0.74, 3.26)], 0.09, "trim")])
    parts += [*collar(), _lapel_gap(1.75), stroke([(0.0, 1.7), (0.0, hem)], 0.09, "metal")]
    parts += [sym([(0.88, hem - 0.18), (0.84, hem + 0.05)], "trim")]
    return parts + mirror([stroke([(0.34, 2.9), (0.6, 3.25)], 0.07, "metal")])


def gilet(rng, pose):
    hem = rng.uniform(3.7, 4.4)
    trunk = [(0.3, 1.3), (0.8, 1.46), (0.74, 2.0), (0.88, 2.3), (0.9, hem - 0.1), (0.8, hem)]
    sleeves = arm(pose, 0.97, (0.74, 0.5)) if rng.random() < 0.35 else []
    quilts = [
        stroke([(-0.84, y), (0, y + 0.06), (0.84, y)], 0.05) for y in (1.85, 2.25, 2.65, 3.05, 3.45)
    ]
    collar = sym([(0.34, 0.98), (0.4, 1.44)], "trim", curved=True)
    return [*sleeves, sym(trunk), collar, *quilts, stroke([(0, 1.1), (0, hem)], 0.07, "metal")]


def tunic(rng, pose):
    hem, width = rng.uniform(4.9, 6.0), rng.uniform(0.9, 1.15)
    parts = [*arm(pose, rng.uniform(0.25, 1.0), (0.62, 0.45)), trunk(hem, width, 0.8)]
    return [*parts, disc(0, 1.3, 0.3, 0.3, "inside"), stroke([(0, 1.6), (0, 2.6)], 0.04)]
