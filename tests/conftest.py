"""Fixtures that more than one test module uses."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data_dir():
    """Folder of the real catalogues; tests that need it skip where it is absent."""
    folder = os.environ.get("FASHION_CLF_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("FASHION_CLF_DATA names no folder: the real catalogues are not here")
    return Path(folder)
