"""Weak labels: rules that vote, and the models that weigh their votes."""

from fashion_clf.labeling._analysis import rule_summary
from fashion_clf.labeling._conflicts import rule_conflicts
from fashion_clf.labeling._label_model import LabelModel
from fashion_clf.labeling._labeler import RuleLabeler
from fashion_clf.labeling._majority import MajorityVote
from fashion_clf.labeling._rules import Rule, RuleSet
from fashion_clf.labeling._rules_file import load_rules
from fashion_clf.labeling._uncovered import find_gaps
from fashion_clf.labeling._votes import ABSTAIN

__all__ = [
    "ABSTAIN",
    "LabelModel",
    "MajorityVote",
    "Rule",
    "RuleLabeler",
    "RuleSet",
    "find_gaps",
    "load_rules",
    "rule_conflicts",
    "rule_summary",
]
