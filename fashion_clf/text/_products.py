"""From a product table to token lists: the first step of the pipeline."""

import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin

from fashion_clf.catalog import as_products
from fashion_clf.text._clean import clean_description
from fashion_clf.text._tokens import TITLE_END, tokenize

__all__ = ["ProductTokenizer", "tokenize_products"]


def tokenize_product(name, description):
    """Tokens of one product: those of its name, a title mark, those of its description."""
    tokens = tokenize(clean_description(description))
    if name:
        return [*tokenize(clean_description(name)), TITLE_END, *tokens]
    return tokens


def tokenize_products(X):
    r"""Clean and tokenise the text of every product, once.

    Parameters
    ----------
    X : DataFrame or list of dict
        Products with ``name`` and/or ``description`` (or an alias of them), or
        a table that this function has given before, which is returned as it is.

    Returns
    -------
    DataFrame
        Columns ``tokens`` (a list of str each; a title, where there is one, is
        closed by a ``"\n"``) and ``image`` (a path, or None); the index of `X`.

    Raises
    ------
    CatalogError
        Where `X` is no product table.

    Examples
    --------
    >>> from fashion_clf.text import tokenize_products
    >>> tokenize_products([{"name": "Blue shirt", "description": "Cotton."}]).tokens[0]
    ['blue', 'shirt', '\n', 'cotton', '.']
    """
    if isinstance(X, pd.DataFrame) and "tokens" in X.columns:
        return X
    products = as_products(X)
    tokens = [
        tokenize_product(name, description)
        for name, description in zip(products["name"], products["description"], strict=True)
    ]
    return pd.DataFrame(
        {
            "tokens": pd.Series(tokens, index=products.index, dtype=object),
            "image": products["image"],
        },
        index=products.index,
    )


class ProductTokenizer(TransformerMixin, BaseEstimator):
    """Transformer around :func:`tokenize_products`.

    It learns nothing; rules and TF-IDF behind it share its tokens.

    Examples
    --------
    >>> from fashion_clf.text import ProductTokenizer
    >>> table = ProductTokenizer().fit_transform([{"description": "Silk scarf"}])
    >>> table.tokens.tolist()
    [['silk', 'scarf']]
    """

    def fit(self, X, y=None):
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
        tokenize_products(X[:1])
        return self

    def transform(self, X):
        """Tokenise `X`; see :func:`tokenize_products`."""
        return tokenize_products(X)

    def get_feature_names_out(self, input_features=None):
        """Names of the columns that come out.

        Returns
        -------
        ndarray of str
        """
        import numpy as np

        return np.array(["tokens", "image"], dtype=object)

    def __sklearn_is_fitted__(self):
        return True

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.requires_fit = False
        return tags
