"""From tokens back to the places of their words in the text as the shop wrote it."""

from collections import Counter, defaultdict

from fashion_clf.text._clean import clean
from fashion_clf.text._edits import TracedEdits
from fashion_clf.text._tokens import MAX_RAW, token_spans

__all__ = ["locate", "spellings"]


def locate(text):
    """Find the words of each token of a text in the text itself.

    The text is cleaned and tokenised once more, with a trace of each character.

    Parameters
    ----------
    text : str
        A name or a description, before it is cleaned.

    Returns
    -------
    list of (str, int, int)
        Each token of ``tokenize(clean_description(text))`` with the start and
        the stop of what it was made of.

    Examples
    --------
    >>> from fashion_clf.text._locate import locate
    >>> text = "<p>Model is 180 cm tall.</p> <b>Suede</b> ankle boots"
    >>> [(token, text[start:stop]) for token, start, stop in locate(text)]
    [('sued', 'Suede'), ('ankl', 'ankle'), ('boot', 'boots')]
    """
    text = text[:MAX_RAW]
    edits = TracedEdits(text)
    cleaned = clean(text, edits)
    return [
        (token, edits.starts[start], edits.stops[stop - 1])
        for token, start, stop in token_spans(cleaned, edits)
    ]


def spellings(texts):
    """Find how the words of stems are written most often.

    Parameters
    ----------
    texts : iterable of str
        Names or descriptions, before they are cleaned.

    Returns
    -------
    dict of str to str
        A word in lower case for each stem of the texts.

    Examples
    --------
    >>> from fashion_clf.text._locate import spellings
    >>> spellings(["Suede boots", "Boots", "boot"])
    {'sued': 'suede', 'boot': 'boots'}
    """
    counts = defaultdict(Counter)
    for text in texts:
        for token, start, stop in locate(text):
            word = text[start:stop].lower()
            if word.isalpha():
                counts[token][word] += 1
    return {token: words.most_common(1)[0][0] for token, words in counts.items()}
