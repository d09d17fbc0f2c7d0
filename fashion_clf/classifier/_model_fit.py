"""What a model learns from the products that are drawn: features, trees and types."""

import logging

from sklearn.base import clone
from sklearn.compose import ColumnTransformer

from fashion_clf.classifier._boosted_linear import BoostedLinearClassifier
from fashion_clf.classifier._fusion import weak_targets
from fashion_clf.classifier._human_labels import UNLABELED
from fashion_clf.classifier._masking import hide_matches
from fashion_clf.classifier._soft_labels import fit_to_posteriors
from fashion_clf.classifier._types import TypeModel
from fashion_clf.text import TextVectorizer
from fashion_clf.utils._matrix import as_matrix, keep_photos

__all__ = ["ModelFitMixin"]

_logger = logging.getLogger(__name__)


class ModelFitMixin:
    """Fits features, estimator and types to weak labels."""

    def _fit_model(self, table, spans, posterior, settled, trust, codes):
        """Learn features, model and types of the products that are drawn."""
        F = self._fit_features(table, posterior, settled)
        F_masked = self._fit_estimator(hide_matches(table, spans), F, posterior, trust)
        self._fit_types(table, F_masked, codes)
        return self

    def _fit_features(self, table, posterior, settled):
        """Fit the features to the weak labels, and give those of each product."""
        self.features_ = clone(self.features if self.features is not None else _text_features())
        weak = weak_targets(posterior, settled, self.classes_)
        F = as_matrix(self.features_.fit_transform(table, weak))
        _logger.info("%d features of %d products", F.shape[1], len(table))
        return F

    def _fit_estimator(self, masked, F, posterior, trust):
        """Train the estimator on the products with and without the words that rules matched."""
        estimator = self.estimator
        if estimator is None:
            estimator = BoostedLinearClassifier(random_state=0)
        views, F_masked = [(F, 1.0)], None
        if self.hidden_weight or self.labeler_.rules_.lexicon:
            F_masked = keep_photos(as_matrix(self.features_.transform(masked)), F)
        if self.hidden_weight:
            views.append((F_masked, self.hidden_weight))
        self.model_classes_, self.estimator_ = fit_to_posteriors(
            estimator, views, posterior, trust, self.min_posterior
        )
        _logger.info("the model knows %d categories", len(self.model_classes_))
        return F_masked

    def _fit_types(self, table, F_masked, codes):
        """Learn the product types below the categories, where the rules have a lexicon of them."""
        self.types_ = None
        if self.labeler_.rules_.lexicon:
            weak = [None if code == UNLABELED else str(self.classes_[code]) for code in codes]
            types = TypeModel(self.labeler_.rules_)
            self.types_ = types.fit(table["tokens"].tolist(), F_masked, weak)


def _text_features():
    return ColumnTransformer([("text", TextVectorizer(), "tokens")], sparse_threshold=1.0)
