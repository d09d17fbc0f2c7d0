"""A classified catalogue against an earlier one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from fashion_clf.exceptions import CatalogError
from fashion_clf.review._results import results_of, texts_of

if TYPE_CHECKING:
    from typing import Any

    from fashion_clf.utils._typing import Products

__all__ = ["Comparison", "compare"]


class Comparison(NamedTuple):
    """What differs between two classified catalogues.

    Attributes
    ----------
    changed : DataFrame
        Products whose category is another one: ``id``, ``before``, ``after``, ``why``.
    added, gone : list of str
        Ids that only one of the two has.
    n_same : int
        Products of both whose category is the same.
    """

    changed: pd.DataFrame
    added: list[str]
    gone: list[str]
    n_same: int

    def pairs(self) -> list[list[Any]]:
        """Count the changes: category before, after, and products, the most frequent first."""
        counts = Counter(zip(self.changed["before"], self.changed["after"], strict=True))
        return [[*pair, n] for pair, n in counts.most_common()]


def compare(before: Products, after: Products) -> Comparison:
    """Compare two classified catalogues by the ids of their products.

    Parameters
    ----------
    before, after : DataFrame or list of dict
        Classified catalogues.

    Returns
    -------
    Comparison

    Raises
    ------
    CatalogError
        Where the products of one have no ids.

    Examples
    --------
    >>> from fashion_clf.review._compare import compare
    >>> old = [{"id": "1", "title": "Boots", "category": "OTHERS"}]
    >>> new = [{"id": "1", "title": "Boots", "category": "SHOE"}, {"id": "2", "category": "BAG"}]
    >>> found = compare(old, new)
    >>> found.pairs(), found.added, found.gone
    ([['OTHERS', 'SHOE', 1]], ['2'], [])
    """
    old, new = _by_id(before, "the catalogue of before"), _by_id(after, "the new catalogue")
    rows = []
    for name in [name for name in new if name in old]:
        one, other = old[name], new[name]
        if one["category"] != other["category"]:
            rows.append([name, one["category"], other["category"], _why(one, other)])
    changed = pd.DataFrame(rows, columns=["id", "before", "after", "why"])
    return Comparison(
        changed,
        [name for name in new if name not in old],
        [name for name in old if name not in new],
        sum(name in old for name in new) - len(rows),
    )


def _by_id(products, what):
    """Give the results of each product by its id; of repeated ids the first."""
    table, results = texts_of(products), results_of(products)
    if all(name is None for name in table["id"]):
        raise CatalogError(f"{what}: its products have no ids, by which they could be compared.")
    found: dict[str, dict[str, Any]] = {}
    texts = (table["name"] + "\n" + table["description"]).tolist()
    for name, category, source, text in zip(
        table["id"], results["category"], results["source"], texts, strict=True
    ):
        if name is not None:
            held = {"category": category, "source": source, "text": text}
            found.setdefault(str(name).strip(), held)
    return found


def _why(one, other):
    """Say what differs: the text, what decided, or the model alone."""
    if one["text"] != other["text"]:
        return "its text was changed"
    if "label" in (one["source"], other["source"]):
        return "a label"
    if one["source"] != other["source"]:
        return f"{one['source']} before, {other['source']} now"
    return f"another decision of the {other['source'] or 'model'}"
