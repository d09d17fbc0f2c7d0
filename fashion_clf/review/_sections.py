"""Tables of a page that set a catalogue against an earlier one, and against a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashion_clf.review._check import check_batch
from fashion_clf.review._compare import compare
from fashion_clf.review._results import texts_of

if TYPE_CHECKING:
    from typing import Any

    from fashion_clf.utils._typing import Products

__all__ = ["batch_sections"]

_SHOWN = 100  # products


def batch_sections(before: Products, after: Products, pipeline: Any = None) -> list[dict[str, Any]]:
    """Lay out what is new in a catalogue.

    Parameters
    ----------
    before, after : DataFrame or list of dict
        Classified catalogues.
    pipeline : Pipeline, optional
        Against which the new one is checked.

    Returns
    -------
    list of dict
        ``title``, ``head`` and ``rows`` of each table.
    """
    found = compare(before, after)
    sections: list[dict[str, Any]] = [
        {
            "title": "Against the catalogue of before",
            "head": ["", "products"],
            "rows": [
                ["same category", found.n_same],
                ["another category", len(found.changed)],
                ["added", len(found.added)],
                ["gone", len(found.gone)],
            ],
        },
        {
            "title": "Changed products",
            "head": ["id", "before", "after", "why"],
            "rows": found.changed.head(_SHOWN).to_numpy().tolist(),
        },
    ]
    if pipeline is not None:
        table = check_batch(pipeline, texts_of(after))
        rows = [
            [name, f"{row['value']:.3f}", f"{row['limit']:.3f}", "past it" if row["past"] else "",
             row["says"]]
            for name, row in table.iterrows()
        ]  # fmt: skip
        head = ["figure", "value", "limit", "", "what it is"]
        sections.append({"title": "Against the model", "head": head, "rows": rows})
    return sections
