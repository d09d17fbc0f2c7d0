"""The deepest product type of each product that is sure enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fashion_clf.classifier._types import TypeModel
from fashion_clf.taxonomy import CATEGORIES, taxonomy_ids
from fashion_clf.taxonomy._tree import Node, Tree, load_tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from fashion_clf.labeling._rules import RuleSet
    from fashion_clf.utils._typing import Floats

__all__ = ["MIN_CONFIDENCE", "TypeDecision", "decide_types", "own_tree"]

MIN_CONFIDENCE = 0.8  # of a product type, where nothing else is asked for
# Names of the tree that hold several categories, and say nothing.
_GENERAL = ("Apparel & Accessories", "Clothing", "Luggage & Bags")


class TypeDecision(NamedTuple):
    """A node of the tree, chosen for a product.

    Attributes
    ----------
    node : str
        Its id.
    path : str
        Its names below the category, such as ``Boots``; empty for the category's own.
    confidence : float
        Probability that the product is of this type, 0 to 1.
    """

    node: str
    path: str
    confidence: float


def decide_types(
    classifier: Any, table: Any, F: Any, codes: Any, proba: Floats, min_confidence: float
) -> list[TypeDecision]:
    """Choose for each product the deepest node that is sure enough.

    Parameters
    ----------
    classifier : WeaklySupervisedClassifier
        Fitted.
    table : DataFrame
        Products, tokenised, without boilerplate.
    F : array or sparse matrix, shape (n_products, n_features)
        Their features.
    codes : ndarray of int, shape (n_products,)
        Category of each, as a place in ``classes_``.
    proba : ndarray of float, shape (n_products, n_classes)
        Probabilities of the categories.
    min_confidence : float
        Least probability of a node.

    Returns
    -------
    list of TypeDecision
        The category's own node where none below it is sure enough.
    """
    rules = classifier.labeler_.rules_
    names = [str(classifier.classes_[code]) for code in codes]
    if getattr(rules, "parents", None):
        tree = own_tree(rules)
        return [_deepest_own(tree, classifier.classes_, row, min_confidence) for row in proba]
    types = getattr(classifier, "types_", None)
    if types is None and set(rules.categories) == set(CATEGORIES):
        types = TypeModel(rules)  # a model of before: nouns alone
    if types is None or not len(table):
        return [
            TypeDecision("", "", float(row[code])) for row, code in zip(proba, codes, strict=True)
        ]
    shares = types.predict(table["tokens"].tolist(), F, names)
    ladders = {name: _Ladder(types, name) for name in dict.fromkeys(names)}
    return [
        ladders[name].deepest(share, float(row[code]), min_confidence)
        for name, share, row, code in zip(names, shares, proba, codes, strict=True)
    ]


class _Ladder:
    """The nodes of a category, each with the types below it."""

    def __init__(self, types, category):
        tree = load_tree()
        root = taxonomy_ids("shopify").get(category, "")
        self._root = root
        nodes: dict[str, list[int]] = {}
        for place, node in enumerate(types.types.get(category, ())):
            for above in tree.ancestors(node):
                if tree.nodes[above].category == category and above != root:
                    nodes.setdefault(above, []).append(place)
        order = sorted(nodes, key=lambda node: len(tree.nodes[node].path))
        self._nodes = order
        self._depths = np.array([len(tree.nodes[node].path) for node in order])
        n_types = len(types.types.get(category, ()))
        self._below = np.zeros((n_types, len(order)))
        for column, node in enumerate(order):
            self._below[nodes[node], column] = 1.0
        skipped = len(tree.nodes[root].path) if root in tree.nodes else 1
        self._paths = [" > ".join(_below_root(tree, node, root, skipped)) for node in order]

    def deepest(self, share, confidence, least):
        """Choose a node by the probabilities of the types and of the category."""
        if len(share):
            sums = share @ self._below * confidence
            sure = np.flatnonzero(sums >= least)
            if len(sure):
                depths = self._depths[sure]
                deepest = sure[depths == depths.max()]
                best = deepest[sums[deepest].argmax()]
                return TypeDecision(self._nodes[best], self._paths[best], float(sums[best]))
        return TypeDecision(self._root, "", confidence)


def _below_root(tree, node, root, skipped):
    """Names of the path below a category; whole below the root of all where it is elsewhere."""
    path = tree.nodes[node].path
    if root in tree.ancestors(node):
        path = path[skipped:]
    return [name for name in path if name not in _GENERAL] or path


def own_tree(rules: RuleSet) -> Tree:
    """Make a tree of the categories of a rules file, and of those above them.

    Parameters
    ----------
    rules : RuleSet
        With ``parents``.

    Returns
    -------
    Tree
        Whose ids are the names.
    """
    paths: dict[str, tuple[str, ...]] = {}
    for name in (*rules.categories, *rules.parents.values()):
        line = [name]
        while line[-1] in rules.parents:
            line.append(rules.parents[line[-1]])
        for place, one in enumerate(line):
            paths[one] = tuple(reversed(line[place:]))
    nodes = [
        Node(name, path, rules.parents.get(name), path[0])
        for name, path in sorted(paths.items(), key=lambda item: len(item[1]))
    ]
    return Tree(nodes)


def _deepest_own(tree: Tree, classes: Sequence[str], proba: Floats, least: float) -> TypeDecision:
    sums: dict[str, float] = {}
    for name, share in zip(classes, proba, strict=True):
        for above in tree.ancestors(str(name)):
            sums[above] = sums.get(above, 0.0) + float(share)
    roots = [name for name in sums if tree.nodes[name].parent is None]
    best = max(roots, key=lambda name: sums[name])
    for name in sorted(sums, key=lambda name: (len(tree.nodes[name].path), sums[name])):
        if sums[name] >= least:
            best = name
    return TypeDecision(best, " > ".join(tree.nodes[best].path[1:]), sums[best])
