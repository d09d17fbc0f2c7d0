"""Runs after one another on one folder: killed, again, to refresh, to retry."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from misbehaving import jpeg

from fashion_clf.download import Limits, find_downloaded
from fashion_clf.download._guard import Guard
from fashion_clf.download._index import Index
from fashion_clf.download._plan import Plan
from fashion_clf.download._run import Run
from fashion_clf.exceptions import DownloadError

PROGRAM = """
import sys
from fashion_clf.download import Limits
from fashion_clf.download._guard import Guard
from fashion_clf.download._run import Run

folder, base, n = sys.argv[1:]
urls = [(f"{base}/photo/{i}", None) for i in range(int(n))]
Run(folder, Guard(allow_private=True), Limits())(urls)
"""


def statuses(lines):
    return Counter(line.status for line in lines)


def index_of(folder):
    return sqlite3.connect(folder / ".downloads" / "index.sqlite")


def photos_in(folder):
    return {path.name for path in folder.glob("??/*")}


def test_what_is_there_is_not_asked_for_again(server, download):
    urls = [server.url(f"/photo/{i}") for i in (1, 2, 1)]
    assert statuses(download(*urls)) == {"downloaded": 3}
    assert server.hits() == {"/photo/1": 1, "/photo/2": 1}
    urls.append(server.url("/photo/3"))
    assert [line.status for line in download(*urls)] == ["known"] * 3 + ["downloaded"]
    assert server.hits() == {"/photo/1": 1, "/photo/2": 1, "/photo/3": 1}


def test_one_file_for_one_content(server, download, tmp_path):
    one, two = download(server.url("/text_plain"), server.url("/gzipped"))
    assert one.path == two.path and len(photos_in(tmp_path / "photos")) == 1


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_file_that_is_gone_or_not_whole_is_asked_for_again(server, download, damage):
    (line,) = download(server.url("/photo/1"))
    damage(Path(line.path))
    (again,) = download(server.url("/photo/1"))
    assert again.status == "downloaded" and Path(again.path).read_bytes() == jpeg(1)
    assert "if-none-match" not in server.requests[1][1]


def test_refresh_asks_whether_it_has_changed(server, download):
    urls = [server.url("/photo/1"), server.url("/text_plain"), server.url("/missing")]
    download(*urls)
    lines = download(*urls, server.url("/photo/2"), refresh=True)
    # without an ETag there is nothing to ask by; what failed is for --retry-failed
    expected = ["unchanged", "downloaded", "failed", "downloaded"]
    assert [line.status for line in lines] == expected
    sent = [headers for path, headers, _ in server.requests if path == "/photo/1"]
    assert sent[1]["if-none-match"] == '"v1"'
    assert sent[1]["if-modified-since"] == "Sun, 01 Nov 2026 10:00:00 GMT"
    assert server.hits()["/missing"] == 1


def test_refresh_brings_another_version(server, download, tmp_path):
    version = b"HTTP/1.1 200 OK\r\nETag: %b\r\nContent-Length: %d\r\n\r\n%b"
    url = server.url("/raw")
    for number in (1, 2):
        server.raw = version % (b'"a"', len(jpeg(number)), jpeg(number))
        (line,) = download(url, refresh=True)
        assert Path(line.path).read_bytes() == jpeg(number)
    assert find_downloaded([url], tmp_path / "photos") == [line.path]


def test_a_refresh_that_fails_leaves_the_photo(server, download, tmp_path):
    server.raw = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(jpeg()), jpeg())
    url = server.url("/raw")
    download(url)
    server.raw = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"
    (line,) = download(url, refresh=True)
    assert (line.status, line.reason) == ("failed", "HTTP 410")
    assert [line.path] == find_downloaded([url], tmp_path / "photos")
    assert [line.status for line in download(url)] == ["known"]


def test_304_that_nobody_asked_for(server, download):
    server.raw = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    (line,) = download(server.url("/raw"))
    assert (line.status, line.reason) == ("failed", "HTTP 304")


def test_only_failures_are_tried_again(server, download):
    urls = [server.url(path) for path in ("/photo/1", "/busy/503/0", "/missing")]
    limits = {"retries": 1}
    lines = download(*urls, limits=limits)
    assert [line.status for line in lines] == ["downloaded", "failed", "failed"]
    lines = download(*urls, limits=limits)
    assert [line.status for line in lines] == ["known", "failed", "failed"]
    assert server.hits() == {"/photo/1": 1, "/busy/503/0": 2, "/missing": 1}
    lines = download(*urls, server.url("/photo/2"), limits=limits, retry_failed=True)
    assert [line.status for line in lines] == ["known", "downloaded", "failed", "not tried"]
    assert server.hits() == {"/photo/1": 1, "/busy/503/0": 3, "/missing": 2}


def test_killed_at_any_moment_it_goes_on_where_it_was(server, tmp_path):
    folder, n = tmp_path / "photos", 300
    command = [sys.executable, "-c", PROGRAM, folder, server.url(""), str(n)]
    under_way = 0
    for moment in (1, 60, 150):
        process = subprocess.Popen(command)
        while sum(server.hits().values()) < moment + under_way and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        with closing(index_of(folder)) as base:
            done = {url for (url,) in base.execute("SELECT url FROM photos")}
        asked = server.hits()
        under_way = sum(asked.values()) - len(done)
        found = find_downloaded(sorted(done), folder)
        assert all(Path(path).read_bytes()[:3] == b"\xff\xd8\xff" for path in found)
        # what was under way is at most what a host is asked at a time, for each kill
        assert under_way <= 3 * 8
    assert subprocess.run(command).returncode == 0
    assert photos_in(folder) == {
        Path(path).name
        for path in find_downloaded([server.url(f"/photo/{i}") for i in range(n)], folder)
    }
    assert len(photos_in(folder)) == n
    assert not list((folder / ".downloads" / "parts").iterdir())
    hits = server.hits()
    assert len(hits) == n and sum(hits.values()) <= n + 3 * 8
    for url in done:  # of the last kill, and so of all
        assert (
            server.hits()[url.removeprefix(server.url(""))]
            == asked[url.removeprefix(server.url(""))]
        )


def test_left_part_files_are_removed(server, download, tmp_path):
    parts = tmp_path / "photos" / ".downloads" / "parts"
    parts.mkdir(parents=True)
    (parts / "left.part").write_bytes(b"half")
    download(server.url("/photo/1"))  # the fixture looks at the folder


def test_two_processes(server, tmp_path):
    folder = tmp_path / "photos"
    command = [sys.executable, "-c", PROGRAM, folder, server.url("/silent?"), "1"]
    with subprocess.Popen(command) as process:
        while not server.requests:
            time.sleep(0.01)
        with pytest.raises(DownloadError, match="another process is downloading into it"):
            Run(folder, Guard(), Limits())([])
        process.kill()
    assert Run(folder, Guard(), Limits())([]) == {"status": {}, "reason": {}}


def test_ctrl_c_ends_at_once_and_whole(server, tmp_path):
    folder = tmp_path / "photos"
    command = [sys.executable, "-c", PROGRAM, folder, server.url("/silent?"), "20"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while not server.requests:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        error = process.stderr.read()
    assert error.splitlines()[-1] == b"KeyboardInterrupt"
    assert not list((folder / ".downloads" / "parts").iterdir())


def test_in_a_loop_that_runs_as_in_a_notebook(server, tmp_path):
    async def cell():
        run = Run(tmp_path / "photos", Guard(allow_private=True), Limits())
        return run([(server.url("/photo/1"), None)])

    assert asyncio.run(cell())["status"] == {"downloaded": 1}


def test_addresses_are_taken_as_they_are_needed(tmp_path):
    """Of each host a batch is in memory, however many there are; each is given once."""
    (tmp_path / ".downloads").mkdir()
    urls = [f"https://{host}.example/{i}" for i in range(1000) for host in "ab"]
    with Index(tmp_path) as index:
        plan = Plan(index)
        assert plan.add((url, None) for url in [*urls, urls[0], None]) == 1
        assert list(plan.hosts()) == ["a.example", "b.example"]
        given = [one for host in plan.hosts() for one in plan.urls(host)]
        assert dict(given) == {**dict.fromkeys(urls, 1), urls[0]: 2}
        assert len(given) == len(urls)


def test_what_is_done_is_written_before_the_next_is_begun(server, tmp_path):
    """The journal never lags by more than what is under way."""
    folder, lags = tmp_path / "photos", []

    def progress(n, failed):
        with closing(index_of(folder)) as base:
            lags.append(base.execute("SELECT count(*) FROM photos").fetchone()[0])

    guard, urls = Guard(allow_private=True), [server.url(f"/photo/{i}") for i in range(30)]
    Run(folder, guard, Limits(), progress=progress)([(url, None) for url in urls])
    assert lags == [*range(31)]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"no database", "cannot be used"), ("PRAGMA user_version = 9", "of version 9, not 1")],
)
def test_an_index_that_is_damaged_or_foreign(tmp_path, content, words):
    folder = tmp_path / ".downloads"
    folder.mkdir()
    if isinstance(content, bytes):
        (folder / "index.sqlite").write_bytes(content * 100)
        with pytest.raises(DownloadError, match=words):
            find_downloaded(["https://a.example/1.jpg"], tmp_path)
    else:
        with closing(index_of(tmp_path)) as base:
            base.execute(content)
    with pytest.raises(DownloadError, match=words):
        Run(tmp_path, Guard(), Limits())([])


def test_no_space_left_stops_at_once(server, tmp_path):
    """A limit on the size of files stands for a full disk: the photos are not to blame."""
    folder, path = tmp_path / "photos", tmp_path / "large.jpg"
    path.write_bytes(jpeg(1) + bytes(1_000_000))
    limit = (
        "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))\n"
    )
    program = limit + PROGRAM.replace("Limits())(urls)", "Limits(), '/')([(base, None)])")
    command = [sys.executable, "-c", program, folder, path.as_uri(), "1"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr.endswith(f"DownloadError: folder of images {folder}: File too large.\n")
    assert not list((folder / ".downloads" / "parts").iterdir())
    with closing(index_of(folder)) as base:
        assert base.execute("SELECT count(*) FROM photos").fetchone() == (0,)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DownloadError, match=r"folder of images .*photos: Not a directory"):
        Run(tmp_path / "file" / "photos", Guard(), Limits())([])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_files_below_one_folder(download, tmp_path):
    root = tmp_path / "root"
    (root / "deep").mkdir(parents=True)
    (root / "deep" / "a b.jpg").write_bytes(jpeg(1))
    (tmp_path / "out.jpg").write_bytes(jpeg(2))
    (root / "link.jpg").symlink_to(tmp_path / "out.jpg")
    (root / "inner.jpg").symlink_to(root / "deep" / "a b.jpg")
    (root / "up").symlink_to(tmp_path)
    (root / "large.jpg").write_bytes(jpeg(3) + bytes(100_000))
    (root / "text.jpg").write_text("a note, and no photo")
    os.mkfifo(root / "pipe.jpg")
    base = root.as_uri()
    cases = {
        f"{base}/deep/a%20b.jpg": "",
        f"file://localhost{root}/deep/a b.jpg": "",
        f"{base}/inner.jpg": "",
        f"{base}/link.jpg": "file: it is not below ",
        f"{base}/up/out.jpg": "file: it is not below ",
        f"{base}/deep/../../out.jpg": "file: the path has a part '..'",
        f"{base}/deep/%2e%2e/%2E%2E/out.jpg": "file: the path has a part '..'",
        f"{base}2/out.jpg": "file: it is not below ",
        f"{base}/a%00.jpg": "file: the path has a part '..', or a NUL",
        "file:///etc/passwd": "file: it is not below ",
        "file://server/share/a.jpg": "file: it is of another machine, 'server'",
        f"{base}/none.jpg": "file: No such file or directory",
        f"{base}/deep": "file: ",
        f"{base}/pipe.jpg": "file: it is no regular file",
        f"{base}/large.jpg": "too large: more than 50,000 bytes",
        f"{base}/text.jpg": "no photo: it begins with b'a note, and '",
    }
    lines = download(*cases, root=root, limits={"max_bytes": 50_000})
    for line, reason in zip(lines, cases.values(), strict=True):
        assert line.reason.startswith(reason) if reason else line.status == "downloaded", line
    (line,) = download(f"{base}/inner.jpg", folder="other")
    assert line.reason == "file: no folder is named that files may be of (--file-root)"
