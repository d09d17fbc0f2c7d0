"""The one place where weak labels meet features."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils.validation import _check_sample_weight

from fashion_clf.classifier._boilerplate import (
    drop_boilerplate,
    learn_boilerplate,
    warn_same_words,
)
from fashion_clf.classifier._corrections import Corrections, phrases_of
from fashion_clf.classifier._fusion import weak_targets
from fashion_clf.classifier._human_labels import UNLABELED, encode_labels
from fashion_clf.classifier._label_trust import label_trust
from fashion_clf.classifier._model_fit import ModelFitMixin
from fashion_clf.classifier._prediction import PredictionMixin
from fashion_clf.classifier._soft_labels import fit_label_model
from fashion_clf.classifier._training_data import describe_training, draw_rows
from fashion_clf.classifier._vocabulary import learn_words
from fashion_clf.labeling import RuleLabeler
from fashion_clf.labeling._rule_sources import warn_unreached
from fashion_clf.labeling._votes import names_a_class
from fashion_clf.text import tokenize_products

if TYPE_CHECKING:
    from typing import Self

    from fashion_clf.utils._typing import ArrayLike, Labels, Products

__all__ = ["WeaklySupervisedClassifier"]

_logger = logging.getLogger(__name__)

BELIEVED = 0.5  # probability to be right from which a human label counts
HUMAN_WEIGHT = 3.0  # of a human label, in weak labels


class WeaklySupervisedClassifier(ModelFitMixin, PredictionMixin, ClassifierMixin, BaseEstimator):
    """Classifier of products that needs no labels: it learns from rules.

    Rules vote, a label model turns the votes into the probabilities of weak labels, and an
    estimator trained on those over features carries them to the products that no rule could
    decide. Where human labels are given they outrank the weak ones and anchor the label model.

    Parameters
    ----------
    labeler : RuleLabeler or None, default=None
        Gives the votes; None for the rules of the library.
    label_model : LabelModel, MajorityVote or None, default=None
        Weighs them; None for ``LabelModel()``.
    features : transformer or None, default=None
        Features of the tables that `tokenize_products` gives, fitted to the weak
        labels' probabilities (NaN: nothing is settled); None for TF-IDF of texts.
    estimator : classifier or None, default=None
        Trained on the features with sample weights, and ``groups`` that name the
        product of each row if it takes them; None for ``BoostedLinearClassifier()``.
    photo_labeler : transformer or None, default=None
        Gives probabilities of categories for the photos of products that no rule
        puts in a single category, and NaN where it abstains; it is fitted to the
        photos and weak labels of all, as `features` are. None for none.
    model_weight : float, default=0.7
        How much the estimator counts where rules voted, from 0, the rules alone,
        to 1, the estimator alone; less so the more words of a product are new to
        it. It decides alone where no rule voted.
    min_posterior : float, default=0.1
        A product is trained on once for each category whose posterior is at
        least this, weighted by the posterior.
    hidden_weight : float, default=1.0
        Each product is trained on once more without the words that rules saw in
        it, with so much of its weight, so that the estimator learns the other
        words instead of the rules. 0 leaves this out.
    max_samples : int or None, default=30_000
        Products that features and estimator learn from at most: those with human labels, and
        of each weak label its share, drawn at random. Rules, label model and what labels
        teach are of all products. None for no limit.

    Attributes
    ----------
    classes_ : ndarray of str, shape (n_classes,)
        Categories, sorted.
    categories_ : tuple of str
        Categories, in the order of the rules file.
    labeler_, label_model_, photo_labeler_, features_, estimator_ : estimators
        The fitted parts; `estimator_` is None where fewer than two categories
        were reached.
    unvoted_share_ : float
        Share of the training catalogue that neither rules nor photos nor labels settled.
    n_votes_ : ndarray of int, shape (n_classes,)
        How many products of the training catalogue have each weak label.
    training_data_ : dict
        ``n_products``, and ``sha256`` of their tokens and human labels.
    corrections_ : Corrections or None
        What human labels say of products like those that have them; None where there are none.
    boilerplate_ : dict of tuple of str to float
        Runs of tokens that do not tell products apart, and the share of the training
        catalogue that has each; they are dropped from every text.
    words_ : frozenset of str
        Words that the model can know: those of at least two products.
    types_ : TypeModel or None
        Product types below the categories; None where the rules name no lexicon.

    See Also
    --------
    fashion_clf.make_pipeline : Puts the usual parts together.

    References
    ----------
    A. Ratner et al., "Snorkel: rapid training data creation with weak
    supervision", VLDB 2017, for the way from votes to a trained model.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> from fashion_clf.classifier import WeaklySupervisedClassifier
    >>> from fashion_clf.labeling import Rule, RuleLabeler
    >>> rules = [Rule("shirts", "TOPS", ("shirt",)), Rule("boots", "SHOE", ("boot",))]
    >>> products = [
    ...     {"description": "Linen shirt, buttoned cuffs"},
    ...     {"description": "Suede boot, rubber sole"},
    ...     {"description": "Rubber sole, suede"},
    ... ]
    >>> clf = WeaklySupervisedClassifier(
    ...     RuleLabeler(rules), features=None, estimator=LogisticRegression()
    ... )
    >>> clf.fit(products).predict(products).tolist()
    ['TOPS', 'SHOE', 'SHOE']
    """

    def __init__(
        self,
        labeler: BaseEstimator | None = None,
        label_model: BaseEstimator | None = None,
        features: BaseEstimator | None = None,
        estimator: BaseEstimator | None = None,
        *,
        photo_labeler: BaseEstimator | None = None,
        model_weight: float = 0.7,
        min_posterior: float = 0.1,
        hidden_weight: float = 1.0,
        max_samples: int | None = 30_000,
    ) -> None:
        self.labeler = labeler
        self.label_model = label_model
        self.features = features
        self.estimator = estimator
        self.photo_labeler = photo_labeler
        self.model_weight = model_weight
        self.min_posterior = min_posterior
        self.hidden_weight = hidden_weight
        self.max_samples = max_samples

    def fit(
        self, X: Products, y: Labels | None = None, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Learn from a catalogue, with labels for some of its products or none.

        Parameters
        ----------
        X : DataFrame or list of dict
            Products.
        y : array-like of str or None, shape (n_samples,), optional
            Human labels; None, NaN or ``""`` marks a product without one.
        sample_weight : array-like of float, shape (n_samples,), optional
            Weights of the products, in training the estimator.

        Returns
        -------
        self

        Raises
        ------
        CatalogError
            Where `X` is no product table.
        ValueError
            Where a label is no category of the rules, or `y` has another length.

        Warns
        -----
        LabelingWarning
            Names the categories that neither a rule nor a label reached.
        """
        table = self._fit_text(X)
        fired = self.labeler_.fire(table)
        spans = self.labeler_.spans(fired)
        L, gold = self._fit_rules(table, y, fired)
        gold, trust = self._fit_corrections(table, L, gold, spans)
        posterior, settled = self._fit_weak_labels(table, L, gold, trust, fired)
        codes = np.where(settled, posterior.argmax(axis=1), UNLABELED)
        warn_same_words(table, spans, self.labeler_.rules_, self.classes_, codes)
        trust = np.where(gold != UNLABELED, HUMAN_WEIGHT, settled)
        if sample_weight is not None:
            trust = trust * _check_sample_weight(sample_weight, trust, ensure_non_negative=True)
        self.words_ = learn_words(table["tokens"])
        rows = draw_rows(codes, gold != UNLABELED, self.max_samples)
        if len(rows) < len(table):
            table, posterior, settled = table.iloc[rows], posterior[rows], settled[rows]
            spans = [spans[row] for row in rows.tolist()]
        return self._fit_model(table, spans, posterior, settled, trust[rows], codes[rows])

    def _fit_text(self, X):
        """Read the rules and the texts, and drop what the texts have in common."""
        table = tokenize_products(X)
        self.labeler_ = clone(self.labeler if self.labeler is not None else RuleLabeler())
        self.boilerplate_ = learn_boilerplate(table, self.labeler_.fit(table))
        return drop_boilerplate(table, self.boilerplate_)

    def _fit_rules(self, table, y, fired):
        """Fit the label model; give the votes and the codes of human labels."""
        L = self.labeler_.votes(fired)
        _logger.info("%d rules voted on %d products", L.shape[1], len(table))
        self.classes_ = self.labeler_.classes_
        gold = encode_labels(y, len(table), self.classes_)
        self.training_data_ = describe_training(table["tokens"], gold)
        self.label_model_ = fit_label_model(
            self.label_model, self.labeler_, L, np.full_like(gold, UNLABELED)
        )
        return L, gold

    def _fit_corrections(self, table, L, gold, spans):
        """Learn from human labels; give those that are believed, and how far they are."""
        self.corrections_ = None
        if (gold == UNLABELED).all():
            return gold, np.zeros(len(gold))
        tokens = table["tokens"].tolist()
        phrases = phrases_of(spans, tokens)
        trust = label_trust(self.label_model_.predict_proba(L), phrases, gold)
        gold = np.where(trust >= BELIEVED, gold, UNLABELED)
        self.label_model_ = fit_label_model(self.label_model, self.labeler_, L, gold)
        posterior = self.label_model_.predict_proba(L)
        self.corrections_ = Corrections().fit(posterior, phrases, tokens, gold, trust)
        return gold, trust

    def _fit_weak_labels(self, table, L, gold, trust, fired):
        """Give the posterior of each product, and whether votes, photos or labels settled it."""
        posterior = self._by_rules(table, L, fired)
        known = gold != UNLABELED
        believed = trust[known, None]
        labels = np.eye(len(self.classes_))[gold[known]]
        posterior[known] = believed * labels + (1 - believed) * posterior[known]
        settled = names_a_class(L, len(self.classes_)) | known
        self.photo_labeler_ = None
        if self.photo_labeler is not None:
            weak = weak_targets(posterior, settled, self.classes_)
            self.photo_labeler_ = clone(self.photo_labeler).fit(table["image"], weak)
        posterior, seen = self._add_photos(table, L, posterior, ~settled)
        settled |= seen
        self._note_shares(np.where(settled, posterior.argmax(axis=1), UNLABELED))
        _logger.info("weak labels for %d of %d products", settled.sum(), len(table))
        warn_unreached(self.classes_, self.n_votes_ > 0)
        return posterior, settled

    def _note_shares(self, codes):
        """Note how many products have each weak label, and how many have none."""
        labels = codes[codes != UNLABELED]
        self.unvoted_share_ = float(1 - len(labels) / len(codes)) if len(codes) else 0.0
        self.n_votes_ = np.bincount(labels, minlength=len(self.classes_))
        self.class_prior_ = (self.n_votes_ + 1.0) / (self.n_votes_ + 1.0).sum()

    def __setstate__(self, state):
        super().__setstate__({"max_samples": None} | state)  # models of 0.2.0 have none

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.target_tags.required = False
        return tags
