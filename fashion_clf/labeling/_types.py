"""Which product types the nouns of a text name."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from fashion_clf.labeling._compiled import CompiledRules
from fashion_clf.labeling._lexicon import load_lexicon
from fashion_clf.labeling._phrases import expand, stands_alone
from fashion_clf.labeling._rules import Rule, RuleSet
from fashion_clf.taxonomy._tree import load_tree
from fashion_clf.text._tokens import NUMBER, TITLE_END

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NamedType", "TypeNamer"]

_NONE = "none"  # of a section without a node
_WEAK = 0.5  # reliability of all rules here: none silences another
# Where nouns stand that name a type, and how often they are right there; the surest first.
PLACES = {"head": 0.95, "this": 0.9, "mention": 0.75, "type": 0.75, "model": 0.9, "text": 0.85}
_PHRASES = {
    "model": lambda section: section.models,
    # nouns that count alone are hints beside another: a "coat trench" is a trench coat
    "text": lambda section: (
        section.hints + tuple(filter(stands_alone, section.nouns + section.rarer))
    ),
}


class NamedType(NamedTuple):
    """A noun, or a hint, that names a product type.

    Attributes
    ----------
    place : str
        As of a rule's ``where``; ``model`` for the name of one, ``text`` for a hint.
    nodes : tuple of str
        The nodes that it may stand for.
    span : tuple of int
        Its tokens, from start to stop.
    """

    place: str
    nodes: tuple[str, ...]
    span: tuple[int, int]


class TypeNamer:
    """Finds the nodes of the tree that the nouns of a text name.

    Parameters
    ----------
    rules : RuleSet
        Of the categories: their ``not_the_product`` and compounds name no type either.

    Examples
    --------
    >>> from fashion_clf.labeling import load_rules
    >>> from fashion_clf.labeling._types import TypeNamer
    >>> from fashion_clf.text import tokenize
    >>> namer = TypeNamer(load_rules())
    >>> namer.named(tokenize("Suede Chelsea boot"))
    [NamedType(place='head', nodes=('aa-8-3',), span=(1, 3))]
    >>> namer.chosen(tokenize("Newborn romper"))
    ['baby']
    """

    def __init__(self, rules: RuleSet) -> None:
        lexicon = load_lexicon(rules.lexicon or "en")
        self.branches = {branch.name: branch for branch in lexicon.branches}
        self._kinds: list[tuple[str, tuple[str, ...]]] = []  # place and nodes of each rule
        made = []
        for section in lexicon.sections.values():
            for place in PLACES:
                phrases = _PHRASES.get(place, lambda one: one.nouns + one.rarer)(section)
                if phrases:
                    self._kinds.append((place, section.nodes))
                    where = "text" if place == "model" else place
                    made.append(_rule(f"{section.name} ({place})", section.nodes, phrases, where))
        made += [rule for rule in rules.rules if rule.where == "compound"]
        self._rules = _compiled(made, rules)
        # By themselves: the "baby shoe" of a branch would hide the shoe.
        words = [_rule(one.name, (), one.words, "text") for one in lexicon.branches]
        self._branch_rules = _compiled(words, rules)
        self._branch_words = {
            token for one in words for phrase in one.phrases for token in chain(*expand(phrase))
        } - {NUMBER}

    def find(self, tokens: Sequence[str]) -> tuple[list[NamedType], list[str]]:
        """Give the types that a text names, and the branches that its words choose.

        Parameters
        ----------
        tokens : list of str
            Tokens of a product.

        Returns
        -------
        tuple of (list of NamedType, list of str)
            Types with the surest place first, then in the order of the text, long hints first;
            branches in the order of the lexicon.
        """
        title = tokens.index(TITLE_END) if TITLE_END in tokens else len(tokens)
        names, branches = list(self.branches), []
        if not self._branch_words.isdisjoint(tokens):
            branches = [
                names[column]
                for column, spans in self._branch_rules.fired(tokens).items()
                if any(start <= title for start, _ in spans)
            ]
        found = []
        for column, spans in self._rules.fired(tokens).items():
            if column < len(self._kinds) and self._kinds[column][1]:
                place, nodes = self._kinds[column]
                found += [NamedType(place, nodes, span) for span in spans]
        order = list(PLACES)
        found.sort(key=lambda one: (order.index(one.place), _length(one), one.span))
        return found, sorted(branches, key=names.index)

    def named(self, tokens: Sequence[str]) -> list[NamedType]:
        """Give the types that a text names, as of :meth:`find`."""
        return self.find(tokens)[0]

    def chosen(self, tokens: Sequence[str]) -> list[str]:
        """Give the branches that the words of a text choose, as of :meth:`find`."""
        return self.find(tokens)[1]


def _length(named):
    """Longer hints come first: they say more."""
    start, stop = named.span
    return start - stop if named.place in _PHRASES else 0


def _rule(name, nodes, phrases, place):
    return Rule(name, nodes or _NONE, phrases, place, reliability=_WEAK)


def _category(node):
    known = load_tree().nodes.get(node)
    return "" if known is None else known.category


def _compiled(made, rules):
    made = [
        rule if rule.where != "compound" else _rule(rule.name, (), rule.phrases, "compound")
        for rule in made
    ]
    nodes = tuple(sorted({node for rule in made for node in rule.categories}))
    found = RuleSet(tuple(made), nodes, _NONE, rules.not_the_product)
    return CompiledRules(found, nodes, _category)
