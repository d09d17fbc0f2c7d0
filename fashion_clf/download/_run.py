"""One run of a download, from the addresses to the status of each photo."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from fashion_clf.download._fetch import Fetcher
from fashion_clf.download._index import Index
from fashion_clf.download._plan import Plan
from fashion_clf.download._pool import Pool
from fashion_clf.download._report import write_report
from fashion_clf.download._store import Store
from fashion_clf.images.reading._decode import quiet_pillow

__all__ = ["Run"]


class Run:
    """Downloads into one folder.

    Parameters
    ----------
    folder : str or Path
        The folder.
    guard : Guard
        Says which addresses may be asked.
    limits : Limits
        What it may take.
    file_root : str, Path or None, default=None
        Folder that ``file://`` addresses may be of.
    progress : callable, default=None
        As of :func:`download_images`.
    """

    def __init__(self, folder, guard, limits, file_root=None, progress=None):
        self._folder = folder
        self._guard = guard
        self._limits = limits
        self._file_root = file_root
        self._progress = progress or _ignore

    def __call__(self, addresses, refresh=False, retry_failed=False, report=None):
        """Download, and report the status; parameters as of :func:`download_images`."""
        with quiet_pillow():
            return _complete(self._run(addresses, refresh, retry_failed, report))

    async def _run(self, addresses, refresh, retry_failed, report):
        limits = self._limits
        with (
            Store(self._folder, limits.max_bytes, limits.max_pixels) as store,
            Index(self._folder) as index,
        ):
            plan = Plan(index, refresh=refresh, retry_failed=retry_failed)
            self._progress(plan.add(addresses), failed=0)
            async with Fetcher(store, self._guard, limits, self._file_root) as fetcher:
                await Pool(plan, index, fetcher, limits, self._progress).drain()
            if report is not None:
                write_report(report, plan.rows(), self._folder)
            return {column: plan.count(column) for column in ("status", "reason")}


def _complete(coroutine):
    """Run a coroutine to its end, in a thread of its own where a loop runs, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def _ignore(n, failed):
    """Show no progress."""
