"""The tree of product types: Shopify's categories of fashion, with Google's ids and many names."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fashion_clf.exceptions import FashionClfError
from fashion_clf.taxonomy._categories import CATEGORIES, FALLBACK
from fashion_clf.utils._package_files import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["STEP", "Node", "Tree", "load_tree", "plain_name"]

STEP = re.compile(r"\s*[>|/\u203a\u00bb]\s*")
_ACCENTS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "ı": "i"})
_SHOPIFY_ID = re.compile(r"(?:gid://shopify/TaxonomyCategory/)?((?:aa|lb)(?:-\d+)*)")


@dataclass(frozen=True)
class Node:
    """A product type of the tree.

    Attributes
    ----------
    id : str
        Its id; of the library's tree that of Shopify, such as ``aa-8-3``.
    path : tuple of str
        English names from the root to it.
    parent : str or None
        Id of the node above.
    category : str
        The category that it belongs to.
    google_id, google_path : str
        The nearest category of Google's taxonomy; ``""`` where there is none.
    names : mapping of str to str
        Language to name.
    """

    id: str
    path: tuple[str, ...]
    parent: str | None
    category: str
    google_id: str = ""
    google_path: str = ""
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """Its English name."""
        return self.path[-1]


class Tree:
    """Product types, each below another one.

    Parameters
    ----------
    nodes : iterable of Node
        Each behind its parent.

    Attributes
    ----------
    nodes : dict of str to Node
        By id, in their order.

    Raises
    ------
    FashionClfError
        Where an id occurs twice, or a parent is absent or comes later, as in a circle.

    Examples
    --------
    >>> from fashion_clf.taxonomy._tree import load_tree
    >>> tree = load_tree()
    >>> tree.nodes["aa-8-3"].path, tree.nodes["aa-8-3"].category
    (('Apparel & Accessories', 'Shoes', 'Boots'), 'SHOE')
    >>> tree.common(["aa-8-3", "aa-8-6"])
    'aa-8'
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes: dict[str, Node] = {}
        for node in nodes:
            if node.id in self.nodes:
                raise FashionClfError(f"the tree has the id {node.id!r} twice; ids must differ.")
            if node.parent is not None and node.parent not in self.nodes:
                raise FashionClfError(
                    f"the tree's node {node.id!r} is below {node.parent!r}, which is not above it: "
                    "it is absent, listed later, or the two are in a circle."
                )
            self.nodes[node.id] = node
        self._by_name: dict[str, list[tuple[str, str]]] = {}  # name to nodes and languages
        self._by_google: dict[str, list[str]] = {}
        for node in self.nodes.values():
            for language, name in _named(node):
                held = self._by_name.setdefault(name, [])
                if (node.id, language) not in held:
                    held.append((node.id, language))
            if node.google_id:
                self._by_google.setdefault(node.google_id, []).append(node.id)

    def ancestors(self, node: str) -> list[str]:
        """List a node and all above it, the node first."""
        found: list[str] = []
        at: str | None = node
        while at is not None:
            found.append(at)
            at = self.nodes[at].parent
        return found

    def common(self, nodes: Iterable[str]) -> str | None:
        """Give the lowest node that is above all of some nodes, or is one of them; else None."""
        lines = [self.ancestors(node) for node in nodes]
        shared = set(lines[0]).intersection(*lines[1:]) if lines else set()
        return next((node for node in lines[0] if node in shared), None) if shared else None

    def find(self, text: str) -> str | None:
        """Find the node that a public id, or a path of names in any language, stands for.

        Parameters
        ----------
        text : str
            ``aa-8-3``, Shopify's gid, Google's number, or a path with ``>``, ``/`` or ``|``
            between its names.

        Returns
        -------
        str or None
            The id of the node; of several that one Google category holds, the one above
            them all. None for what is none.

        Examples
        --------
        >>> from fashion_clf.taxonomy._tree import load_tree
        >>> tree = load_tree()
        >>> tree.find("gid://shopify/TaxonomyCategory/aa-8-3"), tree.find("187")
        ('aa-8-3', 'aa-8')
        >>> tree.find("Bekleidung & Accessoires > Schuhe > Stiefel")
        'aa-8-3'
        """
        text = text.strip()
        if known := _SHOPIFY_ID.fullmatch(text):
            node = known[1]
            while node and node not in self.nodes:  # of another release: the nearest above
                node = node.rpartition("-")[0]
            return node or None
        if text.isdigit():
            return self._highest(self._by_google.get(text, []))
        return self._find_path([plain_name(step) for step in STEP.split(text) if step.strip()])

    def is_english(self, name: str) -> bool:
        """Whether a node has this name in English."""
        return any(language == "en" for _, language in self._by_name.get(plain_name(name), ()))

    def _find_path(self, steps):
        """Find the node of the last name, and of several the one with most names above."""
        rated: dict[tuple[int, bool], list[str]] = {}
        for node, language in self._by_name.get(steps[-1], ()) if steps else ():
            above = {
                name
                for one in self.ancestors(node)[1:]
                for other, name in _named(self.nodes[one])
                if other == language
            }
            rate = sum(step in above for step in steps[:-1]), language == "en"
            rated.setdefault(rate, []).append(node)
        return self._highest(rated[max(rated)]) if rated else None

    def _highest(self, nodes):
        """Give the node nearest to the root; of several, the one above them all."""
        if not nodes:
            return None
        depths = {node: len(self.ancestors(node)) for node in nodes}
        return self.common([node for node in depths if depths[node] == min(depths.values())])

    def types_of(self, category: str) -> list[str]:
        """List the ids of the nodes of a category, in their order."""
        return [node.id for node in self.nodes.values() if node.category == category]


def _named(node):
    """List the plain names of a node, each with its language; Google's is English."""
    google = STEP.split(node.google_path)[-1]
    named = [("en", node.name), ("en", google), *node.names.items()]
    return [(language, plain_name(name)) for language, name in named if name]


@lru_cache(maxsize=1 << 14)
def plain_name(name: str) -> str:
    """Bring a name into the form in which names are compared: no case, accents or marks."""
    name = unicodedata.normalize("NFKD", name.casefold().translate(_ACCENTS))
    name = "".join(letter for letter in name if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", name.replace("'", "")))


@lru_cache(maxsize=1)
def load_tree() -> Tree:
    """Read the tree that comes with the library, once.

    Returns
    -------
    Tree
        Clothing, accessories, jewellery, shoes, bags and luggage of Shopify's product
        taxonomy, release 2025-01 (MIT), with Google's ids of 2021-09-21.

    Examples
    --------
    >>> from fashion_clf.taxonomy._tree import load_tree
    >>> len(load_tree().nodes) > 400
    True
    """
    content = read_toml("taxonomy/shopify_categories.toml")
    given = {node: category for category in CATEGORIES for node in content[category]}
    table = files("fashion_clf").joinpath("taxonomy/shopify.csv")
    nodes: list[Node] = []
    categories: dict[str | None, str] = {}
    for row in csv.DictReader(io.StringIO(table.read_text("utf-8"))):
        node = row["shopify_id"]
        parent = node.rpartition("-")[0] or None
        while parent is not None and parent not in categories:
            parent = parent.rpartition("-")[0] or None  # a level that is left out
        categories[node] = given.get(node) or categories.get(parent, FALLBACK)
        path = tuple(row["path"].split(" > "))
        names = {
            key.removeprefix("name_"): value
            for key, value in row.items()
            if key.startswith("name_") and value
        }
        nodes.append(
            Node(node, path, parent, categories[node], row["google_id"], row["google_path"], names)
        )
    return Tree(nodes)
