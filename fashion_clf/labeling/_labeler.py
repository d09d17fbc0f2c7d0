"""The vote matrix: every rule asked about every product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from fashion_clf.labeling._compiled import CompiledRules
from fashion_clf.labeling._rule_sources import as_ruleset
from fashion_clf.labeling._votes import ABSTAIN
from fashion_clf.text import tokenize_products

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike, Ints, Products, RuleSource

__all__ = ["RuleLabeler"]


class RuleLabeler(TransformerMixin, BaseEstimator):
    """Turn products into the votes of rules.

    Parameters
    ----------
    rules : str, Path, RuleSet, sequence of Rule or None, default=None
        A rules file, or rules already read; None for those of the library.

    Attributes
    ----------
    rules_ : RuleSet
        The rules, one a column.
    classes_ : ndarray of str, shape (n_classes,)
        Categories, sorted; a vote is a position in it. The order of the rules file is
        that of ``rules_.categories``.
    groups_ : tuple of tuple of int
        What superclass votes stand for: a vote ``n_classes + g`` says "one of
        ``groups_[g]``".

    See Also
    --------
    LabelModel : Turns the votes into probabilities.

    Examples
    --------
    >>> from fashion_clf.labeling import Rule, RuleLabeler
    >>> rules = [
    ...     Rule("shirts", "TOPS", ("shirt",), where="head"),
    ...     Rule("dresses", "DRESS", ("dress",), where="head"),
    ... ]
    >>> labeler = RuleLabeler(rules)
    >>> labeler.fit_transform([{"name": "Shirt dress"}, {"name": "Dress shirt"}, {"name": "?"}])
    array([[-1,  0],
           [ 1, -1],
           [-1, -1]], dtype=int8)
    >>> labeler.classes_.tolist()
    ['DRESS', 'TOPS']
    """

    def __init__(self, rules: RuleSource | None = None) -> None:
        self.rules = rules

    def fit(self, X: Products | None = None, y: object = None) -> Self:
        """Read the rules; nothing is learned from `X`.

        Parameters
        ----------
        X : DataFrame or list of dict, optional
            Products; ignored.
        y : None
            Ignored.

        Returns
        -------
        self

        Raises
        ------
        RulesError
            Where a rule is wrong.
        """
        self.rules_ = as_ruleset(self.rules)
        self.classes_ = np.array(sorted(self.rules_.categories), dtype=object)
        self._compiled = CompiledRules(self.rules_, self.classes_)
        return self

    @property
    def groups_(self) -> tuple[tuple[int, ...], ...]:
        """What superclass votes stand for: ``n_classes + g`` says "one of ``groups_[g]``"."""
        return self._compiled.groups

    def transform(self, X: Products) -> Ints:
        """Ask every rule about every product.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products, or the tokens of :func:`fashion_clf.text.tokenize_products`.

        Returns
        -------
        ndarray of int8 (a wider type beyond 128 values), shape (n_samples, n_rules)
            Votes; -1 where a rule abstains.
        """
        return self.votes(self.fire(X))

    def fire(self, X: Products) -> list[dict[int, list[tuple[int, int]]]]:
        """Find the rules that fire, for :meth:`votes`, :meth:`spans` and :meth:`noun_end`.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.

        Returns
        -------
        list of dict of int to list of (int, int)
            For each product: the column of each rule that fired, and the spans of tokens
            that made it.
        """
        check_is_fitted(self)
        return [self._compiled.fired(tokens) for tokens in tokenize_products(X)["tokens"]]

    def votes(self, fired: Sequence[dict[int, list[tuple[int, int]]]]) -> Ints:
        """Give the votes of rules that fired.

        Parameters
        ----------
        fired : sequence of dict
            As of :meth:`fire`.

        Returns
        -------
        ndarray of int, shape (n_samples, n_rules)
            As of :meth:`transform`.
        """
        n_values = len(self.classes_) + len(self.groups_)
        dtype = np.min_scalar_type(-max(n_values, 1))  # room for every vote and for -1
        L = np.full((len(fired), len(self._compiled.votes)), ABSTAIN, dtype=dtype)
        columns = [column for one in fired for column in one]
        rows = np.repeat(np.arange(len(fired)), [len(one) for one in fired])
        L[rows, columns] = np.array(self._compiled.votes, dtype=dtype)[columns]
        return L

    def named(self, L: Ints) -> Ints:
        """Class that the rules for nouns name, of rows on which they agree.

        Parameters
        ----------
        L : ndarray of int, shape (n_samples, n_rules)
            Votes, of :meth:`transform`.

        Returns
        -------
        ndarray of int, shape (n_samples,)
            -1 where none fired, or two name different classes.
        """
        if not self._compiled.naming:
            return np.full(len(L), ABSTAIN)
        votes = L[:, sorted(self._compiled.naming)].astype(int)
        highest = votes.max(axis=1)
        lowest = np.where(votes == ABSTAIN, len(self.classes_), votes).min(axis=1)
        return np.where(highest == lowest, highest, ABSTAIN)

    def match(self, X: Products) -> list[dict[str, list[tuple[int, int]]]]:
        """Say which rules fired on which words.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.

        Returns
        -------
        list of dict of str to list of (int, int)
            For each product: the name of each rule that fired, and the spans
            ``tokens[start:stop]`` of the phrases that made it.
        """
        return self.spans(self.fire(X))

    def spans(
        self, fired: Sequence[dict[int, list[tuple[int, int]]]]
    ) -> list[dict[str, list[tuple[int, int]]]]:
        """Name the rules that fired, and give the words of each.

        Parameters
        ----------
        fired : sequence of dict
            As of :meth:`fire`.

        Returns
        -------
        list of dict of str to list of (int, int)
            As of :meth:`match`.
        """
        rules = self.rules_.rules
        return [
            {rules[column].name: _outermost(spans) for column, spans in one.items()}
            for one in fired
        ]

    def match_required(self, X: Products) -> list[dict[str, list[tuple[int, int]]]]:
        """Say on which words the rules that fired found what they require.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.

        Returns
        -------
        list of dict of str to list of (int, int)
            As :meth:`match`, for the phrases of ``requires``, those left out that
            made the rule fire themselves.
        """
        check_is_fitted(self)
        found = []
        for tokens in tokenize_products(X)["tokens"]:
            matches = self._compiled.find(tokens)
            needed = {}
            for column, own in self._compiled.fired(tokens).items():
                requires = self._compiled.requires[column]
                spans = [
                    (start, stop)
                    for start, stop, phrase in matches
                    if any(phrase in group for group in requires) and (start, stop) not in own
                ]
                if spans:
                    needed[self.rules_.rules[column].name] = _outermost(spans)
            found.append(needed)
        return found

    def noun_end(self, fired: dict[int, list[tuple[int, int]]]) -> int:
        """Find the end of the noun that names a product.

        Parameters
        ----------
        fired : dict
            Of one product, as of :meth:`fire`.

        Returns
        -------
        int
            Number of tokens up to its end; -1 where no rule for nouns fires.
        """
        naming = self._compiled.naming
        stops = [stop for column in fired if column in naming for _, stop in fired[column]]
        return min(stops, default=-1)

    @property
    def manners(self) -> set[str]:
        """Words that beside a noun tell what a product is like: "coat trench"."""
        return self._compiled.manners

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Name the rules, in the order of the columns.

        Parameters
        ----------
        input_features : None
            Ignored.

        Returns
        -------
        ndarray of str, shape (n_rules,)
        """
        check_is_fitted(self)
        return np.array([rule.name for rule in self.rules_], dtype=object)

    def __getstate__(self):
        kept = "rules", "rules_", "classes_"
        return {name: value for name, value in super().__getstate__().items() if name in kept}

    def __setstate__(self, state):
        super().__setstate__(state)
        if "rules_" in state:
            if "classes_" not in state:  # a model of 0.1.0, whose order is that of the rules
                self.classes_ = np.array(self.rules_.categories, dtype=object)
            self._compiled = CompiledRules(self.rules_, self.classes_)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        return tags


def _outermost(spans):
    """Sort spans and leave out those inside another."""
    kept = []
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or stop > kept[-1][1]:
            kept.append((start, stop))
    return kept
