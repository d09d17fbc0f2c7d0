"""From tokens back to the places of their words in the text as the shop wrote it."""

from collections import Counter, defaultdict

from fashion_clf.text._clean import clean, in_english
from fashion_clf.text._detect_language import detect
from fashion_clf.text._edits import TracedEdits
from fashion_clf.text._tokens import MAX_RAW, token_spans

__all__ = ["language_of", "locate", "spellings"]


def locate(text, language="en"):
    """Find the words of each token of a text in the text itself.

    The text is cleaned and tokenised once more, with a trace of each character.

    Parameters
    ----------
    text : str
        A name or a description, before it is cleaned.
    language : str, default="en"
        Language of the product.

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
    if language != "en":
        cleaned = in_english(cleaned, language, edits)
    return [
        (token, edits.starts[start], edits.stops[stop - 1])
        for token, start, stop in token_spans(cleaned, edits)
    ]


def language_of(name, description):
    """Give the language of a product, as the tokens of its texts have it."""
    return detect(" ".join(clean(text[:MAX_RAW]) for text in (name, description)))


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
