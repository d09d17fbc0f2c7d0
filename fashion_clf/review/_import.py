"""What people said in an annotation tool, as labels."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from fashion_clf.exceptions import CatalogError
from fashion_clf.utils._warn import warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from fashion_clf.utils._typing import FilePath

__all__ = ["Annotations", "import_labels", "kappa"]

_QUESTION = "category"
_SHOWN = 3


class Annotations(NamedTuple):
    """Labels of several people, and how far they agree.

    Attributes
    ----------
    labels : DataFrame
        ``id`` or ``index``, ``category`` (what most said), ``annotators`` (how many) and
        ``agreement`` (share that said so); one row a product.
    kappa : float
        Cohen's kappa of two annotators, Fleiss' of more, over the products that more than
        one has labelled; NaN where there are none.
    n_annotators : int
        People.
    """

    labels: pd.DataFrame
    kappa: float
    n_annotators: int


def import_labels(
    path: FilePath, tool: str, categories: Sequence[str] | None = None
) -> Annotations:
    """Read what people said in Label Studio or Argilla.

    Parameters
    ----------
    path : str or Path
        What the tool exported: JSON or JSON-MIN of Label Studio, JSON or JSON Lines of
        Argilla's records.
    tool : {"label-studio", "argilla"}
        Whose.
    categories : sequence of str, optional
        Those that are allowed; others are left out, with a warning.

    Returns
    -------
    Annotations

    Raises
    ------
    CatalogError
        Where the file is no such export.

    Warns
    -----
    CatalogWarning
        Counts products without an answer, with a tie, and of unknown categories.
    """
    given: dict[tuple[str, str], list[tuple[str, str]]] = {}
    n_empty = n_unknown = 0
    for key, name, answers in (_label_studio if tool == "label-studio" else _argilla)(Path(path)):
        known = [one for one in answers if categories is None or one[1] in categories]
        n_unknown += len(answers) - len(known)
        n_empty += not answers
        if known:
            given.setdefault((key, name), []).extend(known)
    rows, tied = [], []
    for (_, name), answers in given.items():
        last = dict(answers)  # the last of each annotator
        (first, most), *others = Counter(last.values()).most_common()
        if others and others[0][1] == most:
            tied.append(name)
            continue
        rows.append([name, first, len(last), round(most / len(last), 4)])
    _warn(path, n_empty, n_unknown, tied)
    keys = {key for key, _ in given} or {"id"}
    if len(keys) > 1:
        raise CatalogError(f"{path}: some products go by id and some by index; export them anew.")
    labels = pd.DataFrame(rows, columns=[*keys, "category", "annotators", "agreement"])
    people = {who for answers in given.values() for who, _ in answers}
    return Annotations(labels, kappa([dict(one) for one in given.values()]), len(people))


def _warn(path, n_empty, n_unknown, tied):
    said = []
    if n_empty:
        said.append(f"{n_empty} product{'s have' if n_empty > 1 else ' has'} no answer")
    if n_unknown:
        what = (
            "answers are of unknown categories"
            if n_unknown > 1
            else ("answer is of an unknown category")
        )
        said.append(f"{n_unknown} {what}; left out")
    if tied:
        shown = ", ".join(tied[:_SHOWN]) + (", ..." if len(tied) > _SHOWN else "")
        have = "products have" if len(tied) > 1 else "product has"
        said.append(f"{len(tied)} {have} as many answers for as against ({shown}); left out")
    if said:
        warn(f"{path}: {'; '.join(said)}.", n_products=n_empty + n_unknown + len(tied))


def _read(path):
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        content = json.loads(text)
    except (OSError, ValueError) as cause:
        raise CatalogError(f"{path}: is no JSON: {cause}.") from cause
    if isinstance(content, dict):
        content = content.get("records", content.get("items", [content]))
    if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
        raise CatalogError(f"{path}: is no list of tasks or records.")
    return content


def _label_studio(path: Path) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield key, product and answers of each task, of JSON and of JSON-MIN."""
    for place, task in enumerate(_read(path)):
        data = task.get("data", task)
        if not isinstance(data, dict) or "product" not in data:
            raise CatalogError(
                f"{path}: task {place} (counted from 0) has no field 'product' in its data, which "
                "'fashion-clf export' writes."
            )
        answers = []
        for one in task.get("annotations", ()):
            if one.get("was_cancelled"):
                continue
            who = one.get("completed_by", one.get("id", ""))
            who = who.get("email", who.get("id")) if isinstance(who, dict) else who
            for result in one.get("result", ()):
                if result.get("from_name") == _QUESTION and result.get("type") == "choices":
                    answers += [(str(who), str(result["value"]["choices"][0]))]
        if "annotations" not in task and isinstance(task.get(_QUESTION), str):
            answers = [(str(task.get("annotator", "")), task[_QUESTION])]
        yield str(data.get("key", "id")), str(data["product"]), answers


def _argilla(path: Path) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield key, product and answers of each record, of both forms that there are."""
    for place, record in enumerate(_read(path)):
        if "id" not in record:
            raise CatalogError(f"{path}: record {place} (counted from 0) has no id.")
        answers: list[tuple[str, str]] = []
        responses: Any = record.get("responses") or {}
        if isinstance(responses, dict):
            answers = [
                (str(one.get("user_id", "")), str(one["value"]))
                for one in responses.get(_QUESTION, ())
                if one.get("status", "submitted") == "submitted"
            ]
        else:
            for one in responses:
                value = (one.get("values") or {}).get(_QUESTION)
                if value and one.get("status", "submitted") == "submitted":
                    answers.append((str(one.get("user_id", "")), str(value["value"])))
        key = (record.get("metadata") or {}).get("key", "id")
        yield str(key), str(record["id"]), answers


def kappa(answers: Sequence[dict[str, str]]) -> float:
    """Measure how far annotators agree beyond chance.

    Parameters
    ----------
    answers : list of dict of str to str
        For each product annotator to answer.

    Returns
    -------
    float
        Cohen's kappa where two people gave all answers, else Fleiss' for any number of
        answers a product; NaN where no product has two answers.

    References
    ----------
    J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20, 1960. J. L. Fleiss, "Measuring nominal scale agreement among many raters",
    Psychological Bulletin 76, 1971.

    Examples
    --------
    >>> from fashion_clf.review._import import kappa
    >>> answers = [{"a": "BAG", "b": "BAG"}, {"a": "SHOE", "b": "SHOE"}, {"a": "BAG", "b": "SHOE"}]
    >>> round(kappa([*answers, {"a": "SHOE", "b": "SHOE"}]), 2)
    0.5
    """
    both = [one for one in answers if len(one) > 1]
    if not both:
        return float("nan")
    people = sorted({who for one in both for who in one})
    names = sorted({said for one in both for said in one.values()})
    if len(people) == 2:
        shares = [Counter(one[who] for one in both) for who in people]
        chance = sum(shares[0][name] * shares[1][name] for name in names) / len(both) ** 2
        agreed = float(np.mean([one[people[0]] == one[people[1]] for one in both]))
    else:
        counts = np.array([[list(one.values()).count(name) for name in names] for one in both])
        n = counts.sum(axis=1)
        agreed = float(np.mean((counts * (counts - 1)).sum(axis=1) / (n * (n - 1))))
        chance = float(((counts.sum(axis=0) / counts.sum()) ** 2).sum())
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)
