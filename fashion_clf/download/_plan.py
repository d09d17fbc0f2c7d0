"""Plan of one run and the status of each photo, in tables on disk for as long as the run."""

import re

__all__ = ["Plan"]

_HOST = re.compile(r"[^:/]*://([^/?#]*)")  # to sort by, not to judge by
_BATCH = 200  # addresses in memory for each host that is being asked
_TABLES = """
CREATE TEMP TABLE wanted (row INTEGER PRIMARY KEY, url TEXT, reason TEXT);
CREATE TEMP TABLE todo (host TEXT, url TEXT, n_rows INTEGER, PRIMARY KEY (host, url)) WITHOUT ROWID;
"""
_ADD = "INSERT INTO todo VALUES (?, ?, 1) ON CONFLICT (host, url) DO UPDATE SET n_rows = n_rows + 1"
_ROWS = """
SELECT row, wanted.url,
    CASE WHEN wanted.url IS NULL THEN 'none'
        WHEN run = :run THEN outcome
        WHEN photos.reason IS NOT NULL AND digest IS NULL THEN 'failed'
        WHEN digest IS NOT NULL THEN 'known'
        ELSE 'not tried' END AS status,
    digest, kind, n_bytes, coalesce(photos.reason, wanted.reason) AS reason
FROM wanted LEFT JOIN photos ON photos.url = wanted.url
"""


class Plan:
    """The addresses of a run: each once, by host, in bounded memory.

    Parameters
    ----------
    index : Index
        What is there already.
    refresh : bool, default=False
        Ask for photos that are there whether they have changed.
    retry_failed : bool, default=False
        Ask for what failed before, and for nothing else.
    """

    def __init__(self, index, *, refresh=False, retry_failed=False):
        self._index = index
        self._base = index.base
        self._refresh = refresh
        self._retry_failed = retry_failed
        self._base.executescript(_TABLES)

    def add(self, urls):
        """Take the address of each product.

        Parameters
        ----------
        urls : iterable of (str or None, str or None)
            Address, and why there is none.

        Returns
        -------
        int
            Products of which no address is to be asked.
        """
        n_settled = 0
        self._base.execute("BEGIN")
        for row, (url, reason) in enumerate(urls):
            self._base.execute("INSERT INTO wanted VALUES (?, ?, ?)", (row, url, reason))
            if url is not None and self._is_due(url):
                host = _HOST.match(url)[1].lower()
                self._base.execute(_ADD, (host, url))
            else:
                n_settled += 1
        self._base.execute("COMMIT")
        return n_settled

    def _is_due(self, url):
        if self._retry_failed or not self._index.photo(url):
            return self._index.has_failed(url) == self._retry_failed
        return self._refresh

    def hosts(self):
        """Give each host that is to be asked."""
        select = "SELECT min(host) FROM todo WHERE host > ?"
        host = self._base.execute("SELECT min(host) FROM todo").fetchone()[0]
        while host is not None:
            yield host
            host = self._base.execute(select, (host,)).fetchone()[0]

    def urls(self, host):
        """Give each address of a host, and how many products have it."""
        select = "SELECT url, n_rows FROM todo WHERE host = ? AND url > ? ORDER BY url LIMIT ?"
        last = ""
        while batch := self._base.execute(select, (host, last, _BATCH)).fetchall():
            yield from batch
            last = batch[-1][0]

    def rows(self):
        """Give the status of each product's photo.

        Yields
        ------
        tuple
            Row, address, status, digest, kind, bytes, reason.
        """
        return self._base.execute(f"{_ROWS} ORDER BY row", {"run": self._index.run})

    def count(self, column):
        """Count products by status, or those that failed by kind of reason.

        Parameters
        ----------
        column : str
            ``"status"`` or ``"reason"``.

        Returns
        -------
        dict of str to int
        """
        by = {
            "status": "status",
            "reason": "substr(reason, 1, instr(reason || ':', ':') - 1)",
        }[column]
        where = "WHERE status = 'failed'" if column == "reason" else ""
        select = f"SELECT {by}, count(*) FROM ({_ROWS}) {where} GROUP BY 1 ORDER BY 2 DESC, 1"
        return dict(self._base.execute(select, {"run": self._index.run}).fetchall())
