"""Silhouettes of shoes, seen from the side: heel at x = -1, toe at x = 1, ground at y = 0.5."""

import numpy as np

from fashion_clf.datasets._drawing._details import placed
from fashion_clf.datasets._drawing._shapes import Part, disc, mirror, rounded, stroke, sym

__all__ = ["boot", "loafer", "pump", "sandal", "slippers", "sneaker", "sock_pair", "socks"]


def _pair(rng, pose, shoe):
    """Show one shoe, two of them behind each other, or one on each foot."""
    if pose is None:
        dx, dy = rng.uniform(0.15, 0.5), rng.uniform(-0.75, -0.45)
        if rng.random() < 0.35:
            return shoe
        return [*placed(shoe, dx, dy), *shoe]
    x = 0.5 + pose.stride
    return [*placed(shoe, -x, 7.72, 0.36, turned=True), *placed(shoe, x, 7.72, 0.36)]


def pump(rng, pose):
    heel, toe = rng.uniform(0.25, 0.85), rng.uniform(1.0, 1.25)
    top = 0.45 - heel  # height of the foot above the heel
    upper = [(-1.0, top - 0.5), (-0.8, top - 0.35), (-0.5, top + 0.1), (0.0, 0.2), (0.3, -0.02)]
    upper += [(0.7, 0.12), (toe, 0.42), (toe, 0.52), (0.4, 0.52), (0.1, 0.5), (-0.5, top + 0.36)]
    upper += [(-1.0, top + 0.1)]
    spike = [(-1.0, top), (-0.62, top + 0.2), (-0.84, 0.52), (-0.95, 0.52)]
    lining = rounded([(-0.9, top - 0.3), (-0.5, top), (0.1, 0.12), (-0.5, top + 0.14)], "hollow")
    parts = [Part(np.array(spike), "trim", None), lining, rounded(upper)]
    if rng.random() < 0.35:
        parts.append(disc(-0.62, top - 0.4, 0.34, 0.14, "trim", width=0.07))
    return _pair(rng, pose, parts)


def sneaker(rng, pose):
    collar = rng.choice([-0.35, -0.85])
    upper = [
        (-1.0, 0.3),
        (-1.0, collar),
        (-0.45, collar - 0.05),
        (-0.15, -0.25),
        (0.5, -0.02),
        (1.0, 0.1),
    ]
    upper += [(1.12, 0.35)]
    sole = [(-1.08, 0.28), (1.05, 0.26), (1.17, 0.34), (1.1, 0.54), (-1.04, 0.54)]
    laces = [stroke([(x - 0.12, y + 0.14), (x + 0.1, y - 0.04)], 0.07, "light")
             for x, y in ((-0.25, -0.2), (0.0, -0.1), (0.25, 0.0))]  # fmt: skip
    swoosh = [stroke([(-0.75, 0.1), (-0.3, 0.15), (0.2, 0.02)], 0.1, "trim")]
    return _pair(rng, pose, [rounded(upper), Part(np.array(sole), "light", None), *laces, *swoosh])


def boot(rng, pose):
    shaft, heel = rng.uniform(-2.2, -0.8), rng.uniform(0.08, 0.3)
    upper = [
        (-0.95, shaft),
        (0.0, shaft),
        (-0.02, -0.35),
        (0.4, -0.1),
        (1.0, 0.1),
        (1.1, 0.45),
        (-1.0, 0.45),
    ]
    upper += [(-0.9, -0.2)]
    sole = Part(np.array([(-1.0, 0.4), (1.12, 0.4), (1.1, 0.5), (-0.35, 0.5), (-0.4, 0.5 + heel),
                          (-1.0, 0.5 + heel)]), "dark", None)  # fmt: skip
    parts = [Part(np.array(upper), "cloth", None), sole]
    if rng.random() < 0.5:
        parts.append(stroke([(-0.4, shaft + 0.1), (-0.4, 0.2)], 0.05, "metal"))
    else:
        parts += [stroke([(-0.3, y), (0.0, y + 0.08)], 0.07, "light") for y in (-0.7, -0.5, -0.3)]
    return _pair(rng, pose, parts)


def sandal(rng, pose):
    rise = rng.uniform(0.0, 0.55)
    base = [(-1.0, 0.25 - rise), (-0.5, 0.3 - 0.8 * rise), (0.2, 0.36), (1.1, 0.36), (1.1, 0.54)]
    sole = Part(np.array([*base, (-1.0, 0.54)]), "trim", None)
    footbed = stroke(base[:4], 0.09, "dark")
    wide = rng.uniform(0.12, 0.24)
    straps = [
        disc(x, 0.36, 0.26, 0.36 - y, "cloth", 180, 360, wide)
        for x, y in ((0.3, 0.0), (0.72, 0.12))
    ]
    back = disc(-0.72, 0.25 - rise, 0.26, 0.62, "cloth", 175, 300, 0.11)
    ankle = disc(-0.62, -0.3 - rise, 0.36, 0.15, "cloth", 0, 360, 0.1)
    return _pair(
        rng, pose, [sole, footbed, *straps, *([back, ankle] if rng.random() < 0.7 else [])]
    )


def socks(rng, pose):
    top, foot = rng.uniform(-1.4, -0.4), rng.uniform(0.75, 0.95)
    outline = [
        (-0.5, top),
        (0.06, top),
        (0.1, 0.0),
        (0.4, 0.15),
        (foot, 0.25),
        (foot, 0.62),
        (-0.2, 0.66),
    ]
    outline += [(-0.5, 0.4)]
    one = [rounded(outline), sym([(0.29, top), (0.29, top + 0.22)], "trim")]
    one[1] = one[1]._replace(points=one[1].points - (0.22, 0))
    one += [disc(foot - 0.14, 0.43, 0.18, 0.18, "trim"), disc(-0.3, 0.45, 0.18, 0.17, "trim")]
    return [*placed(one, 0.75, -0.25), *one]


def loafer(rng, pose):
    collar, vamp, toe = rng.uniform(-0.75, -0.3), rng.uniform(-0.3, 0.02), rng.uniform(1.0, 1.2)
    upper = [(-1.0, 0.3), (-1.05, -0.1), (-0.95, collar), (-0.55, collar + 0.05)]
    upper += [(-0.25, vamp - 0.1), (0.1, vamp - 0.12), (0.55, vamp + 0.12), (toe - 0.1, 0.1)]
    upper += [(toe, 0.35)]
    thick = rng.uniform(0.08, 0.28)
    sole = [(-1.05, 0.3), (toe, 0.3), (toe + 0.03, 0.3 + thick / 2), (toe - 0.08, 0.32 + thick)]
    sole += [(-1.02, 0.32 + thick)]
    opening = [(-0.9, collar + 0.06), (-0.5, collar + 0.1), (-0.3, vamp), (-0.6, vamp + 0.05)]
    parts = [rounded(upper), Part(np.array(sole), rng.choice(["light", "dark", "trim"]), None)]
    parts.append(rounded(opening, "hollow"))
    for _ in range(rng.integers(4)):
        seam = rng.uniform(-0.8, 0.7)
        to = (seam + rng.uniform(-0.3, 0.3), rng.uniform(-0.2, 0.1))
        paint = rng.choice(["light", "trim", "dark"])
        parts.append(stroke([(seam, 0.25), to], rng.uniform(0.04, 0.12), paint))
    return _pair(rng, pose, parts)


def slippers(rng, pose):
    long, wide, strap = rng.uniform(1.1, 1.5), rng.uniform(0.32, 0.45), rng.uniform(-0.65, -0.25)
    sole = disc(0.5, 0, wide, long, rng.choice(["cloth", "dark", "trim"]))
    straps = [
        stroke([(0.5 + side * wide * 0.8, strap + 0.75), (0.5, strap)], 0.1, "cloth")
        for side in (-1, 1)
    ]
    return mirror([sole, *straps])


def sock_pair(rng, pose):
    long = rng.uniform(0.9, 2.0)
    sock = rounded([(0.15, -long), (0.6, -long), (0.62, 0), (1.2, 0.3), (1.1, 0.6), (0.2, 0.55)])
    return [sock, *placed([sock], rng.uniform(0.3, 1.2), rng.uniform(-0.2, 0.3))]
