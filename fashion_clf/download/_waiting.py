"""When the next request may go out: turns of a host, and waits after a failure."""

import asyncio
import random
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from fashion_clf.download._outcome import RefusedError

__all__ = ["Gates", "backoff", "parse_retry_after"]

_GIVE_UP = 50  # connections in a row that fail before a host is left alone
_MOST = 1000  # hosts that are remembered while unused


def parse_retry_after(value, now=None):
    """Seconds that a server asks to wait, in either form of the header; 0 for anything else."""
    if value is None:
        return 0.0
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
    except (ValueError, OverflowError):
        return 0.0


def backoff(attempt, limits):
    """Seconds to wait after so many failed attempts, the first being 0, up or down by chance."""
    seconds = limits.backoff * 2.0 ** min(attempt, 30) * random.uniform(0.5, 1.5)
    return min(seconds, limits.longest_wait)


class Gates:
    """The gates of all hosts; unused ones are forgotten."""

    def __init__(self, limits):
        self._limits = limits
        self._gates = {}

    def of(self, url):
        """Give the gate of an address's host and port."""
        key = (url.raw_host, url.port)
        if key not in self._gates and len(self._gates) >= _MOST:
            self._gates = {key: gate for key, gate in self._gates.items() if not gate.is_idle()}
        return self._gates.setdefault(key, _Gate(self._limits))


class _Gate:
    """Lets requests to one host pass: so many at a time, so many a second."""

    def __init__(self, limits):
        self._places = asyncio.Semaphore(limits.per_host)
        self._interval = 1 / limits.rate if limits.rate else 0.0
        self._next = 0.0
        self._users = 0
        self._failures = 0

    def is_idle(self):
        return not self._users and not self._failures and self._next <= time.monotonic()

    @asynccontextmanager
    async def turn(self):
        """Wait for a turn, and hold it while the block runs."""
        self._users += 1
        try:
            async with self._places:
                while (wait := self._next - time.monotonic()) > 0:
                    await asyncio.sleep(wait)
                if self._failures >= _GIVE_UP:
                    raise RefusedError(f"host: no answer {_GIVE_UP} times in a row, left alone")
                self._next = time.monotonic() + self._interval
                yield
        finally:
            self._users -= 1

    def hold(self, seconds):
        """Let no request pass for a while."""
        self._next = max(self._next, time.monotonic() + seconds)

    def count(self, answered):
        """Remember whether the host answered."""
        self._failures = 0 if answered else self._failures + 1
