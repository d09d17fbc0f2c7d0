"""Product photos: a silhouette in its cloth, alone or worn, before a background."""

import numpy as np
from PIL import Image, ImageDraw

from fashion_clf.datasets._drawing import (
    _accessories,
    _bags,
    _beauty,
    _bottoms,
    _jewelry,
    _onepieces,
    _shoes,
    _tops,
)
from fashion_clf.datasets._drawing._shapes import Pose, figure

__all__ = [
    "BEDROOM",
    "NEVER_WORN",
    "ON_THE_BODY",
    "SCALE",
    "SHAPES",
    "background",
    "draw_product",
    "dressed",
    "framing",
    "paint",
    "palette",
]

ON_THE_BODY = (_tops, _bottoms, _onepieces)  # these keep their place when shown alone
SHAPES = {
    name: getattr(module, name)
    for module in (*ON_THE_BODY, _shoes, _bags, _accessories, _jewelry, _beauty)
    for name in module.__all__
}
SCALE = 2  # drawn twice as large, then averaged down

# What is worn beneath and beside a product, drawn in this order.
_TOPS = ["tee", "shirt", "sweater", "tank"]
_BOTTOMS = ["jeans", "wide_trousers", "leggings", "mini_skirt", "pencil_skirt", "shorts"]
_OUTFITS = {
    "TOPS": [_BOTTOMS],
    "DRESS": [],
    "PANT": [_TOPS],
    "SKIRT": [_TOPS],
    "SHORTS": [_TOPS],
    "OUTERWEAR": [_BOTTOMS[:3], _TOPS],
    "JUMPSUIT": [["tee", "tank"]],
    "BAG": [["jeans", "wide_trousers", "mini_skirt"], _TOPS],
    "SHOE": [["jeans", "leggings", "mini_skirt"], _TOPS],
    "JEWELRY": [_BOTTOMS[:2], ["tank"]],
    "OTHERS": [["jeans", "leggings"], _TOPS],
}
_OVER = {"jumpsuit", "romper"}  # nothing beneath these
BEDROOM = {"boxers", "bra", "briefs", "tights", "robe", "swimsuit"}  # worn alone, or not worn
NEVER_WORN = {"bra", "briefs", "earrings", "ring", "watch", "socks"}
_WORN = 0.3
_WIDER = {"necklace": 1.7, "hat": 1.5, "belt": 1.2}  # worn, these show more of the figure
_SKIN = [
    (240, 208, 182),
    (224, 180, 146),
    (186, 136, 98),
    (134, 90, 62),
    (92, 62, 46),
    (206, 204, 200),
]
_HAIR = [(36, 28, 26), (84, 54, 36), (150, 102, 60), (214, 182, 124), (120, 118, 118)]
_METAL = [(206, 170, 92), (184, 188, 194)]
_GEMS = [(70, 130, 190), (178, 40, 64), (60, 150, 104), (226, 236, 244), (40, 40, 48)]


def draw_product(rng, category, shape, color, pattern, colors, size):
    """Draw one product as a photo.

    Parameters
    ----------
    rng : numpy.random.Generator
        Pose, framing, background and companions come from it.
    category, shape : str
        What is drawn.
    color : tuple of int
        Red, green, blue of the product.
    pattern : {None, 0, 1, 2}
        Plain, stripes, dots or check.
    colors : list of tuple
        Colours for the garments worn with it.
    size : int
        Pixels on each side.

    Returns
    -------
    PIL.Image.Image
        RGB, `size` x `size`.
    """
    worn = shape not in NEVER_WORN and rng.random() < _WORN
    pose = Pose(arm=rng.uniform(0.12, 0.55), stride=rng.uniform(0.0, 0.22))
    placed = worn or any(shape in module.__all__ for module in ON_THE_BODY)
    product = SHAPES[shape](rng, pose if placed else None)
    layers = [(product, palette(rng, color), pattern)]
    if worn:
        layers = dressed(rng, category, shape, pose, colors) + layers
    place = framing(rng, product, shape, size * SCALE, worn)
    canvas = background(rng, size)
    for parts, paints, its_pattern in layers:
        paints["inside"] = paints["skin"] if worn else paints["hollow"]
        paint(canvas, parts, place, paints, its_pattern, rng)
    return canvas.reduce(SCALE)


def dressed(rng, category, shape, pose, colors):
    """Figure and the rest of its outfit, as layers below the product."""
    skin, hair = _SKIN[rng.integers(len(_SKIN))], _HAIR[rng.integers(len(_HAIR))]
    layers = [(figure(pose), {"skin": skin, "hair": hair, "hollow": skin}, None)]
    if shape not in BEDROOM | _OVER:
        for choices in _OUTFITS[category]:
            name = choices[rng.integers(len(choices))]
            paints = palette(rng, colors[rng.integers(len(colors))]) | {"skin": skin}
            layers.append((SHAPES[name](rng, pose), paints, None))
    return layers


def _shaded(color, factor):
    return tuple(int(min(255, channel * factor)) for channel in color)


def palette(rng, color):
    """Colour of each paint of a product in this main colour."""
    bright = sum(color) > 600
    light = _shaded(color, 0.82) if bright else tuple(int(0.55 * c + 0.45 * 255) for c in color)
    dark = _shaded(color, 0.5) if sum(color) > 200 else (96, 96, 100)
    return {
        "cloth": color,
        "shade": _shaded(color, 0.86) if sum(color) > 200 else (58, 58, 62),
        "trim": _shaded(color, 0.74) if sum(color) > 200 else (70, 70, 76),
        "sheer": tuple(int(0.7 * c + 0.3 * 200) for c in color),
        "dark": dark,
        "light": light,
        "hollow": _shaded(color, 0.6) if sum(color) > 200 else (52, 52, 56),
        "metal": _METAL[rng.integers(len(_METAL))],
        "gem": _GEMS[rng.integers(len(_GEMS))],
        "glass": _shaded((60, 58, 56), rng.uniform(0.7, 1.8)),
        "skin": _SKIN[1],
    }


def framing(rng, parts, shape, size, worn):
    """Affine map (2 x 2 matrix, shift, scale) from the body's coordinates to pixels."""
    points = np.concatenate([part.points for part in parts])
    low, high = points.min(axis=0), points.max(axis=0)
    room = rng.uniform(1.25, 1.9) * _WIDER.get(shape, 1.0) if worn else rng.uniform(1.08, 1.5)
    scale = size / (max(high - low) * room)
    tilt = rng.normal(0, 0.03 if worn else 0.12)
    flip = -1 if rng.random() < 0.5 else 1
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]]) * scale
    turn[:, 0] *= flip
    slack = (1 - 1 / room) * 0.3
    center = size * (0.5 + rng.uniform(-slack, slack, 2))
    return turn, center - turn @ ((low + high) / 2), scale


def background(rng, size):
    """White, graded, coloured or textured studio; twice `size`."""
    kind, base = rng.integers(4), rng.uniform(225, 252)
    if kind == 0:
        return Image.new("RGB", (size * SCALE,) * 2, "white")
    if kind == 1:
        gradient = np.linspace(base, base - rng.uniform(20, 60), size)[:, None, None]
        pixels = np.broadcast_to(gradient, (size, size, 3))
    else:
        tint = base - rng.uniform(0, 50, 3)
        pixels = np.broadcast_to(tint, (size, size, 3))
        if kind == 3:
            pixels = pixels + rng.normal(0, 6, (size, size, 1))
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return image.resize((size * SCALE,) * 2, Image.Resampling.BILINEAR)


def _texture(canvas, color, other, pattern, unit, rng):
    """Cloth of a pattern, as large as the canvas."""
    cloth = Image.new("RGB", canvas.size, color)
    draw = ImageDraw.Draw(cloth)
    period = max(5, int(unit * rng.uniform(0.16, 0.4)))
    side = canvas.size[0]
    if pattern == 0:
        for row in range(int(rng.integers(period)), side, period):
            across = [(0, row), (side, row)]
            draw.line(across, fill=other, width=max(2, period // 3))
    elif pattern == 1:
        for y in range(0, side, period):
            for x in range(period // 2 * (y // period % 2), side, period):
                draw.ellipse([x, y, x + period * 0.4, y + period * 0.4], fill=other)
    else:
        blend = tuple((a + b) // 2 for a, b in zip(color, other, strict=True))
        for paint, width in ((blend, period // 2), (other, max(1, period // 8))):
            for at in range(0, side, period):
                draw.line([(0, at), (side, at)], fill=paint, width=width)
                draw.line([(at, 0), (at, side)], fill=paint, width=width)
    return cloth


def paint(canvas, parts, place, paints, pattern, rng):
    """Draw `parts` in order."""
    turn, shift, scale = place
    draw = ImageDraw.Draw(canvas)
    texture = None
    if pattern is not None:
        texture = _texture(canvas, paints["cloth"], paints["light"], pattern, scale, rng)
        mask = Image.new("L", canvas.size)
    for points, paint, width in parts:
        pixels = [tuple(point) for point in (points @ turn.T + shift).tolist()]
        color = paints[paint]
        if width is not None:
            draw.line(pixels, fill=color, width=max(1, round(width * scale)), joint="curve")
        elif texture is not None and paint == "cloth":
            mask.paste(0, (0, 0, *mask.size))
            ImageDraw.Draw(mask).polygon(pixels, fill=255)
            canvas.paste(texture, mask=mask)
        else:
            draw.polygon(pixels, fill=color)
        if width is None and paint == "cloth":
            edge = paints["dark"]
            draw.line([*pixels, pixels[0]], fill=edge, width=max(1, round(0.012 * scale)))
