import hashlib
import io
import re
import socket
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from misbehaving import bomb, jpeg
from PIL import Image

from fashion_clf import __version__
from fashion_clf.download._picture import EXTENSIONS
from fashion_clf.images.reading._decode import _known


def test_a_photo_is_kept_by_the_hash_of_its_content(server, download, tmp_path):
    (line,) = download(server.url("/photo/7.jpg"))
    name = hashlib.sha256(jpeg(7)).hexdigest()
    assert (line.status, line.reason) == ("downloaded", "")
    assert line.path == str(tmp_path / "photos" / name[:2] / f"{name}.jpg")
    assert Path(line.path).read_bytes() == jpeg(7)
    assert int(line.bytes) == len(jpeg(7))


GOOD = ["/text_plain", "/gzipped", "/chain/5", "/to?/photo/1", "/to?photo/1#top", "/cookie"]


@pytest.mark.parametrize("path", GOOD)
def test_what_is_a_photo_is_kept(server, download, path):
    (line,) = download(server.url(path))
    assert (line.status, line.reason) == ("downloaded", "")
    assert line.path.endswith(".jpg")


@pytest.mark.parametrize("kind", EXTENSIONS)
def test_formats_are_told_by_content(server, download, kind):
    sink = io.BytesIO()
    if kind not in _known() or kind not in Image.SAVE:
        pytest.skip(f"this Pillow writes no {kind}")
    Image.new("RGB", (8, 8), (200, 30, 40)).save(sink, kind)
    body = sink.getvalue()
    server.raw = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n" + body
    (line,) = download(server.url("/raw"))
    assert (line.status, Path(line.path).suffix) == ("downloaded", EXTENSIONS[kind])


# path, reason, how often it is asked for where two retries are allowed
REFUSED = [
    ("/html", r"no photo: it begins with b'<html><body>', as none of JPEG, .*", 1),
    ("/empty", "no photo: the body is empty", 1),
    ("/damaged", "no photo: cannot be decoded .*", 1),
    ("/too_short", "(no photo: cannot be decoded|no HTTP:) .*", 1),
    ("/pixels", "no photo: more than 50,000,000 pixels.", 1),
    ("/missing", "HTTP 404", 1),
    ("/endless", "too large: more than 100,000 bytes", 1),
    ("/announced", "too large: more than 100,000 bytes", 1),
    ("/gzip_bomb", "too large: more than 100,000 bytes", 1),
    ("/gzip_damaged", "encoding: the compressed body is damaged .*", 1),
    ("/brotli", "encoding: 'br', where none was asked for", 1),
    ("/gzip_cut", "cut off: the compressed body has no end", 3),
    ("/too_long", "cut off: .*", 3),
    ("/reset", "(cut off|connection): .*", 3),
    ("/nowhere", "HTTP 302: a redirect that names no address", 1),
    ("/chain/6", "redirects: more than 5", 1),
    ("/loop", "redirects: more than 5", 6),
    ("/huge_header", "no HTTP: .*", 1),
    ("/headers", "no HTTP: .*", 1),
    ("/busy/503/0", "HTTP 503", 2),
]


@pytest.mark.parametrize(("path", "reason", "asked"), REFUSED)
def test_what_is_none_is_refused_and_stops_nothing(server, download, path, reason, asked):
    limits = {"max_bytes": 100_000, "retries": 1 if asked == 2 else 2}
    bad, good = download(server.url(path), server.url("/photo/1"), limits=limits)
    assert (bad.status, bad.path) == ("failed", "")
    assert re.fullmatch(reason, bad.reason), bad.reason
    assert server.hits()[path] == asked
    assert good.status == "downloaded"


def test_pages_are_refused_by_their_first_bytes(server, download):
    body = b"<!DOCTYPE html>" + b"x" * 10_000_000
    server.raw = b"HTTP/1.1 200 OK\r\n\r\n" + body
    (line,) = download(server.url("/raw"))
    assert line.reason.startswith("no photo: it begins with b'<!DOCTYPE ht'")


def test_a_bomb_is_never_unfolded(server, download):
    download(server.url("/photo/1"))  # neither imports nor the server are what is measured
    assert len(bomb()) < 120_000
    tracemalloc.start()
    (line,) = download(server.url("/gzip_bomb"), limits={"max_bytes": 1_000_000})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert line.reason == "too large: more than 1,000,000 bytes"
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("path", "limits"), [("/drip", {"whole": 0.3}), ("/silent", {"read": 0.3}), ("/drip", {})]
)
def test_timeouts(server, download, path, limits):
    if not limits:  # a byte now and then keeps a request alive until it has taken too long
        limits = {"read": 0.2, "whole": 0.6}
    (line,) = download(server.url(path), limits={"retries": 1, **limits})
    assert line.reason.startswith("timeout: ")
    assert server.hits()[path] == 2


def test_nobody_listens(download):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        (line,) = download(f"http://127.0.0.1:{taken.getsockname()[1]}/a.jpg")
    assert line.reason.startswith("connection: ")


def test_what_is_sent(server, download):
    download(server.url("/cookie"), server.url("/cookie?2"), limits={"per_host": 1})
    (_, first, _), (_, second, _) = server.requests
    assert first["user-agent"] == f"fashion-clf/{__version__}"
    assert first["accept"] == "image/*"
    assert first["accept-encoding"] == "identity"
    assert first["host"] == f"{server.host}:{server.port}"
    assert not {"cookie", "authorization", "referer"} & (first.keys() | second.keys())


def test_proxies_of_the_environment_are_not_used(server, download, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (line,) = download(server.url("/photo/1"))
    assert line.status == "downloaded"


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    head=st.sampled_from(
        [
            b"",
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 200 OK\r\n\r\n",
            b"HTTP/1.1 302 Found\r\nLocation: ",
            b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nETag: ",
            b"HTTP/1.1 200 OK\r\nContent-Length: ",
            b"HTTP/1.1 200 OK\r\nSet-Cookie: ",
        ]
    ),
    tail=st.binary(max_size=40),
    end=st.sampled_from([b"", b"\r\n\r\n", b"\r\n\r\n" + jpeg()]),
)
def test_whatever_a_server_sends_is_an_answer_or_a_reason(server, download, head, tail, end):
    server.raw = head + tail + end
    limits = {"retries": 0, "read": 1}
    (line,) = download(server.url("/raw"), limits=limits, folder=f"{len(server.requests)}")
    assert (line.status == "failed") == bool(line.reason)
    assert line.status in ("downloaded", "failed")
