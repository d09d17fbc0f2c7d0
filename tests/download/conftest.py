"""Downloads from a server on loopback, and from nowhere else."""

import csv
from ipaddress import ip_network
from types import SimpleNamespace

import pytest
from misbehaving import Server

from fashion_clf.download import Limits
from fashion_clf.download._guard import Guard
from fashion_clf.download._run import Run

FAST = {"connect": 5, "read": 5, "whole": 10, "backoff": 0.01, "longest_wait": 0.05}
OUTSIDE = [
    (network, "outside of the tests")
    for everything, loopback in (("0.0.0.0/0", "127.0.0.0/8"), ("::/0", "::1/128"))
    for network in ip_network(everything).address_exclude(ip_network(loopback))
]


async def no_names(host, port):
    raise OSError(f"the tests know no {host}")


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture
def download(tmp_path):
    """Download addresses into a folder; gives the lines of the report."""

    def download(*urls, guard=None, limits=(), root=None, folder="photos", **settings):
        guard = guard or Guard(allow_private=True, closed=OUTSIDE, resolve=no_names)
        run = Run(tmp_path / folder, guard, Limits(**{**FAST, **dict(limits)}), root)
        report = tmp_path / "report.csv"
        run([(url, None) for url in urls], report=report, **settings)
        with open(report, newline="", encoding="utf-8") as file:
            lines = [SimpleNamespace(**line) for line in csv.DictReader(file)]
        assert [line.url for line in lines] == list(urls)
        assert not list((tmp_path / folder / ".downloads" / "parts").iterdir())
        return lines

    return download
