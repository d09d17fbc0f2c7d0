"""Many photos at a time: from many hosts in parallel, from each host a few."""

import asyncio

from fashion_clf.download._outcome import BrokenError, RefusedError
from fashion_clf.download._waiting import backoff

__all__ = ["Pool"]


class Pool:
    """Fetches all that is to do, with a number of tasks that does not grow with it.

    Parameters
    ----------
    plan : Plan
        What is to do.
    index : Index
        Where its status is written.
    fetcher : Fetcher
        Who does it.
    limits : Limits
        How many at a time, how often again.
    progress : callable
        Called after each address with the number of its products, and ``failed``, of how
        many the photo has failed so far.
    """

    def __init__(self, plan, index, fetcher, limits, progress):
        self._plan = plan
        self._index = index
        self._fetcher = fetcher
        self._limits = limits
        self._progress = progress
        self._failed = 0

    async def drain(self):
        """Fetch everything."""
        await _share(self._plan.hosts(), self._limits.concurrency, self._drain_host)

    async def _drain_host(self, host):
        await _share(self._plan.urls(host), self._limits.per_host, self._settle)

    async def _settle(self, task):
        """Come to an end with one address, and write it down."""
        url, n_products = task
        known = self._index.photo(url)
        try:
            photo = await self._attempt(url, known)
        except (RefusedError, BrokenError) as error:
            self._index.fail(url, str(error))
            self._failed += n_products
        else:
            unchanged = photo is None
            self._index.keep(url, photo or known, "unchanged" if unchanged else "downloaded")
        self._progress(n_products, failed=self._failed)

    async def _attempt(self, url, known):
        for attempt in range(self._limits.retries):
            try:
                return await self._fetcher.fetch(url, known)
            except BrokenError as error:
                await asyncio.sleep(max(error.wait, backoff(attempt, self._limits)))
        return await self._fetcher.fetch(url, known)


async def _share(items, n_workers, work):
    """Let workers take from one iterator until nothing is left."""

    async def take():
        for item in items:
            await work(item)

    await asyncio.gather(*(take() for _ in range(n_workers)))
