"""Text that is no Unicode: Shift-JIS, GBK, cp1250 and their like, told by the first bytes."""

import re

__all__ = ["detect_legacy"]

# Encodings of spreadsheets and shops that are still met, Western Europe's first.
_CANDIDATES = (
    "cp1252",
    "cp1250",
    "cp932",
    "gb18030",
    "big5",
    "cp949",
    "euc_jp",
    "cp1251",
    "cp1253",
    "cp1254",
)
_UNICODE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# Letters of Polish or Czech that are signs in Latin-1, within a word.
_SLAVIC = re.compile(r"(?<=[a-z])[³¹¿¼¾](?=[a-z])")


def detect_legacy(sample):
    r"""Tell in which encoding a text is that is neither UTF-8 nor Latin-1.

    Parameters
    ----------
    sample : bytes
        The beginning of a file.

    Returns
    -------
    str or None
        A codec; None for UTF-8, also with a few broken bytes in it, and for Latin-1.

    Examples
    --------
    >>> from fashion_clf.catalog.formats._legacy import detect_legacy
    >>> detect_legacy("名称,描述\\n连衣裙,夏季棉质连衣裙\\n靴子,真皮靴子\\n".encode("gbk"))
    'gb18030'
    >>> detect_legacy("Kleid, Größe M".encode()), detect_legacy("Größe".encode("cp1252"))
    (None, None)
    """
    if sample.isascii():
        return None
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    others = _UNICODE.sub(b"", sample)
    n_broken = len(others) - len(others.translate(None, bytes(range(128, 256))))
    if n_broken <= len(_UNICODE.findall(sample)):
        return None
    from charset_normalizer import from_bytes  # a tenth of a second, and seldom needed

    found = from_bytes(sample, cp_isolation=list(_CANDIDATES), preemptive_behaviour=False)
    best = found.best()
    if _SLAVIC.search(sample.decode("cp1252", "replace")) and (
        best is None or best.encoding in ("cp1250", "cp1252")
    ):
        return "cp1250"
    if best is None or best.encoding == "cp1252":
        return None
    rated = {
        name: (match.chaos, -match.coherence)
        for match in found
        for name in (match.encoding, *(other.encoding for other in match.submatch))
    }
    if best.encoding == "cp1250" and rated.get("cp1252", (1,)) <= rated["cp1250"]:
        return None  # what both read alike
    return best.encoding
