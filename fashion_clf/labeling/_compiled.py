"""Rules made ready to be found in token lists: their phrases, places and conditions."""

from itertools import chain

from fashion_clf.labeling._matcher import ends_phrase, place_matches
from fashion_clf.labeling._phrase_trie import PhraseTrie
from fashion_clf.labeling._phrases import expand, stands_alone

__all__ = ["CompiledRules"]

# A rule for nouns that is at least so reliable names the product; a weaker one hints at it.
_NAMING = 0.9


class CompiledRules:
    """Finds the rules that fire on a text.

    Parameters
    ----------
    rules : RuleSet
    classes : sequence of str
        Categories, whose places are the votes.
    kind_of : callable, default=str
        Gives of a category that of which it is a kind.

    Attributes
    ----------
    votes : list of int
        Of each rule; those for several categories follow the categories.
    requires : list of tuple of frozenset of int
        Phrases of each rule of which each group needs one.
    groups : tuple of tuple of int
        Categories that votes for several stand for.
    naming : set of int
        Rules that name the product.
    manners : set of str
        Words of the nouns that count where no other stands beside them.

    Examples
    --------
    >>> from fashion_clf.labeling import Rule, RuleSet
    >>> from fashion_clf.labeling._compiled import CompiledRules
    >>> rules = [Rule("shirts", "TOPS", ("shirt",), where="head")]
    >>> CompiledRules(RuleSet(rules, ("TOPS",), "TOPS"), ["TOPS"]).fired(["linen", "shirt"])
    {0: [(1, 2)]}
    """

    def __init__(self, rules, classes, kind_of=str):
        self._trie = PhraseTrie()
        self._hiding = self._number(*rules.not_the_product)
        index = {category: code for code, category in enumerate(classes)}
        groups = {}
        self.requires, self.votes = [], []
        kinds = {}  # what each noun names, of which one that may name several things has none
        by_phrase = {}  # the rules of a phrase: column, where, requires, unless
        self._nouns, self.naming, self._compounds, self._hints = set(), set(), set(), set()
        self._filed, self._beside, self._alone = set(), set(), set()
        self.manners = set()
        for column, rule in enumerate(rules):
            phrases = self._number(*rule.phrases)
            if _names(rule):
                self.naming.add(column)
            if len(rule.categories) == 1:
                vote = index[rule.categories[0]]
            else:
                members = tuple(sorted(index[category] for category in rule.categories))
                vote = len(index) + groups.setdefault(members, len(groups))
            requires = tuple(self._number(*group) for group in rule.requires)
            unless = self._number(*rule.unless)
            for phrase in filter(stands_alone, rule.phrases):
                self._alone |= self._number(phrase)
                self.manners.update(chain(*expand(phrase)))
            self.votes.append(vote)
            self.requires.append(requires)
            for phrase in phrases:
                plan = column, rule.where, requires, unless
                by_phrase.setdefault(phrase, []).append(plan)
            if rule.where in ("text", "type"):
                self._beside.add(column)
            if rule.where == "compound":
                self._compounds.update(phrases)
            elif rule.where == "mention":
                self._hints.update(phrases)
            elif rule.where == "type":
                self._filed.update(phrases)
            elif rule.where != "text":
                self._nouns.update(phrases)
                for phrase in phrases:
                    kinds.setdefault(phrase, set()).update(map(kind_of, rule.categories))
        self._hints -= self._nouns
        self._filed |= self._nouns
        self._kinds = {
            phrase: next(iter(found)) for phrase, found in kinds.items() if len(found) == 1
        }
        self._plans = {phrase: _by_place(plans) for phrase, plans in by_phrase.items()}
        self._placed = {phrase for phrase, plans in self._plans.items() if len(plans) > 1}
        self.groups = tuple(groups)

    def _number(self, *phrases):
        """Numbers of the token sequences that `phrases` stand for."""
        return frozenset(self._trie.add(tokens) for phrase in phrases for tokens in expand(phrase))

    def find(self, tokens):
        """Find the matches that count: the longest, then others, no nouns and none hidden."""
        longest, inner = self._trie.find(tokens)
        if not inner:
            return longest
        hidden = [(start, stop) for start, stop, phrase in longest if phrase in self._hiding]
        return longest + [
            (start, stop, phrase)
            for start, stop, phrase in inner
            if phrase not in self._nouns
            and not any(begin <= start and stop <= end for begin, end in hidden)
        ]

    def fired(self, tokens):
        """Columns of the rules that fire, each with the spans that made it."""
        matches = self.find(tokens)
        found = {phrase for _, _, phrase in matches}
        places = {}
        if not self._placed.isdisjoint(found):
            sets = self._nouns, self._compounds, self._hints, self._filed, self._alone
            places = place_matches(tokens, matches, *sets, self._kinds)
        named = False
        fired = {}
        for position, (start, stop, phrase) in enumerate(matches):
            plans = self._plans.get(phrase)
            if plans is None:
                continue
            for column, requires, unless in plans.get(places.get(position), plans[None]):
                if (not unless or unless.isdisjoint(found)) and not (
                    requires and any(map(found.isdisjoint, requires))
                ):
                    fired.setdefault(column, []).append((start, stop))
                    named = named or (column in self.naming and ends_phrase(tokens, stop))
        if named:  # then parts, attributes and a shop's type have nothing to add, and may mislead
            return {column: spans for column, spans in fired.items() if column not in self._beside}
        return fired


def _by_place(plans):
    """Give the rules of a phrase by the place that it has, those of any place under None."""
    return {
        place: [
            (column, requires, unless)
            for column, where, requires, unless in plans
            if where in ("text", place)
        ]
        for place in {None, *(where for _, where, _, _ in plans if where != "text")}
    }


def _names(rule):
    """Whether a rule names the product: then its parts say nothing more."""
    is_noun = rule.where in ("head", "this", "compound") and len(rule.categories) == 1
    return is_noun and (rule.reliability is None or rule.reliability >= _NAMING)
