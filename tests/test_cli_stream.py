import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fashion_clf.cli import _stream, _work, main
from fashion_clf.cli._part import PartFile

TEXTS = ["Cotton shirt, long sleeves", "Suede boot with a rubber sole", "Silk dress, flared hem"]
N = 60
# Run in a process of its own: a child for each line of standard input classifies, and kills
# itself before or after the n-th call of a function. Parts are small, so that there are many.
KILLER = """
import importlib, json, os, resource, signal, sys
from fashion_clf.cli import _stream, _work, main
from fashion_clf.catalog import CatalogWriter
from fashion_clf.cli import _classify, _learn, _report  # loaded once, for all children
import fashion_clf.classifier
_work.CHUNK, _stream._EVERY = 4, 2

def deadly(function, moment, n):
    calls = 0
    def wrapped(*given, **more):
        nonlocal calls
        calls += 1
        if calls == n and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        if calls == n and moment == "amid":  # half a line of the journal, or half a part
            file, data = given[0]._file if hasattr(given[0], "_file") else given[0]._raw, b"[3, "
            file.write(data)
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*given, **more)
        if calls == n:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return wrapped

for line in sys.stdin:
    case = json.loads(line)
    child = os.fork()
    if child == 0:
        if case["module"] == "limit":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (case["n"], case["n"]))
        else:
            owner = importlib.import_module(case["module"])
            if case["class"]:
                owner = getattr(owner, case["class"])
            function = getattr(owner, case["function"])
            setattr(owner, case["function"], deadly(function, case["moment"], case["n"]))
        main(case["arguments"])
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""
PART = "fashion_clf.cli._part", "PartFile"
WRITER = "fashion_clf.catalog", "CatalogWriter"
SINK = "fashion_clf.catalog._sink", "TextSink"
DEATHS = {
    "before anything is written": (*WRITER, "write", "before", 1, "jsonl"),
    "before the first checkpoint": (*WRITER, "write", "after", 1, "jsonl"),
    "in the middle of a part": (*SINK, "write", "amid", 6, "jsonl"),
    "between flush and journal": (*WRITER, "flush", "after", 3, "jsonl"),
    "in the middle of a line of the journal": (*PART, "_append", "amid", 4, "jsonl"),
    "right after a checkpoint": (*PART, "checkpoint", "after", 3, "jsonl"),
    "before the rename": ("os", "", "replace", "before", 1, "jsonl"),
    "after the rename": ("os", "", "replace", "after", 1, "jsonl"),
    "in a JSON list": (*WRITER, "write", "after", 9, "json"),
    "in a CSV": (*WRITER, "write", "after", 9, "csv"),
    "in an archive": (*WRITER, "write", "after", 9, "jsonl.gz"),
    "right after a checkpoint of an archive": (*PART, "checkpoint", "after", 2, "json.gz"),
}


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(_work, "CHUNK", 4)
    monkeypatch.setattr(_stream, "_EVERY", 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a catalogue, gold and a model of it."""
    folder = tmp_path_factory.mktemp("stream")
    products = [{"id": i, "description": f"{TEXTS[i % 3]}, style {i}"} for i in range(N)]
    for row in (5, 6, 50):  # in parts far apart
        products[row]["description"] = row
    (folder / "products.jsonl").write_text("".join(json.dumps(p) + "\n" for p in products))
    gold = "".join(f"{i},{['TOPS', 'SHOE', 'DRESS'][i % 3]}\n" for i in range(0, N, 7))
    (folder / "gold.csv").write_text("id,category\n" + gold)
    result = run("train", folder / "products.jsonl", "-o", folder / "model.joblib")
    assert result.exit_code == 0, result.output
    return folder


def arguments_for(folder, output):
    given = "classify", folder / "products.jsonl", "-o", output, "--model", folder / "model.joblib"
    return [*map(str, given), "--gold", str(folder / "gold.csv"), "--taxonomy", "shopify"]


@pytest.fixture(scope="module")
def killed(folder):
    """Folders in each of which a process was killed at another moment, and how it ended."""
    cases, outputs = [], {}
    for death, (module, kind, function, moment, n, extension) in DEATHS.items():
        outputs[death] = folder / death.replace(" ", "_") / f"out.{extension}"
        outputs[death].parent.mkdir()
        case = {"module": module, "class": kind, "function": function, "moment": moment, "n": n}
        cases.append(case | {"arguments": arguments_for(folder, outputs[death])})
    done = subprocess.run(
        [sys.executable, "-c", KILLER],
        input="".join(json.dumps(case) + "\n" for case in cases),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(-signal.SIGKILL)] * len(cases), done.stderr
    return outputs


@pytest.fixture(scope="module")
def whole(folder):
    """What comes out where nobody kills anything: bytes by extension, and the report."""
    content = {}
    for extension in ("jsonl", "json", "csv", "jsonl.gz", "json.gz"):
        output = folder / f"whole.{extension}"
        result = run(*arguments_for(folder, output))
        assert result.exit_code == 0, result.output
        content[extension] = unpacked(output)
    return content, result.output.rpartition("\nwritten")[0]


def unpacked(path):
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


@pytest.mark.parametrize("death", DEATHS)
def test_a_killed_job_goes_on_to_the_same_bytes(folder, killed, whole, death):
    content, report = whole
    output, extension = killed[death], DEATHS[death][-1]
    renamed = death == "after the rename"
    assert output.exists() is renamed  # whole or not there
    result = run(*arguments_for(folder, output), "--resume")
    assert result.exit_code == 0, result.output
    assert unpacked(output) == content[extension]
    assert [path.name for path in output.parent.iterdir()] == [output.name]
    resumed = result.output.startswith("going on after ")
    early = death in ("before anything is written", "before the first checkpoint")
    assert resumed is not (early or renamed)
    told = result.output.partition("products\n\n")[2] if resumed else result.output
    assert told.rpartition("\nwritten")[0] == report


def test_it_goes_on_where_it_was_and_not_before(folder, killed, tmp_path):
    killed_after = killed["right after a checkpoint"]
    lines = Path(f"{killed_after}.part.journal")
    if not lines.exists():
        pytest.skip("resumed by the test before")
    assert json.loads(lines.read_text().splitlines()[-1])["state"]["tally"]["n_products"] == 24
