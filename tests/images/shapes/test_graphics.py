"""Charts, swatches and signs are told from photos of products."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fashion_clf.datasets import make_catalog
from fashion_clf.images import load_image
from fashion_clf.images.shapes._graphics import is_graphic


def chart(n_rows, lines):
    image = Image.new("RGB", (600, 600), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=int(300 / n_rows))
    for row in range(n_rows):
        for column, text in enumerate(("Size", "38", str(40 + row), "90-100")):
            place = 10 + 150 * column, 5 + 600 * row // n_rows
            draw.text(place, text, fill="black", font=font)
        if lines:
            draw.line((0, 600 * row // n_rows, 600, 600 * row // n_rows), fill="grey", width=2)
    return image


@pytest.mark.parametrize("n_rows", [6, 8, 12])
@pytest.mark.parametrize("lines", [False, True])
def test_charts_of_sizes(tmp_path, n_rows, lines):
    chart(n_rows, lines).save(tmp_path / "chart.jpg", quality=80)
    assert is_graphic(load_image(tmp_path / "chart.jpg", size=128))


def test_swatches_and_signs(tmp_path):
    assert is_graphic(np.full((128, 128, 3), (200, 20, 30), np.uint8))
    sign = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(sign).ellipse((80, 80, 320, 320), fill=(200, 20, 30))
    sign.save(tmp_path / "sign.jpg")
    assert is_graphic(load_image(tmp_path / "sign.jpg", size=128))


def test_drawn_products_are_none(tmp_path):
    made = make_catalog(40, random_state=0, image_dir=tmp_path)
    found = [is_graphic(load_image(photo, size=128)) for photo in made.products["image"]]
    assert np.mean(found) < 0.1


@pytest.mark.real_data
def test_photos_of_a_shop_are_none(data_dir):
    photos = sorted((data_dir / "myntra" / "images").iterdir())[::40]
    found = [is_graphic(load_image(photo, size=128)) for photo in photos]
    assert np.mean(found) < 0.01
