"""The garbage collector runs seldom while a command runs, and as before behind it."""

import gc

import pytest

from fashion_clf.cli.run._job import Job
from fashion_clf.utils._garbage import collect_seldom


@pytest.fixture(autouse=True)
def thresholds():
    """Give back what was set."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_a_command_leaves_the_collector_as_it_was():
    gc.set_threshold(700, 11, 12)
    with Job("classify", quiet=True):
        assert gc.get_threshold()[0] >= 50_000
        assert gc.get_threshold()[1:] == (11, 12)
    assert gc.get_threshold() == (700, 11, 12)


@pytest.mark.parametrize("first", [0, 10_000_000])
def test_what_the_user_set_seldom_or_never_stays(first):
    gc.set_threshold(first, 11, 12)
    assert collect_seldom() == (first, 11, 12)
    assert gc.get_threshold() == (first, 11, 12)
