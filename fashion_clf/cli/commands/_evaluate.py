"""``fashion-clf evaluate``: score a catalogue against gold."""

import click

from fashion_clf.cli.commands import _options
from fashion_clf.exceptions import CatalogError, FashionClfError

__all__ = ["evaluate"]


@click.command()
@_options.catalog
@_options.gold(required=True)
@_options.model
@_options.images
@_options.rules
@_options.n_jobs
@_options.job
def evaluate(job, catalog, gold, model, images, rules, n_jobs):
    """Score the catalogue IN, already classified, against --gold.

    Reads the column category and, if present, category_confidence and
    category_source. A column product_type, shopify_id or google_id in --gold scores
    product types. With --model the catalogue is classified first; nothing is
    written. --rules gives the categories if they are your own.
    """
    if images and not model:
        raise click.UsageError("--images is for --model; scoring needs no photos.")
    if rules and model:
        raise click.UsageError("--rules and --model both say what the categories are; give one.")

    from fashion_clf.catalog._gold import names_of_columns
    from fashion_clf.catalog._gold_types import COLUMNS
    from fashion_clf.cli.run._stages import predict, read, read_labels, read_model
    from fashion_clf.cli.tables._results import report_gold, report_warnings

    products, table = read(job, catalog, images)
    if model:
        pipeline = read_model(job, model, n_jobs)
        categories = pipeline[-1].categories_
    else:
        categories = _categories(rules)
        predicted = _predictions(products, catalog)
    names = names_of_columns(gold)
    typed = not names.isdisjoint(COLUMNS)
    scored = "category" in names or not typed
    truth = read_labels(gold, table, categories) if scored else None
    if model:
        predicted = predict(job, pipeline, table, types=typed)
    try:
        if scored:
            job.say(report_gold(truth, predicted, categories))
        if typed:
            job.say(_score_types(gold, table, predicted if model else products))
    except CatalogError:
        raise
    except FashionClfError as error:
        raise CatalogError(f"{catalog}, {gold}: {error}") from error
    job.say(report_warnings(job.warnings.texts()))


def _score_types(gold, table, predicted):
    """Lay out how right product types are."""
    from fashion_clf.catalog._gold_types import place_gold_types
    from fashion_clf.product_tree import nodes_of, score_types

    truth = place_gold_types(gold, len(table), lambda: table["id"])
    if "product_type" not in predicted:
        raise CatalogError(
            "the catalogue has no column 'product_type' to score. Classify it with --types, or "
            "give --model to do it now."
        )
    if "product_type_node" in predicted:
        nodes = predicted["product_type_node"].tolist()
    else:
        nodes = nodes_of(predicted["category"].tolist(), predicted["product_type"].tolist())
    confidence = predicted.get("product_type_confidence")
    confidence = None if confidence is None else confidence.astype(float)
    return f"\n{score_types(truth, nodes, confidence).to_text()}"


def _categories(rules):
    if rules is None:
        from fashion_clf.taxonomy import CATEGORIES

        return CATEGORIES
    from fashion_clf.labeling import load_rules

    return load_rules(rules).categories


def _predictions(products, path):
    """Take from a classified catalogue what `classify` has added to it."""
    import pandas as pd

    if "category" not in products:
        raise CatalogError(
            f"{path}: has no column 'category'. Classify it first, or give --model to do it now."
        )
    names = ["category", "category_confidence", "category_source"]
    predicted = products[[name for name in names if name in products]].copy()
    if "category_confidence" in predicted:
        try:  # text in a CSV
            predicted["category_confidence"] = pd.to_numeric(predicted["category_confidence"])
        except (TypeError, ValueError) as cause:
            raise CatalogError(
                f"{path}: 'category_confidence' is no number everywhere: {cause}."
            ) from cause
    return predicted
