"""Downloading a file that is either the right one or not there."""

import http.client
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from fashion_clf._version import __version__
from fashion_clf.exceptions import DatasetError
from fashion_clf.utils._atomic_files import atomic_path

__all__ = ["download"]

_SCHEMES = ("https",)
_ATTEMPTS = 3  # of each address
_PAUSE = 1.0  # seconds before the second attempt, twice that before the third
_CHUNK = 1 << 16


class _RefusedError(Exception):
    """Another attempt at the same address would not help."""


class _BrokenError(Exception):
    """Another attempt may help."""


class _SameSchemes(urllib.request.HTTPRedirectHandler):
    """Follows redirects to allowed schemes alone."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        _check_scheme(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(urls, target, *, verify, limit, timeout=30.0):
    """Download the first of several addresses that gives the right file.

    The bytes go to a part file in the same folder, which takes the name `target` once
    they are complete and verified.

    Parameters
    ----------
    urls : sequence of str
        Addresses of the same file (https).
    target : Path
        Where it goes; the folder is created if necessary.
    verify : callable
        Given the path of the part file, it returns None, or says what is wrong.
    limit : int
        Bytes that the file has at most.
    timeout : float, default=30
        Seconds without a byte after which an attempt ends.

    Raises
    ------
    DatasetError
        Where no address gave the right file, or it cannot be written; `target` then
        is as it was before.
    """
    target = Path(target)
    problems = []
    for url in urls:
        try:
            return _download_one(url, target, verify, limit, timeout)
        except (_RefusedError, _BrokenError) as problem:
            problems.append(f"{url}: {problem}")
    raise DatasetError(f"cannot download {target.name}: {'; '.join(problems)}.")


def _download_one(url, target, verify, limit, timeout):
    _check_scheme(url)
    for attempt in range(_ATTEMPTS):
        try:
            with atomic_path(target, DatasetError) as part:
                _transfer(url, part, limit, timeout)
                if problem := verify(part):
                    raise _RefusedError(problem)
            return
        except _BrokenError:
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_PAUSE * (attempt + 1))


def _check_scheme(url):
    scheme = urlsplit(url).scheme
    if scheme not in _SCHEMES:
        raise _RefusedError(f"{scheme or 'no'} scheme is not allowed, only {', '.join(_SCHEMES)}")


def _transfer(url, path, limit, timeout):
    """Write what `url` gives to `path`; every failure of the network is one of two errors."""
    request = urllib.request.Request(url, headers={"User-Agent": f"fashion-clf/{__version__}"})
    opener = urllib.request.build_opener(_SameSchemes)
    try:
        with opener.open(request, timeout=timeout) as response:
            _write(path, _chunks(response, limit))
    except urllib.error.HTTPError as error:
        with error:  # it holds the connection
            kind = _BrokenError if error.code in (408, 429) or error.code >= 500 else _RefusedError
            raise kind(f"HTTP {error.code} {error.reason}") from None
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError) as error:
        raise _BrokenError(str(getattr(error, "reason", error)) or "no answer in time") from error
    except ConnectionError as error:
        raise _BrokenError(error.strerror or "the connection broke") from error


def _write(path, chunks):
    with open(path, "wb") as part:
        for chunk in chunks:
            part.write(chunk)


def _chunks(response, limit):
    """Content of a response; as long as announced, and no longer than `limit`."""
    announced = response.headers.get("Content-Length")
    received = 0
    while chunk := response.read(_CHUNK):
        received += len(chunk)
        if received > limit:
            raise _RefusedError(f"more than the {limit:,} bytes that it may have")
        yield chunk
    if announced is not None and received != int(announced):
        raise _BrokenError(f"ended after {received:,} of {int(announced):,} bytes")
