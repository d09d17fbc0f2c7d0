"""The forms in which rules come, and what they leave without a vote."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING

from fashion_clf.exceptions import LabelingWarning, RulesError
from fashion_clf.labeling._rules import Rule, RuleSet
from fashion_clf.labeling._rules_file import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fashion_clf.utils._typing import RuleSource

__all__ = ["as_ruleset", "warn_unreached"]


def as_ruleset(rules: RuleSource | None) -> RuleSet:
    """Give rules of any accepted form as a set; None for those of the library."""
    if isinstance(rules, RuleSet):
        return rules
    if rules is None or isinstance(rules, str | os.PathLike):
        return load_rules(rules)
    rules = tuple(rules)
    for rule in rules:
        if not isinstance(rule, Rule):
            raise RulesError(f"rules must be a path, a RuleSet or Rule objects, not {rule!r}")
    categories = tuple(dict.fromkeys(name for rule in rules for name in rule.categories))
    if not categories:
        raise RulesError("there are no rules; give at least one Rule")
    return RuleSet(rules, categories, categories[-1])


def warn_unreached(classes: Iterable[str], reached: Iterable[bool]) -> None:
    """Name the categories for which no rule voted."""
    missing = [str(name) for name, hit in zip(classes, reached, strict=True) if not hit]
    if missing:
        warnings.warn(
            f"no rule and no label reached {', '.join(missing)}: products of "
            f"{'this category' if len(missing) == 1 else 'these categories'} will be assigned to "
            "others; add rules, or label a few such products",
            LabelingWarning,
            stacklevel=3,
        )
