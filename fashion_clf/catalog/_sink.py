"""Where the bytes of a text file go: plain or gzipped, and durable up to a known place."""

import gzip
import os

from fashion_clf.catalog._csv_write import CsvWriter
from fashion_clf.catalog._json_write import JsonLinesWriter, JsonWriter
from fashion_clf.exceptions import CatalogError

__all__ = ["TextSink"]

_LEVEL = 6  # of compression: the highest takes twice the time for a hundredth of the size
_MARK = "\ufeff"


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
    zipped : bool
        Whether to compress.
    resume_at : int
        Bytes of the file to keep and to write behind.
    """

    def __init__(self, raw, path, file_format, zipped, resume_at):
        self._path = path
        self._format = file_format
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

    def write(self, products, origin):
        """Write some products, like those of the file that they were read from."""
        names = [str(name) for name in products.columns]
        if len(set(names)) < len(names) and self._format not in ("csv", "tsv"):
            raise CatalogError(
                f"{self._path}: two columns of one name cannot be written as {self._format}."
            )
        own = origin.get("format") == self._format
        if self._writer is None:
            self._begin(origin["style"] if own else {})
        columns = [products.iloc[:, i].astype(object).tolist() for i in range(len(names))]
        rows = zip(*columns, strict=True)
        texts = origin.texts_of(products.index) if own else [None] * len(products)
        self._put("".join(self._writer.format(names, rows, texts)))

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

    def _begin(self, style):
        self._style = style
        if self._format in ("csv", "tsv"):
            mark = "\t" if self._format == "tsv" else ","
            self._writer = CsvWriter(mark, style, self._started)
        else:
            kind = JsonWriter if self._format == "json" else JsonLinesWriter
            self._writer = kind(style, self._started)
        if style.get("marked") and not self._started:
            self._put(_MARK)

    def _put(self, text):
        data = text.encode(self._style.get("encoding", "utf-8"), "backslashreplace")
        if not self._zipped:
            self._raw.write(data)
            return
        if self._packed is None:
            self._packed = gzip.GzipFile("", "wb", _LEVEL, self._raw, mtime=0)
        self._packed.write(data)
