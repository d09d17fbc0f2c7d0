"""From a product table to token lists: the first step of the pipeline."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator, TransformerMixin

from fashion_clf.catalog import as_products
from fashion_clf.catalog._languages import LANGUAGE_NAMES, UNREAD
from fashion_clf.text._clean import in_english
from fashion_clf.text._detect_language import detect, is_surely_english
from fashion_clf.text._sentences import read_sentences
from fashion_clf.text._tokens import (
    MARKS,
    MAX_CHARACTERS,
    MAX_RAW,
    SENTENCE_END,
    TITLE_END,
    tokenize,
)
from fashion_clf.utils._warn import warn

if TYPE_CHECKING:
    from typing import Self

    import numpy as np
    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike, Products

__all__ = ["ProductTokenizer", "tokenize_products"]


_CHUNK = 2_000  # products tokenised at a time by each of several processes
_MANY = 10_000  # products for which processes pay
_SHOWN = 3  # long texts named in a warning
_LONGEST_TITLE = 6  # tokens of a description that is read as a title


class _Tokenised(NamedTuple):
    tokens: list[str]
    cut: bool  # some of its text was too long to be read
    language: str


def tokenize_product(name: str, description: str, language: str | None = None) -> _Tokenised:
    """Tokens of one product, and the language they were read in."""
    first, second = read_sentences(name[:MAX_RAW]), read_sentences(description[:MAX_RAW])
    title, length_of_title, for_english = _join(first)
    tokens, length, more_for_english = _join(second)
    if language is None:
        weight = for_english + more_for_english
        surely = is_surely_english(length_of_title + 1 + length, weight)
        language = "en" if surely else detect(f"{_text(first)} {_text(second)}")
    if language != "en":
        texts = [in_english(_text(found), language) for found in (first, second)]
        title, tokens = map(tokenize, texts)
        length_of_title, length = map(len, texts)
    cut = (
        max(length_of_title, length) > MAX_CHARACTERS or max(len(name), len(description)) > MAX_RAW
    )
    if name:
        return _Tokenised([*title, TITLE_END, *tokens], cut, language)
    words = tokens[:-1] if tokens[-1:] == [SENTENCE_END] else tokens
    if 0 < len(words) <= _LONGEST_TITLE and MARKS.isdisjoint(words):
        tokens = [*words, TITLE_END]  # a description of a few words is the name of the product
    return _Tokenised(tokens, cut, language)


def _join(sentences):
    """Give the tokens of a text, its length, and how much speaks for English."""
    tokens: list[str] = []
    length, english = 0, 0.0
    for text, own, weight in sentences:
        tokens += own
        length += len(text) + 1
        english += weight
    return tokens, max(length - 1, 0), english


def _text(sentences):
    return " ".join([sentence.text for sentence in sentences])


def tokenize_products(X: Products, n_jobs: int | None = None) -> pd.DataFrame:
    r"""Clean and tokenise the text of every product, once.

    Parameters
    ----------
    X : DataFrame or list of dict
        Products with ``name`` and/or ``description`` (or an alias of them), or
        a table that this function has given before, which is returned as it is.
    n_jobs : int or None, default=None
        Processes, for 10,000 products and more.

    Returns
    -------
    DataFrame
        Columns ``tokens`` (a list of str each; a title, where there is one, is
        closed by a ``"\n"``), ``image`` (a path, or None) and ``language`` (the code of the
        one that the text was read in); the index of `X`.

    Raises
    ------
    CatalogError
        Where `X` is no product table.

    Warns
    -----
    CatalogWarning
        Once for all texts that are longer than is read: 20,000 characters
        without markup, 2,000,000 with it. Once for each language that is not read.

    Examples
    --------
    >>> from fashion_clf.text import tokenize_products
    >>> tokenize_products([{"name": "Blue shirt", "description": "Cotton."}]).tokens[0]
    ['blue', 'shirt', '\n', 'cotton', '.']
    """
    if isinstance(X, pd.DataFrame) and "tokens" in X.columns:
        return X
    products = as_products(X)
    told = products.get("language")
    languages = [None] * len(products) if told is None else told.tolist()
    texts = list(zip(products["name"], products["description"], languages, strict=True))
    found = _tokenize_all(texts, n_jobs)
    long = [row for row, one in zip(products.index, found, strict=True) if one.cut]
    if long:
        shown = ", ".join(map(str, long[:_SHOWN])) + (", ..." if len(long) > _SHOWN else "")
        warn(
            f"{len(long)} product{'s' if len(long) > 1 else ''} with a text longer than "
            f"{MAX_CHARACTERS:,} characters (row {shown}): only its beginning is read.",
            n_products=len(long),
            kind="long text",
        )
    _warn_of_languages([one.language for one in found])
    columns = {
        "tokens": [one.tokens for one in found],
        "image": products["image"].tolist(),
        "language": [one.language for one in found],
    }
    return pd.DataFrame(
        {name: pd.Series(cells, products.index, object) for name, cells in columns.items()},
        index=products.index,
    )


def _tokenize_all(texts, n_jobs):
    if len(texts) < _MANY:
        return _tokenize_part(texts)
    parts = Parallel(n_jobs=n_jobs)(
        delayed(_tokenize_part)(texts[start : start + _CHUNK])
        for start in range(0, len(texts), _CHUNK)
    )
    return [one for part in parts for one in part]


def _tokenize_part(texts):
    return [tokenize_product(*one) for one in texts]


def _warn_of_languages(languages):
    """Say how many products are of a language of which no word is known."""
    for language, n in Counter(languages).items():
        if language in UNREAD:
            warn(
                f"{n} product{'s look' if n > 1 else ' looks'} like "
                f"{LANGUAGE_NAMES[language]}, which is not read: nothing but a photo tells what "
                f"{'they are' if n > 1 else 'it is'}. --language gives another language.",
                n_products=n,
                kind=f"language {language}",
            )


class ProductTokenizer(TransformerMixin, BaseEstimator):
    r"""Transformer around :func:`tokenize_products`.

    It learns nothing; rules and TF-IDF behind it share its tokens.

    Parameters
    ----------
    n_jobs : int or None, default=None
        Processes, for 10,000 products and more.

    Examples
    --------
    >>> from fashion_clf.text import ProductTokenizer
    >>> table = ProductTokenizer().fit_transform([{"description": "Silk scarf"}])
    >>> table.tokens.tolist()
    [['silk', 'scarf', '\n']]
    """

    def __init__(self, n_jobs: int | None = None) -> None:
        self.n_jobs = n_jobs

    def fit(self, X: Products, y: object = None) -> Self:
        """Check that `X` is a product table.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.
        y : None
            Ignored.

        Returns
        -------
        self
        """
        tokenize_products(
            X[:1] if isinstance(X, pd.DataFrame | list | tuple) else as_products(X)[:1]
        )
        return self

    def transform(self, X: Products) -> pd.DataFrame:
        """Tokenise products.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.

        Returns
        -------
        DataFrame
            As of :func:`tokenize_products`.
        """
        return tokenize_products(X, self.n_jobs)

    def __setstate__(self, state):
        super().__setstate__({"n_jobs": None} | state)  # older ones had no workers

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Name the columns of the output.

        Parameters
        ----------
        input_features : None
            Ignored.

        Returns
        -------
        ndarray of str
        """
        import numpy as np

        return np.array(["tokens", "image", "language"], dtype=object)

    def __sklearn_is_fitted__(self):
        return True

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.requires_fit = False
        return tags
