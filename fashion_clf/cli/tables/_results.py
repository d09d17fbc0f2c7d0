"""The tables that the commands close with."""

from collections import Counter
from dataclasses import replace

import pandas as pd

from fashion_clf.cli.tables._tally import SOURCES

__all__ = [
    "report_download",
    "report_gold",
    "report_languages",
    "report_predictions",
    "report_training",
    "report_warnings",
]

_SHOWN = 5  # warnings of a kind


def report_predictions(tally):
    """Lay out how many products each category has, and where they come from.

    Parameters
    ----------
    tally : Tally
        Counts of all products.

    Returns
    -------
    str

    Examples
    --------
    >>> import pandas as pd
    >>> from fashion_clf.cli.tables._results import report_predictions
    >>> from fashion_clf.cli.tables._tally import Tally
    >>> tally = Tally(["BAG", "SHOE"])
    >>> _ = tally.add(
    ...     pd.DataFrame(
    ...         {
    ...             "category": ["BAG", "BAG"],
    ...             "category_confidence": [0.9, 0.6],
    ...             "category_source": ["rule", "model"],
    ...         }
    ...     )
    ... )
    >>> print(report_predictions(tally))
    category  products  rule  model  fallback  label  mean confidence
    BAG              2     1      1         0      0            0.750
    SHOE             0     0      0         0      0                -
    all              2     1      1         0      0            0.750
    """
    counts = tally.table()[["products", *SOURCES, "mean confidence"]]
    every = counts.sum()
    total = (counts["mean confidence"] * counts["products"]).sum()
    every["mean confidence"] = total / every["products"]
    counts.loc["all"] = every
    counts = counts.astype(dict.fromkeys(["products", *SOURCES], int))
    return _as_text(counts.rename_axis("category"))


def report_languages(languages):
    """Tell how many products were read in which language; nothing where all are English.

    Parameters
    ----------
    languages : Counter
        Products by the code of their language.

    Returns
    -------
    str

    Examples
    --------
    >>> from collections import Counter
    >>> from fashion_clf.cli.tables._results import report_languages
    >>> print(report_languages(Counter(en=20, de=7, hu=1)))
    <BLANKLINE>
    languages: English 20, German 7, Hungarian 1 (not read)
    """
    if not set(languages) - {"en"}:
        return ""
    from fashion_clf.catalog._languages import LANGUAGE_NAMES, UNREAD

    shown = ", ".join(
        f"{LANGUAGE_NAMES[code]} {n:,}{' (not read)' if code in UNREAD else ''}"
        for code, n in languages.most_common()
    )
    return f"\nlanguages: {shown}"


def report_download(counts, folder):
    """Lay out the status of the photos of a catalogue.

    Parameters
    ----------
    counts : dict of str to dict of str to int
        As of `download_images`.
    folder : Path
        The folder of photos.

    Returns
    -------
    str

    Examples
    --------
    >>> from fashion_clf.cli.tables._results import report_download
    >>> counts = {"status": {"downloaded": 7, "failed": 2}, "reason": {"HTTP 404": 2}}
    >>> print(report_download(counts, "photos"))
    photos of 9 products, in photos
      downloaded: 7
      failed: 2 (HTTP 404: 2); --retry-failed tries these again
    """
    lines = [f"photos of {sum(counts['status'].values())} products, in {folder}"]
    for status, n in counts["status"].items():
        lines.append(f"  {status}: {n}")
        if status == "failed":
            reasons = ", ".join(f"{kind}: {m}" for kind, m in counts["reason"].items())
            lines[-1] += f" ({reasons}); --retry-failed tries these again"
    return "\n".join(lines)


def report_training(pipeline, n_products):
    """Lay out how many products of the training catalogue have each weak label.

    Parameters
    ----------
    pipeline : Pipeline
        Fitted.
    n_products : int
        Products of the catalogue.

    Returns
    -------
    str
    """
    counts = pd.Series(pipeline[-1].n_votes_, pipeline.classes_, name="weak labels")
    counts = counts[list(pipeline[-1].categories_)].to_frame()
    counts.loc["none"] = n_products - counts["weak labels"].sum()
    counts.loc["all"] = n_products
    return _as_text(counts.rename_axis("category"))


def report_warnings(collected):
    """Count warnings by kind and give their texts.

    Parameters
    ----------
    collected : list of (str, str)
        Kind and text of each.

    Returns
    -------
    str

    Examples
    --------
    >>> from fashion_clf.cli.tables._results import report_warnings
    >>> print(report_warnings([("CatalogWarning", "2 ids are repeated.")]))
    <BLANKLINE>
    warnings: 1
      CatalogWarning: 1
        2 ids are repeated.
    """
    lines = ["", f"warnings: {len(collected)}"]
    for kind, count in Counter(kind for kind, _ in collected).items():
        texts = [text for other, text in collected if other == kind]
        lines.append(f"  {kind}: {count}")
        lines += [f"    {text}" for text in texts[:_SHOWN]]
        if count > _SHOWN:
            lines.append(f"    ... and {count - _SHOWN} more")
    return "\n".join(lines)


def report_gold(truth, predicted, categories, n_products=None):
    """Lay out how right predictions are.

    Parameters
    ----------
    truth : ndarray of (str or None), shape (n_scored,)
        Gold.
    predicted : DataFrame
        Column ``category``, and ``category_confidence`` and ``category_source``
        where they are known.
    categories : sequence of str
        The lines of the tables.
    n_products : int or None, default=None
        Products of the catalogue; None for those that are given here.

    Returns
    -------
    str
    """
    from fashion_clf.evaluation import evaluate

    scores = evaluate(
        truth,
        predicted["category"],
        labels=categories,
        proba=predicted.get("category_confidence"),
        sources=predicted.get("category_source"),
    )
    if n_products is not None:
        scores = replace(scores, n_samples=n_products)
    return f"\n{scores.to_text()}"


def _as_text(table):
    """Lay a table out, its index a column like the others."""
    width = max(map(len, [*table.index, table.index.name]))
    table = table.set_axis(table.index.str.ljust(width)).rename_axis("category".ljust(width))
    return table.reset_index().to_string(
        index=False, na_rep="-", float_format="{:.3f}".format, justify="right"
    )
