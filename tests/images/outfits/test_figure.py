"""Figures of people: found by their colours, wherever they stand, and cut out to one size."""

import numpy as np
import pytest

from fashion_clf.images.outfits._figure import HEIGHT, WIDTH, cut_out_figure, figure_mask


def street(top=0.1, bottom=0.9, middle=0.5, seed=0):
    """Draw a red figure, of 0.15 of the width, before grey noise; shares of the photo."""
    rng = np.random.default_rng(seed)
    photo = rng.integers(90, 130, (256, 256, 3)).astype(np.uint8)
    photo[..., 1:] = photo[..., :1]
    rows = slice(round(256 * top), round(256 * bottom))
    photo[rows, round(256 * (middle - 0.075)) : round(256 * (middle + 0.075))] = (190, 30, 40)
    return photo


@pytest.mark.parametrize("middle", [0.4, 0.5, 0.6])
def test_the_mask_is_where_the_colour_of_the_figure_is(middle):
    mask = figure_mask(street(middle=middle), 2 / 3)
    assert mask.shape == (120, 80)
    inside = np.zeros_like(mask, dtype=bool)
    inside[14:106, round(80 * (middle - 0.05)) : round(80 * (middle + 0.05))] = True
    assert mask[inside].mean() > 0.9
    far = np.ones_like(inside)
    far[:, round(80 * (middle - 0.15)) : round(80 * (middle + 0.15))] = False
    assert mask[far].mean() < 0.1


@pytest.mark.parametrize("place", [(0.1, 0.9, 0.5), (0.25, 0.8, 0.45), (0.15, 0.7, 0.58)])
def test_a_figure_is_whole_and_in_the_middle_wherever_it_stands(place):
    figure = cut_out_figure(street(*place), 2 / 3)
    assert figure.picture.shape == (HEIGHT, WIDTH, 3)
    red = figure.picture[..., 0].astype(int) - figure.picture[..., 1] > 80
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    top, bottom, _ = place
    assert np.ptp(rows) / HEIGHT > bottom - top  # larger than in the photo
    assert rows[0] > 0
    assert rows[-1] < HEIGHT - 1
    assert abs((columns[0] + columns[-1]) / 2 - WIDTH / 2) < WIDTH / 10


@pytest.mark.parametrize("color", [0, 128, 255])
def test_a_blank_photo_has_a_figure_nonetheless(color):
    figure = cut_out_figure(np.full((64, 64, 3), color, np.uint8), 1.0)
    assert np.isfinite(figure.mask).all()
    assert (figure.picture == color).mean() > 0.5  # black beside the photo


@pytest.mark.parametrize("aspect", [0.01, 0.3, 3.0, 40.0])
def test_any_shape_of_photo(aspect):
    figure = cut_out_figure(street(), aspect)
    assert figure.mask.shape == (HEIGHT, WIDTH)
    assert ((figure.mask >= 0) & (figure.mask <= 1)).all()
