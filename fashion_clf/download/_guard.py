"""Where a download may go: every address is looked at before anything is sent to it."""

import asyncio
import re
import socket

from aiohttp.abc import AbstractResolver
from yarl import URL

from fashion_clf.download._networks import CLOSED, closed_by, parse_address
from fashion_clf.download._outcome import RefusedError

__all__ = ["Guard"]

_SCHEMES = ("http", "https")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.(?!-)[a-z0-9_-]{1,63})*\.?")
_LIKE_A_NUMBER = re.compile(r"(^|\.)(0x[0-9a-f]*|[0-9]+)\.*$")  # 127.1, 0x7f000001, 127.0.0.1.
_CONTROL = re.compile(r"[\0-\x1f\x7f\\]")


class Guard(AbstractResolver):
    """Looks at addresses, and finds those of names: once for each connection.

    A connection goes to one of the very addresses that were looked at, for it is this
    that the HTTP library resolves names with; the name stays in ``Host`` and in TLS.
    A name of which any address is closed is refused as a whole.

    Parameters
    ----------
    allow_private : bool, default=False
        Whether networks of one's own and all ports are open.
    ports : collection of int, default=(80, 443)
        Ports that are open.
    resolve : callable, default=None
        Coroutine function that gives the addresses of a name and a port, as text;
        None for the system's.
    closed : list of (network, str), default=CLOSED
        Networks that are closed, and why.
    timeout : float, default=10
        Seconds to find the addresses of a name.
    """

    def __init__(
        self, *, allow_private=False, ports=(80, 443), resolve=None, closed=CLOSED, timeout=10
    ):
        self._allow_private = allow_private
        self._ports = ports
        self._find = resolve or _ask_system
        self._closed = closed
        self._timeout = timeout

    def check(self, text):
        """Read an address, and refuse what needs no look at the network to be refused.

        Parameters
        ----------
        text : str
            An address, from a catalogue or of a redirect.

        Returns
        -------
        URL

        Raises
        ------
        RefusedError
            For other schemes than http and https, other ports, a user's name, an odd host.
        """
        if _CONTROL.search(text):
            raise RefusedError("address: it has a backslash or a control character")
        try:
            url = URL(text)
            host, port = url.raw_host, url.port
        except ValueError as cause:  # UnicodeError too
            raise RefusedError(f"address: {cause}") from cause
        if url.scheme not in _SCHEMES:
            raise RefusedError(f"address: the scheme is {url.scheme!r}, not http or https")
        if url.raw_user is not None or url.raw_password is not None:
            raise RefusedError("address: it names a user, and none is sent")
        if not (self._allow_private or port in self._ports):
            allowed = ", ".join(map(str, self._ports))
            raise RefusedError(f"address: port {port} is not allowed, only {allowed}")
        self._check_host(host or "")
        return url

    def _check_host(self, host):
        address = parse_address(host)
        if address is not None:
            self._check_address(host, host)
        elif _LIKE_A_NUMBER.search(host):
            raise RefusedError(f"address: the host {host!r:.100} is an odd form of a number")
        elif not _NAME.fullmatch(host):
            raise RefusedError(f"address: the host {host!r:.100} is none")

    def _check_address(self, found, host):
        address = parse_address(found)
        why = "none" if address is None else closed_by(address, self._allow_private, self._closed)
        if why:
            via = "" if found == host else f", an address of {host},"
            hint = "; --allow-private would allow it" if why == "private" else ""
            raise RefusedError(f"address: {found}{via} is {why}{hint}")

    async def resolve(self, host, port=0, family=socket.AF_UNSPEC):
        """Find the addresses of a name for one connection.

        Parameters
        ----------
        host : str
            The name.
        port : int, default=0
            The port.
        family : int, default=socket.AF_UNSPEC
            Not heeded: all addresses are looked at.

        Returns
        -------
        list of dict
            As aiohttp wants them.

        Raises
        ------
        RefusedError
            Where any of them is closed, or there is none.
        OSError
            Where that cannot be found out.
        """
        async with asyncio.timeout(self._timeout):
            addresses = await self._find(host, port)
        if not addresses:
            raise RefusedError(f"name: {host} has no address")
        for address in addresses:
            self._check_address(address, host)
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": socket.IPPROTO_TCP,
                "flags": socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            }
            for address in addresses
        ]

    async def close(self):
        """Nothing is held open."""


async def _ask_system(host, port):
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as cause:
        if cause.errno == socket.EAI_NONAME:
            raise RefusedError(f"name: {host} is not known") from cause
        raise
    return list(dict.fromkeys(address[0] for *_, address in found))
