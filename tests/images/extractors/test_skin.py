"""Colours of skin, and colours that are none."""

import numpy as np
import pytest

from fashion_clf.images.extractors._skin import is_skin

SKIN = [(240, 208, 182), (224, 180, 146), (186, 136, 98), (134, 90, 62)]
OTHER = [
    (255, 255, 255),
    (128, 128, 128),
    (20, 20, 20),
    (40, 60, 160),
    (60, 140, 60),
    (200, 30, 40),
]


@pytest.mark.parametrize("colour", SKIN)
def test_skin(colour):
    photo = np.full((2, 3, 3), colour, np.uint8)
    assert is_skin(photo).shape == (2, 3) and is_skin(photo).all()


@pytest.mark.parametrize("colour", OTHER)
def test_no_skin(colour):
    photo = np.full((1, 1, 3), colour, np.uint8)
    assert not is_skin(photo).any()
