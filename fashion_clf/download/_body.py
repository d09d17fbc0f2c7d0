"""The content of an answer, decompressed piece by piece: a bomb never unfolds."""

import zlib

from fashion_clf.download._outcome import BrokenError, RefusedError

__all__ = ["Decoder"]

_PIECE = 1 << 16  # bytes that a piece has at most after decompression
_EITHER = 32 + zlib.MAX_WBITS  # gzip or zlib, as the first bytes say


class Decoder:
    """Takes the bytes off the wire, gives those of the content.

    Parameters
    ----------
    encoding : str or None
        The header ``Content-Encoding``.

    Raises
    ------
    RefusedError
        For another encoding than gzip and deflate; none was asked for.
    """

    def __init__(self, encoding):
        encoding = (encoding or "identity").strip().lower()
        if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
            raise RefusedError(f"encoding: {encoding[:40]!r}, where none was asked for")
        self._inflate = None if encoding == "identity" else zlib.decompressobj(_EITHER)

    def pieces(self, chunk):
        """Give the content of a chunk in pieces that are never large."""
        if self._inflate is None:
            yield chunk
            return
        try:
            while chunk and not self._inflate.eof:
                yield self._inflate.decompress(chunk, _PIECE)
                chunk = self._inflate.unconsumed_tail
        except zlib.error as cause:
            raise RefusedError(f"encoding: the compressed body is damaged ({cause})") from cause

    def finish(self):
        """Make sure that nothing is missing."""
        if self._inflate is not None and not self._inflate.eof:
            raise BrokenError("cut off: the compressed body has no end")
