"""A server on this machine, so that downloads are tested without a network."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fashion_clf.datasets import _download


class Server:
    """Serves the bytes or (status, headers, bytes) that `pages` has for a path."""

    def __init__(self):
        self.pages, self.requests = {}, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.requests.append(self.path)
                page = outer.pages.get(self.path, (404, {}, b"nothing here"))
                if isinstance(page, list):  # another answer each time, the last one for good
                    page = page.pop(0) if len(page) > 1 else page[0]
                status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def url(self, path):
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server(monkeypatch):
    """Server whose plain http is allowed for once; attempts follow each other at once."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(_download, "_SCHEMES", ("http",))
    monkeypatch.setattr(_download, "_PAUSE", 0.0)
    served = Server()
    yield served
    served.close()


@pytest.fixture(autouse=True)
def nowhere(monkeypatch, tmp_path_factory):
    """No data folder is named, and the home folder is empty."""
    monkeypatch.delenv("FASHION_CLF_DATA", raising=False)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home
