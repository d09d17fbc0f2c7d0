"""A web server on loopback that answers well or badly, as the path asks for."""

import asyncio
import gzip
import io
import re
import socket
import struct
import threading
import time
import zlib
from collections import Counter
from functools import cache
from types import SimpleNamespace

from PIL import Image


def jpeg(number=0, side=24):
    """Encode a photo that no other number gives."""
    color = (number % 251, number // 251 % 251, 40)
    image = Image.new("RGB", (side, side), color)
    image.paste((255 - color[0], 200, color[1]), (0, 0, side // 2, side // 2))
    sink = io.BytesIO()
    image.save(sink, "JPEG", comment=f"photo {number}".encode())
    return sink.getvalue()


@cache
def bomb():
    """Compress a photo and 100 MB of nothing behind it."""
    packer = zlib.compressobj(wbits=31)
    nothing = bytes(1_000_000)
    parts = [packer.compress(jpeg()), *(packer.compress(nothing) for _ in range(100))]
    return b"".join([*parts, packer.flush()])


def png_bomb(side=20_000):
    """Encode a black PNG of one bit a pixel: 50 kB that are 400,000,000 pixels."""

    def chunk(kind, body):
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    rows = zlib.compress(bytes((1 + side // 8) * side))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


class Server:
    """Answers in a thread of its own; remembers what it was asked."""

    def __init__(self, host="127.0.0.1", port=0):
        self.requests = []  # path, headers, time
        self.now = self.most = 0  # photos being sent at this moment, and the most so far
        self.counts = self  # the server that counts them
        self._loop = asyncio.new_event_loop()
        self._listen(host, port)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def _listen(self, host, port):
        start = asyncio.start_server(self._serve, host, port, backlog=500)
        self._server = self._loop.run_until_complete(start)
        self.host, self.port = self._server.sockets[0].getsockname()[:2]

    def url(self, path):
        return f"http://{self.host}:{self.port}{path}"

    def hits(self):
        return Counter(path for path, *_ in list(self.requests))

    def close(self):
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self):
        self._server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode("latin-1").split("\r\n")
                path = first.split(" ")[1]
                headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}
                self.requests.append((path, headers, time.monotonic()))
                request = SimpleNamespace(path=path, headers=headers, server=self)
                if await answer(request, writer) == "close":
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has gone
        finally:
            writer.close()


async def answer(request, writer):
    """Answer as the path asks for; "close" ends the connection after it."""
    name = re.match(r"/([a-z0-9_]*)", request.path)[1]
    result = await ANSWERS[name](request, writer)
    await writer.drain()
    return result


def send(writer, body=b"", status=200, length=None, **headers):
    head = [f"HTTP/1.1 {status} Whatever"]
    head += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head.append(f"Content-Length: {len(body) if length is None else length}")
    writer.write("\r\n".join([*head, "", ""]).encode() + body)


async def photo(request, writer):
    """Send photo N of /photo/N, after a while, with its ETag; 304 where that is known."""
    server = request.server.counts
    server.now += 1
    server.most = max(server.most, server.now)
    await asyncio.sleep(0.01)
    server.now -= 1
    number = int(re.search(r"\d+", request.path)[0])
    tags = {"ETag": f'"v{number}"', "Last_Modified": "Sun, 01 Nov 2026 10:00:00 GMT"}
    if request.headers.get("if-none-match") == tags["ETag"]:
        return send(writer, status=304, **tags)
    return send(writer, jpeg(number), Content_Type="image/jpeg", **tags)


async def text_plain(request, writer):
    send(writer, jpeg(), Content_Type="text/plain")


async def html(request, writer):
    send(writer, b"<html><body>Sorry!</body></html>", Content_Type="image/jpeg")


async def empty(request, writer):
    send(writer, b"", Content_Type="image/jpeg")


async def damaged(request, writer):
    send(writer, jpeg(side=64)[:300], Content_Type="image/jpeg")


async def missing(request, writer):
    send(writer, b"gone", status=404)


async def drip(request, writer):
    """Send a byte now and then, without an end."""
    send(writer, jpeg()[:20], length=10_000)
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silent(request, writer):
    await asyncio.sleep(3600)


async def endless(request, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg())
    while True:
        writer.write(bytes(1 << 16))
        await writer.drain()


async def announced(request, writer):
    send(writer, jpeg(), length=10**12)
    return "close"


async def too_long(request, writer):
    """Announce more bytes than there are."""
    send(writer, jpeg(), length=len(jpeg()) + 500)
    return "close"


async def too_short(request, writer):
    """Announce fewer bytes than there are."""
    send(writer, jpeg(side=64), length=300)


async def gzip_bomb(request, writer):
    send(writer, bomb(), Content_Encoding="gzip")


async def gzipped(request, writer):
    send(writer, gzip.compress(jpeg(), mtime=0), Content_Encoding="gzip")


async def gzip_cut(request, writer):
    send(writer, gzip.compress(jpeg(), mtime=0)[:-12], Content_Encoding="gzip")


async def gzip_damaged(request, writer):
    send(writer, b"\x1f\x8b" + bytes(100), Content_Encoding="gzip")


async def brotli(request, writer):
    send(writer, b"whatever", Content_Encoding="br")


async def pixels(request, writer):
    send(writer, png_bomb())


async def to(request, writer):
    """Redirect to what stands after the question mark."""
    send(writer, status=302, Location=request.path.partition("?")[2])


async def chain(request, writer):
    """Redirect N times, then send a photo."""
    number = int(request.path.rpartition("/")[2])
    if number == 0:
        return send(writer, jpeg())
    return send(writer, status=301, Location=f"/chain/{number - 1}")


async def loop(request, writer):
    send(writer, status=307, Location=request.path)


async def nowhere(request, writer):
    send(writer, status=302)


async def busy(request, writer):
    """Refuse twice with the status and the Retry-After of /busy/STATUS/SECONDS, then send."""
    _, _, status, wait = request.path.split("/")
    if request.server.hits()[request.path] > 2:
        return send(writer, jpeg())
    return send(writer, status=status, Retry_After=wait.replace("_", " "))


async def reset(request, writer):
    """Break the connection in the middle of the body, the hard way."""
    send(writer, jpeg()[:100], length=10_000)
    await writer.drain()
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


async def huge_header(request, writer):
    send(writer, jpeg(), X_Huge="x" * 1_000_000)


async def headers(request, writer):
    """Send headers without an end."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: more\r\n" * 100)
        await writer.drain()


async def cookie(request, writer):
    send(writer, jpeg(), Set_Cookie="who=me; Path=/")


async def raw(request, writer):
    """Send the bytes that the test wants to be sent."""
    writer.write(request.server.raw)
    return "close"


ANSWERS = {
    function.__name__: function
    for function in (
        *(photo, text_plain, html, empty, damaged, missing, drip, silent, endless, announced),
        *(too_long, too_short, gzip_bomb, gzipped, gzip_cut, gzip_damaged, brotli, pixels, to),
        *(chain, loop, nowhere, busy, reset, huge_header, headers, cookie, raw),
    )
}
