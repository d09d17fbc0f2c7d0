"""Prediction: rules, photos and the model, fused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.metrics import accuracy_score
from sklearn.utils.validation import check_is_fitted

from fashion_clf.classifier._boilerplate import drop_boilerplate
from fashion_clf.classifier._corrections import phrases_of
from fashion_clf.classifier._fusion import (
    add_photo_votes,
    fallback_probabilities,
    fuse,
    keep_named,
)
from fashion_clf.classifier._human_labels import UNLABELED, encode_labels
from fashion_clf.classifier._soft_labels import predict_codes
from fashion_clf.classifier._type_table import decide_types
from fashion_clf.classifier._vocabulary import count_known, ends_unknown, heard_share
from fashion_clf.labeling import ABSTAIN
from fashion_clf.labeling._votes import names_a_class
from fashion_clf.text import tokenize_products
from fashion_clf.utils._matrix import as_matrix, has_features

if TYPE_CHECKING:
    from typing import Any

    from fashion_clf.labeling._labeler import RuleLabeler
    from fashion_clf.utils._typing import ArrayLike, Floats, Labels, Names, Products

__all__ = ["PredictionMixin"]

# Power of the share of known words: one new word in nine halves the model's weight.
_NOVELTY_EXPONENT = 6
_DOUBT = 0.3  # that the known noun of a title is not the product, where an unknown word follows


class Opinions(NamedTuple):
    """What is said of products, and by whom.

    Attributes
    ----------
    proba : ndarray of float, shape (n_samples, n_classes)
        Probabilities, all taken together.
    sources : ndarray of str, shape (n_samples,)
        ``rule``, ``model`` or ``fallback``.
    F : array or sparse matrix, shape (n_samples, n_features), or None
        Features; None for no products.
    by_model : ndarray of float, shape (n_samples, n_classes)
        Probabilities of the model alone.
    votes : ndarray of int, shape (n_samples, n_rules)
        Of the rules.
    """

    proba: Floats
    sources: Any
    F: Any
    by_model: Floats
    votes: Any


class PredictionMixin:
    """What a fitted :class:`WeaklySupervisedClassifier` predicts."""

    classes_: Names
    labeler_: RuleLabeler

    @property
    def categories_(self) -> tuple[str, ...]:
        """Categories in the order of the rules file, to show them in; see `classes_`."""
        return self.labeler_.rules_.categories

    def predict_proba(self, X: Products) -> Floats:
        """Probability of each category for each product.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.

        Returns
        -------
        ndarray of float, shape (n_samples, n_classes)
            Columns in the order of `classes_`; each row sums to 1.
        """
        return self._decide(X)[0]

    def predict(self, X: Products) -> Names:
        """Category of each product.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.

        Returns
        -------
        ndarray of str, shape (n_samples,)
        """
        proba = self.predict_proba(X)
        return self.classes_[proba.argmax(axis=1)]

    def predict_table(
        self, X: Products, y: Labels | None = None, *, min_confidence: float | None = None
    ) -> pd.DataFrame:
        """Category of each product, how sure it is, and where it comes from.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.
        y : array-like of str or None, optional
            Human labels, which are kept.
        min_confidence : float, optional
            Least probability of a product type, as of :func:`fashion_clf.product_types`; None
            for no types.

        Returns
        -------
        DataFrame
            One row a product, with its index in `X`: ``category``,
            ``category_confidence`` (0 to 1) and ``category_source``: ``rule``
            where rules decided, ``model`` where the estimator did,
            ``fallback`` where nothing is known, ``label`` for a human label. With
            `min_confidence` also ``product_type``, ``product_type_confidence`` and
            ``product_type_node``, its id in the tree.
        """
        table = self.tokenize(X)
        proba, sources, F, *_ = self._decide_table(table)
        gold = encode_labels(y, len(table), self.classes_)
        known = gold != UNLABELED
        proba[known], sources[known] = np.eye(len(self.classes_))[gold[known]], "label"
        codes = proba.argmax(axis=1)
        columns = {
            "category": self.classes_[codes],
            "category_confidence": proba.max(axis=1),
            "category_source": sources,
        }
        if min_confidence is not None:
            decided = decide_types(self, table, F, codes, proba, min_confidence)
            columns["product_type"] = [one.path for one in decided]
            columns["product_type_confidence"] = [one.confidence for one in decided]
            columns["product_type_node"] = [one.node for one in decided]
        return pd.DataFrame(columns, index=table.index)

    def tokenize(self, X: Products) -> pd.DataFrame:
        """Tokenise products, and drop the boilerplate of the training catalogue.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.

        Returns
        -------
        DataFrame
            As of :func:`fashion_clf.text.tokenize_products`.
        """
        boilerplate = getattr(self, "boilerplate_", {})  # models of 0.1.0 have none
        return drop_boilerplate(tokenize_products(X), boilerplate)

    def score(self, X: Products, y: Labels, sample_weight: ArrayLike | None = None) -> float:
        """Share of the labelled products whose category is right.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.
        y : array-like of str or None, shape (n_samples,)
            True categories; products without one are left out.
        sample_weight : array-like of float, shape (n_samples,), optional
            Weights of the products.

        Returns
        -------
        float

        Raises
        ------
        ValueError
            Where no product has a label.
        """
        predicted = self.predict(X)
        truth = encode_labels(y, len(predicted), self.classes_)
        known = truth != UNLABELED
        if not known.any():
            raise ValueError("y has no label: there is nothing to score")
        weight = None if sample_weight is None else np.asarray(sample_weight)[known]
        return accuracy_score(self.classes_[truth[known]], predicted[known], sample_weight=weight)

    def _decide(self, X):
        """Fused probabilities and the source of each decision."""
        return self._decide_table(self.tokenize(X))[:2]

    def _decide_table(self, table):
        """Do as `_decide` for products without boilerplate, and give what it rests on, too."""
        check_is_fitted(self)
        if table.empty:  # which ColumnTransformer refuses
            nothing = np.empty((0, len(self.classes_)))
            votes = np.empty((0, len(self.labeler_.rules_)), dtype=np.int16)
            return Opinions(nothing, np.empty(0, dtype=object), None, nothing, votes)
        fired = self.labeler_.fire(table)
        L = self.labeler_.votes(fired)
        by_rules = self._by_rules(table, L, fired)
        F = as_matrix(_describe(self.features_, table))
        by_model = predict_codes(self.estimator_, self.model_classes_, F, self.class_prior_)
        covered = names_a_class(L, len(self.classes_))
        by_rules, seen = self._add_photos(table, L, by_rules, ~covered)
        voted = (L != ABSTAIN).any(axis=1) | seen
        n_known, n_words = count_known(table["tokens"], self.words_)
        known = (n_known / np.maximum(n_words, 1)) ** _NOVELTY_EXPONENT
        weight = np.where(covered, self.model_weight * known, 0.5)
        named = self.labeler_.named(L)
        heard = heard_share(table["tokens"], n_known)
        weight[named != ABSTAIN] *= heard[named != ABSTAIN]
        named = np.where(by_rules.argmax(axis=1) == named, named, ABSTAIN)
        proba = keep_named(fuse(by_rules, by_model, weight), named)
        rows = np.flatnonzero(named != ABSTAIN)
        tokens = table["tokens"].tolist()
        doubtful = ends_unknown(tokens, self.words_, self.labeler_, fired, rows)
        proba[doubtful] *= 1 - _DOUBT
        proba[doubtful, self._fallback_code()] += _DOUBT
        proba[~voted] = self._unvoted_proba(by_model[~voted])
        agreed = covered & (proba.argmax(axis=1) == by_rules.argmax(axis=1))
        sources = np.where(agreed, "rule", "model").astype(object)
        unknown = ~voted & ~has_features(F)
        proba[unknown] = fallback_probabilities(self.class_prior_, self._fallback_code())
        sources[unknown] = "fallback"
        if not getattr(self.photo_labeler_, "proved_", True):  # nothing shows that it is right
            alone = ~(L != ABSTAIN).any(axis=1) & seen
            proba[alone] = by_rules[alone]  # what the photo says, of which nothing was learned
        return Opinions(proba, sources, F, by_model, L)

    def _by_rules(self, table, L, fired):
        """Give what rules say, and human labels of products alike."""
        by_rules = self.label_model_.predict_proba(L)
        corrections = getattr(self, "corrections_", None)  # models of 0.2.0 have none
        if corrections is None:
            return by_rules
        tokens = table["tokens"].tolist()
        return corrections.apply(by_rules, phrases_of(self.labeler_.spans(fired), tokens), tokens)

    def _unvoted_proba(self, by_model):
        """Probabilities of products without a vote.

        A model that has seen one category knows no other. Where no product of the fallback
        category was learned from, the model cannot tell it from the others: it then gets the
        more, the more products no rule voted on.
        """
        fallback = self._fallback_code()
        if np.count_nonzero(self.n_votes_) < 2:
            return fallback_probabilities(self.class_prior_, fallback)
        if self.n_votes_[fallback]:
            return by_model
        share = getattr(self, "unvoted_share_", 0.0) ** 2  # models of 0.1.0 have none
        proba = (1 - share) * by_model
        proba[:, fallback] += share
        return proba

    def _fallback_code(self):
        return list(self.classes_).index(self.labeler_.rules_.fallback)

    def _add_photos(self, table, L, posterior, rows):
        """Posteriors with the votes of photos in `rows`, and which products those are."""
        if self.photo_labeler_ is None or not rows.any():
            return posterior, np.zeros(len(table), dtype=bool)
        labeler, voted, least = self.photo_labeler_, (L != ABSTAIN).any(axis=1), 0.0
        if getattr(labeler, "chooses_only", False):
            rows, least = rows & voted, labeler.min_confidence
        by_photo = labeler.transform(table["image"].where(rows, None))
        return add_photo_votes(posterior, by_photo, voted, least)


def _describe(features, table):
    """Give the features of products; of one column only, without the checks of all columns."""
    steps = features.transformers_ if type(features) is ColumnTransformer else ()
    if len(steps) == 1 and isinstance(steps[0][2], str) and hasattr(steps[0][1], "transform"):
        return steps[0][1].transform(table[steps[0][2]])
    return features.transform(table)
