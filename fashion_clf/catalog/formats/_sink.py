"""Where the bytes of a text file go: plain or gzipped, and durable up to a known place."""

import gzip
import os

from fashion_clf.catalog.formats._csv_writer import CsvWriter
from fashion_clf.catalog.formats._detect import DELIMITERS
from fashion_clf.catalog.formats._feed_writer import FeedWriter
from fashion_clf.catalog.formats._json_writer import JsonLinesWriter, JsonWriter
from fashion_clf.catalog.formats._shopify import ShopifyWriter
from fashion_clf.exceptions import CatalogError

__all__ = ["TextSink"]

_LEVEL = 6  # of compression: the highest takes twice the time for a hundredth of the size
_MARK = "\ufeff"
_WRITERS = {"json": JsonWriter, "jsonl": JsonLinesWriter, "merchant-xml": FeedWriter}


class TextSink:
    """Writes products to a text file, which can be continued where it was flushed.

    Parameters
    ----------
    raw : file
        Where to write, opened for reading and writing.
    path : Path
        Its name at last, for errors.
    file_format : str
        One of the text formats.
    exact : bool
        Whether that was asked for; if not, what is written as ``.csv`` or ``.tsv`` is
        of the kind that was read, such as that of Shopify.
    zipped : bool
        Whether to compress.
    resume_at : int
        Bytes of the file to keep and to write behind.
    """

    def __init__(self, raw, path, file_format, exact, zipped, resume_at):
        self._path = path
        self._format = file_format
        self._exact = exact
        self._zipped = zipped
        self._started = resume_at > 0
        self._raw = raw
        size = raw.seek(0, os.SEEK_END)
        if size < resume_at:
            raise CatalogError(
                f"{path}: cannot be continued at byte {resume_at}, for only {size} bytes of it "
                "are there. Begin again."
            )
        raw.seek(resume_at)
        raw.truncate()
        self._packed = None  # the gzip member that is being written
        self._writer = None
        self._style = {}  # of the file that was read, where it is of the same format

    def write(self, products, origin, n_added=0):
        """Write some products, like those of the file that they were read from.

        The last `n_added` columns are new, if all others are known to be as they were read.
        """
        names = [str(name) for name in products.columns]
        if len(set(names)) < len(names) and self._format not in DELIMITERS:
            raise CatalogError(
                f"{self._path}: two columns of one name cannot be written as {self._format}."
            )
        if self._writer is None:
            self._format = self._refined(origin.get("format"))
        own = origin.get("format") == self._format
        if self._writer is None:
            self._begin(origin["style"] if own else {})
        columns = [products.iloc[:, i].astype(object).tolist() for i in range(len(names))]
        rows = zip(*columns, strict=True)
        texts = origin.texts_of(products.index) if own else [None] * len(products)
        try:
            renamed = origin.get("renamed", {})
            text = "".join(self._writer.format(names, rows, texts, renamed, n_added))
        except (TypeError, RecursionError) as cause:
            raise CatalogError(
                f"{self._path}: a value cannot be written as {self._format}: {cause}."
            ) from cause
        self._put(text)

    def flush(self):
        """Make everything durable, and give the bytes that the file has now."""
        self.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        return self._raw.tell()

    def finish(self):
        """Write what stands behind the last product."""
        if self._writer is None:
            self._begin({})
        self._put(self._writer.ending(self._style.get("tail")))

    def close(self):
        """End the gzip member, if there is one."""
        if self._packed is not None:
            self._packed.close()
            self._packed = None

    def _refined(self, read_format):
        mark = DELIMITERS.get(self._format)
        same_kind = mark is not None and DELIMITERS.get(read_format) == mark
        return read_format if same_kind and not self._exact else self._format

    def _begin(self, style):
        self._style = style
        if self._format in DELIMITERS:
            kind = ShopifyWriter if self._format == "shopify" else CsvWriter
            self._writer = kind(DELIMITERS[self._format], style, self._started)
        else:
            self._writer = _WRITERS[self._format](style, self._started)
        if style.get("marked") and not self._started:
            self._put(_MARK)

    def _put(self, text):
        errors = "xmlcharrefreplace" if self._format == "merchant-xml" else "backslashreplace"
        data = text.encode(self._style.get("encoding", "utf-8"), errors)
        if not self._zipped:
            self._raw.write(data)
            return
        if self._packed is None:
            self._packed = gzip.GzipFile("", "wb", _LEVEL, self._raw, mtime=0)
        self._packed.write(data)
