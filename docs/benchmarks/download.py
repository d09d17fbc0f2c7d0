"""How fast photos are downloaded from a server on this machine, and how much memory that takes.

The server is a process of its own and sends as many different photos as there are
addresses. Seconds are of the clock, with the CPU seconds of the downloader and of the
server; each photo is hashed, decoded, forced to the disk and written into the index.
Then the same addresses again, when all is there; then 250 times as many that are refused
without a request, for the memory.

    python docs/benchmarks/download.py
"""

import argparse
import asyncio
import io
import multiprocessing
import resource
import tempfile
import time

import numpy as np
from aiohttp import web
from PIL import Image

from fashion_clf.download import Limits
from fashion_clf.download._guard import Guard
from fashion_clf.download._run import Run


def make_photo():
    """Encode a photo of 15 kB or so."""
    noise = np.random.default_rng(0).integers(0, 256, (24, 16, 3), dtype=np.uint8)
    photo = Image.fromarray(noise).resize((320, 480), Image.Resampling.BICUBIC)
    sink = io.BytesIO()
    photo.save(sink, "JPEG", quality=60)
    return sink.getvalue()


def serve(photo, pipe):
    """Send the photo, the address in a comment of it, until the process is ended."""

    async def send(request):
        comment = request.path.encode()
        head = b"\xff\xd8\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
        return web.Response(body=head + photo[2:], content_type="image/jpeg")

    async def main():
        app = web.Application()
        app.router.add_get("/{name}", send)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, backlog=500)
        await site.start()
        pipe.send(runner.addresses[0][1])
        while not pipe.poll():
            await asyncio.sleep(0.05)
        pipe.recv()
        pipe.send(time.process_time())
        await runner.cleanup()

    asyncio.run(main())


def timed(run, urls):
    """Run, and give its counts, seconds of the clock and CPU seconds."""
    begin, cpu = time.perf_counter(), time.process_time()
    counts = run([(url, None) for url in urls])
    return counts["status"], time.perf_counter() - begin, time.process_time() - cpu


def download(n_photos, per_host):
    """Measure a first and a second run."""
    photo = make_photo()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(photo, theirs), daemon=True)
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(folder, Guard(allow_private=True), Limits(per_host=per_host))
        urls = [f"http://127.0.0.1:{port}/{number}.jpg" for number in range(n_photos)]
        counts, seconds, cpu = timed(run, urls)
        ours.send("how long?")
        print(
            f"{n_photos} photos of {len(photo) / 1e3:.1f} kB: {counts}, "
            f"{n_photos / seconds:.0f} photos a second; {1e3 * cpu / n_photos:.2f} CPU ms a photo, "
            f"and {1e3 * ours.recv() / n_photos:.2f} of the server"
        )
        counts, seconds, cpu = timed(run, urls)
        print(f"again: {counts}, {n_photos / seconds:.0f} a second")
    server.join()


def refuse(n_urls):
    """Measure the memory that many addresses take."""
    urls = (f"http://127.0.0.1/{number}.jpg" for number in range(n_urls))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        counts = Run(folder, Guard(), Limits())((url, None) for url in urls)
        seconds = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"{n_urls} addresses refused: {counts['status']}, {n_urls / seconds:.0f} a second; peak "
        f"of the process {after:.0f} MB, {before:.0f} before"
    )


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=4000, help="photos that are downloaded")
    parser.add_argument("--per-host", type=int, default=Limits().per_host, help="at a time")
    options = parser.parse_args()
    download(options.rows, options.per_host)
    refuse(250 * options.rows)


if __name__ == "__main__":
    main()
