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
    category_source. With --model the catalogue is classified first; nothing is
    written. --rules gives the categories if they are your own.
    """
    if images and not model:
        raise click.UsageError("--images is for --model; scoring needs no photos.")
    if rules and model:
        raise click.UsageError("--rules and --model both say what the categories are; give one.")

    from fashion_clf.cli.run._stages import predict, read, read_labels, read_model
    from fashion_clf.cli.tables._results import report_gold, report_warnings

    products, table = read(job, catalog, images)
    if model:
        pipeline = read_model(job, model, n_jobs)
        categories = pipeline[-1].categories_
    else:
        categories = _categories(rules)
        predicted = _predictions(products, catalog)
    truth = read_labels(gold, table, categories)
    if model:
        predicted = predict(job, pipeline, table)
    try:
        report = report_gold(truth, predicted, categories)
    except FashionClfError as error:
        raise CatalogError(f"{catalog}, {gold}: {error}") from error
    job.say(report)
    job.say(report_warnings(job.warnings.texts()))


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
