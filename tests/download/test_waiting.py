import asyncio
import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from fashion_clf.download import Limits
from fashion_clf.download._waiting import Gates, backoff, parse_retry_after
from fashion_clf.exceptions import DownloadError

NOW = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Wed, 25 Nov 2026 12:01:30 GMT", 90),
        ("Wed, 25 Nov 2026 13:01:30 +0100", 90),
        ("Wed, 25 Nov 2026 11:00:00 GMT", 0),
        ("9" * 500, 999999999999),
        ("-5", 0),
        ("1.5", 0),
        ("soon", 0),
        ("Wed, 99 Nov 2026 12:01:30 GMT", 0),
        ("²", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_retry_after(value, seconds):
    assert parse_retry_after(value, NOW) == seconds


def test_backoff_doubles_and_varies():
    limits = Limits(backoff=1, longest_wait=100)
    for attempt, middle in enumerate([1, 2, 4, 8]):
        waits = {backoff(attempt, limits) for _ in range(50)}
        assert middle / 2 <= min(waits) < max(waits) <= middle * 3 / 2
        assert len(waits) > 1
    assert backoff(1000, limits) == 100


def test_a_host_is_asked_so_often_a_second(server, download):
    begin = time.monotonic()
    download(*(server.url(f"/photo/{i}") for i in range(6)), limits={"rate": 20})
    assert time.monotonic() - begin >= 5 / 20
    assert len(server.requests) == 6


def test_a_host_is_asked_so_often_at_a_time(server, download):
    download(*(server.url(f"/photo/{i}") for i in range(40)), limits={"per_host": 3})
    assert server.most == 3


def test_all_hosts_are_asked_so_often_at_a_time(server, download):
    # four names of one machine are four hosts
    hosts = ["127.0.0.1", "127.0.0.3", "127.0.0.4", "127.0.0.5"]
    servers = [server, *(type(server)(host, server.port) for host in hosts[1:])]
    for other in servers[1:]:
        other.counts = server
    urls = [one.url(f"/photo/{i}") for i in range(10) for one in servers]
    lines = download(*urls, limits={"concurrency": 5, "per_host": 4})
    for other in servers[1:]:
        other.close()
    assert Counter(line.status for line in lines) == {"downloaded": 40}
    assert server.most == 5


def test_retry_after_is_waited_for(server, download):
    (line,) = download(server.url("/busy/429/1"), limits={"longest_wait": 2})
    assert line.status == "downloaded"
    first, second, third = (moment for *_, moment in server.requests)
    assert second - first >= 1 and third - second >= 1


def test_retry_after_holds_the_whole_host(server, download):
    urls = [server.url("/busy/429/1"), *(server.url(f"/photo/{i}") for i in range(3))]
    download(*urls, limits={"per_host": 1, "longest_wait": 2, "retries": 0})
    (_, _, first), *others = server.requests
    assert all(moment - first >= 1 for *_, moment in others)


@pytest.mark.parametrize("wait", ["86400", "Sun,_31_Dec_2600_10:00:00_GMT"])
def test_nobody_waits_for_a_day(server, download, wait):
    (line,) = download(server.url(f"/busy/503/{wait}"), limits={"longest_wait": 0.02})
    assert line.status == "downloaded"


def test_a_host_that_never_answers_is_left_alone(server, download):
    server.close()
    urls = [server.url(f"/photo/{i}") for i in range(200)]
    lines = download(*urls, limits={"retries": 0})
    kinds = Counter(line.reason.partition(":")[0] for line in lines)
    assert kinds.keys() == {"connection", "host"}
    assert 50 <= kinds["connection"] <= 50 + 8  # those that were under way


def test_idle_gates_are_forgotten():
    async def ask():
        gates = Gates(Limits(rate=1000))
        for number in range(5000):
            url = Address(f"{number}.example", 80)
            async with gates.of(url).turn():
                pass
        assert len(gates._gates) < 5000

    class Address:
        def __init__(self, host, port):
            self.raw_host, self.port = host, port

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"per_host": 0}, "per_host is 0; allowed is 1 or more."),
        ({"whole": 0}, "whole is 0; allowed is more than 0."),
        ({"retries": -1}, "retries is -1; allowed is 0 or more."),
    ],
)
def test_limits_that_make_no_sense(settings, words):
    with pytest.raises(DownloadError, match=words):
        Limits(**settings)
