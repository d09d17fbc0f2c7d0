import json
import logging
import os
import subprocess
import sys
import warnings
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from fashion_clf.cli import main
from fashion_clf.cli.run._job import Job, TooManyWarnings
from fashion_clf.cli.run._log import EventLog
from fashion_clf.cli.run._warnings import CollectedWarnings
from fashion_clf.exceptions import CatalogWarning, FashionClfError, ImageWarning

TEXTS = [
    "Cotton shirt with long sleeves",
    "Suede boot with a rubber sole",
    "Silk dress, flared hem",
]
LONG = "cotton shirt " * 2000  # more than the 20,000 characters that are read


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def read_log(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in a folder with a clean catalogue and one of which three texts are too long."""
    monkeypatch.chdir(tmp_path)
    texts = [f"{TEXTS[i % 3]}, style {i}" for i in range(30)]
    Path("good.json").write_text(json.dumps([{"description": text} for text in texts]))
    texts[4:7] = [LONG] * 3
    Path("odd.json").write_text(json.dumps([{"description": text} for text in texts]))
    return tmp_path


def test_the_log_tells_the_whole_job(here):
    result = run("classify", "odd.json", "-o", "out.json", "--log", "log.jsonl", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    events = read_log(here / "log.jsonl")
    assert all(datetime.fromisoformat(e["time"]).utcoffset().total_seconds() == 0 for e in events)
    start, *_, end = events
    assert (start["event"], start["command"]) == ("start", "classify")
    assert {"fashion-clf", "python", "scikit-learn", "lightgbm"} <= set(start["versions"])
    stages = {e["name"]: e for e in events if e["event"] == "stage"}
    assert list(stages) == ["scan", "tokenise", "fit", "classify"]
    assert stages["classify"]["products"] == 30
    assert all(stage["seconds"] >= 0 for stage in stages.values())
    heard = {(e["category"], e["products"]) for e in events if e["event"] == "warning"}
    assert heard == {("CatalogWarning", 3), ("LabelingWarning", 0)}
    assert any(
        e["event"] == "log" and e["logger"].startswith("fashion_clf.classifier") for e in events
    )
    written = next(e for e in events if e["event"] == "written")
    assert (written["path"], written["products"]) == ("out.json", 30)
    result = next(e for e in events if e["event"] == "result")
    assert sum(result["categories"].values()) == result["products"] == 30
    assert (end["event"], end["exit_code"]) == ("end", 0)
    assert [(one["category"], one["products"]) for one in end["warnings"]] == [
        ("CatalogWarning", 3),
        ("LabelingWarning", 0),
    ]
    assert end["products_warned_of"] == 3


def test_the_log_is_appended_to_and_tells_of_errors(here):
    assert run("classify", "good.json", "-o", "out.json", "--log", "log.jsonl").exit_code == 0
    Path("bad.json").write_text("no JSON")
    assert run("train", "bad.json", "-o", "m.joblib", "--log", "log.jsonl").exit_code == 2
    events = read_log(here / "log.jsonl")
    ends = [(e["command"], e["exit_code"]) for e in events if e["event"] == "end"]
    assert ends == [("classify", 0), ("train", 2)]
    error = events[-2]
    assert (error["event"], error["level"], error["type"]) == ("error", "error", "CatalogError")
    assert "bad.json" in error["text"]


@pytest.mark.parametrize("log", ["good.json", "out.json", ".", "none/log.jsonl"])
def test_a_log_that_cannot_be_is_refused_at_once(here, log):
    before = Path("good.json").read_bytes()
    result = run("classify", "good.json", "-o", "out.json", "--log", log)
    assert result.exit_code == 2
    assert Path("good.json").read_bytes() == before
    assert not Path("out.json").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_under_the_log_stops_nothing(here):
    result = run("classify", "good.json", "-o", "out.json", "--log", "/dev/full", "--quiet")
    assert result.exit_code == 0
    assert result.output == (
        "fashion-clf: the log /dev/full cannot be written: No space left on device; "
        "the job continues without it.\n"
    )
    assert len(json.loads(Path("out.json").read_text())) == 30


def test_strict_writes_and_ends_with_1(here):
    run("classify", "odd.json", "-o", "plain.json")
    result = run("classify", "odd.json", "-o", "out.json", "--strict", "--quiet")
    assert result.exit_code == 1
    assert result.output == (
        "fashion-clf: 2 warnings, --strict allows none: exit code 1; out.json is written.\n"
    )
    assert Path("out.json").read_bytes() == Path("plain.json").read_bytes()


def test_strict_without_a_warning_ends_with_0(here):
    scored = [{"description": "x", "category": "TOPS"}]
    Path("done.json").write_text(json.dumps(scored))
    Path("gold.csv").write_text("index,category\n0,TOPS\n")
    result = run("evaluate", "done.json", "--gold", "gold.csv", "--strict")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(("allowed", "code"), [(2, 1), (3, 0)])
def test_max_errors_counts_products(here, allowed, code):
    result = run("classify", "odd.json", "-o", "out.json", "--max-errors", allowed)
    assert result.exit_code == code, result.output
    assert Path("out.json").exists() is (code == 0)
    if code:
        assert result.output.startswith(
            "fashion-clf: error: stopped: 3 products have something wrong, --max-errors allows 2: "
        )
        assert "(row 4, 5, 6)" in result.output


def test_max_errors_is_looked_at_after_each_part():
    job = Job("test", max_errors=1)
    with pytest.raises(TooManyWarnings), job, job.stage("predict", 30) as advance:
        for row in range(2):
            warnings.warn(CatalogWarning(f"row {row} is odd", 1, "odd"), stacklevel=1)
            advance(10)
        pytest.fail("went on after the second")
    assert job.exit_code == 1


def test_unforeseen_errors_and_interrupts_are_logged(tmp_path):
    for error, code in ((KeyboardInterrupt(), 130), (ZeroDivisionError("a bug"), 1)):
        with pytest.raises(type(error)), Job("test", log=tmp_path / "log.jsonl"):
            raise error
        assert read_log(tmp_path / "log.jsonl")[-1]["exit_code"] == code


def test_warnings_of_one_kind_are_one_with_its_count():
    first_of_kind = []
    collected = CollectedWarnings(first_of_kind.append)
    with collected.listen():
        for n in (3, 4, 3):  # the last is the first, told again
            warnings.warn(ImageWarning(f"{n} photos", n, "unreadable photo"), stacklevel=1)
        warnings.warn(CatalogWarning("2 texts", 2, "odd type"), stacklevel=1)
        for _ in range(2):
            warnings.warn("no rule", CatalogWarning, stacklevel=1)
    assert collected.texts() == [
        ("ImageWarning", "3 photos In all 7 products."),
        ("CatalogWarning", "2 texts"),
        ("CatalogWarning", "no rule"),
    ]
    assert collected.n_products == 9
    assert [str(warning) for warning in first_of_kind] == ["3 photos", "2 texts", "no rule"]


def test_warnings_of_others_are_shown_as_ever():
    collected = CollectedWarnings(print)
    with pytest.warns(DeprecationWarning, match="of another"), collected.listen():
        warnings.simplefilter("always")
        warnings.warn("of another", DeprecationWarning, stacklevel=1)
    assert not collected.entries


def test_lines_of_the_log_are_whole_and_utf8(tmp_path):
    log = EventLog(tmp_path / "log.jsonl")
    log.event("odd", text="élan \ud800", path=Path("a\nb"), number=float("inf"))
    assert log.path.read_text(encoding="utf-8").count("\n") == 1  # before it is closed
    assert read_log(log.path)[0]["text"].startswith("élan ")
    log.close()
    log.event("late")
    assert len(read_log(log.path)) == 1


def test_a_log_in_a_folder_that_is_not_there():
    with pytest.raises(FashionClfError, match="cannot write the log /no/such/log"):
        EventLog(Path("/no/such/log"))


def test_the_library_is_silent_and_leaves_logging_alone():
    code = (
        "import logging, sys, fashion_clf\n"
        "logger = logging.getLogger('fashion_clf')\n"
        "logging.getLogger('fashion_clf.classifier').warning('unheard')\n"
        "assert [type(h).__name__ for h in logger.handlers] == ['NullHandler'], logger.handlers\n"
        "assert not logging.root.handlers and logger.level == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_job_takes_its_handler_away_again(tmp_path):
    logger = logging.getLogger("fashion_clf")
    before = list(logger.handlers), logger.level
    with Job("test", log=tmp_path / "log.jsonl"):
        logging.getLogger("fashion_clf.images").info("read %d", 3)
        logging.getLogger("elsewhere").warning("unheard")
    assert (logger.handlers, logger.level) == before
    assert [e["message"] for e in read_log(tmp_path / "log.jsonl") if e["event"] == "log"] == [
        "read 3"
    ]


def test_python_m_is_the_command_line(tmp_path):
    arguments = ["classify", tmp_path / "none.json", "-o", tmp_path / "out.json"]
    command = [sys.executable, "-m", "fashion_clf.cli", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("fashion-clf: error: ")
