"""How right predictions are, how sure they are, and whether the two agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fashion_clf.catalog._gold import load_gold
from fashion_clf.exceptions import FashionClfError
from fashion_clf.utils._missing import is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from fashion_clf.utils._typing import ArrayLike, Floats, Labels

__all__ = ["Evaluation", "evaluate", "load_gold", "precision_coverage"]

_NONE = "(none)"  # the column of products without a prediction


@dataclass(frozen=True)
class Evaluation:
    """Scores of predictions against gold.

    Attributes
    ----------
    n_samples : int
        Products.
    n_scored : int
        Products with gold; all scores are over these.
    accuracy : float
        Share of right predictions; a missing one is wrong.
    macro_f1 : float
        Mean F1 of the categories with at least `min_support` gold products; NaN
        where there is none.
    min_support : int
        See there.
    per_category : DataFrame, shape (n_labels, 4)
        ``precision``, ``recall``, ``f1``, ``support`` of each category.
    confusion : DataFrame, shape (n_labels, n_labels) or one column more
        Rows are gold, columns predictions; the last column ``(none)``, where there
        is one, counts products without a prediction.
    calibration_error : float or None
        Expected calibration error, from 0 to 1; None without confidences.
    per_source : DataFrame or None
        ``accuracy`` and ``support`` of each source of predictions; None without.
    """

    n_samples: int
    n_scored: int
    accuracy: float
    macro_f1: float
    min_support: int
    per_category: pd.DataFrame
    confusion: pd.DataFrame
    calibration_error: float | None = None
    per_source: pd.DataFrame | None = None

    def to_text(self) -> str:
        """Lay the scores out for a terminal.

        Returns
        -------
        str
        """
        lines = [
            f"scored on {self.n_scored} of {self.n_samples} products",
            f"accuracy {self.accuracy:.3f}",
            f"macro-F1 {self.macro_f1:.3f} (categories with at least {self.min_support} products)",
        ]
        if self.calibration_error is not None:
            lines.append(f"expected calibration error {self.calibration_error:.3f}")
        if self.per_source is not None:
            lines += ["", self.per_source.to_string(float_format="{:.3f}".format)]
        lines += ["", self.per_category.to_string(float_format="{:.3f}".format)]
        lines += ["", "confusion (rows: gold, columns: predicted)", self.confusion.to_string()]
        return "\n".join(lines)


def evaluate(
    y_true: Labels,
    y_pred: Labels,
    *,
    labels: Sequence[str] | None = None,
    proba: ArrayLike | None = None,
    sources: Sequence[str] | ArrayLike | None = None,
    min_support: int = 5,
    n_bins: int = 10,
) -> Evaluation:
    """Score predictions against gold.

    Parameters
    ----------
    y_true : array-like of str, shape (n_samples,)
        Gold. A product whose gold is None, NaN or empty is not scored.
    y_pred : array-like of str, shape (n_samples,)
        Predictions. None, NaN or empty is none, and counts as wrong.
    labels : sequence of str, default=None
        Every category, in the order of the tables; None for those that occur, sorted.
    proba : array-like of float, shape (n_samples,) or (n_samples, n_labels), default=None
        Confidence of each prediction, or probabilities of which the largest of a row is it.
    sources : array-like of str, shape (n_samples,), default=None
        Where each prediction comes from, such as ``rule`` or ``model``.
    min_support : int, default=5
        Categories with fewer gold products do not count in macro-F1.
    n_bins : int, default=10
        Bins of equal width for the calibration error.

    Returns
    -------
    Evaluation

    Raises
    ------
    FashionClfError
        Where lengths differ, nothing has gold, a category is not among `labels`, or
        a confidence is not from 0 to 1.

    Notes
    -----
    The expected calibration error is that of Naeini, Cooper and Hauskrecht (AAAI 2015)
    as Guo et al. (ICML 2017) use it: with predictions in bins ((m - 1) / M, m / M] by
    confidence, the sum over bins of |share right - mean confidence| * share of products.
    A product without a prediction has confidence 0.

    Examples
    --------
    >>> from fashion_clf import evaluate
    >>> result = evaluate(["BAG", "SHOE", None, "BAG"], ["BAG", "BAG", "BAG", None], min_support=1)
    >>> result.n_scored, round(result.accuracy, 3), result.macro_f1
    (3, 0.333, 0.25)
    >>> result.confusion
          BAG  SHOE  (none)
    BAG     1     0       1
    SHOE    1     0       0
    """
    from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

    gold, predicted = _names(y_true), _names(y_pred)
    _require_length(len(gold), y_pred=predicted, proba=proba, sources=sources)
    scored = np.array([name is not None for name in gold], dtype=bool)
    if not scored.any():
        raise FashionClfError(f"none of the {len(gold)} products has gold: nothing to score.")
    labels = _labels(gold[scored], predicted[scored], labels)
    truth = gold[scored].astype(str)
    guess = np.array([_NONE if name is None else name for name in predicted[scored]])
    right = truth == guess
    precision, recall, f1, support = precision_recall_fscore_support(
        truth, guess, labels=labels, zero_division=0
    )
    columns = [*labels, _NONE] if (guess == _NONE).any() else labels
    counts = confusion_matrix(truth, guess, labels=[*labels, _NONE])
    enough = support >= min_support
    return Evaluation(
        n_samples=len(gold),
        n_scored=int(scored.sum()),
        accuracy=float(right.mean()),
        macro_f1=float(f1[enough].mean()) if enough.any() else float("nan"),
        min_support=min_support,
        per_category=pd.DataFrame(
            {"precision": precision, "recall": recall, "f1": f1, "support": support}, index=labels
        ),
        confusion=pd.DataFrame(
            counts[: len(labels), : len(columns)], index=labels, columns=columns
        ),
        calibration_error=None
        if proba is None
        else calibration_error(right, _confidences(proba, predicted)[scored], n_bins),
        per_source=None
        if sources is None
        else pd.DataFrame({"right": right, "source": np.asarray(sources, dtype=object)[scored]})
        .groupby("source")["right"]
        .agg(accuracy="mean", support="size"),
    )


def precision_coverage(y_true: Labels, y_pred: Labels, confidence: ArrayLike) -> pd.DataFrame:
    """Tell how precise the predictions at or above each confidence are.

    Parameters
    ----------
    y_true, y_pred : array-like of str, shape (n_samples,)
        As for :func:`evaluate`.
    confidence : array-like of float, shape (n_samples,)
        From 0 to 1.

    Returns
    -------
    DataFrame
        A row for each confidence that occurs, highest first: ``threshold``,
        ``coverage`` (share of the scored products that reach it) and ``precision``.

    Examples
    --------
    >>> from fashion_clf.evaluation import precision_coverage
    >>> precision_coverage(["A", "A", "B", "B"], ["A", "A", "A", "B"], [0.9, 0.8, 0.5, 0.5])
       threshold  coverage  precision
    0        0.9      0.25       1.00
    1        0.8      0.50       1.00
    2        0.5      1.00       0.75
    """
    gold, predicted = _names(y_true), _names(y_pred)
    _require_length(len(gold), y_pred=predicted, confidence=confidence)
    scored = np.array([name is not None for name in gold], dtype=bool)
    given = scored & np.array([name is not None for name in predicted], dtype=bool)
    values = _confidences(confidence, predicted)[given]
    order = np.argsort(-values, kind="stable")
    values, right = values[order], (gold == predicted)[given][order]
    last = np.flatnonzero(np.diff(values, append=-1.0))  # equal confidences stand together
    return pd.DataFrame(
        {
            "threshold": values[last],
            "coverage": (last + 1) / max(scored.sum(), 1),
            "precision": np.cumsum(right)[last] / (last + 1),
        }
    )


def _names(values: Labels) -> NDArray[Any]:
    """Bring category names to an array of str and None."""
    names = [None if is_missing(v) or v == "" else str(v) for v in list(values)]
    return np.array([*names, None], dtype=object)[:-1]


def _require_length(n: int, **others: Any) -> None:
    for name, values in others.items():
        if values is not None and len(values) != n:
            raise FashionClfError(f"{name} has {len(values)} rows, y_true has {n}.")


def _labels(gold: NDArray[Any], predicted: NDArray[Any], labels: Sequence[str] | None) -> list[str]:
    occurring = sorted({*gold, *predicted} - {None})
    if labels is None:
        return occurring
    labels = [str(label) for label in labels]
    unknown = [name for name in occurring if name not in labels]
    if unknown:
        raise FashionClfError(
            f"categories {', '.join(map(repr, unknown))} are none of the labels "
            f"{', '.join(labels)}."
        )
    return labels


def _confidences(proba: ArrayLike, predicted: NDArray[Any]) -> Floats:
    proba = np.asarray(proba, dtype=float)
    confidence = proba.max(axis=1) if proba.ndim == 2 else proba.copy()
    confidence[[name is None for name in predicted]] = 0.0
    if not ((confidence >= 0) & (confidence <= 1 + 1e-9)).all():
        raise FashionClfError("a confidence is not a number from 0 to 1.")
    return confidence


def calibration_error(right: NDArray[Any], confidence: Floats, n_bins: int) -> float:
    edges = np.linspace(0, 1, n_bins + 1)
    bins = np.clip(np.digitize(confidence, edges, right=True) - 1, 0, n_bins - 1)
    gaps = np.bincount(bins, weights=right - confidence, minlength=n_bins)
    return float(np.abs(gaps).sum() / len(right))
