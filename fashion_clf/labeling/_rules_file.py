"""Reading a rules file."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling._lexicon import load_lexicon
from fashion_clf.labeling._phrases import expand
from fashion_clf.labeling._rules import (
    PLACES,
    Rule,
    RuleSet,
    check_known,
    check_reliability,
    check_texts,
)
from fashion_clf.taxonomy import CATEGORIES

if TYPE_CHECKING:
    from typing import Any

    from fashion_clf.utils._typing import FilePath

__all__ = ["build_rules", "load_rules"]

_RULE_KEYS = ("name", "category", "phrases", "where", "requires", "unless", "reliability", "why")
_FILE_KEYS = (
    "lexicon", "categories", "parent", "fallback", "reliability", "groups", "terms",
    "not_the_product", "rule",
)  # fmt: skip
_MAX_PHRASES = 100_000  # of all terms, or of one list, those of named terms counted
_MAX_SEQUENCES = 1_000_000  # of tokens, that all rules of a file stand for


def load_rules(path: FilePath | None = None) -> RuleSet:
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
    try:  # with the mark that some editors put before a text
        content = tomllib.loads(source.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RulesError(f"cannot read the rules file {source}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise RulesError(f"{source} is no valid TOML file: {error}") from error
    try:
        return build_rules(content)
    except RulesError as error:
        raise RulesError(f"{source}: {error}") from error


def build_rules(content: dict[str, Any]) -> RuleSet:
    """Make rules of what a rules file holds.

    Parameters
    ----------
    content : dict
        As :mod:`tomllib` gives it.

    Returns
    -------
    RuleSet

    Raises
    ------
    RulesError
        Where something in it is wrong.

    Examples
    --------
    >>> from fashion_clf.labeling._rules_file import build_rules
    >>> entry = {"name": "hats", "category": "HAT", "phrases": ["hat"]}
    >>> build_rules({"categories": ["HAT", "REST"], "rule": [entry]}).fallback
    'REST'
    """
    _check_table(content, "the file", _FILE_KEYS)
    entries = content.get("rule")
    if not isinstance(entries, list) or not entries:
        raise RulesError("there is no [[rule]] in it")
    categories = check_texts(content.get("categories", CATEGORIES), "categories", unique=True)
    if len(categories) < 2:
        raise RulesError(f"{categories[0]!r} is the only category: there is nothing to decide")
    shared = {
        "groups": _groups(content.get("groups", {}), categories),
        "terms": _terms(content.get("terms", {}), content.get("lexicon")),
        "reliability": _check_table(content.get("reliability", {}), "[reliability]", PLACES),
    }
    for place, value in shared["reliability"].items():
        check_reliability(value, f"[reliability] {place}")
    rules, n_sequences = [], 0
    for number, entry in enumerate(entries, start=1):
        made = _rules_of(entry, number, shared)
        rules.extend(made)
        n_sequences += sum(map(_size, made))
        if n_sequences > _MAX_SEQUENCES:
            raise RulesError(
                f"up to rule {entry['name']!r} there are more than {_MAX_SEQUENCES:,} phrases, "
                "each alternative counted; a file may not hold more"
            )
    aside = _phrases(
        _ungrouped(content.get("not_the_product", [])), "not_the_product", shared["terms"]
    )
    fallback = content.get("fallback", categories[-1])
    lexicon, parents = content.get("lexicon"), content.get("parent", {})
    return RuleSet(tuple(rules), categories, fallback, aside, lexicon, parents)


def _groups(entries, categories):
    _check_table(entries, "[groups]")
    groups = {}
    for name, members in entries.items():
        check = f"group {name!r}: category"
        if name in categories:
            raise RulesError(f"group {name!r} has the name of a category; name it otherwise")
        groups[name] = check_texts(members, f"group {name!r}", unique=True)
        for member in groups[name]:
            check_known(member, categories, check)
    return groups


def _terms(entries, language=None):
    """Phrases of each term; a term may name those above it, and the sections of a lexicon."""
    _check_table(entries, "[terms]")
    terms, n_phrases = {}, 0
    for section in load_lexicon(language).sections.values() if language else ():
        terms[f"@{section.name}"] = section.nouns
        terms[f"@{section.name}.rarer"] = section.rarer
        terms[f"@{section.name}.models"] = section.models
    for name, phrases in entries.items():
        if f"@{name}" in terms:
            raise RulesError(f"term {name!r} has the name of a section of the lexicon")
        terms[f"@{name}"] = _phrases(phrases, f"term {name!r}", terms)
        n_phrases += len(terms[f"@{name}"])
        if n_phrases > _MAX_PHRASES:
            raise RulesError(
                f"up to term {name!r} the terms hold more than {_MAX_PHRASES:,} phrases, those "
                "of the terms that they name counted"
            )
    return terms


def _ungrouped(entries):
    """Phrases of a list, or of all lists of a table."""
    if not isinstance(entries, dict):
        return entries
    for name, phrases in entries.items():
        check_texts(phrases, f"[not_the_product] {name}", kind="phrase", empty=True)
    return [phrase for phrases in entries.values() for phrase in phrases]


def _rules_of(entry, number, shared):
    """Make the rules of one entry: one for each place that it names."""
    what = f"rule number {number}"
    _check_table(entry, what)
    name = entry.get("name")
    if name and isinstance(name, str):
        what = f"rule {name!r}"
    _check_table(entry, what, _RULE_KEYS)
    for key, kind in (("name", str), ("category", (str, list)), ("phrases", list)):
        if not isinstance(entry.get(key), kind) or not entry[key]:
            raise RulesError(f"{what} needs {key!r}, see the other rules of the file")
    category = entry["category"]
    if isinstance(category, str):
        category = shared["groups"].get(category, category)
    phrases, unless = (
        _phrases(entry.get(key, []), f"{what}: {key}", shared["terms"])
        for key in ("phrases", "unless")
    )
    requires = entry.get("requires", [])
    if not isinstance(requires, list):
        raise RulesError(f"{what}: requires must be a list, not {requires!r}")
    requires = [
        _phrases([group] if isinstance(group, str) else group, f"{what}: requires", shared["terms"])
        for group in requires
    ]
    places = entry.get("where", "text")
    places = [places] if isinstance(places, str) else check_texts(places, f"{what}: where")
    why = entry.get("why", "")
    return [
        Rule(
            name if len(places) == 1 else f"{name} ({place})",
            category,
            phrases,
            place,
            requires,
            unless,
            entry.get("reliability", shared["reliability"].get(place)),
            why,
        )
        for place in places
    ]


def _phrases(entries, what, terms):
    """Phrases, with those of the terms that are named among them."""
    entries = check_texts(entries, what, kind="phrase", empty=True)
    n_phrases = 0
    for entry in entries:  # counted first: terms that name one another twice double each time
        if entry.startswith("@"):
            check_known(entry, terms, f"{what}: the term")
        n_phrases += len(terms.get(entry, entry[:1]))
        if n_phrases > _MAX_PHRASES:
            raise RulesError(
                f"{what}: with {entry!r} there are more than {_MAX_PHRASES:,} phrases, those of "
                "the terms counted; name each term once"
            )
    phrases = [phrase for entry in entries for phrase in terms.get(entry, (entry,))]
    try:
        for phrase in dict.fromkeys(phrases):
            expand(phrase)
    except RulesError as error:
        raise RulesError(f"{what}: {error}") from error
    return tuple(phrases)


def _size(rule):
    groups = (rule.phrases, rule.unless, *rule.requires)
    return sum(len(expand(phrase)) for group in groups for phrase in group)


def _check_table(entry, what, allowed=None):
    if not isinstance(entry, dict):
        raise RulesError(f"{what} must be a table, not {entry!r:.80}")
    for key in entry if allowed else ():
        check_known(key, allowed, f"{what}: the key")
    return entry
