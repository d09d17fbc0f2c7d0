"""The nouns of a language, by the product type that each of them names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fashion_clf.exceptions import RulesError
from fashion_clf.labeling._phrases import expand
from fashion_clf.labeling._rules import check_known, check_texts
from fashion_clf.taxonomy._tree import load_tree
from fashion_clf.utils._package_files import read_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

__all__ = ["Branch", "Lexicon", "Section", "load_lexicon", "read_lexicon"]

_KEYS = ("node", "nouns", "rarer", "hints", "models")
_BRANCH_KEYS = ("words", "nodes")
LEXICONS = ("en",)


@dataclass(frozen=True)
class Section:
    """The nouns of one product type.

    Attributes
    ----------
    name : str
        Its name, such as ``boots``.
    nodes : tuple of str
        Ids of the tree's nodes; of several, the one counts that the category has. Empty where
        the tree has none.
    nouns, rarer : tuple of str
        Phrases as of a rule, those that many shops use and others.
    hints : tuple of str
        Phrases that tell this type from others where only a broader noun is there: a top with
        a *hood* is a hoodie.
    models : tuple of str
        Names of models that everybody calls the type by.
    """

    name: str
    nodes: tuple[str, ...]
    nouns: tuple[str, ...]
    rarer: tuple[str, ...]
    hints: tuple[str, ...]
    models: tuple[str, ...]


@dataclass(frozen=True)
class Branch:
    """For whom or for what a product is, where the tree has a branch for it.

    Attributes
    ----------
    name : str
        Such as ``baby``.
    words : tuple of str
        Phrases that say so.
    nodes : dict of str to str
        Node to the node that is the same in the branch.
    """

    name: str
    words: tuple[str, ...]
    nodes: Mapping[str, str]


@dataclass(frozen=True)
class Lexicon:
    """The words of a language.

    Attributes
    ----------
    sections : dict of str to Section
        By name, in the order of the file.
    branches : tuple of Branch
        In the order of the file.
    """

    sections: Mapping[str, Section]
    branches: tuple[Branch, ...]


@lru_cache(maxsize=4)
def load_lexicon(language: str = "en") -> Lexicon:
    """Read the lexicon of a language, once.

    Parameters
    ----------
    language : str, default="en"
        Its code.

    Returns
    -------
    Lexicon

    Raises
    ------
    RulesError
        Where there is none, or something in it is wrong.

    Examples
    --------
    >>> from fashion_clf.labeling._lexicon import load_lexicon
    >>> boots = load_lexicon().sections["boots"]
    >>> boots.nodes, boots.nouns[:2]
    (('aa-8-3',), ('boot', 'bootie'))
    """
    check_known(language, LEXICONS, "the lexicon")
    return read_lexicon(read_toml(f"labeling/lexicon/{language}.toml"), load_tree().nodes)


def read_lexicon(content: Mapping[str, Any], nodes: Collection[str]) -> Lexicon:
    """Make sections of what a lexicon holds.

    Parameters
    ----------
    content : dict
        As :mod:`tomllib` gives it.
    nodes : container of str
        Ids that are known.

    Returns
    -------
    Lexicon

    Raises
    ------
    RulesError
        Where a key or a node is unknown, a noun is listed twice or there is none.
    """
    sections = {
        name: _section(name, entry, nodes) for name, entry in content.items() if name != "branch"
    }
    owner: dict[tuple[str, ...], str] = {}
    for section in sections.values():
        for phrase in (*section.nouns, *section.rarer, *section.models):
            for tokens in expand(phrase):
                first = owner.setdefault(tokens, section.name)
                if first != section.name:
                    raise RulesError(
                        f"the lexicon lists {' '.join(tokens)!r} in {first!r} and in "
                        f"{section.name!r}; a noun stands once"
                    )
    branches = content.get("branch", {}).items()
    return Lexicon(sections, tuple(_branch(name, entry, nodes) for name, entry in branches))


def _section(name, entry, nodes):
    if not isinstance(entry, dict):
        raise RulesError(f"the lexicon: {name!r} must be a table, not {entry!r:.60}")
    for key in entry:
        check_known(key, _KEYS, f"section {name!r}: the key")
    node = entry.get("node", [])
    node = (node,) if isinstance(node, str) else tuple(node)
    for one in node:
        check_known(one, nodes, f"section {name!r}: the node")
    nouns, rarer, hints, models = (
        check_texts(entry.get(key, []), f"section {name!r}: {key}", kind="phrase", empty=True)
        for key in ("nouns", "rarer", "hints", "models")
    )
    if not nouns and not rarer:
        raise RulesError(f"section {name!r} has no nouns; give at least one")
    return Section(name, node, nouns, rarer, hints, models)


def _branch(name, entry, nodes):
    what = f"branch {name!r}"
    if not isinstance(entry, dict) or not isinstance(entry.get("nodes"), dict):
        raise RulesError(f"{what} needs a table of nodes")
    for key in entry:
        check_known(key, _BRANCH_KEYS, f"{what}: the key")
    for pair in entry["nodes"].items():
        for node in pair:
            check_known(node, nodes, f"{what}: the node")
    words = check_texts(entry.get("words", []), f"{what}: words", kind="phrase")
    return Branch(name, words, dict(entry["nodes"]))
