import numpy as np
import pytest


@pytest.fixture
def photos():
    """Four 48 x 64 photos: two smooth, two of noise."""
    rng = np.random.default_rng(0)
    smooth = rng.normal(size=(2, 48, 64, 3)).cumsum(axis=1).cumsum(axis=2)
    smooth = 255 * (smooth - smooth.min()) / np.ptp(smooth)
    return np.concatenate([smooth, rng.integers(0, 256, (2, 48, 64, 3))]).astype(np.uint8)
