import json
import os
import subprocess
import sys

import pytest

from fashion_clf.cli.run._checkpoint import PartFile
from fashion_clf.exceptions import FashionClfError

WORK = {"catalogue": {"size": 7}, "model": "abc"}


def write(part, data, state):
    with open(part.path, "ab") as file:
        file.write(data)
    part.checkpoint(part.path.stat().st_size, state)


def finish(part):
    os.replace(part.path, part.output)
    part.close()


@pytest.fixture
def output(tmp_path):
    return tmp_path / "out.jsonl"


@pytest.fixture
def open_part():
    """Open part files, and let go of all in the end."""
    parts = []

    def opened(*arguments, **options):
        parts.append(PartFile(*arguments, **options))
        return parts[-1]

    yield opened
    for part in parts:
        part.close(keep=True)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_part_file_becomes_the_output(output, open_part, tmp_path):
    part = open_part(output, WORK, resume=False)
    assert names(tmp_path) == ["out.jsonl.part.journal"]
    write(part, b"one\n", {"n": 1})
    finish(part)
    assert names(tmp_path) == ["out.jsonl"]
    assert output.read_bytes() == b"one\n"


def test_it_goes_on_from_the_last_checkpoint(output, open_part):
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    write(part, b"two\n", {"n": 2})
    with open(part.path, "ab") as file:
        file.write(b"thr")  # was never sure
    part.close(keep=True)
    part = open_part(output, WORK, resume=True)
    assert (part.offset, part.states) == (8, [{"n": 1}, {"n": 2}])
    os.truncate(part.path, part.offset)  # as the writer does
    write(part, b"three\n", {"n": 3})
    part.close(keep=True)
    assert open_part(output, WORK, resume=True).states == [{"n": 1}, {"n": 2}, {"n": 3}]


@pytest.mark.parametrize(
    "torn", [b'{"offset": 8, "sta', b'{"offset": 8, "state": {"n": 2}}', b"\0"]
)
def test_a_torn_line_of_the_journal_is_none(output, open_part, torn):
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    with open(part.path, "ab") as file:
        file.write(b"two\n")
    with open(part.journal, "ab") as file:
        file.write(torn)
    part.close(keep=True)
    part = open_part(output, WORK, resume=True)
    assert (part.offset, part.states) == (4, [{"n": 1}])
    os.truncate(part.path, part.offset)
    write(part, b"2\n", {"n": 2})
    part.close(keep=True)
    assert open_part(output, WORK, resume=True).states == [{"n": 1}, {"n": 2}]


def test_a_checkpoint_beyond_the_file_is_none(output, open_part):
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    write(part, b"two\n", {"n": 2})
    part.close(keep=True)
    os.truncate(part.path, 6)
    assert open_part(output, WORK, resume=True).states == [{"n": 1}]


@pytest.mark.parametrize("journal", ["", '{"work"', None])
def test_without_a_journal_that_can_be_read_it_begins_anew(output, open_part, journal):
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    part.close(keep=True)
    part.journal.unlink() if journal is None else part.journal.write_text(journal)
    part = open_part(output, WORK, resume=True)
    assert (part.offset, part.states) == (0, [])


def test_without_resume_it_begins_anew(output, open_part):
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    part.close(keep=True)
    part = open_part(output, {"model": "other"}, resume=False)
    assert part.offset == 0
    assert len(part.journal.read_text().splitlines()) == 1


def test_other_work_is_refused_and_named(output, open_part):
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    part.close(keep=True)
    with pytest.raises(FashionClfError, match="begun with another model. Give the same"):
        open_part(output, WORK | {"model": "abd"}, resume=True)
    assert part.path.read_bytes() == b"one\n"  # and can still be taken up
    assert open_part(output, WORK, resume=True).states == [{"n": 1}]


def test_a_second_process_is_refused(output, open_part, tmp_path):
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from fashion_clf.cli.run._checkpoint import PartFile\n"
        "PartFile(Path(sys.argv[1]), {}, resume=False)"
    )
    command = [sys.executable, "-c", code, output]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "another process is writing" in done.stderr
    assert part.path.read_bytes() == b"one\n"
    finish(part)
    assert subprocess.run(command).returncode == 0  # the lock is gone with the journal
    assert output.read_bytes() == b"one\n"


def test_left_off_for_good_nothing_stays(output, open_part, tmp_path):
    output.write_text("old")
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    part.close(keep=False)
    assert names(tmp_path) == ["out.jsonl"]
    assert output.read_text() == "old"


def test_a_folder_that_cannot_be_written(tmp_path):
    with pytest.raises(FashionClfError, match="cannot write .*No such file"):
        PartFile(tmp_path / "none" / "out.jsonl", WORK, resume=False)


def test_the_journal_is_readable(output, open_part):
    part = open_part(output, WORK, resume=False)
    write(part, b"one\n", {"n": 1})
    assert [json.loads(line) for line in part.journal.read_text().splitlines()] == [
        {"work": WORK},
        {"offset": 4, "state": {"n": 1}},
    ]
