import time

import pytest

from fashion_clf.datasets import _download
from fashion_clf.datasets._download import download
from fashion_clf.exceptions import CatalogError, DatasetError


def sound(path):
    return None


def fetch(urls, target, verify=sound, limit=10_000, timeout=5):
    return download(urls, target, verify=verify, limit=limit, timeout=timeout)


def test_file_is_written_whole(server, tmp_path):
    server.pages["/a"] = bytes(range(256)) * 20
    fetch([server.url("/a")], tmp_path / "a.bin")
    assert (tmp_path / "a.bin").read_bytes() == bytes(range(256)) * 20
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_error_is_an_os_error_and_a_catalog_error():
    assert issubclass(DatasetError, OSError) and issubclass(DatasetError, CatalogError)


def test_wrong_content_is_refused_at_once_and_the_old_file_stays(server, tmp_path):
    server.pages["/a"] = b"changed"
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(DatasetError, match="cannot download a.txt: .*checksum differs"):
        fetch([server.url("/a")], target, verify=lambda path: "checksum differs")
    assert target.read_text() == "old"
    assert server.requests == ["/a"]
    assert list(tmp_path.iterdir()) == [target]


def test_verification_sees_the_complete_part_file(server, tmp_path):
    server.pages["/a"] = b"content"
    seen = []
    fetch([server.url("/a")], tmp_path / "a", verify=lambda path: seen.append(path.read_bytes()))
    assert seen == [b"content"]


def test_not_found_is_not_tried_again(server, tmp_path):
    with pytest.raises(DatasetError, match="HTTP 404"):
        fetch([server.url("/absent")], tmp_path / "a")
    assert server.requests == ["/absent"]
    assert list(tmp_path.iterdir()) == []


def test_server_errors_are_tried_three_times(server, tmp_path):
    server.pages["/a"] = (503, {}, b"")
    with pytest.raises(DatasetError, match="HTTP 503"):
        fetch([server.url("/a")], tmp_path / "a")
    assert len(server.requests) == 3


def test_second_attempt_may_succeed(server, tmp_path):
    server.pages["/a"] = [
        (500, {}, b""),
        (200, {"Content-Length": "99"}, b"trunc"),
        (200, {}, b"ok"),
    ]
    fetch([server.url("/a")], tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"ok"


def test_truncated_content_is_refused(server, tmp_path):
    server.pages["/a"] = (200, {"Content-Length": "1000"}, b"only this")
    with pytest.raises(DatasetError, match="ended after 9 of 1,000 bytes"):
        fetch([server.url("/a")], tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_content_beyond_the_limit_is_refused(server, tmp_path):
    server.pages["/a"] = b"x" * 101
    with pytest.raises(DatasetError, match="more than the 100 bytes"):
        fetch([server.url("/a")], tmp_path / "a", limit=100)
    assert list(tmp_path.iterdir()) == []


def test_next_address_is_tried(server, tmp_path):
    server.pages["/b"] = b"good"
    fetch([server.url("/a"), server.url("/b")], tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == b"good"


def test_message_names_every_address(server, tmp_path):
    with pytest.raises(DatasetError, match=r"/a: HTTP 404.*; .*/b: HTTP 404"):
        fetch([server.url("/a"), server.url("/b")], tmp_path / "f")


def test_silent_server_ends_by_timeout(server, tmp_path, monkeypatch):
    monkeypatch.setattr(_download, "_ATTEMPTS", 1)
    server.pages["/a"] = (200, {"Content-Length": "1000"}, b"")
    original = server._server.RequestHandlerClass.do_GET

    def slow(handler):
        time.sleep(0.6)
        original(handler)

    monkeypatch.setattr(server._server.RequestHandlerClass, "do_GET", slow)
    with pytest.raises(DatasetError, match="timed out"):
        fetch([server.url("/a")], tmp_path / "a", timeout=0.2)


def test_nobody_listens(server, tmp_path):
    url = server.url("/a")
    server._server.server_close()
    with pytest.raises(DatasetError, match="refused"):
        fetch([url], tmp_path / "a")


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://example.org/a", "http://example.org"]
)
def test_only_https_is_allowed(url, tmp_path):
    with pytest.raises(DatasetError, match="scheme is not allowed, only https"):
        fetch([url], tmp_path / "a")


def test_redirects_are_followed_within_the_schemes(server, tmp_path):
    server.pages["/a"] = (302, {"Location": server.url("/b")}, b"")
    server.pages["/b"] = b"moved"
    fetch([server.url("/a")], tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"moved"
    server.pages["/a"] = (302, {"Location": "ftp://127.0.0.1/b"}, b"")
    with pytest.raises(DatasetError, match="ftp scheme is not allowed"):
        fetch([server.url("/a")], tmp_path / "a")


def test_interrupt_leaves_nothing(server, tmp_path):
    server.pages["/a"] = b"content"

    def interrupt(path):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch([server.url("/a")], tmp_path / "a", verify=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_missing(server, tmp_path):
    server.pages["/a"] = b"content"
    with pytest.raises(DatasetError, match="cannot write .*there is no folder"):
        fetch([server.url("/a")], tmp_path / "absent" / "a")
