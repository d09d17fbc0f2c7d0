"""One file to look at a classified catalogue and to correct it, without a server."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fashion_clf.exceptions import FashionClfError
from fashion_clf.review._cards import cards, rules_table
from fashion_clf.review._doubt import doubt_of_results, measure_doubt
from fashion_clf.review._overview import confused_pairs, overview
from fashion_clf.review._queue import queue_of
from fashion_clf.review._results import keys_of, results_of, texts_of
from fashion_clf.text import tokenize_products
from fashion_clf.utils._atomic_files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sklearn.pipeline import Pipeline

    from fashion_clf.utils._typing import FilePath, Labels, Products

__all__ = ["review_page"]

_UNSURE = 0.8  # confidence below which the runner-up counts as confused with


def review_page(
    products: Products,
    path: FilePath,
    *,
    pipeline: Pipeline | None = None,
    gold: Labels | None = None,
    top: int = 1000,
    title: str = "Review",
    sections: Sequence[Mapping[str, Any]] = (),
) -> Path:
    """Write a page on which people look at a classified catalogue and correct it.

    The page is one file that needs nothing else, and asks nothing of any server: an overview
    of all products, a queue of those whose review is worth most, a gallery, and what was
    corrected as a file that ``fashion-clf classify --labels`` takes. What is corrected stays
    in the browser until it is saved.

    Parameters
    ----------
    products : DataFrame or list of dict
        A classified catalogue, with ``category`` and, as far as there are any,
        ``category_confidence``, ``category_source`` and ``product_type``; with ``image`` as of
        ``load_catalog(..., image_dir=...)``, photos are shown.
    path : str or Path
        The file to write, such as ``review.html``.
    pipeline : Pipeline, optional
        Fitted, of :func:`fashion_clf.make_pipeline`: it orders the queue, and names the words
        that decided, the runners-up and the rules. Without it the least confident come first.
    gold : array-like of (str or None), optional
        True categories of some products, for the figures only.
    top : int, default=1000
        Products on the page: one half those of the queue, the other drawn evenly from all
        categories, for the gallery. The figures are of all products.
    title : str, default="Review"
        Heading.
    sections : sequence of dict, optional
        Further tables of the overview: ``title``, ``head`` and ``rows``.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    CatalogError
        Where the products are not classified.
    FashionClfError
        Where Jinja2 is not installed, or the file cannot be written.
    ValueError
        Where `top` is less than 1.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from fashion_clf import load_pretrained, review_page
    >>> products = [{"id": "7", "title": "Suede boots", "category": "SHOE"}]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = review_page(products, pathlib.Path(folder, "review.html"),
    ...                        pipeline=load_pretrained())
    ...     "Suede boots" in page.read_text()
    True
    """
    if isinstance(top, bool) or not isinstance(top, int | np.integer) or top < 1:
        raise ValueError(f"top is {top!r}; allowed is a whole number from 1")
    results = results_of(products)
    classes = _categories(results, pipeline)
    table = texts_of(products)
    tokenised = tokenize_products(table)
    results["language"] = tokenised["language"].to_numpy()
    gold = None if gold is None else np.array(list(gold), dtype=object)
    key, keys = keys_of(table)
    if pipeline is None:
        doubts = doubt_of_results(results, tokenised["tokens"].tolist())
    else:
        doubts = measure_doubt(pipeline, tokenised)
    queue = _queue(doubts, max(1, (top + 1) // 2))
    drawn = _drawn(results["category"], queue, top)
    unsure = doubts.table["confidence"] < _UNSURE
    rivals = doubts.table["runner_up"].where(unsure, None).tolist()
    rules = [] if pipeline is None else rules_table(pipeline, tokenised, doubts.table["category"])
    data = {
        "key": key,
        "digest": hashlib.sha256(json.dumps([keys, results["category"].tolist()]).encode())
        .hexdigest()[:16],
        "categories": classes,
        "types": _types(classes),
        "n_queue": len(queue),
        "products": cards(pipeline, table, results, keys, queue | drawn),
        "overview": overview(results, gold),
        "confused": confused_pairs(results["category"], rivals, gold),
        "rules": rules,
        "sections": list(sections),
    }  # fmt: skip
    path = Path(path)
    with atomic_path(path, FashionClfError) as temporary:
        Path(temporary).write_text(_render(data, title), encoding="utf-8")
    return path


def _categories(results, pipeline):
    """Give the categories in the order of the rules file, and any others behind them."""
    from fashion_clf.taxonomy import CATEGORIES

    found = sorted(set(results["category"]))
    own = CATEGORIES if pipeline is None else map(str, pipeline[-1].categories_)
    own = [name for name in own if pipeline is not None or set(found) <= set(CATEGORIES)]
    return [*own, *(name for name in found if name not in own)]


def _queue(doubts, n):
    """Give the rows of the queue, each with its reason and the rows of products alike."""
    queue = queue_of(doubts, n)
    place = {label: row for row, label in enumerate(doubts.table.index)}
    return {
        place[label]: (reason, [place[other] for other in alike])
        for label, reason, alike in zip(queue.index, queue["reason"], queue["alike"], strict=True)
    }


def _drawn(categories, queue, top):
    """Draw rows evenly from the categories, but those of the queue."""
    rng = np.random.default_rng(0)
    left = {}
    for row in rng.permutation(len(categories)).tolist():
        if row not in queue:
            left.setdefault(categories.iloc[row], []).append(row)
    drawn: list[int] = []
    while left and len(drawn) + len(queue) < top:
        for name in sorted(left):
            if len(drawn) + len(queue) < top:
                drawn.append(left[name].pop())
            if not left[name]:
                del left[name]
    return dict.fromkeys(drawn, ("", []))


def _types(classes):
    """Give the names of types below the categories, and the category of each."""
    from fashion_clf.taxonomy import CATEGORIES
    from fashion_clf.taxonomy._tree import load_tree

    if not set(classes) <= set(CATEGORIES):
        return {}
    return {
        " > ".join(node.path[-2:]): node.category
        for node in load_tree().nodes.values()
        if node.category in classes
    }


def _render(data, title):
    try:
        from jinja2 import Environment, StrictUndefined
        from markupsafe import Markup
    except ImportError as cause:
        raise FashionClfError('a page needs Jinja2: pip install "fashion-clf[review]".') from cause
    folder = files("fashion_clf").joinpath("review")
    template, style, script = (
        folder.joinpath(f"page.{kind}").read_text(encoding="utf-8")
        for kind in ("html.j2", "css", "js")
    )
    held = json.dumps(data, ensure_ascii=False, allow_nan=False)
    for mark, safe in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"),
                       ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):  # fmt: skip
        held = held.replace(mark, safe)
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src {_digest(style)}; script-src {_digest(script)} {_digest(held)}"
    )
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    page = environment.from_string(template).render(
        title=title,
        policy=policy,
        style=Markup(style),
        script=Markup(script),
        data=Markup(held),
    )
    return page.encode("utf-8", "replace").decode()  # half characters cannot be written


def _digest(text):
    held = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(held).decode()}'"
