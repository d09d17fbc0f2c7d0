"""Rules as data: reading, checking and expanding a rules file."""

import difflib
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import product as every_choice
from pathlib import Path

from fashion_clf.exceptions import RulesError
from fashion_clf.taxonomy import CATEGORIES
from fashion_clf.text import tokenize
from fashion_clf.text._tokens import TITLE_END

__all__ = ["Rule", "RuleSet", "load_rules"]

#: Where in a product's text a phrase must stand for its rule to fire.
PLACES = ("head", "this", "mention", "text")
_RULE_KEYS = ("name", "category", "phrases", "where", "requires", "unless", "reliability", "why")
_FILE_KEYS = ("categories", "fallback", "reliability", "groups", "terms", "not_the_product", "rule")


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
        ``$`` is the end of the title.
    where : {"text", "head", "this", "mention"}, default="text"
        ``"text"``: anywhere. ``"head"``: the phrase is the head noun of the
        title or of the opening phrase (a *shirt dress* is a dress, a *dress
        shirt* is a shirt). ``"this"``: the head of a phrase that points at the
        product ("this airy top", "our Palma sandal"). ``"mention"``: a noun
        in neither place, in a text without a head noun.
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
        if not self.phrases:
            raise RulesError(f"rule {self.name!r} has no phrases; give at least one")
        if self.where not in PLACES:
            raise RulesError(
                f"rule {self.name!r}: where={self.where!r} is not one of {', '.join(PLACES)}"
            )
        if self.reliability is not None and not 0 < self.reliability < 1:
            raise RulesError(
                f"rule {self.name!r}: reliability={self.reliability!r} must lie between 0 and 1"
            )

    @property
    def categories(self):
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
    """

    rules: tuple[Rule, ...]
    categories: tuple[str, ...]
    fallback: str
    not_the_product: tuple[str, ...] = field(default=())

    def __post_init__(self):
        seen = set()
        for rule in self.rules:
            if rule.name in seen:
                raise RulesError(f"two rules are named {rule.name!r}; names must be unique")
            seen.add(rule.name)
            for category in rule.categories:
                _check_known(category, self.categories, f"rule {rule.name!r}: category")
        _check_known(self.fallback, self.categories, "fallback")

    def __len__(self):
        return len(self.rules)

    def __iter__(self):
        return iter(self.rules)


def load_rules(path=None):
    """Read a rules file.

    Parameters
    ----------
    path : str or Path, optional
        A TOML file; without it the rules that come with the library.

    Returns
    -------
    RuleSet

    Raises
    ------
    RulesError
        Where the file cannot be read or something in it is wrong; the message
        says which file, which rule, what was allowed.

    Examples
    --------
    >>> from fashion_clf.labeling import load_rules
    >>> rules = load_rules()
    >>> len(rules) > 100, "SHOE" in rules.categories
    (True, True)
    """
    source = files("fashion_clf").joinpath("labeling/rules.toml") if path is None else Path(path)
    try:
        content = tomllib.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise RulesError(f"cannot read the rules file {source}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RulesError(f"{source} is no valid TOML file: {error}") from error
    try:
        return _build(content)
    except RulesError as error:
        raise RulesError(f"{source}: {error}") from error


def expand(phrase):
    """All token sequences that a phrase of a rules file stands for.

    Examples
    --------
    >>> from fashion_clf.labeling._rules import expand
    >>> expand("v|crew neck top?")
    [('v', 'neck', 'top'), ('v', 'neck'), ('crew', 'neck', 'top'), ('crew', 'neck')]
    """
    choices = []
    for word in phrase.split():
        optional = word.endswith("?")
        parts = word.rstrip("?").split("|")
        stems = [(TITLE_END,) if part == "$" else tuple(tokenize(part)) for part in parts]
        choices.append([*stems, ()] if optional else stems)
    expanded = [sum(choice, ()) for choice in every_choice(*choices)]
    if not expanded or not all(expanded):
        raise RulesError(f"the phrase {phrase!r} has no word that must be found")
    return expanded


def _build(content):
    _check_keys(content, _FILE_KEYS, "the file")
    categories = tuple(content.get("categories", CATEGORIES))
    entries = content.get("rule", [])
    if not entries:
        raise RulesError("there is no [[rule]] in it")
    vocabulary = _vocabulary(content.get("terms", {}))
    groups = {name: tuple(names) for name, names in content.get("groups", {}).items()}
    stated = content.get("reliability", {})
    _check_keys(stated, PLACES, "[reliability]")
    rules = []
    for number, entry in enumerate(entries, start=1):
        rules.extend(_rules_of(entry, number, vocabulary, groups, stated))
    ruleset = RuleSet(
        tuple(rules),
        categories,
        content.get("fallback", categories[-1]),
        _not_the_product(content.get("not_the_product", ())),
    )
    return ruleset


def _vocabulary(terms):
    """Phrases of each term; a term may name those that stand above it."""
    vocabulary = {}
    for name, phrases in terms.items():
        vocabulary[f"@{name}"] = _phrases(phrases, vocabulary, f"the term {name!r}")
    return vocabulary


def _not_the_product(entries):
    """Phrases of the list, or of all lists of the table."""
    if isinstance(entries, dict):
        entries = [phrase for phrases in entries.values() for phrase in phrases]
    return _phrases(entries, {}, "not_the_product")


def _rules_of(entry, number, vocabulary, groups, stated):
    """Make the rules of one entry: one for each place that it names."""
    name = entry.get("name")
    where_it_is = f"rule {name!r}" if name else f"rule number {number}"
    _check_keys(entry, _RULE_KEYS, where_it_is)
    for key, kind in (("name", str), ("category", (str, list)), ("phrases", list)):
        if not isinstance(entry.get(key), kind) or not entry[key]:
            raise RulesError(f"{where_it_is} needs {key!r}, see the other rules of the file")
    category = entry["category"]
    if isinstance(category, list):
        category = tuple(category)
    category = groups.get(category, category)
    places = entry.get("where", ["text"])
    places = [places] if isinstance(places, str) else places
    phrases = _phrases(entry["phrases"], vocabulary, where_it_is)
    requires = tuple(
        _phrases([group] if isinstance(group, str) else group, vocabulary, where_it_is)
        for group in entry.get("requires", ())
    )
    unless = _phrases(entry.get("unless", ()), vocabulary, where_it_is)
    for place in places:
        reliability = entry.get("reliability", stated.get(place))
        label = name if len(places) == 1 else f"{name} ({place})"
        why = entry.get("why", "")
        yield Rule(label, category, phrases, place, requires, unless, reliability, why)


def _phrases(entries, vocabulary, where_it_is):
    phrases = []
    for entry in entries:
        if not isinstance(entry, str):
            raise RulesError(f"{where_it_is}: {entry!r} is no phrase; phrases are text in quotes")
        if entry.startswith("@"):
            _check_known(entry, vocabulary, f"{where_it_is}: the term")
            phrases.extend(vocabulary[entry])
        else:
            phrases.append(entry)
    for phrase in phrases:
        expand(phrase)
    return tuple(phrases)


def _check_keys(entry, allowed, where_it_is):
    if not isinstance(entry, dict):
        raise RulesError(f"{where_it_is} must be a table, not {entry!r}")
    for key in entry:
        _check_known(key, allowed, f"{where_it_is}: the key")


def _check_known(name, allowed, what):
    if name not in allowed:
        near = difflib.get_close_matches(str(name), [str(one) for one in allowed], n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise RulesError(f"{what} {name!r} is not known{hint} Allowed: {', '.join(allowed)}")
