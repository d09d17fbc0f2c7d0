"""Product types below the categories: what nouns name, and what other words tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fashion_clf.classifier._linear import fit_linear, word_columns
from fashion_clf.labeling._types import PLACES, NamedType, TypeNamer
from fashion_clf.taxonomy import taxonomy_ids
from fashion_clf.taxonomy._tree import load_tree
from fashion_clf.text._tokens import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from fashion_clf.labeling._rules import RuleSet
    from fashion_clf.utils._typing import Floats

__all__ = ["TypeModel"]

_FEWEST = 4  # products of a type to learn from
_FLOOR = 1e-3  # no type is ruled out by the words of others
# That a product of which a broad noun is all is of none of the finer types: half the share of
# such products among those of the noun, within these bounds.
_UNTOLD, _LEAST, _MOST = 0.5, 0.05, 0.5
_FEW_WORDS = 2  # beside the noun; fewer tell nothing
_TRUST = 0.5  # power of what the model says of the types that a noun names; half of it for one
_OTHERS = 0.05  # odds of types that no noun names, where one names others
_PREPARED = ("types", "_tree", "_roots", "_namer", "_cache")
_BRANCH = 0.95  # how sure a branch is that words choose


class TypeModel:
    """Gives the probabilities of the types below a category.

    Nouns decide where they name one type; where they name a broader one, or none, a linear
    model of all other words does, that learned from products whose type is named.

    Parameters
    ----------
    rules : RuleSet
        Of the categories.

    Attributes
    ----------
    types : dict of str to tuple of str
        Category to the nodes that its products can have.
    opinions_ : dict of str to LinearOpinion
        Category to the model of its types; none where fewer than two were named.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.opinions_: dict[str, Any] = {}
        self.untold_: dict[str, float] = {}

    def _prepare(self):
        """Make what follows from the rules, the lexicon and the tree; made when first needed."""
        self._tree, self._roots = load_tree(), taxonomy_ids("shopify")
        self._namer = TypeNamer(self.rules)
        self._cache: dict[tuple, np.ndarray] = {}
        nodes = {node for _, nodes in self._namer._kinds for node in nodes}
        for branch in self._namer.branches.values():
            nodes |= {self._move(node, branch) for node in nodes}
        self.types = {
            category: tuple(sorted(n for n in nodes if self._tree.nodes[n].category == category))
            for category in self.rules.categories
        }

    def _move(self, node, branch):
        """Give the node in a branch that is the same as another one; itself where none is."""
        above = next((one for one in self._tree.ancestors(node) if one in branch.nodes), None)
        if above is None:
            return node
        group = branch.nodes[above]
        below = [n for n in self._tree.nodes if n == group or n.startswith(f"{group}-")]
        same = [n for n in below if self._tree.nodes[n].name == self._tree.nodes[node].name]
        moved = same[0] if same else group
        category = self._tree.nodes[node].category
        return moved if self._tree.nodes[moved].category == category else node

    def fit(
        self, tokens: Sequence[Sequence[str]], F: Any, categories: Sequence[str | None]
    ) -> Self:
        """Learn from products whose type is named.

        Parameters
        ----------
        tokens : list of list of str
            Tokens of the products.
        F : sparse matrix, shape (n_products, n_features)
            Features of the words that no rule matched.
        categories : sequence of (str or None)
            Weak label of each product, where it has one.

        Returns
        -------
        self
        """
        targets: dict[str, tuple[list[int], list[int]]] = {}
        broad: dict[str, int] = {}  # products of which no finer type is named
        for row, (words, category) in enumerate(zip(tokens, categories, strict=True)):
            if category is None:
                continue
            groups = self._groups(self._namer.named(words), category)
            if groups and len(groups[0][0]) == 1:
                rows, codes = targets.setdefault(category, ([], []))
                rows.append(row)
                codes.append(int(groups[0][0][0]))
            elif groups:
                top = self.types[category][self._top(category, groups[0][0])]
                broad[top] = broad.get(top, 0) + 1
        for top, count in broad.items():
            self.untold_[top] = self._share_untold(top, count, targets)
        columns = word_columns(F)
        for category, (rows, codes) in targets.items():
            n_types = len(self.types[category])
            counts = np.bincount(codes, minlength=n_types)
            kept = [place for place, code in enumerate(codes) if counts[code] >= _FEWEST]
            known = np.asarray(codes, dtype=int)[kept]
            if len(set(known.tolist())) > 1:
                part = F[np.asarray(rows)[kept]]
                weight = np.ones(len(kept))
                self.opinions_[category] = fit_linear(part, known, weight, n_types, columns)
            elif len(known):
                self.opinions_[category] = int(known[0])
        return self

    def _share_untold(self, top, count, targets):
        """Give the probability that a product of a broad noun is of no finer type."""
        category = self._tree.nodes[top].category
        below = set(self._places(category, (top,)).tolist())
        finer = sum(code in below for code in targets.get(category, ((), ()))[1])
        return float(np.clip(_UNTOLD * count / (count + finer), _LEAST, _MOST))

    def predict(
        self, tokens: Sequence[Sequence[str]], F: Any, categories: Sequence[str]
    ) -> list[Floats]:
        """Give the probabilities of the types of each product's category.

        Parameters
        ----------
        tokens : list of list of str
            Tokens of the products.
        F : sparse matrix, shape (n_products, n_features)
            Their features.
        categories : sequence of str
            Category of each.

        Returns
        -------
        list of ndarray of float
            For each product the probability of each of ``types[category]``, of sum 1; empty
            where the category has no types.
        """
        names = np.asarray(categories, dtype=object)
        found: list[Floats] = [np.empty(0)] * len(tokens)
        for category in dict.fromkeys(names.tolist()):
            if not self.types.get(category):
                continue
            rows = np.flatnonzero(names == category)
            by_words = self._by_words(category, F[rows])
            for row, prior in zip(rows.tolist(), by_words, strict=True):
                found[row] = self._posterior(tokens[row], category, prior)
        return found

    def find(self, tokens: Sequence[str]) -> list[NamedType]:
        """Give what names a type in a text, the surest first."""
        return self._namer.find(tokens)[0]

    def spans(self, tokens: Sequence[str], node: str) -> list[tuple[int, int]]:
        """Give the places of the nouns and hints that name a node, or one above or below it.

        Parameters
        ----------
        tokens : list of str
            Tokens of a product.
        node : str
            Id of a node.

        Returns
        -------
        list of (int, int)
        """
        line = set(self._tree.ancestors(node))
        return [
            one.span
            for one in self.find(tokens)
            if any(other in line or node in self._tree.ancestors(other) for other in one.nodes)
        ]

    def _by_words(self, category, F):
        """Give what the model says of each product, shape (n_products, n_types)."""
        n_types = len(self.types[category])
        opinion = self.opinions_.get(category)
        if opinion is None:
            proba = np.ones((F.shape[0], n_types))
        elif isinstance(opinion, int):
            proba = np.zeros((F.shape[0], n_types))
            proba[:, opinion] = 1.0
        else:
            proba = np.exp(opinion.log_proba(F))
        proba = np.maximum(proba / proba.sum(axis=1, keepdims=True), _FLOOR)
        return proba / proba.sum(axis=1, keepdims=True)

    def _posterior(self, words, category, prior):
        """Weigh the types that nouns name, and share them out by the other words."""
        named, branches = self._namer.find(words)
        groups = self._groups(named, category)
        groups = groups or [(np.arange(len(prior)), 1.0)]
        n_others = len(words) - sum(stop - start for _, _, (start, stop) in named[:1])
        alone = n_others - sum(map(words.count, MARKS)) < _FEW_WORDS
        share = prior * _OTHERS
        power = _TRUST if len(groups) > 1 else _TRUST / 2
        for places, odds in groups:
            mass = prior[places]
            weight = odds * mass.sum() ** power
            inner = mass / mass.sum()
            if len(places) > 1:
                top = self._top(category, places)
                untold = self.untold_.get(self.types[category][top], _UNTOLD)
                untold = max(untold, _MOST) if alone else untold
                inner *= 1 - untold
                inner[places == top] += untold
            share[places] += weight * inner
        proba = share / share.sum()
        for branch in branches:
            proba = proba @ self._branch(category, branch)
        return proba

    def _top(self, category, places):
        """Place of the type that stands for all of some: that of the category, or the highest."""
        types, own = self.types[category], self._roots.get(category, "")
        return min(places, key=lambda place: (types[place] != own, types[place].count("-"), place))

    def _branch(self, category, name):
        """Matrix that moves the probabilities of types into a branch."""
        key = category, name
        if key not in self._cache:
            types = self.types[category]
            matrix = np.eye(len(types))
            for place, node in enumerate(types):
                moved = self._move(node, self._namer.branches[name])
                if moved != node and moved in types:
                    matrix[place, place] = 1 - _BRANCH
                    matrix[place, types.index(moved)] += _BRANCH
            self._cache[key] = matrix
        return self._cache[key]

    def _places(self, category, nodes):
        """Places of the types below some nodes, or the nodes themselves."""
        key = category, nodes
        if key not in self._cache:
            types = self.types.get(category, ())
            below = [not set(nodes).isdisjoint(self._tree.ancestors(node)) for node in types]
            self._cache[key] = np.flatnonzero(below)
        return self._cache[key]

    def _groups(self, named, category):
        """Bring the types that nouns name together: those within others refine them.

        Returns
        -------
        list of (ndarray of int, float)
            Places of the types of each group, and the odds of it; the surest first.
        """
        groups: list[list] = []  # places, share that is not sure
        inside = [(place, self._places(category, nodes)) for place, nodes, _ in named]
        inside = [(place, places) for place, places in inside if len(places)]
        nouns = any(place not in ("model", "text") for place, _ in inside)
        models = any(place == "model" for place, _ in inside)
        for place, places in inside:
            for group in groups:
                shared = np.intersect1d(group[0], places, assume_unique=True)
                if len(shared):
                    group[0] = shared
                    group[1] *= 1 - PLACES[place]
                    break
            else:
                weak = nouns if place == "model" else nouns or models
                if place not in ("model", "text") or not weak:
                    groups.append([places, 1 - PLACES[place]])
        odds = ((places, (1 - doubt) / doubt) for places, doubt in groups)
        return sorted(odds, key=lambda one: -one[1])

    def __getstate__(self):
        return {"rules": self.rules, "opinions_": self.opinions_, "untold_": self.untold_}

    def __setstate__(self, state):
        self.__dict__.update(state)

    def __getattr__(self, name):
        if name not in _PREPARED or "rules" not in self.__dict__:
            raise AttributeError(name)
        self._prepare()  # when first needed: a model that gives no types loads faster
        return self.__dict__[name]
