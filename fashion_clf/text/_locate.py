"""From tokens back to the places of their words in the text as the shop wrote it."""

import re
from difflib import SequenceMatcher

from fashion_clf.text._tokens import MARKS, MAX_CHARACTERS, NUMBER, stem

__all__ = ["locate"]

_WORD = re.compile(r"t(?:ee)?[ -]shirts?|[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,/]\d+)*", re.I)


def locate(tokens, spans, text):
    """Find the words of token spans in the text that the tokens were made of.

    Cleaning drops parts of a text and keeps the order of the rest, so both are
    aligned by their longest common runs of stems.

    Parameters
    ----------
    tokens : list of str
        The tokens of the cleaned text.
    spans : list of (int, int)
        Half-open ranges of tokens.
    text : str
        The text before it was cleaned.

    Returns
    -------
    list of ((int, int) or None)
        For each span, where its words start and stop in `text`; None where they
        cannot be found again.

    Examples
    --------
    >>> from fashion_clf.text import clean_description, tokenize
    >>> from fashion_clf.text._locate import locate
    >>> text = "<p>Model is 180 cm tall.</p> <b>Suede</b> ankle boots"
    >>> tokens = tokenize(clean_description(text))
    >>> [(start, stop)] = locate(tokens, [(1, 3)], text)
    >>> text[start:stop]
    'ankle boots'
    """
    words = list(_WORD.finditer(text[: 2 * MAX_CHARACTERS]))
    stems = [_stem_of(word.group()) for word in words]
    places = [place for place, token in enumerate(tokens) if token not in MARKS]
    matcher = SequenceMatcher(None, [tokens[place] for place in places], stems, autojunk=False)
    word_of = {}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            word_of[places[block.a + step]] = words[block.b + step]
    found = []
    for start, stop in spans:
        inside = [word_of[place] for place in range(start, stop) if place in word_of]
        found.append((inside[0].start(), inside[-1].end()) if inside else None)
    return found


def _stem_of(word):
    if word[0].isdigit():
        return NUMBER
    return "tshirt" if re.match(r"t(?:ee)?[ -]shirt", word, re.I) else stem(word)
