"""What made-up catalogues and made-up photos have in common."""

from pathlib import Path

import numpy as np

from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._atomic_files import atomic_path

__all__ = [
    "METALS",
    "check_at_least",
    "numbered_stream",
    "photo_folder",
    "seed_of",
    "write_jpeg",
]

METALS = ("gold", "silver", "rose gold")


def check_at_least(name, value, least):
    """Refuse what is no whole number, or too small."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} must be a whole number of at least {least}; got {value!r}.")


def seed_of(random_state):
    """Whole number that all streams of random numbers derive from."""
    if random_state is None or isinstance(random_state, int | np.integer):
        return np.random.SeedSequence(random_state).entropy
    from sklearn.utils import check_random_state

    return int(check_random_state(random_state).randint(2**31))


def numbered_stream(seed, purpose, number):
    """Random numbers of one product (or block) for one purpose, whatever the others draw."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(purpose, number)))


def photo_folder(path):
    """Create a folder if necessary."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise CatalogError(f"cannot create the folder {path}: {cause.strerror}.") from cause
    return Path(path)


def write_jpeg(photo, path, quality):
    """Save a photo whole, or not at all."""
    with atomic_path(path, CatalogError) as temporary:
        photo.save(temporary, format="JPEG", quality=quality)
