"""Results for annotation tools: predictions, scores, and the words that decided as regions."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from fashion_clf.review._cards import evidence_marks
from fashion_clf.review._results import keys_of, results_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from fashion_clf.utils._typing import FilePath, Products

__all__ = ["TOOLS", "export_results", "label_studio_config"]

TOOLS = ("label-studio", "argilla", "csv")
_AGENT = "fashion_clf"


def export_results(products: Products, path: FilePath, tool: str, pipeline: Any = None) -> int:
    """Write a classified catalogue for an annotation tool.

    Parameters
    ----------
    products : DataFrame or list of dict
        Classified.
    path : str or Path
        The file: a JSON list of tasks for Label Studio, JSON Lines of records for Argilla, a
        table for ``csv``.
    tool : {"label-studio", "argilla", "csv"}
        Whose.
    pipeline : Pipeline, optional
        Names the words that decided.

    Returns
    -------
    int
        Products written.
    """
    rows = list(_rows(products, pipeline))
    with open(path, "w", encoding="utf-8", newline="") as file:
        if tool == "label-studio":
            json.dump([_task(row) for row in rows], file, ensure_ascii=False, indent=1)
            file.write("\n")
        elif tool == "argilla":
            file.writelines(json.dumps(_record(row), ensure_ascii=False) + "\n" for row in rows)
        else:
            _write_table(rows, file)
    return len(rows)


def _rows(products: Products, pipeline: Any) -> Iterator[dict[str, Any]]:
    """Yield key, text, result and marks of each product; places are of the joined text."""
    table, results = texts_of(products), results_of(products)
    key, keys = keys_of(table)
    marks = evidence_marks(pipeline, table)
    for place, (name, description, image) in enumerate(
        zip(table["name"], table["description"], table["image"], strict=True)
    ):
        shift = len(name) + 1 if name else 0
        spans = [(one.start, one.stop, one) for one in marks[place] if one.field == "name"]
        spans += [
            (one.start + shift, one.stop + shift, one)
            for one in marks[place]
            if one.field == "description"
        ]
        result = results.iloc[place]
        confidence = result["confidence"]
        yield {
            "key": key,
            "id": keys[place],
            "name": name,
            "description": description,
            "text": f"{name}\n{description}" if name else description,
            "image": image,
            "category": result["category"],
            "type": result["type"],
            "score": None if confidence != confidence else round(float(confidence), 4),
            "spans": sorted(spans, key=lambda one: one[:2]),
        }


def _task(row):
    data = {"key": row["key"], "product": row["id"], "text": row["text"]}
    data |= {"image": row["image"]} if row["image"] else {}
    result = [
        {
            "id": "category",
            "from_name": "category",
            "to_name": "text",
            "type": "choices",
            "value": {"choices": [row["category"]]},
        }
    ]
    result += [
        {
            "id": f"w{place}",
            "from_name": "words",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": stop, "text": row["text"][start:stop],
                      "labels": [one.categories[0]]},
        }
        for place, (start, stop, one) in enumerate(row["spans"])
    ]  # fmt: skip
    prediction = {"model_version": _AGENT, "result": result}
    prediction |= {} if row["score"] is None else {"score": row["score"]}
    return {"data": data, "predictions": [prediction]}


def _record(row):
    category = {"question_name": "category", "value": row["category"], "agent": _AGENT}
    category |= {} if row["score"] is None else {"score": row["score"]}
    words = {
        "question_name": "words",
        "value": [
            {"start": start, "end": stop, "label": one.categories[0]}
            for start, stop, one in row["spans"]
        ],
        "agent": _AGENT,
    }
    return {
        "id": row["id"],
        "fields": {"text": row["text"]},
        "metadata": {"key": row["key"], "product_type": row["type"]},
        "suggestions": [category, words],
    }


def _write_table(rows, file):
    writer = csv.writer(file, lineterminator="\n")
    key = rows[0]["key"] if rows else "id"
    writer.writerow([key, "name", "description", "category", "product_type", "score", "words"])
    for row in rows:
        words = "; ".join(row["text"][start:stop] for start, stop, _ in row["spans"])
        score = "" if row["score"] is None else row["score"]
        cells = [row[name] for name in ("id", "name", "description", "category")]
        writer.writerow([*cells, row["type"] or "", score, words])


def label_studio_config(categories: tuple[str, ...], images: bool = False) -> str:
    """Give the labelling interface of a Label Studio project for such tasks.

    Parameters
    ----------
    categories : sequence of str
        Those to choose from.
    images : bool, default=False
        Whether tasks have photos.

    Returns
    -------
    str
        XML.

    Examples
    --------
    >>> from fashion_clf.review._export import label_studio_config
    >>> print(label_studio_config(("BAG",)).splitlines()[2])
      <Choices name="category" toName="text" choice="single" showInLine="true">
    """
    lines = ["<View>", '  <Text name="text" value="$text"/>']
    lines += ['  <Image name="image" value="$image"/>'] if images else []
    lines += ['  <Choices name="category" toName="text" choice="single" showInLine="true">']
    lines += [f"    <Choice value={quoteattr(name)}/>" for name in categories]
    lines += ["  </Choices>", '  <Labels name="words" toName="text">']
    lines += [f"    <Label value={quoteattr(name)}/>" for name in categories]
    return "\n".join([*lines, "  </Labels>", "</View>", ""])
