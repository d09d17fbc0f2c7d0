import gzip
import json
import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from fashion_clf.catalog import CatalogWriter
from fashion_clf.cli import main
from fashion_clf.cli.run import _stages, _streaming
from fashion_clf.cli.run._checkpoint import PartFile

# Run in a process of its own: a child for each line of standard input classifies, and kills
# itself before or after the n-th call of a function. Parts are small, so that there are many.
KILLER = """
import importlib, json, os, resource, signal, sys
from fashion_clf.cli import main
from fashion_clf.cli.run import _stages, _streaming
from fashion_clf.catalog import CatalogWriter
from fashion_clf.cli.commands import _classify  # loaded once, for all children
from fashion_clf.cli.run import _training
from fashion_clf.cli.tables import _results
import fashion_clf.classifier
_stages.CHUNK = _stages.PHOTO_CHUNK = 4
_streaming._EVERY = 2

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
PART = "fashion_clf.cli.run._checkpoint", "PartFile"
WRITER = "fashion_clf.catalog", "CatalogWriter"
SINK = "fashion_clf.catalog.formats._sink", "TextSink"
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


SURE = dict.fromkeys(DEATHS, 32) | {  # products of the last checkpoint before
    "before anything is written": 0,
    "before the first checkpoint": 0,
    "in the middle of a part": 16,
    "between flush and journal": 16,
    "in the middle of a line of the journal": 16,
    "right after a checkpoint": 24,
    "right after a checkpoint of an archive": 16,
    "before the rename": 56,
    "after the rename": 0,
}


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module", autouse=True)
def small_parts():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_stages, "CHUNK", 4)
        patch.setattr(_stages, "PHOTO_CHUNK", 4)
        patch.setattr(_streaming, "_EVERY", 2)
        yield


def arguments_for(shop, output):
    given = "classify", shop / "products.jsonl", "-o", output, "--model", shop / "model.joblib"
    return [*map(str, given), "--gold", str(shop / "gold.csv"), "--taxonomy", "shopify"]


@pytest.fixture(scope="module")
def killed(shop, tmp_path_factory):
    """Outputs, each of a process that was killed at another moment, and one that met a limit."""
    cases, outputs, folder = [], {}, tmp_path_factory.mktemp("killed")
    for death, (module, kind, function, moment, n, extension) in DEATHS.items():
        outputs[death] = folder / death.replace(" ", "_") / f"out.{extension}"
        outputs[death].parent.mkdir()
        case = {"module": module, "class": kind, "function": function, "moment": moment, "n": n}
        cases.append(case | {"arguments": arguments_for(shop, outputs[death])})
    size = (shop / "products.jsonl").stat().st_size  # bytes that a file may have: too few
    outputs["full"] = folder / "full" / "out.jsonl"
    outputs["full"].parent.mkdir()
    arguments = arguments_for(shop, outputs["full"])
    cases.append({"module": "limit", "n": size, "arguments": arguments})
    done = subprocess.run(
        [sys.executable, "-c", KILLER],
        input="".join(json.dumps(case) + "\n" for case in cases),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(-signal.SIGKILL)] * len(DEATHS) + ["2"], done.stderr
    assert f"cannot write {outputs['full']}: File too large." in done.stderr
    return outputs


@pytest.fixture(scope="module")
def whole(shop):
    """What comes out where nobody kills anything: bytes by extension, and the report."""
    content = {}
    for extension in ("jsonl", "json", "csv", "jsonl.gz", "json.gz"):
        output = shop / f"whole.{extension}"
        result = run(*arguments_for(shop, output))
        assert result.exit_code == 0, result.output
        content[extension] = unpacked(output)
    return content, result.output.rpartition("\nwritten")[0]


def unpacked(path):
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


@pytest.mark.parametrize("death", DEATHS)
def test_a_killed_job_goes_on_to_the_same_bytes(shop, killed, whole, death):
    content, report = whole
    output, extension = killed[death], DEATHS[death][-1]
    renamed = death == "after the rename"
    assert output.exists() is renamed  # whole or not there
    result = run(*arguments_for(shop, output), "--resume")
    assert result.exit_code == 0, result.output
    assert unpacked(output) == content[extension]
    assert [path.name for path in output.parent.iterdir()] == [output.name]
    going_on, _, told = result.output.rpartition("products\n\n")
    assert going_on == (f"going on after {SURE[death]} " if SURE[death] else "")
    assert told.rpartition("\nwritten")[0] == report


def run_until_interrupted(*arguments):
    """Run a command that is interrupted when it writes the product of row 20."""
    writes = CatalogWriter.write

    def interrupt(writer, products, **options):
        if products.index[0] == 20:
            raise KeyboardInterrupt
        writes(writer, products, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CatalogWriter, "write", interrupt)
        result = run(*arguments)
    assert result.exit_code == 130
    return result


@pytest.fixture
def broken_off(shop, tmp_path):
    """A copy of catalogue, gold and model, and an output that was broken off, after 16 products."""
    for path in shop.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    result = run_until_interrupted(*arguments_for(tmp_path, tmp_path / "out.jsonl"))
    assert "out.jsonl.part keeps the products that are done; the same command" in result.output
    return tmp_path


def test_an_interrupted_job_goes_on(broken_off, whole):
    result = run(*arguments_for(broken_off, broken_off / "out.jsonl"), "--resume")
    assert result.output.startswith("going on after 16 products")
    assert (broken_off / "out.jsonl").read_bytes() == whole[0]["jsonl"]


def change_catalogue(shop):
    with open(shop / "products.jsonl", "a") as file:
        file.write('{"id": 99, "description": "Leather bag"}\n')


def touch_catalogue(shop):
    os.utime(shop / "products.jsonl", ns=(0, 0))


def change_gold(shop):
    (shop / "gold.csv").write_text("id,category\n0,TOPS\n")


def change_model(shop):
    result = run("train", shop / "products.jsonl", "-o", shop / "model.joblib", "--seed", 1)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("change", "more", "words"),
    [
        (change_catalogue, [], "another catalogue."),
        (touch_catalogue, [], "another catalogue."),
        (change_model, [], "another model."),
        (change_gold, [], "another --gold."),
        (None, ["--taxonomy", "google"], "another --taxonomy."),
    ],
)
def test_other_work_is_not_gone_on_with(broken_off, change, more, words):
    if change:
        change(broken_off)
    part = broken_off / "out.jsonl.part"
    before = part.read_bytes()
    result = run(*arguments_for(broken_off, broken_off / "out.jsonl"), *more, "--resume")
    assert result.exit_code == 2
    assert words in result.output
    assert part.read_bytes() == before
    assert not (broken_off / "out.jsonl").exists()


def test_without_resume_it_begins_anew(broken_off, whole):
    result = run(*arguments_for(broken_off, broken_off / "out.jsonl"))
    assert result.exit_code == 0
    assert not result.output.startswith("going on")
    assert (broken_off / "out.jsonl").read_bytes() == whole[0]["jsonl"]
    assert not list(broken_off.glob("*.part*"))


def test_resume_goes_with_a_model(shop, tmp_path):
    result = run("classify", shop / "products.jsonl", "-o", tmp_path / "out.json", "--resume")
    assert result.exit_code == 2
    assert "--resume goes on with --model" in result.output


def test_without_a_saved_model_nothing_stays(shop, tmp_path):
    arguments = "classify", shop / "products.jsonl", "-o", tmp_path / "out.jsonl"
    result = run_until_interrupted(*arguments)
    assert "--resume" not in result.output
    assert not list(tmp_path.iterdir())


def test_the_second_of_two_is_refused(shop, tmp_path):
    part = PartFile(tmp_path / "out.jsonl", {}, resume=False)
    result = run(*arguments_for(shop, tmp_path / "out.jsonl"))
    part.close()
    assert result.exit_code == 2
    assert "another process is writing" in result.output
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_what_is_sure(shop, killed, whole):
    output = killed["full"]
    assert not output.exists()
    result = run(*arguments_for(shop, output), "--resume")
    assert result.output.startswith("going on after ")
    assert output.read_bytes() == whole[0]["jsonl"]
