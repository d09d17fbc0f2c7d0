"""One photo from one address, through its redirects, into the store."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
from yarl import URL

from fashion_clf._version import __version__
from fashion_clf.download._body import Decoder
from fashion_clf.download._local import copy_file, is_file_url
from fashion_clf.download._outcome import BrokenError, RefusedError
from fashion_clf.download._waiting import Gates, parse_retry_after

__all__ = ["Fetcher"]

_HEADERS = {
    "User-Agent": f"fashion-clf/{__version__}",
    "Accept": "image/*",
    "Accept-Encoding": "identity",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_LATER = (408, 425, 429, 500, 502, 503, 504)
_BUFFER = 1 << 16  # bytes of an answer that are read ahead
_CHECKERS = 2  # threads that decode


class Fetcher:
    """Fetches photos; use it in an ``async with`` block.

    Neither cookies nor credentials nor proxies of the environment are used.

    Parameters
    ----------
    store : Store
        Where they go.
    guard : Guard
        Says which addresses may be asked.
    limits : Limits
        What it may take.
    file_root : str, Path or None, default=None
        Folder that ``file://`` addresses may be of.
    """

    def __init__(self, store, guard, limits, file_root=None):
        self._store = store
        self._guard = guard
        self._limits = limits
        self._file_root = file_root
        self._gates = Gates(limits)
        self._places = asyncio.Semaphore(limits.concurrency)
        self._checkers = ThreadPoolExecutor(_CHECKERS)

    async def __aenter__(self):
        limits = self._limits
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=self._guard, use_dns_cache=False, limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
            timeout=aiohttp.ClientTimeout(
                total=limits.whole, sock_connect=limits.connect, sock_read=limits.read
            ),
            auto_decompress=False,
            trust_env=False,
            read_bufsize=_BUFFER,
        )
        return self

    async def __aexit__(self, *error):
        await self._session.close()
        self._checkers.shutdown(cancel_futures=True)

    async def fetch(self, url, known=None):
        """Fetch a photo.

        Parameters
        ----------
        url : str
            Its address.
        known : Photo or None, default=None
            The photo that is there: it is asked for only if it has changed.

        Returns
        -------
        Photo or None
            None where `known` has not changed.

        Raises
        ------
        RefusedError
            Where another attempt would not help.
        BrokenError
            Where it may.
        """
        if is_file_url(url):
            return await self._copy(url)
        headers = {}
        if known is not None:
            headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
            headers = {name: value for name, value in headers.items() if value}
        for _ in range(self._limits.redirects + 1):
            target = self._guard.check(url)
            async with self._get(target, headers) as response:
                if response.status not in _REDIRECTS:
                    return await self._receive(response, bool(headers))
                url = _redirected(target, response)
        raise RefusedError(f"redirects: more than {self._limits.redirects}")

    async def _copy(self, url):
        with self._store.open_part() as part:
            await self._in_thread(copy_file, url, self._file_root, part)
            return await self._in_thread(self._store.keep, part)

    def _in_thread(self, work, *arguments):
        return asyncio.get_running_loop().run_in_executor(self._checkers, work, *arguments)

    @asynccontextmanager
    async def _get(self, url, headers):
        """Ask when it is this host's turn; whatever goes wrong is one of two errors."""
        gate = self._gates.of(url)
        async with gate.turn(), self._places:
            answered = False
            try:
                async with self._session.get(url, headers=headers, allow_redirects=False) as found:
                    answered = True
                    gate.count(answered)
                    if found.status in _LATER:
                        wait = parse_retry_after(found.headers.get("Retry-After"))
                        wait = min(wait, self._limits.longest_wait)
                        gate.hold(wait)
                        raise BrokenError(f"HTTP {found.status}", wait)
                    yield found
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                gate.count(answered)
                raise _explain(error) from error

    async def _receive(self, response, is_conditional):
        if response.status == 304 and is_conditional:
            return None
        if response.status != 200:
            raise RefusedError(f"HTTP {response.status}")
        decoder = Decoder(response.headers.get("Content-Encoding"))
        with self._store.open_part() as part:
            part.expect(response.content_length)
            async for chunk in response.content.iter_any():
                for piece in decoder.pieces(chunk):
                    part.write(piece)
            decoder.finish()
            photo = await self._in_thread(self._store.keep, part)
        etag, modified = (_plain(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
        return replace(photo, etag=etag, last_modified=modified)


def _redirected(url, response):
    location = response.headers.get("Location")
    if not location:
        raise RefusedError(f"HTTP {response.status}: a redirect that names no address")
    try:
        return str(url.join(URL(location)))
    except ValueError as cause:
        raise RefusedError(f"address: of a redirect: {cause}") from cause


def _plain(value):
    """Keep only what can be sent back."""
    return value if value and len(value) < 1000 and value.isascii() else None


def _explain(error):
    """Tell what a failure of the network was, and whether another attempt may help."""
    text = " ".join(str(error).split())[:200] or type(error).__name__
    if isinstance(error, TimeoutError):
        return BrokenError(f"timeout: {text}")
    if isinstance(error, aiohttp.ClientSSLError):
        return RefusedError(f"TLS: {text}")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return BrokenError(f"name: {error.os_error}")
    if isinstance(error, aiohttp.ClientPayloadError):
        return BrokenError(f"cut off: {text}")
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.InvalidURL):
        return RefusedError(f"no HTTP: {text}")
    return BrokenError(f"connection: {text}")
