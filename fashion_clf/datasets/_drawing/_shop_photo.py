"""Photos as shops take them: mostly on white, and cropped to what is sold."""

import numpy as np
from PIL import Image, ImageFilter
from scipy.ndimage import map_coordinates

from fashion_clf.datasets._drawing._photo import (
    BEDROOM,
    NEVER_WORN,
    ON_THE_BODY,
    SCALE,
    SHAPES,
    background,
    dressed,
    framing,
    paint,
    palette,
)
from fashion_clf.datasets._drawing._shapes import Pose

__all__ = ["draw_shop_photo"]

_LYING = NEVER_WORN - {"bra", "briefs"} | {
    "bangles", "bottle", "cap", "carton", "coiled_belt", "compact", "lipstick", "pendant",
    "side_glasses", "slippers", "sock_pair", "studs", "tie", "wallet", "wristwatch",
}  # fmt: skip
_SHOES = ["sneaker", "pump", "boot"]
_UNPATTERNED = ("JEWELRY", "SHOE", "BAG")
_PLAIN = 0.75  # share of photos on white
_TALL = 0.75  # width over height of most photos
_LOWER = ("PANT", "SKIRT", "SHORTS")
_CROPPED = (*_LOWER, "TOPS", "OUTERWEAR", "DRESS", "JUMPSUIT", "LINGERIE")


def draw_shop_photo(rng, category, shape, worn, colors, size):
    """Draw one product as a photo of a shop.

    Parameters
    ----------
    rng : numpy.random.Generator
        Colour, pose, crop, ground and light come from it.
    category, shape : str
        What is drawn.
    worn : float
        Share of photos that show it on a person, where it can be worn.
    colors : list of tuple
        Red, green, blue of what it may be, and of the clothes worn with it.
    size : int
        Height in pixels.

    Returns
    -------
    PIL.Image.Image
        RGB, as wide as high or three quarters of that.
    """
    color = np.array(colors[rng.integers(len(colors))]) + rng.normal(0, 18, 3)
    color = tuple(color.clip(8, 246).astype(int).tolist())
    patterned = category not in _UNPATTERNED and rng.random() < 0.35
    pattern = int(rng.integers(3)) if patterned else None
    worn = shape not in _LYING and rng.random() < worn
    pose = _pose(rng)
    placed = worn or any(shape in module.__all__ for module in ON_THE_BODY)
    product = SHAPES[shape](rng, pose if placed else None)
    layers = [(product, palette(rng, color), pattern)]
    if worn:
        layers = _companions(rng, category, shape, pose, color, colors) + layers
    place, aspect = _place(rng, category, shape, product, size * SCALE, worn)
    canvas = Image.new("RGB", (size * SCALE,) * 2, (int(rng.integers(248, 256)),) * 3)
    if rng.random() > _PLAIN:
        canvas = background(rng, size)
    for parts, paints, its_pattern in layers:
        paints["inside"] = paints["skin"] if worn else paints["hollow"]
        paint(canvas, parts, place, paints, its_pattern, rng)
    image = _lit(rng, _bent(rng, canvas.reduce(SCALE)))
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.2)))
    return image.resize((round(size * aspect), size), Image.Resampling.BICUBIC)


def _pose(rng):
    right = _elbow(rng)
    left = _elbow(rng) if rng.random() < 0.6 else right
    hair = rng.uniform(1.4, 2.2) if rng.random() < 0.5 else 0.0
    return Pose(rng.uniform(0.08, 0.6), rng.uniform(0, 0.25), (right, left), hair)


def _elbow(rng):
    """Radians that it is bent by: a hand on the hip, or hanging."""
    return -rng.uniform(1.2, 2.3) if rng.random() < 0.25 else rng.uniform(-0.5, 0.3)


def _companions(rng, category, shape, pose, color, colors):
    """Figure and what else it wears."""
    layers = dressed(rng, category, shape, pose, colors)
    skin = layers[0][1]["skin"]

    def wear(name, its_color):
        layers.append((SHAPES[name](rng, pose), palette(rng, its_color) | {"skin": skin}, None))

    if shape == "bra":
        wear("briefs", color)
    elif shape not in BEDROOM and category != "SHOE" and rng.random() < 0.7:
        wear(_SHOES[rng.integers(len(_SHOES))], colors[rng.integers(len(colors))])
    return layers


def _place(rng, category, shape, product, side, worn):
    """Where it is drawn on a square canvas, as of `framing`, and how wide the photo will be."""
    if worn and category in _CROPPED and rng.random() < 0.85:
        return _crop(rng, category, shape, product, side), _TALL
    turn, shift, scale = framing(rng, product, shape, side, worn)
    aspect, middle = 1.0, np.full(2, side / 2)
    if rng.random() < 0.5:
        aspect = _TALL
        wider = np.array([[1 / aspect], [1]])
        turn = turn * (wider if worn else rng.uniform(aspect, 1) * wider)
        points = np.concatenate([part.points for part in product])
        center = (points.min(axis=0) + points.max(axis=0)) / 2
        shift = middle - turn @ center + rng.normal(0, 0.01 * side, 2)
    if shape == "wristwatch" and rng.random() < 0.5:  # close, and cut off by the border
        turn = turn * rng.uniform(1, 1.5)
        shift = middle + rng.normal(0, 0.02 * side, 2)
    return (turn, shift, scale), aspect


def _crop(rng, category, shape, product, side):
    """Cut a person off where shops do, above and below what is sold."""
    points = np.concatenate([part.points for part in product])
    top, bottom = _ends(rng, category, shape, points[:, 1].max())
    scale = side / ((bottom - top) * rng.uniform(1, 1.12))
    wide = 2 * np.abs(points[:, 0]).max() * scale / _TALL
    scale *= min(1, 1.15 * side / wide)
    tilt, flip = rng.normal(0, 0.02), -1 if rng.random() < 0.5 else 1
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    turn = np.diag([flip * scale / _TALL, scale]) @ turn
    center = np.array([rng.normal(0, 0.08), (top + bottom) / 2])
    return turn, np.full(2, side / 2) - turn @ center, scale


def _ends(rng, category, shape, hem):
    """Heights, in heads from the crown, between which a person is shown."""
    often, crown = rng.random(), rng.uniform(-0.3, 0.4)
    if category in _LOWER or shape in ("tights", "boxers"):
        top = rng.uniform(1.9, 2.9) if often < 0.75 else crown
        if shape == "boxers":
            return top, hem + rng.uniform(0.3, 1.2)
        feet = category == "PANT" or rng.random() < 0.8
        return top, rng.uniform(7.6, 8.2) if feet else min(8, hem + rng.uniform(0.3, 1.5))
    if shape == "briefs":
        return rng.uniform(1.2, 2.9) if often < 0.8 else crown, rng.uniform(4.6, 6.0)
    if shape == "bra":
        return rng.uniform(-0.2, 0.8), rng.uniform(3.0, 4.8)
    if category in ("TOPS", "OUTERWEAR"):
        top = crown if often < 0.9 else rng.uniform(0.4, 0.9)
        return top, max(hem, 3.9) + rng.uniform(0, 0.9) if often < 0.9 else 8
    return crown, min(8.1, hem + rng.uniform(0.2, 1.8)) if often < 0.6 else 8.1


def _field(rng, spread, n, side):
    """Smooth random field, of normal values at `n` by `n` places."""
    values = rng.normal(0, spread, (n, n)).astype(np.float32)
    return np.asarray(Image.fromarray(values).resize((side, side), Image.Resampling.BICUBIC))


def _bent(rng, image):
    """Move each place a little, so that no outline is quite straight."""
    if rng.random() > 0.7:
        return image
    side, spread = image.size[0], rng.uniform(0.5, 3.5) * image.size[0] / 128
    down, across = np.mgrid[:side, :side] + [_field(rng, spread, 4, side) for _ in range(2)]
    pixels = np.asarray(image)
    channels = [
        map_coordinates(pixels[..., channel], [down, across], order=1, mode="nearest")
        for channel in range(3)
    ]
    return Image.fromarray(np.stack(channels, axis=-1))


def _lit(rng, image):
    """Lighten and darken places of what is not white."""
    if rng.random() > 0.5:
        return image
    pixels = np.asarray(image, dtype=np.float32)
    light = 0.12 * _field(rng, 1, 5, image.size[0]) * (pixels.min(axis=-1) < 240)
    return Image.fromarray((pixels * (1 + light[..., None])).clip(0, 255).astype(np.uint8))
