"""Running counts of what was predicted, so that no product need be kept for the report."""

from collections import Counter

import numpy as np
import pandas as pd

__all__ = ["SOURCES", "Tally"]

SOURCES = ("rule", "model", "fallback", "label")
_SCORED = ["row", "category", "category_confidence", "category_source"]


class Tally:
    """Counts of categories and sources, and the predictions that are to be scored.

    Parameters
    ----------
    categories : sequence of str
        All categories.
    truth : ndarray of (str or None), shape (n_products,), default=None
        Gold; the predictions of products that have one are kept.

    Attributes
    ----------
    n_products : int
        Products counted so far.
    languages : Counter
        Products by the language that their text was read in.

    Examples
    --------
    >>> import pandas as pd
    >>> from fashion_clf.cli.tables._tally import Tally
    >>> tally = Tally(["BAG", "SHOE"])
    >>> _ = tally.add(
    ...     pd.DataFrame(
    ...         {
    ...             "category": ["BAG", "BAG"],
    ...             "category_confidence": [0.9, 0.6],
    ...             "category_source": ["rule", "model"],
    ...         }
    ...     )
    ... )
    >>> tally.table()
          rule  model  fallback  label  products  mean confidence
    BAG      1      1         0      0         2             0.75
    SHOE     0      0         0      0         0              NaN
    """

    def __init__(self, categories, truth=None):
        self.categories = [str(name) for name in categories]
        self.truth = truth
        self.n_products = 0
        self.languages = Counter()
        self._counts = np.zeros((len(self.categories), len(SOURCES)), dtype=np.int64)
        self._confidence = np.zeros(len(self.categories))
        self._scored = []

    def add(self, predicted, languages=None):
        """Count the next products of the catalogue.

        Parameters
        ----------
        predicted : DataFrame
            Columns ``category``, ``category_confidence``, ``category_source``.
        languages : iterable of str, default=None
            Language of each.

        Returns
        -------
        list of list
            Row, category, confidence and source of those that have gold.
        """
        self.languages.update(() if languages is None else languages)
        codes = pd.Categorical(predicted["category"], self.categories).codes
        sources = pd.Categorical(predicted["category_source"], SOURCES).codes
        np.add.at(self._counts, (codes, sources), 1)
        np.add.at(self._confidence, codes, predicted["category_confidence"].to_numpy())
        scored = []
        if self.truth is not None:
            part = self.truth[self.n_products : self.n_products + len(predicted)]
            for place in np.flatnonzero([name is not None for name in part]).tolist():
                scored.append([self.n_products + place, *predicted.iloc[place].tolist()])
        self._scored += scored
        self.n_products += len(predicted)
        return scored

    def table(self):
        """Give the counts.

        Returns
        -------
        DataFrame, shape (n_categories, n_sources + 2)
        """
        counts = pd.DataFrame(self._counts, self.categories, list(SOURCES))
        counts["products"] = counts.sum(axis=1)
        counts["mean confidence"] = self._confidence / counts["products"].replace(0, np.nan)
        return counts

    def scored(self):
        """Give gold and predictions of the products that have gold.

        Returns
        -------
        tuple of (ndarray of str, DataFrame)
        """
        predicted = pd.DataFrame(self._scored, columns=_SCORED)
        return self.truth[predicted["row"].to_numpy(dtype=int)], predicted

    def state(self):
        """Give the counts as a dict of JSON's types; the scored predictions are not in it."""
        return {
            "n_products": self.n_products,
            "counts": self._counts.tolist(),
            "confidence": self._confidence.tolist(),
            "languages": dict(self.languages),
        }

    def merge(self, state):
        """Add the counts of another tally of the same categories.

        Parameters
        ----------
        state : dict
            As of :meth:`state`.
        """
        self.n_products += state["n_products"]
        self._counts += np.array(state["counts"], dtype=np.int64)
        self._confidence += np.array(state["confidence"], dtype=float)
        self.languages.update(state["languages"])

    def restore(self, state, scored):
        """Take up counts again.

        Parameters
        ----------
        state : dict
            As of :meth:`state`.
        scored : list of list
            As :meth:`add` has given them, one after another.
        """
        self.n_products = state["n_products"]
        self._counts = np.array(state["counts"], dtype=np.int64)
        self._confidence = np.array(state["confidence"], dtype=float)
        self.languages = Counter(state["languages"])
        self._scored = list(scored)
