"""The same tests under the same names, in any process, at any second and with any hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.long
def test_names_of_tests_do_not_depend_on_the_process():
    command = [sys.executable, "-m", "pytest", "--collect-only", "-n", "0", "-m", ""]
    listed = []
    for seed in ("0", "1", "random"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
        assert done.returncode == 0, done.stdout[-2000:]
        listed.append([line for line in done.stdout.splitlines() if "::" in line])
    assert len(listed[0]) > 3000
    assert listed[0] == listed[1] == listed[2]


def test_names_of_tests_hold_no_bytes(request):
    odd = [item.nodeid for item in request.session.items if not item.nodeid.isprintable()]
    assert odd == []
