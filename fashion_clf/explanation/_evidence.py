"""The words on which rules fired, where they stand in the text as the shop wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fashion_clf.text._locate import language_of, locate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import pandas as pd

    from fashion_clf.labeling._labeler import RuleLabeler

__all__ = ["Evidence", "find_evidence", "locate_tokens"]

WIDTH = 80  # characters of words that are shown


@dataclass(frozen=True)
class Evidence:
    """A phrase of a product's text on which a rule fired.

    Attributes
    ----------
    rule : str
        Name of the rule.
    categories : tuple of str
        What the rule votes for; several mean "one of these".
    field : str
        ``name`` or ``description``; where several columns are read as one text, the column.
    start, stop : int
        Position of the words in the original field.
    text : str
        The words, ``field[start:stop]``.
    why : str
        The reason that the rules file gives.
    needed : bool
        Whether it is one of the phrases that the rule also requires.
    """

    rule: str
    categories: tuple[str, ...]
    field: str
    start: int
    stop: int
    text: str
    why: str
    needed: bool = False

    @property
    def words(self) -> str:
        """The text on one line, cut where it is long."""
        words = " ".join(self.text.split())
        return words if len(words) <= WIDTH else words[:WIDTH] + "..."

    def __str__(self) -> str:
        """Lay it out on one line."""
        place = f'"{self.words}" ({self.field} {self.start}-{self.stop})'
        if self.needed:
            return f"{place}: needed by {self.rule}"
        why = f" ({self.why})" if self.why else ""
        return f"{place}: {self.rule} -> {' or '.join(self.categories)}{why}"


def find_evidence(
    labeler: RuleLabeler,
    rows: pd.DataFrame,
    table: pd.DataFrame,
    places: Sequence[Any] | None = None,
) -> list[tuple[Evidence, ...]]:
    """Find every phrase that made a rule fire in the text as the shop wrote it.

    Parameters
    ----------
    labeler : RuleLabeler
        Fitted.
    rows : DataFrame
        Products, of :func:`fashion_clf.catalog.as_products`.
    table : DataFrame
        The same, tokenised.
    places : list, optional
        Where each token of each product stands, if it is known already.

    Returns
    -------
    list of tuple of Evidence
        For each product, in the order of its text.

    Examples
    --------
    >>> from fashion_clf.catalog import as_products
    >>> from fashion_clf.explanation import find_evidence
    >>> from fashion_clf.labeling import Rule, RuleLabeler
    >>> from fashion_clf.text import tokenize_products
    >>> rows = as_products([{"description": "<i>Fly</i>, low waist"}])
    >>> rules = [Rule("trousers", "PANT", ["fly"], requires=[["waist"]])]
    >>> labeler = RuleLabeler(rules).fit()
    >>> (found,) = find_evidence(labeler, rows, tokenize_products(rows))
    >>> [one.text for one in found]
    ['Fly', 'waist']
    """
    rules = {rule.name: rule for rule in labeler.rules_}
    matched, required = labeler.match(table), labeler.match_required(table)
    found = []
    for row, (fired, needed) in enumerate(zip(matched, required, strict=True)):
        texts = {field: rows[field].iloc[row] for field in ("name", "description")}
        spans = [
            (span, name, needs)
            for names, needs in ((fired, False), (needed, True))
            for name in names
            for span in names[name]
        ]
        where: Sequence[Any] = []
        if spans:
            told = table["language"].iloc[row] if "language" in table else None
            where = places[row] if places else locate_tokens(**texts, language=told)
        evidence = []
        for span, name, needs in sorted(spans, key=lambda one: (one[0], one[2])):
            words = [word for word in where[slice(*span)] if word]
            (_, field, start, _), stop = words[0], words[-1][-1]
            rule, text = rules[name], texts[field][start:stop]
            evidence.append(
                Evidence(name, rule.categories, field, start, stop, text, rule.why, needs)
            )
        found.append(tuple(evidence))
    return found


def locate_tokens(
    name: str, description: str, language: str | None = None
) -> Sequence[tuple[str, str, int, int] | None]:
    """Find the place of each token of a product.

    Parameters
    ----------
    name, description : str
        Its texts, before they are cleaned.
    language : str, optional
        Its language; told from the texts where it is not given.

    Returns
    -------
    list of (str, str, int, int), or None
        Token, field, start and stop; None for the end of the title.

    Examples
    --------
    >>> from fashion_clf.explanation import locate_tokens
    >>> locate_tokens("Boots", "<b>Suede</b>")
    [('boot', 'name', 0, 5), None, ('sued', 'description', 3, 8)]
    """
    language = language or language_of(name, description)
    title = [(token, "name", start, stop) for token, start, stop in locate(name, language)]
    rest = [
        (token, "description", start, stop) for token, start, stop in locate(description, language)
    ]
    return [*title, None, *rest] if name else rest
