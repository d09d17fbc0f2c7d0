"""Many files on a Dask cluster: each as one machine writes it, whatever happens to workers."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from fashion_clf.cli import main
from fashion_clf.cli.run import _cluster, _cluster_file
from fashion_clf.cli.run._finished import NAME, Finished
from fashion_clf.cli.run._warnings import CollectedWarnings
from fashion_clf.cli.tables._tally import Tally
from fashion_clf.exceptions import CatalogError, CatalogWarning, FashionClfError

dask = pytest.importorskip("dask", reason="Dask is not installed")
distributed = pytest.importorskip("distributed", reason="Dask is not installed")

WORDS = ("Suede boots", "Silk dress", "Cotton shirt", "Leather bag")


def write(path, n, first=0):
    rows = [{"id": first + row, "title": f"{WORDS[row % 4]} {row}"} for row in range(n)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def classify(folder, *more, pattern="in/*", scheduler="local:2"):
    model = ("--model", "pretrained", "--scheduler", scheduler)
    return run("classify", folder / pattern, "-o", folder / "out", *model, *more)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(4):
        write(tmp_path / "in" / f"{number}.jsonl", 30, number * 30)
    return tmp_path


@contextmanager
def start_cluster(memory_limit="2GB"):
    """Start two workers, each a process of its own, and give the address of their scheduler."""
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with (
        dask.config.set(_cluster._SETTINGS),
        distributed.LocalCluster(memory_limit=memory_limit, **settings) as cluster,
    ):
        yield cluster.scheduler_address


@pytest.fixture(scope="module")
def address():
    with start_cluster() as address:
        yield address


def test_the_same_bytes_as_one_machine_and_a_second_run(folder, address):
    (folder / "in" / "broken.json").write_text('[{"title": "Boots"')
    first = classify(folder, "--types", "--taxonomy", "google", scheduler=address)
    assert first.exit_code == 1 and "1 file could not be classified" in first.stderr
    assert "broken.json: line 1" in first.stderr and "written: 4 of 5 files" in first.stdout
    assert "120" in first.stdout.split("\nall")[1].splitlines()[0]
    for number in range(4):
        source, alone = folder / "in" / f"{number}.jsonl", folder / "alone.jsonl"
        model = "--types", "--taxonomy", "google", "--model", "pretrained"
        assert run("classify", source, "-o", alone, *model).exit_code == 0
        assert (folder / "out" / source.name).read_bytes() == alone.read_bytes()
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "out").iterdir()}
    write(folder / "in" / "2.jsonl", 31)
    write(folder / "in" / "broken.json", 2)
    second = classify(folder, "--types", "--taxonomy", "google", scheduler=address)
    assert second.exit_code == 0, second.output
    assert "3 of 5 files are finished already" in second.stdout
    assert "123" in second.stdout.split("\nall")[1].splitlines()[0]
    now = {path.name: path.stat().st_mtime_ns for path in (folder / "out").iterdir()}
    changed = {name for name in now if now[name] != before.get(name)}
    assert changed == {"2.jsonl", "broken.json", NAME}
    other = classify(folder, scheduler=address)
    assert other.exit_code == 2 and "another --taxonomy and another --types" in other.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--scheduler", "local:0"), "neither local:N"),
        (("--scheduler", "here"), "neither local:N"),
        (("--scheduler", "local:1"), "--scheduler predicts with --model"),
        (("--scheduler", "local:1", "--model", "pretrained", "--resume"), "--resume is for one"),
        (("--scheduler", "local:1", "--model", "pretrained", "--n-jobs", "2"), "--n-jobs is for"),
    ],
)
def test_what_does_not_go_together(folder, arguments, said):
    result = run("classify", folder / "in" / "*", "-o", folder / "out", *arguments)
    assert result.exit_code == 2 and said in result.stderr
    assert result.stderr.count("\n") == 1


def test_files_that_cannot_be(folder):
    none = classify(folder, pattern="in/*.parquet")
    assert none.exit_code == 2 and "there is no such file" in none.stderr
    (folder / "out").write_text("")
    assert "is a file; with --scheduler name a folder" in classify(folder).stderr
    with pytest.raises(FashionClfError, match="same file"):
        _cluster.plan_files(folder / "in", folder / "in")
    (folder / "other").mkdir()
    write(folder / "other" / "1.jsonl", 3)
    with pytest.raises(CatalogError, match="would both be written"):
        _cluster.plan_files(folder / "*" / "1.jsonl", folder / "new")
    assert [one.name for one, _ in _cluster.plan_files(folder / "in", folder / "new")] == [
        f"{number}.jsonl" for number in range(4)
    ]


def test_a_scheduler_that_is_not_there(folder, monkeypatch):
    monkeypatch.setattr(_cluster, "_PATIENCE", 0.5)
    result = classify(folder, scheduler="tcp://127.0.0.1:9")
    assert result.exit_code == 2 and "no Dask scheduler answers" in result.stderr


def test_another_release_is_refused(monkeypatch):
    class Client:
        scheduler = type("Scheduler", (), {"address": "tcp://x:1"})
        found = {"tcp://x:2": "0.0.1", "tcp://x:3": _cluster.__version__}

        def run(self, function, on_error):
            return self.found

    with pytest.raises(FashionClfError, match=r"1 of 2 workers .* tcp://x:2 has 0\.0\.1"):
        _cluster._require_same_release(Client())
    Client.found = {"tcp://x:2": ModuleNotFoundError("fashion_clf")}
    with pytest.raises(FashionClfError, match="cannot run it"):
        _cluster._require_same_release(Client())
    Client.found = {}
    with pytest.raises(FashionClfError, match="has no worker"):
        _cluster._require_same_release(Client())
    options = {"images": None, "taxonomy": None, "types": False, "reading": {}}
    done = _cluster_file.classify_file(b"", "a", "b", **options, version="0.0.1")
    assert "its worker has fashion-clf" in done["error"]


def test_the_list_of_finished_files(tmp_path):
    source, output = tmp_path / "a.csv", tmp_path / "out" / "a.csv"
    output.parent.mkdir()
    for path in (source, output):
        path.write_text("title\nBoots\n")
    Finished(output.parent, {"model": "m"}).note(source, output, {"tally": {}, "warnings": []})
    with open(output.parent / NAME, "a") as file:
        file.write('{"file": "b.csv", "sou')  # killed in the middle
    again = Finished(output.parent, {"model": "m"})
    assert again.missing([(source, output)]) == []
    again.note(source, output, {"tally": {}, "warnings": []})
    third = Finished(output.parent, {"model": "m"})
    assert third.missing([(source, output)]) == []
    output.unlink()
    assert third.missing([(source, output)]) == [(source, output)]
    with pytest.raises(FashionClfError, match="another model"):
        Finished(output.parent, {"model": "n"})


def test_counts_and_warnings_are_added_up():
    tally, one = Tally(["BAG", "SHOE"]), Tally(["BAG", "SHOE"])
    state = one.state() | {"n_products": 2, "counts": [[1, 0, 0, 0], [0, 1, 0, 0]]}
    for _ in range(2):
        tally.merge(state | {"languages": {"de": 2}})
    assert tally.table()["products"].tolist() == [2, 2] and tally.languages == {"de": 4}
    heard = []
    warnings = CollectedWarnings(heard.append)
    for n in (1, 2):
        warnings.merge([[CatalogWarning.__name__, f"{n} odd", "odd", n, 1, n]])
    assert len(heard) == 1 and warnings.n_products == 3


def at_the_first_output(folder, end):
    """Call `end` as soon as a file is finished, while others are not."""

    def watch():
        while not list((folder / "out").glob("?.jsonl")):
            time.sleep(0.02)
        end()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


@pytest.mark.long
def test_a_worker_that_is_killed(folder, address):
    for number in range(8):
        write(folder / "in" / f"{number}.jsonl", 6000)
    with distributed.Client(address) as client:
        pids = sorted(client.run(os.getpid).values())
    killer = at_the_first_output(folder, lambda: os.kill(pids[0], signal.SIGKILL))
    result = classify(folder, scheduler=address)
    killer.join()
    assert result.exit_code == 0, result.output
    assert "48000" in result.stdout


@pytest.mark.long
def test_a_file_that_is_too_large_for_the_memory_of_a_worker(folder):
    line = json.dumps({"title": "Boots", "description": "boots " * 2_000_000}) + "\n"
    (folder / "in" / "9.jsonl").write_text(line * 60)
    with start_cluster("350MB") as address:
        result = classify(folder, scheduler=address)
    assert result.exit_code == 1, result.stderr
    assert "9.jsonl: its worker was killed 4 times" in result.stderr
    assert "written: 4 of 5 files" in result.stdout


@pytest.mark.long
def test_a_scheduler_that_goes_away(folder, tmp_path):
    for number in range(8):
        write(folder / "in" / f"{number}.jsonl", 6000)
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0"]
    command += ["--no-dashboard", "--scheduler-file", str(tmp_path / "address.json")]
    scheduler = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not (tmp_path / "address.json").exists():
        time.sleep(0.1)
    address = json.loads((tmp_path / "address.json").read_text())["address"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1"]
    worker = subprocess.Popen([*worker, "--no-dashboard"], stderr=subprocess.DEVNULL, cwd=tmp_path)
    try:
        with distributed.Client(address) as client:
            client.wait_for_workers(1, timeout=30)
        killer = at_the_first_output(folder, scheduler.kill)
        result = classify(folder, scheduler=address)
        killer.join()
        assert result.exit_code == 2 and "the Dask scheduler went away" in result.stderr
        kept = len((folder / "out" / NAME).read_text().splitlines()) - 1
        again = classify(folder)
        assert again.exit_code == 0 and f"{kept} of 8 files are" * bool(kept) in again.stdout
    finally:
        worker.kill()
        scheduler.kill()
        worker.wait()
        scheduler.wait()
