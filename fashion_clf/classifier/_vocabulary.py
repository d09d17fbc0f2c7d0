"""How much of a text a model can know: the share of its words that it was trained on."""

from collections import Counter

import numpy as np

from fashion_clf.text._tokens import MARKS, TITLE_END, stem
from fashion_clf.text._vectorizer import NO_CONTENT, content_words

__all__ = [
    "count_known",
    "count_words",
    "ends_unknown",
    "frequent_words",
    "heard_share",
    "known_share",
    "learn_words",
]

_MIN_PRODUCTS = 2
_LONGEST_TITLE = 6  # tokens; a longer title has words behind its noun for many reasons
# What sellers of second-hand clothes write behind a noun, as stems.
_SECOND_HAND = frozenset(
    map(
        stem,
        "bnwt bnwot bnib nwot vguc preowned owned unworn deadstock thrifted vintage preloved "
        "loved condition retro rare".split(),
    )
)
_FULLY_HEARD = 4  # words beside the noun
_SHORTEST_NOUN = 4  # letters; shorter words are sizes, initials and numbers of models


def learn_words(documents):
    """Collect the words that occur in at least two products.

    Parameters
    ----------
    documents : iterable of list of str
        Tokens of each product.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> from fashion_clf.classifier._vocabulary import learn_words
    >>> sorted(learn_words([["red", "shoe"], ["shoe", "with", "shoe"]]))
    ['shoe']
    """
    return frequent_words(count_words(documents))


def count_words(documents):
    """Count the products that have each word; as of :func:`learn_words`."""
    return Counter(word for tokens in documents for word in set(content_words(tokens)))


def frequent_words(counts):
    """Give the words of so many products that a model can know them."""
    return frozenset(word for word, count in counts.items() if count >= _MIN_PRODUCTS)


def ends_unknown(documents, words, labeler, fired, rows):
    r"""Tell the short titles in which an unknown word follows the noun that a rule knows.

    In "shoe caddy" the last noun is the product, which no rule knows; in "shoe Anna" it is
    not. Nothing in the text tells which it is.

    Parameters
    ----------
    documents : sequence of list of str
        Tokens of each product.
    words : set of str
        Words that the model knows.
    labeler : RuleLabeler
        Fitted.
    fired : sequence of dict
        What fired for each product, as of its ``fire``.
    rows : iterable of int
        Products that a rule for nouns names; no others are looked at.

    Returns
    -------
    ndarray of bool, shape (n_samples,)

    Examples
    --------
    >>> import pandas as pd
    >>> from fashion_clf.classifier._vocabulary import ends_unknown
    >>> from fashion_clf.labeling import RuleLabeler
    >>> titles = [["shoe", "whatsit", "\n"], ["leather", "shoe", "\n"], ["shoe", "black", "\n"]]
    >>> labeler = RuleLabeler().fit()
    >>> fired = labeler.fire(pd.DataFrame({"tokens": titles}))
    >>> ends_unknown(titles, {"black"}, labeler, fired, range(3)).tolist()
    [True, False, False]
    """
    doubtful = np.zeros(len(documents), dtype=bool)
    for row in rows:
        tokens = documents[row]
        if TITLE_END not in tokens[: _LONGEST_TITLE + 1]:
            continue
        title = tokens[: tokens.index(TITLE_END)]
        end = next((i for i, token in enumerate(title) if token in MARKS), len(title))
        last = title[end - 1] if end else ""
        known = last in words or last in _SECOND_HAND or last in labeler.manners
        if end > 1 and len(last) >= _SHORTEST_NOUN and not known:
            doubtful[row] = labeler.noun_end(fired[row]) == end - 1
    return doubtful


def count_known(documents, words):
    """Count the words of each product that are known, and all that tell something.

    Parameters
    ----------
    documents : iterable of list of str
    words : set of str

    Returns
    -------
    tuple of (ndarray of int, ndarray of int), each of shape (n_samples,)

    Examples
    --------
    >>> from fashion_clf.classifier._vocabulary import count_known
    >>> [n.tolist() for n in count_known([["red", "shoe", "with", "a", "bow"]], {"red", "bow"})]
    [[2], [3]]
    """
    is_known, is_other = (words - NO_CONTENT).__contains__, NO_CONTENT.__contains__
    n_known = [sum(map(is_known, tokens)) for tokens in documents]
    n_words = [len(tokens) - sum(map(is_other, tokens)) for tokens in documents]
    return np.array(n_known, dtype=int), np.array(n_words, dtype=int)


def known_share(documents, words):
    """Tell how far the model knows the words of each product.

    Parameters
    ----------
    documents : iterable of list of str
    words : set of str

    Returns
    -------
    ndarray of float, shape (n_samples,)
        Share of the words that are known; 0 where there is none.

    Examples
    --------
    >>> from fashion_clf.classifier._vocabulary import known_share
    >>> known_share([["red", "shoe", "with", "a", "bow"], []], {"red", "bow"}).round(2)
    array([0.67, 0.  ])
    """
    n_known, n_words = count_known(documents, words)
    return n_known / np.maximum(n_words, 1)


def heard_share(documents, n_known):
    """Tell how much the model hears of each product beside the noun that names it.

    The noun is hidden from it, and of a title of few words too little is left to outweigh it.

    Parameters
    ----------
    documents : iterable of list of str
    n_known : ndarray of int, shape (n_samples,)
        Known words of each, as of :func:`count_known`.

    Returns
    -------
    ndarray of float, shape (n_samples,)
        0 where the noun is all, 1 where four known words or more stand beside it; 1, too, of
        what may be a set of two things ("skirt and top"), of which the noun names one.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._vocabulary import heard_share
    >>> documents = [["lace", "bra"], ["bra"], ["skirt", "and", "top"]]
    >>> heard_share(documents, np.array([2, 1, 2])).tolist()
    [0.25, 0.0, 1.0]
    """
    may_be_two = np.array(["and" in tokens for tokens in documents], dtype=bool)
    return np.where(may_be_two, 1.0, np.clip((n_known - 1) / _FULLY_HEARD, 0, 1))
