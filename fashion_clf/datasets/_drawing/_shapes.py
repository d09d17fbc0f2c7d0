"""The geometry that all silhouettes are made of: parts in the coordinates of a standing body.

The unit is one head; x runs from the body's middle to the right, y from the crown of the
head (0) down to the soles (8). A garment drawn there can be shown alone or on the body.
"""

from collections import namedtuple

import numpy as np

__all__ = [
    "Part",
    "Pose",
    "arm",
    "disc",
    "figure",
    "leg",
    "limb",
    "mirror",
    "rounded",
    "stroke",
    "sym",
]

# `paint` names what a part is made of; `width` is that of a line, None for an area.
Part = namedtuple("Part", "points paint width")
# Radians between arm and body; heads between the ankles; radians that the right and the left elbow
# are bent by, outwards; down to where long hair falls, 0 for short hair.
Pose = namedtuple("Pose", "arm stride elbows hair", defaults=((0.0, 0.0), 0.0))

_SHOULDER = (0.84, 1.66)
_ELBOW, _HAND = 1.3, 2.7  # down the arm
_HIP = (0.42, 4.0)
_TRUNK = [(0.17, 0.9), (0.17, 1.3), (0.8, 1.48), (0.92, 1.7), (0.66, 2.3), (0.58, 3.0)]
_TRUNK += [(0.8, 3.8), (0.72, 4.35)]


def rounded(points, paint="cloth"):
    """Area with its corners cut twice (Chaikin's algorithm)."""
    points = np.asarray(points, float)
    for _ in range(2):
        following = np.roll(points, -1, axis=0)
        pairs = np.stack([0.75 * points + 0.25 * following, 0.25 * points + 0.75 * following], 1)
        points = pairs.reshape(-1, 2)
    return Part(points, paint, None)


def sym(right, paint="cloth", curved=False):
    """Area given by its right outline, from top to bottom; the left one mirrors it."""
    right = np.asarray(right, float)
    points = np.concatenate([right, right[::-1] * (-1, 1)])
    return rounded(points, paint) if curved else Part(points, paint, None)


def stroke(points, width, paint="dark"):
    """Line through `points`."""
    return Part(np.asarray(points, float), paint, width)


def disc(x, y, rx, ry=None, paint="cloth", start=0, stop=360, width=None):
    """Ellipse, or a sector of its outline where a width is given; degrees run clockwise."""
    angles = np.radians(np.linspace(start, stop, 25))
    points = np.stack([x + rx * np.cos(angles), y + (ry or rx) * np.sin(angles)], 1)
    return Part(points, paint, width)


def limb(begin, end, widths, paint="cloth"):
    """Tapered band from `begin` to `end`, `widths` wide at the two."""
    begin, end = np.asarray(begin, float), np.asarray(end, float)
    along = end - begin
    across = np.array([-along[1], along[0]]) / max(np.hypot(*along), 1e-9) / 2
    points = [
        begin + across * widths[0],
        end + across * widths[1],
        end - across * widths[1],
        begin - across * widths[0],
    ]
    return Part(np.array(points), paint, None)


def mirror(parts):
    """`parts`, and their mirror images on the left."""
    return [*parts, *(part._replace(points=part.points * (-1, 1)) for part in parts)]


def arm(pose, fraction, widths, paint="cloth"):
    """Both arms, or sleeves that cover this fraction of them."""
    if not any(pose.elbows):
        direction = np.array([np.sin(pose.arm), np.cos(pose.arm)])
        return mirror([limb(_SHOULDER, _SHOULDER + 2.55 * fraction * direction, widths, paint)])
    parts = []
    for side, elbow in zip((1, -1), pose.elbows, strict=True):
        one = _bent_arm(pose.arm, elbow, 2.55 * fraction, widths, paint)
        parts += [part._replace(points=part.points * (side, 1)) for part in one]
    return parts


def _along(angle, elbow, length):
    """Place so far down the right arm."""
    upper, lower = (np.array([np.sin(turn), np.cos(turn)]) for turn in (angle, angle + elbow))
    return _SHOULDER + min(length, _ELBOW) * upper + max(length - _ELBOW, 0) * lower


def _bent_arm(angle, elbow, length, widths, paint):
    if length <= _ELBOW:
        return [limb(_SHOULDER, _along(angle, elbow, length), widths, paint)]
    bend, middle = _along(angle, elbow, _ELBOW), np.interp(_ELBOW / length, (0, 1), widths)
    return [
        limb(_SHOULDER, bend, (widths[0], middle), paint),
        limb(bend, _along(angle, elbow, length), (middle, widths[1]), paint),
        disc(*bend, middle / 2, paint=paint),
    ]


def leg(pose, bottom, widths, paint="cloth"):
    """Both legs, or trouser legs down to the height `bottom`."""
    ankle = np.array([0.36 + pose.stride, 7.65])
    share = (bottom - _HIP[1]) / (ankle[1] - _HIP[1])
    end = _HIP + share * (ankle - _HIP)
    return mirror([limb(_HIP, end, widths, paint)])


def figure(pose):
    """Parts of the body itself, without clothes."""
    hands = [
        _along(pose.arm, elbow, _HAND) * (side, 1)
        for side, elbow in zip((1, -1), pose.elbows, strict=True)
    ]
    long_hair = [sym([(0.46, 0.3), (0.56, 1.2), (0.5, pose.hair)], "hair", curved=True)]
    return [
        *(long_hair if pose.hair else []),
        disc(0, 0.52, 0.46, 0.56, "hair"),
        sym(_TRUNK, "skin"),
        *leg(pose, 7.7, (0.78, 0.3), "skin"),
        *mirror([disc(0.42 + pose.stride, 7.78, 0.24, 0.12, "skin")]),
        *arm(pose, 1.0, (0.36, 0.2), "skin"),
        *(disc(*hand, 0.13, 0.19, "skin") for hand in hands),
        disc(0, 0.6, 0.36, 0.47, "skin"),
        sym([(0.3, 0.1), (0.4, 0.42), (0.2, 0.3)], "hair", curved=True),
    ]
