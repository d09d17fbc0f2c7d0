"""A catalogue that cannot be written to its end: what was there before still stands.

The same of a job that is killed and goes on is in tests/test_cli_resume.py, of models
in tests/persistence/test_save.py.
"""

import os
import signal
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from fashion_clf.catalog import load_catalog, write_catalog

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
OLD = [{"title": "old"}]
START = """
import os, resource, signal, sys
from pathlib import Path
from fashion_clf.catalog import CatalogWriter, write_catalog
from fashion_clf.exceptions import CatalogError
paths = sys.argv[1:]
products = [{"title": os.urandom(50).hex()} for _ in range(3000)]
"""
FULL = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
for path in paths:
    try:
        write_catalog(products, path)
    except CatalogError as error:
        print(error)
"""
READ_ONLY = """
if os.getuid() == 0:  # for whom nothing is read-only
    os.setgroups([])
    os.setuid(65534)
try:
    write_catalog(products, paths[0])
except CatalogError as error:
    print(error)
"""
KILLED = """
with CatalogWriter(paths[0]) as writer:
    writer.write(products)
    writer.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""
BOTH = """
for title in ("a", "b"):
    if os.fork() == 0:
        for _ in range(20):
            write_catalog([{"title": title}] * 3000, paths[0])
        os._exit(0)
print(os.wait()[1], os.wait()[1])
"""


def run(code, *paths):
    command = [sys.executable, "-c", START + code, *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True)


def test_a_full_disk_leaves_what_was_there(tmp_path):
    names = ["p.json", "p.jsonl", "p.jsonl.gz", "p.csv", "p.xml"]
    if find_spec("pyarrow") is not None:
        names.append("p.parquet")
    before = {}
    for name in names:
        write_catalog(OLD, tmp_path / name)
        before[name] = (tmp_path / name).read_bytes()
    done = run(FULL, *(tmp_path / name for name in names))
    assert done.returncode == 0, done.stderr
    for name, line in zip(names, done.stdout.splitlines(), strict=True):
        assert line.startswith(f"cannot write {tmp_path / name}: ") and "File too large" in line
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_is_read_only():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        done = run(READ_ONLY, Path(folder, "p.json"))
        assert done.stdout.endswith("p.json: Permission denied.\n"), done.stderr
        assert os.listdir(folder) == []


def test_a_kill_leaves_what_was_there(tmp_path):
    path = tmp_path / "p.csv"
    write_catalog(OLD, path)
    assert run(KILLED, path).returncode == -signal.SIGKILL
    assert load_catalog(path)["title"].tolist() == ["old"]
    write_catalog([{"title": "new"}], path)
    assert load_catalog(path)["title"].tolist() == ["new"]


def test_of_two_at_once_one_is_there_whole(tmp_path):
    path = tmp_path / "p.csv"
    done = run(BOTH, path)
    assert done.stdout == "0 0\n", done.stderr
    titles = load_catalog(path)["title"].tolist()
    assert titles in (["a"] * 3000, ["b"] * 3000)
    assert os.listdir(tmp_path) == ["p.csv"]
