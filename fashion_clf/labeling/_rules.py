"""Rules as data: what a rule is, and a set of them."""

from __future__ import annotations

import difflib
import numbers
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling._phrases import expand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any

__all__ = ["PLACES", "Rule", "RuleSet", "check_known", "check_texts"]

#: Where in a product's text a phrase must stand for its rule to fire.
PLACES = ("head", "this", "mention", "compound", "type", "text")
_LISTED = 20  # allowed names in an error


@dataclass(frozen=True)
class Rule:
    """A labeling function over words: where a phrase is found, vote for a category.

    Parameters
    ----------
    name : str
        Its name, unique among the rules.
    category : str or tuple of str
        The category it votes for; several mean "one of these".
    phrases : tuple of str
        The rule fires where one of these is found. Words match on their stems,
        ``#`` matches any number, ``a|b`` either word, ``word?`` is optional, and
        ``$`` is the end of the title. A noun behind ``^`` counts where no other stands in its
        phrase: "^ long sleeve $" is a shirt, and a "dress long sleeve" is none.
    where : {"text", "head", "this", "mention", "compound", "type"}, default="text"
        ``"text"``: anywhere. ``"head"``: the phrase is the head noun of the
        title or of the opening phrase (a *shirt dress* is a dress, a *dress
        shirt* is a shirt). ``"this"``: the head of a phrase that points at the
        product ("this airy top", "our Palma sandal"). ``"mention"``: a noun
        in neither place, in a text without a head noun. ``"compound"``: behind a
        head noun, which it takes for its own ("shoe *rack*"), or before it with
        "for" ("*case* for sunglasses"). ``"type"``: in what the shop itself files
        the product under, in the last step of its path that has such a phrase.
    requires : tuple of tuple of str, default=()
        Of each of these groups of phrases at least one must be found too.
    unless : tuple of str, default=()
        Where one of these is found the rule abstains.
    reliability : float or None, default=None
        How often a vote of this rule is thought to be right, in (0, 1); the
        label model starts from it.
    why : str, default=""
        A word for the person who reads the rules.

    Examples
    --------
    >>> from fashion_clf.labeling import Rule
    >>> Rule("hats", "OTHERS", ("hat", "beanie"), where="head").category
    'OTHERS'
    """

    name: str
    category: str | tuple[str, ...]
    phrases: tuple[str, ...]
    where: str = "text"
    requires: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    reliability: float | None = None
    why: str = ""

    def __post_init__(self):
        what = f"rule {self.name!r}"
        if not isinstance(self.name, str) or not self.name.strip():
            raise RulesError(f"a rule is named {self.name!r}; a name is a text that is not empty")
        if isinstance(self.category, str):
            check_texts([self.category], f"{what}: category")
        else:
            self._set("category", check_texts(self.category, f"{what}: category", unique=True))
        if isinstance(self.phrases, list | tuple) and not self.phrases:
            raise RulesError(f"{what} has no phrases; give at least one")
        self._set("phrases", check_texts(self.phrases, f"{what}: phrases"))
        self._set("unless", check_texts(self.unless, f"{what}: unless", empty=True))
        if not isinstance(self.requires, list | tuple):
            raise RulesError(f"{what}: requires must be a list of lists, not {self.requires!r}")
        groups = tuple(check_texts(group, f"{what}: requires") for group in self.requires)
        self._set("requires", groups)
        if self.where not in PLACES:
            raise RulesError(f"{what}: where={self.where!r} is not one of {', '.join(PLACES)}")
        if not isinstance(self.why, str):
            raise RulesError(f"{what}: why must be a text, not {self.why!r}")
        check_reliability(self.reliability, what)

    def _set(self, name, value):
        object.__setattr__(self, name, value)  # the way into a frozen dataclass

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories it votes for, as a tuple."""
        return (self.category,) if isinstance(self.category, str) else tuple(self.category)


@dataclass(frozen=True)
class RuleSet:
    """The rules of one file with what they share.

    Attributes
    ----------
    rules : tuple of Rule
        In the order of the file.
    categories : tuple of str
        The categories a product can have, in the order of predicted columns.
    fallback : str
        The category of a product of which nothing is known.
    not_the_product : tuple of str
        Phrases whose words name no product there (*heel tab*, *dress code*).
    lexicon : str or None
        Language of the lexicon that the rules take their nouns from; None for none.
    parents : dict of str to str
        Category, or a name above some, to the name above it: a tree of your own.
    """

    rules: tuple[Rule, ...]
    categories: tuple[str, ...]
    fallback: str
    not_the_product: tuple[str, ...] = field(default=())
    lexicon: str | None = None
    parents: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self):
        _check_parents(self.parents, self.categories)
        check_texts(self.categories, "categories", unique=True)
        check_texts(self.not_the_product, "not_the_product", empty=True)
        for phrase in self.not_the_product:
            expand(phrase)
        seen = set()
        for rule in self.rules:
            if rule.name in seen:
                raise RulesError(f"two rules are named {rule.name!r}; names must be unique")
            seen.add(rule.name)
            _check_phrases(rule)
            for category in rule.categories:
                check_known(category, self.categories, f"rule {rule.name!r}: category")
        check_known(self.fallback, self.categories, "fallback")

    def __len__(self) -> int:
        return len(self.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)


def _check_parents(parents, categories):
    """Make sure that every category is at some place of the tree, and none above itself."""
    if not isinstance(parents, dict):
        raise RulesError(f"parent must be a table of categories, not {_short(parents)}")
    for name, above in parents.items():
        if not isinstance(above, str) or not above.strip():
            raise RulesError(
                f"parent: {name!r} is below {_short(above)}; a category has one parent, a text"
            )
        if name not in categories and name not in parents.values():
            check_known(name, categories, "parent: the category")
        line = [name]
        while line[-1] in parents:
            line.append(parents[line[-1]])
            if line[-1] in line[:-1]:
                raise RulesError(f"parent: {' > '.join(line)} is a circle")


def check_texts(
    value: Any, what: str, *, kind: str = "text", empty: bool = False, unique: bool = False
) -> tuple[str, ...]:
    """Make sure that `value` is a list of texts; give it as a tuple."""
    if not isinstance(value, list | tuple):
        raise RulesError(f"{what} must be a list of {kind}s, not {_short(value)}")
    if not value and not empty:
        raise RulesError(f"{what}: the list is empty; give at least one {kind}")
    for text in value:
        if not isinstance(text, str) or not text.strip():
            raise RulesError(f"{what}: {_short(text)} is no {kind}; write one in quotes")
    if unique and len(set(value)) < len(value):
        twice = next(text for text in value if value.count(text) > 1)
        raise RulesError(f"{what}: {twice!r} occurs twice")
    return tuple(value)


def check_reliability(value: Any, what: str) -> None:
    """Make sure that `value` is None or a number that is neither 0 nor 1."""
    if value is None:
        return
    is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not is_number or not 0 < value < 1:
        raise RulesError(
            f"{what}: reliability={_short(value)} must lie between 0 and 1; "
            "no rule is always right, and none always wrong"
        )


def check_known(name: Any, allowed: Collection[str], what: str) -> None:
    """Make sure that `name` is allowed; the error says what is like it."""
    if name not in allowed:
        near = difflib.get_close_matches(str(name), list(allowed), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else "."
        listed = ", ".join(list(allowed)[:_LISTED]) + (", ..." if len(allowed) > _LISTED else "")
        raise RulesError(f"{what} {_short(name)} is not known{hint} Allowed: {listed or 'none'}")


def _check_phrases(rule):
    """Make sure that every phrase can be found, and that the vetoes leave one to fire on."""
    try:
        unless = _sequences(rule.unless)
        vetoed = any(_sequences(needed) <= unless for needed in (rule.phrases, *rule.requires))
    except RulesError as error:
        raise RulesError(f"rule {rule.name!r}: {error}") from error
    if vetoed:
        raise RulesError(
            f"rule {rule.name!r} can never fire: 'unless' forbids every phrase that "
            "'phrases' or 'requires' needs; take one of them out"
        )


def _sequences(phrases):
    return {tokens for phrase in phrases for tokens in expand(phrase)}


def _short(value):
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:80] + "..."
