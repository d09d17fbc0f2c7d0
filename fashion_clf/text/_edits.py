"""Edits of a text, plain or traced: a traced one knows where each character came from."""

import re
import unicodedata
from array import array

__all__ = ["Edits", "TracedEdits"]

CUT = ". "
_SPACE = re.compile(r"\s+")
# Characters that normalisation may change or join, with the one that they may join. It
# sorts accents in quadratic time: no more than so many are handed to it at once.
_FOREIGN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]{1,200}")
_SHORT = 2_000  # characters; of a longer text too many accents may stand in a row
_JAMO = range(0x1160, 0x1200)  # vowels and finals of Hangul join the consonant before them


class Edits:
    """Edits that leave no trace.

    Examples
    --------
    >>> import re
    >>> from fashion_clf.text._edits import Edits
    >>> Edits().sub(re.compile("<.*?>"), "", "<b>Suede</b>")
    'Suede'
    """

    def sub(self, pattern, replacement, text):
        """Replace each match, by a text or by what a function of the match gives."""
        return pattern.sub(replacement, text)

    def cut(self, ranges, text):
        """Put the end of a sentence in place of each range, from left to right."""
        parts, last = [], 0
        for begin, end in ranges:
            parts += text[last:begin], CUT
            last = end
        return "".join([*parts, text[last:]])

    def replace(self, ranges, text):
        """Put new texts in place of ranges: (begin, end, new) from left to right."""
        parts, last = [], 0
        for begin, end, new in ranges:
            parts += text[last:begin], new
            last = end
        return "".join([*parts, text[last:]])

    def translate(self, table, text):
        """Replace single characters, or delete them; none may stand for another of the table."""
        for code, new in table.items():  # faster than str.translate, with few of them
            text = text.replace(chr(code), new or "")
        return text

    def normalize(self, text):
        """Bring Unicode into the form NFKC."""
        if len(text) < _SHORT and unicodedata.is_normalized("NFKC", text):
            return text
        return _FOREIGN.sub(lambda run: unicodedata.normalize("NFKC", run.group()), text)

    def fold(self, text):
        """Make each run of white space one space, and take it from both ends."""
        return " ".join(text.split())

    def strip(self, text, left, right):
        """Take characters from both ends."""
        return text.lstrip(left).rstrip(right)


class TracedEdits(Edits):
    """Edits that remember from where in the first text each character came.

    Parameters
    ----------
    text : str
        The first text; each edit must be of what the last one gave.

    Attributes
    ----------
    starts, stops : array of int, shape (n_characters,)
        The character at a place of the edited text came from ``text[start:stop]``.

    Examples
    --------
    >>> import re
    >>> from fashion_clf.text._edits import TracedEdits
    >>> edits = TracedEdits("<b>Suede</b>")
    >>> edits.sub(re.compile("<.*?>"), "", "<b>Suede</b>"), edits.starts[0], edits.stops[4]
    ('Suede', 3, 8)
    """

    def __init__(self, text):
        self.starts = array("q", range(len(text)))
        self.stops = array("q", range(1, len(text) + 1))

    def sub(self, pattern, replacement, text):
        """Replace each match; what comes in came from the whole match."""
        give = replacement if callable(replacement) else lambda match: replacement
        return self._replace(
            text, ((*match.span(), give(match)) for match in pattern.finditer(text))
        )

    def replace(self, ranges, text):
        """Put new texts in place of ranges."""
        return self._replace(text, ranges)

    def cut(self, ranges, text):
        """Put the end of a sentence in place of each range."""
        return self._replace(text, ((begin, end, CUT) for begin, end in ranges))

    def translate(self, table, text):
        """Replace single characters, or delete them."""
        known = re.compile("[" + "".join(re.escape(chr(code)) for code in table) + "]")
        return self.sub(known, lambda match: match.group().translate(table), text)

    def normalize(self, text):
        """Bring Unicode into the form NFKC."""
        edits = (edit for run in _FOREIGN.finditer(text) for edit in _normalized(run))
        return self._replace(text, edits)

    def fold(self, text):
        """Make each run of white space one space, and take it from both ends."""
        return self.strip(self.sub(_SPACE, " ", text), None, None)

    def strip(self, text, left, right):
        """Take characters from both ends."""
        first = len(text) - len(text.lstrip(left))
        stripped = text[first:].rstrip(right)
        self.starts = self.starts[first : first + len(stripped)]
        self.stops = self.stops[first : first + len(stripped)]
        return stripped

    def _replace(self, text, edits):
        """Put new texts in place of ranges, which come from left to right."""
        parts, starts, stops, last = [], array("q"), array("q"), 0
        for begin, end, new in edits:
            parts += text[last:begin], new
            starts.extend(self.starts[last:begin])
            stops.extend(self.stops[last:begin])
            if new:
                starts.extend([self.starts[begin]] * len(new))
                stops.extend([self.stops[end - 1]] * len(new))
            last = end
        starts.extend(self.starts[last:])
        stops.extend(self.stops[last:])
        self.starts, self.stops = starts, stops
        return "".join([*parts, text[last:]])


def _normalized(run):
    """Edits that normalise a run, each of as few characters as can be told apart."""
    text = run.group()
    whole = unicodedata.normalize("NFKC", text)
    cuts = [place for place, character in enumerate(text) if place and not _joins(character)]
    bounds = list(zip([0, *cuts], [*cuts, len(text)], strict=True))
    parts = [unicodedata.normalize("NFKC", text[slice(*bound)]) for bound in bounds]
    if "".join(parts) != whole:  # something joins that was not thought of
        bounds, parts = [(0, len(text))], [whole]
    for (begin, end), part in zip(bounds, parts, strict=True):
        yield run.start() + begin, run.start() + end, part


def _joins(character):
    return unicodedata.category(character)[0] == "M" or ord(character) in _JAMO
