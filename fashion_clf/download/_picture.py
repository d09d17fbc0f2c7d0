"""Which format bytes are of, by their beginning."""

from fashion_clf.download._outcome import RefusedError
from fashion_clf.utils._photo_index import EXTENSIONS

__all__ = ["HEAD", "sniff"]

HEAD = 12  # bytes that tell the format
_SIGNATURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"II+\0": "TIFF",
    b"MM\0+": "TIFF",
    b"\0\0\0\x0cjP  ": "JPEG2000",
    b"\xff\x4f\xff\x51": "JPEG2000",
}
_BRANDS = dict.fromkeys((b"avif", b"avis"), "AVIF")
_BRANDS |= dict.fromkeys(
    (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), "HEIF"
)


def sniff(head):
    """Tell the format of a photo by its first `HEAD` bytes, whatever it is called.

    Raises
    ------
    RefusedError
        Where it is none of ``EXTENSIONS``.
    """
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return _BRANDS[head[8:12]]
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature):
            return kind
    if not head:
        raise RefusedError("no photo: the body is empty")
    raise RefusedError(
        f"no photo: it begins with {bytes(head[:HEAD])!r}, as none of {', '.join(EXTENSIONS)} does"
    )
