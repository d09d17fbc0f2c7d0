"""What shops write into XML that is none: a bare ``&``, entities of HTML, control characters."""

import re
from html.entities import html5

from fashion_clf.utils._warn import warn

__all__ = ["XmlMender"]

_LEFT = re.compile(
    r"<!\[CDATA\[|\]\]>|<!--|-->|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&(?:#?\w{1,31};)?"
)
_KNOWN = frozenset(("&amp;", "&lt;", "&gt;", "&quot;", "&apos;"))
_HELD = 40  # characters before the end of a block, within which something may be cut
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}


class XmlMender:
    """Mends the text of an XML file as it is read.

    Parameters
    ----------
    path : Path
        The file, for the warning.

    Examples
    --------
    >>> from fashion_clf.catalog.formats._mend_xml import XmlMender
    >>> mender = XmlMender("feed.xml")
    >>> "".join(mender.mend(["<a>H&M &eacute;t&#233;</a><b><![CDATA[H&M]]></b>"]))
    '<a>H&amp;M &#233;t&#233;</a><b><![CDATA[H&M]]></b>'
    """

    def __init__(self, path):
        self._path = path
        self._line = 1
        self._first = 0
        self._n_mended = 0
        self._end = None  # of the section of plain text that is open

    def mend(self, blocks):
        """Yield the text of blocks."""
        held = ""
        for block in blocks:
            text = held + block
            cut = max(0, len(text) - _HELD)
            yield self._mend(text, cut)
            held = text[self._done :]
        if held:
            yield self._mend(held, len(held))

    def _mend(self, text, cut):
        """Mend what begins before `cut`; what was done ends at ``self._done``."""
        parts, done = [], 0
        for match in _LEFT.finditer(text):
            if match.start() >= cut:
                break
            mended = self._mended(match[0])
            if mended is not None:
                self._first = self._first or self._line + text.count("\n", 0, match.start())
                self._n_mended += 1
                parts += [text[done : match.start()], mended]
                done = match.end()
            cut = max(cut, match.end())
        parts.append(text[done:cut])
        self._done = cut
        self._line += text.count("\n", 0, cut)
        return "".join(parts)

    def _mended(self, found):
        """Give what should be in place of what was found; None where it may stay."""
        if found[0] == "<" and self._end is None:
            self._end = _ENDS[found]
        elif found == self._end:
            self._end = None
        elif found[0] < " " or found[0] > "\ufff0":
            return ""
        elif found[0] == "&" and self._end is None and found not in _KNOWN:
            return _entity(found)
        return None

    def warn(self):
        """Say how much was mended."""
        if self._n_mended:
            warn(
                f"{self._path}: {self._n_mended} characters are not allowed in XML (the first on "
                f"line {self._first}): a bare &, entities of HTML or control characters; they were "
                "mended."
            )


def _entity(found):
    """Give what XML has for an entity that it does not know, or None where it knows it."""
    name = found[1:]
    if name.startswith("#"):
        digits = name[1:-1]
        base = 16 if digits[:1] in "xX" else 10
        try:
            code = int(digits[1:] if base == 16 else digits, base)
        except ValueError:
            return f"&amp;{name}"
        proper = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xDFFF < code < 0x110000
        return None if proper else ""
    if name in html5:
        return "".join(f"&#{ord(letter)};" for letter in html5[name])
    return f"&amp;{name}"
