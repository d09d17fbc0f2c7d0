import numpy as np
import pytest

from fashion_clf.datasets._descriptions import load_phrases
from fashion_clf.datasets._drawing import draw_product
from fashion_clf.datasets._drawing._photo import SHAPES
from fashion_clf.datasets._drawing._shapes import Pose, arm, disc, limb, mirror, rounded, sym
from fashion_clf.datasets._shop_photos import load_shop_kinds

COLORS = [(200, 30, 30), (20, 20, 20)]
KINDS = [(c, s) for c, kinds in load_phrases()["kinds"].items() for s in kinds]
SHOP_KINDS = [(c, s) for c, kinds in load_shop_kinds().items() for s in kinds["shapes"]]


def test_every_kind_has_a_shape_and_every_shape_a_kind():
    assert {shape for _, shape in KINDS} | {shape for _, shape in SHOP_KINDS} == set(SHAPES)
    assert set(KINDS) <= set(SHOP_KINDS)


@pytest.mark.parametrize(("category", "shape"), KINDS)
def test_product_is_seen_in_the_frame(category, shape):
    for seed in range(12):  # alone and worn, each pattern
        rng = np.random.default_rng(seed)
        pattern = [None, 0, 1, 2][seed % 4]
        photo = draw_product(rng, category, shape, (255, 0, 0), pattern, COLORS[1:], 64)
        assert photo.size == (64, 64) and photo.mode == "RGB"
        red, green, blue = np.moveaxis(np.asarray(photo, int), 2, 0)
        share = np.mean((red > green + 60) & (red > blue + 60))
        assert share > 0.003, (shape, seed)


def test_small_canvas():
    photo = draw_product(np.random.default_rng(0), "TOPS", "tee", (9, 9, 9), 2, COLORS, 16)
    assert photo.size == (16, 16)


def test_geometry():
    band = limb((0, 0), (0, 2), (1.0, 0.5)).points
    assert sorted(map(tuple, band)) == [(-0.5, 0), (-0.25, 2), (0.25, 2), (0.5, 0)]
    assert sym([(1, 0), (2, 1)]).points.tolist() == [[1, 0], [2, 1], [-2, 1], [-1, 0]]
    assert mirror([disc(1, 0, 0.5)])[1].points[:, 0].max() == pytest.approx(-0.5)
    assert len(rounded([(0, 0), (1, 0), (0, 1)]).points) == 12
    assert Pose(0.1, 0.2).arm == 0.1


def test_a_bent_arm_is_as_long_and_ends_elsewhere():
    straight, bent = (Pose(0.3, 0.1, elbows) for elbows in ((0.0, 0.0), (-1.5, 0.0)))
    parts = arm(bent, 1.0, (0.4, 0.2))
    assert len(parts) == 6 and len(arm(straight, 1.0, (0.4, 0.2))) == 2
    right, left = parts[1].points, parts[4].points
    assert right[:, 0].max() < np.abs(left[:, 0]).max()  # its hand is nearer the body
    assert len(arm(bent, 0.4, (0.4, 0.3))) == 2  # a short sleeve does not reach the elbow
