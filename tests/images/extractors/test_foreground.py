import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from fashion_clf.images.extractors._foreground import _geodesic, bounding_box, foreground


def planted(seed, shade, shape=(64, 48), noise=6):
    """Draw a shirt on a shaded, noisy ground; give the picture and the truth."""
    rng = np.random.default_rng(seed)
    height, width = shape
    truth = np.zeros(shape, bool)
    truth[height // 4 : -height // 5, width // 3 : -width // 3] = True
    truth[height // 4 : height // 2, width // 6 : -width // 6] = True
    ground = np.linspace(0, 40, height)[:, None, None] + (150, 140, 120)
    picture = np.where(truth[..., None], shade, ground)
    picture = picture + rng.normal(scale=noise, size=(*shape, 3))
    return picture.clip(0, 255).astype(np.uint8), truth


@pytest.mark.parametrize("shade", [(30, 40, 90), (200, 40, 40), (250, 250, 250)])
@pytest.mark.parametrize("shape", [(64, 48), (48, 64), (64, 64)])
def test_finds_what_was_planted(shade, shape):
    picture, truth = planted(0, shade, shape)
    mask = foreground(picture)
    assert (mask & truth).sum() / (mask | truth).sum() > 0.85


def test_a_print_on_the_garment_belongs_to_it():
    picture, truth = planted(1, (30, 40, 90))
    picture[24:32, 20:28] = (170, 160, 140)  # the colour of the ground
    assert foreground(picture)[26:30, 22:26].all()


@pytest.mark.parametrize("value", [0, 128, 255])
def test_where_nothing_stands_out_all_is_kept(value):
    assert foreground(np.full((64, 40, 3), value, np.uint8)).all()


def test_the_mirror_image_has_the_mirrored_mask():
    picture, _ = planted(2, (200, 40, 40))
    there, back = foreground(picture), foreground(picture[:, ::-1])[:, ::-1]
    assert (there == back).mean() > 0.98


def test_geodesic_distance_is_the_cheapest_path():
    rng = np.random.default_rng(0)
    lab = rng.uniform(0, 50, size=(6, 5, 3)).astype(np.float32)
    found = _geodesic(lab)
    line = [(i, j) for i in range(6) for j in range(5) if i in (0, 5) or j in (0, 4)]
    cost = np.zeros((31, 31))
    for i, j in line:  # from outside, node 30
        away = [np.linalg.norm(lab[i, j] - lab[other]) for other in line]
        cost[30, 5 * i + j] = max(np.quantile(away, 0.25) - 1, 0) + 0.02
    for i, j in np.ndindex(6, 5):
        for k, m in ((i + 1, j), (i, j + 1)):
            if k < 6 and m < 5:
                step = np.linalg.norm(lab[i, j] - lab[k, m])
                cost[5 * i + j, 5 * k + m] = max(step - 1, 0) + 0.02
    plain = dijkstra(cost, directed=False, indices=30)[:30].reshape(6, 5)
    np.testing.assert_allclose(found, plain, rtol=1e-3, atol=1e-3)


def test_box_stays_in_the_picture():
    mask = np.ones((10, 20), bool)
    assert bounding_box(mask, margin=0.5) == (0.0, 1.0, 0.0, 1.0)
    mask[:, 10:] = False
    assert bounding_box(mask, margin=0.1) == (0.0, 1.0, 0.0, 0.55)
