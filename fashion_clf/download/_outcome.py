"""How an attempt at one photo ends."""

from dataclasses import dataclass

__all__ = ["BrokenError", "Photo", "RefusedError"]


class RefusedError(Exception):
    """Another attempt would not help. The reason begins with its kind, then a colon."""


class BrokenError(Exception):
    """Another attempt may help, after `wait` seconds or more."""

    def __init__(self, reason, wait=0.0):
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Photo:
    """A photo in the store, with the version that its server gave."""

    digest: bytes
    kind: str
    n_bytes: int
    etag: str | None = None
    last_modified: str | None = None
