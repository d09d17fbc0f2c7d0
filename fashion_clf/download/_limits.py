"""How much a download may take: of hosts, of time, of space."""

from dataclasses import dataclass

from fashion_clf.exceptions import DownloadError

__all__ = ["Limits"]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a download may take of hosts, of time and of space.

    Parameters
    ----------
    concurrency : int, default=64
        Requests at a time, over all hosts.
    per_host : int, default=8
        Requests at a time to one host.
    rate : float, default=0
        Requests a second to one host at most; 0 for no limit but `per_host`.
    connect : float, default=10
        Seconds to find a host's address, and again to connect to it.
    read : float, default=20
        Seconds without a byte after which a request ends.
    whole : float, default=60
        Seconds that one request takes at most, from the connection to the last byte.
    retries : int, default=3
        Further attempts after one that may succeed later: no connection, a timeout, a
        body cut off, HTTP 408, 425, 429, 500, 502, 503 and 504.
    backoff : float, default=0.5
        Seconds before the second attempt; twice that before each further one, each
        time up to a half more or less, by chance.
    longest_wait : float, default=60
        Seconds that `backoff` or a server's ``Retry-After`` can make an attempt wait.
    redirects : int, default=5
        Redirects that are followed.
    max_bytes : int, default=20_000_000
        Bytes of a photo, counted after decompression.
    max_pixels : int, default=50_000_000
        Pixels of a photo.

    Raises
    ------
    DownloadError
        Where a number is below what makes sense.

    Examples
    --------
    >>> from fashion_clf.download import Limits
    >>> Limits(per_host=2, rate=5).redirects
    5
    """

    concurrency: int = 64
    per_host: int = 8
    rate: float = 0
    connect: float = 10
    read: float = 20
    whole: float = 60
    retries: int = 3
    backoff: float = 0.5
    longest_wait: float = 60
    redirects: int = 5
    max_bytes: int = 20_000_000
    max_pixels: int = 50_000_000

    def __post_init__(self):
        for name in ("concurrency", "per_host", "max_bytes", "max_pixels"):
            self._require(name, getattr(self, name) >= 1, "1 or more")
        for name in ("connect", "read", "whole"):
            self._require(name, getattr(self, name) > 0, "more than 0")
        for name in ("rate", "retries", "backoff", "longest_wait", "redirects"):
            self._require(name, getattr(self, name) >= 0, "0 or more")

    def _require(self, name, is_met, allowed):
        if not is_met:
            raise DownloadError(f"{name} is {getattr(self, name)}; allowed is {allowed}.")
