"""How much of a text a model can know: the share of its words that it was trained on."""

from collections import Counter

import numpy as np

from fashion_clf.text._vectorizer import content_words

__all__ = ["known_share", "learn_words"]

_MIN_PRODUCTS = 2


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
    counts = Counter(word for tokens in documents for word in set(content_words(tokens)))
    return frozenset(word for word, count in counts.items() if count >= _MIN_PRODUCTS)


def known_share(documents, words):
    """Tell the share of each product's words that are known.

    Parameters
    ----------
    documents : iterable of list of str
    words : set of str

    Returns
    -------
    ndarray of float, shape (n_samples,)
        0 where there is no word.

    Examples
    --------
    >>> from fashion_clf.classifier._vocabulary import known_share
    >>> known_share([["red", "shoe", "with", "a", "bow"], []], {"red", "bow"}).round(2)
    array([0.67, 0.  ])
    """
    shares = []
    for tokens in documents:
        found = content_words(tokens)
        shares.append(sum(word in words for word in found) / max(len(found), 1))
    return np.array(shares)
