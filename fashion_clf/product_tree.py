"""Product types: the tree beneath the categories, with the ids of public taxonomies."""

from __future__ import annotations

import numbers
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.classifier._type_table import MIN_CONFIDENCE
from fashion_clf.evaluation import calibration_error
from fashion_clf.exceptions import FashionClfError
from fashion_clf.taxonomy import TAXONOMY, taxonomy_ids
from fashion_clf.taxonomy._tree import load_tree

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from sklearn.base import BaseEstimator

    from fashion_clf.utils._typing import Products

__all__ = ["TypeScores", "product_types", "score_types"]

_BINS = 10  # of the calibration error


def product_types(
    pipeline: BaseEstimator, products: Products, *, min_confidence: float = MIN_CONFIDENCE
) -> pd.DataFrame:
    """Give each product the deepest product type that is sure enough.

    The tree below the categories is Shopify's product taxonomy, with Google's ids; the
    nouns of a text decide where they name a type, other words where they do not. The
    probability of a node is the sum of those below it, and that of a category the sum of
    all its types: a type never contradicts the category. With a rules file of your own
    that gives its categories a ``parent``, the tree is yours.

    Parameters
    ----------
    pipeline : Pipeline or WeaklySupervisedClassifier
        Fitted, of :func:`fashion_clf.make_pipeline`.
    products : DataFrame or list of dict
        Products, as for ``predict``.
    min_confidence : float, default=0.8
        Least probability of a type, in (0, 1]; where none is so sure, the category's own node
        is given.

    Returns
    -------
    DataFrame, shape (n_products, 7)
        With the index of the products: ``category``, ``product_type`` (the path below the
        category, such as ``Boots``; ``""`` for the category's own node), ``confidence``
        (0 to 1), ``shopify_id``, ``shopify_path``, ``google_id``, ``google_path`` (``""``
        where there is none, as in a tree of your own).

    Raises
    ------
    FashionClfError
        Where `min_confidence` is not in (0, 1].

    Examples
    --------
    >>> from fashion_clf import load_pretrained, product_types
    >>> products = [{"title": "Suede Chelsea boots"}, {"title": "Shoes"}]
    >>> types = product_types(load_pretrained(), products)
    >>> types[["category", "product_type", "shopify_id", "google_id"]]
      category product_type shopify_id google_id
    0     SHOE        Boots     aa-8-3       187
    1     SHOE                    aa-8       187
    """
    check_min_confidence(min_confidence)
    classifier = pipeline[-1] if hasattr(pipeline, "steps") else pipeline
    table = classifier.predict_table(products, min_confidence=min_confidence)
    categories = table["category"].tolist()
    columns: dict[str, list[Any]] = {
        "category": categories,
        "product_type": table["product_type"].tolist(),
        "confidence": table["product_type_confidence"].tolist(),
        **type_columns(table["product_type_node"].tolist(), categories),
    }
    return pd.DataFrame(columns, index=table.index)


def type_columns(nodes: list[str], categories: list[str]) -> dict[str, list[str]]:
    """Give the ids and paths that public taxonomies have for nodes of the tree.

    Parameters
    ----------
    nodes : list of str
        Ids of nodes.
    categories : list of str
        Category of each.

    Returns
    -------
    dict of str to list of str
        ``shopify_id``, ``shopify_path``, ``google_id`` and ``google_path``.
    """
    tree, own = load_tree(), {category.name: category for category in TAXONOMY}
    columns: dict[str, list[str]] = {
        name: [] for name in ("shopify_id", "shopify_path", "google_id", "google_path")
    }
    for name, category in zip(nodes, categories, strict=True):
        node = tree.nodes.get(name)
        public = own.get(category)
        if public is not None and node is not None and node.id == public.shopify_id:
            values = (node.id, public.shopify_path, str(public.google_id), public.google_path)
        elif node is not None:
            values = (node.id, " > ".join(node.path), node.google_id, node.google_path)
        else:
            values = ("", "", "", "")
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    return columns


def nodes_of(categories: Sequence[str], paths: Sequence[str]) -> list[str]:
    """Find the nodes of product types that were written by their paths.

    Parameters
    ----------
    categories : sequence of str
        Category of each product.
    paths : sequence of str
        Path below it, as of :func:`product_types`.

    Returns
    -------
    list of str
        Ids; ``""`` for what is no path of the category.
    """
    tree, own = load_tree(), taxonomy_ids("shopify")
    found: dict[tuple[str, str], str] = {}
    for key in set(zip(categories, paths, strict=True)):
        category, path = key
        names = tuple(path.split(" > ")) if isinstance(path, str) and path else ()
        root = own.get(category, "")
        straight = (*tree.nodes[root].path, *names) if root in tree.nodes else names
        below = [
            (tree.nodes[node].path != straight, len(node), node)
            for node in tree.types_of(category)
            if names and tree.nodes[node].path[-len(names) :] == names
        ]
        found[key] = min(below, default=("", "", ""))[-1] if names else root
    return [found[key] for key in zip(categories, paths, strict=True)]


def check_min_confidence(value: float) -> None:
    """Refuse what is no probability that can be reached.

    Parameters
    ----------
    value : float
        Least probability of a type.

    Raises
    ------
    FashionClfError
        Where it is not in (0, 1].
    """
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not real or not 0 < value <= 1:
        raise FashionClfError(f"min_confidence is {value!r}; allowed is above 0 and up to 1.")


@dataclass(frozen=True)
class TypeScores:
    """How right product types are.

    Attributes
    ----------
    n_scored : int
        Products with a gold type.
    right : float
        Share whose type is a gold one, or below one.
    too_coarse : float
        Share whose type is above a gold one.
    wrong : float
        Share of all others.
    calibration_error : float or None
        Expected calibration error of the confidence that a type is not wrong; None without.
    confusions : DataFrame, shape (n_pairs, 4)
        ``gold``, ``predicted``, ``score`` and ``products``, the most frequent first.
    """

    n_scored: int
    right: float
    too_coarse: float
    wrong: float
    calibration_error: float | None
    confusions: pd.DataFrame

    def to_text(self, top: int = 10) -> str:
        """Lay the scores out for a terminal.

        Parameters
        ----------
        top : int, default=10
            Pairs to show.

        Returns
        -------
        str
        """
        lines = [
            f"product types, scored on {self.n_scored} products",
            f"right {self.right:.3f}, too coarse {self.too_coarse:.3f}, wrong {self.wrong:.3f}",
        ]
        if self.calibration_error is not None:
            lines.append(f"expected calibration error {self.calibration_error:.3f}")
        if len(self.confusions):
            lines += ["", self.confusions.head(top).to_string(index=False)]
        return "\n".join(lines)


def score_types(
    gold: Sequence[Collection[str] | None],
    nodes: Sequence[str],
    confidence: Sequence[float] | None = None,
) -> TypeScores:
    """Score product types against gold.

    Parameters
    ----------
    gold : sequence of (collection of str or None), length n_products
        Ids of the nodes that are right for each product; None for a product that is not scored.
    nodes : sequence of str, length n_products
        Predicted ids, such as the ``shopify_id`` of :func:`product_types`.
    confidence : sequence of float, length n_products, optional
        How sure each is, 0 to 1.

    Returns
    -------
    TypeScores

    Raises
    ------
    FashionClfError
        Where no product has gold.

    Examples
    --------
    >>> from fashion_clf.product_tree import score_types
    >>> scores = score_types([{"aa-8-3"}, {"aa-8-3"}, {"aa-8-3"}], ["aa-8-3", "aa-8", "aa-8-6"])
    >>> scores.right, scores.too_coarse, scores.wrong
    (0.3333333333333333, 0.3333333333333333, 0.3333333333333333)
    """
    tree = load_tree()
    rows = []
    for place, (right, node) in enumerate(zip(gold, nodes, strict=True)):
        if right is None:
            continue
        above = set(tree.ancestors(node)) if node in tree.nodes else set()
        if above & set(right):
            score = "right"
        elif any(node in tree.ancestors(one) for one in right):
            score = "too coarse"
        else:
            score = "wrong"
        rows.append(
            (place, " or ".join(dict.fromkeys(map(_shown, sorted(right)))), _shown(node), score)
        )
    if not rows:
        raise FashionClfError("none of the products has a gold product type: nothing to score.")
    table = pd.DataFrame(rows, columns=["row", "gold", "predicted", "score"])
    shares = table["score"].value_counts(normalize=True)
    bad = table[table["score"] != "right"]
    pairs = bad.groupby(["gold", "predicted", "score"]).size().sort_values(ascending=False)
    error = None
    if confidence is not None:
        sure = np.asarray(confidence, dtype=float)[table["row"].to_numpy()]
        error = calibration_error(table["score"].to_numpy() != "wrong", sure, _BINS)
    return TypeScores(
        n_scored=len(table),
        right=float(shares.get("right", 0.0)),
        too_coarse=float(shares.get("too coarse", 0.0)),
        wrong=float(shares.get("wrong", 0.0)),
        calibration_error=error,
        confusions=pairs.rename("products").reset_index(),
    )


def _shown(node):
    tree = load_tree()
    return tree.nodes[node].name if node in tree.nodes else node
