"""TF-IDF over stems and pairs of stems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.validation import check_is_fitted

from fashion_clf.text._clean import clean_description
from fashion_clf.text._filed import own_words
from fashion_clf.text._term_counter import STOP_STEMS, TermCounter
from fashion_clf.text._tokens import MARKS, NUMBER, split_phrases, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike

__all__ = ["TextVectorizer"]

NO_CONTENT = STOP_STEMS | MARKS | {NUMBER}


def content_words(tokens: Sequence[str]) -> list[str]:
    """Stems that can tell something: no marks, no numbers, no words of every text."""
    return [token for token in tokens if token not in NO_CONTENT]


def _terms(tokens):
    """Stems and pairs of neighbouring stems; no pair reaches over a mark."""
    terms = []
    for phrase in split_phrases(own_words(tokens)):
        words = [token for token in phrase if token not in STOP_STEMS]
        terms.extend(word for word in words if word != NUMBER)
        terms.extend(f"{first} {second}" for first, second in zip(words, words[1:], strict=False))
    return terms


class TextVectorizer(TransformerMixin, BaseEstimator):
    """TF-IDF features of product texts: stems and pairs of stems.

    Parameters
    ----------
    min_df : int or float, default=2
        Terms in fewer texts (a count, or a share of them) are left out. Where
        that would leave none, all are kept.
    max_df : int or float, default=0.5
        Terms in more texts are left out.
    max_features : int or None, default=20000
        Only so many of the most frequent terms are kept.
    sublinear_tf : bool, default=True
        Whether a term's count `c` in a text counts as ``1 + log(c)``.

    Attributes
    ----------
    vectorizer_ : TfidfVectorizer
        The fitted vectorizer over token lists.
    whole_ : bool
        Whether words such as *padded* are terms of their own; in models of 0.2 they are not.

    See Also
    --------
    sklearn.feature_extraction.text.TfidfVectorizer : Does the counting.

    Examples
    --------
    >>> from fashion_clf.text import TextVectorizer
    >>> vectorizer = TextVectorizer(min_df=1, max_df=1.0)
    >>> vectorizer.fit_transform(["Silk scarf", "Silk shirts"]).shape
    (2, 5)
    >>> vectorizer.get_feature_names_out().tolist()
    ['scarf', 'shirt', 'silk', 'silk scarf', 'silk shirt']
    """

    def __init__(
        self,
        *,
        min_df: int = 2,
        max_df: float = 0.5,
        max_features: int = 20_000,
        sublinear_tf: bool = True,
    ) -> None:
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.sublinear_tf = sublinear_tf

    def fit(self, X: Sequence[Any], y: object = None) -> Self:
        """Learn vocabulary and document frequencies.

        Parameters
        ----------
        X : iterable of str, or of token lists
            One text a product; strings are cleaned and tokenised first.
        y : None
            Ignored.

        Returns
        -------
        self
        """
        self.fit_transform(X)
        return self

    def fit_transform(self, X: Sequence[Any], y: object = None) -> csr_matrix:
        """Fit to texts, and give their features.

        Parameters
        ----------
        X : iterable of str, or of token lists
            Texts.
        y : None
            Ignored.

        Returns
        -------
        csr_matrix of float32, shape (n_samples, n_terms)
            As of :meth:`transform`.
        """
        documents = _as_tokens(X)
        self._counter = None
        self.whole_ = True
        self.vectorizer_ = self._make_vectorizer(self.min_df, self.max_df)
        try:
            return self.vectorizer_.fit_transform(documents)
        except ValueError:
            if not any(_terms(tokens) for tokens in documents):
                documents = [["_"], *documents[1:]]  # an empty catalogue has one empty column
            self.vectorizer_ = self._make_vectorizer(1, 1.0)
            return self.vectorizer_.fit_transform(documents)

    def transform(self, X: Sequence[Any]) -> csr_matrix:
        """TF-IDF features of texts.

        Parameters
        ----------
        X : iterable of str, or of token lists
            Texts.

        Returns
        -------
        csr_matrix of float32, shape (n_samples, n_terms)
            Each row has the length 1, or 0 where it has no known term.
        """
        check_is_fitted(self)
        documents = _as_tokens(X)
        if not documents:  # which scikit-learn refuses
            return csr_matrix((0, len(self.get_feature_names_out())), dtype=np.float32)
        return self._weigh(self._count(documents))

    def _count(self, documents):
        """Count the terms of the vocabulary, as the fitted vectorizer does, but faster."""
        if self.__dict__.get("_counter") is None:  # nor is it pickled
            self._counter = TermCounter(self.vectorizer_.vocabulary_, self.whole_)
        columns, ends = [], [0]
        for tokens in documents:
            columns += self._counter.find(tokens)
            ends.append(len(columns))
        shape = len(documents), len(self.vectorizer_.vocabulary_)
        counts = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape)
        counts.sum_duplicates()
        return counts

    def _weigh(self, X):
        """Weigh counts by the inverse document frequencies; make each row as long as 1."""
        if self.vectorizer_.sublinear_tf:
            np.log(X.data, X.data)
            X.data += 1
        X.data *= self.vectorizer_.idf_[X.indices]
        rows = np.repeat(np.arange(X.shape[0]), np.diff(X.indptr))
        lengths = np.sqrt(np.bincount(rows, X.data.astype(float) ** 2, X.shape[0]))
        X.data = (X.data / lengths[rows]).astype(np.float32)
        return X

    def __getstate__(self):
        return {key: held for key, held in super().__getstate__().items() if key != "_counter"}

    def __setstate__(self, state):
        older = {"whole_": False} if "vectorizer_" in state else {}
        super().__setstate__(older | state)

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """List the terms, in the order of the columns.

        Parameters
        ----------
        input_features : None
            Ignored.

        Returns
        -------
        ndarray of str, shape (n_terms,)
        """
        check_is_fitted(self)
        return self.vectorizer_.get_feature_names_out()

    def _make_vectorizer(self, min_df, max_df):
        return TfidfVectorizer(
            analyzer=_terms,
            min_df=min_df,
            max_df=max_df,
            max_features=self.max_features,
            sublinear_tf=self.sublinear_tf,
            dtype=np.float32,
        )

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        return tags


def _as_tokens(X):
    if isinstance(X, str):
        raise ValueError("TextVectorizer takes a list of texts, not one text: put it into a list")
    if isinstance(X, pd.DataFrame):
        if X.shape[1] != 1:
            raise ValueError(
                f"TextVectorizer takes one column of texts, found {X.shape[1]}: {list(X.columns)}"
            )
        X = X.iloc[:, 0]
    return [text if type(text) is list else _tokens_of(text) for text in X]


def _tokens_of(text):
    is_text = text is None or isinstance(text, str)
    return tokenize(clean_description(text)) if is_text else list(text)
