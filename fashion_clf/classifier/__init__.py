"""The estimator that learns from weak labels, and the boosted model in it."""

from fashion_clf.classifier._boosted_linear import BoostedLinearClassifier
from fashion_clf.classifier._weakly_supervised import WeaklySupervisedClassifier

__all__ = ["BoostedLinearClassifier", "WeaklySupervisedClassifier"]
