"""``fashion-clf classify``: a catalogue in, the same catalogue with categories out."""

from pathlib import Path

import click

from fashion_clf.cli import _options
from fashion_clf.cli._checks import check_catalog_output, check_model_output
from fashion_clf.cli._download import fetch_photos
from fashion_clf.cli._progress import Progress, collect_warnings
from fashion_clf.cli._train import keep, make_model

__all__ = ["classify"]


@click.command()
@_options.catalog
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="The catalogue to write: .json .jsonl .csv .tsv, also .gz, or .parquet.",
)
@_options.images
@_options.download
@_options.model
@_options.rules
@_options.labels
@_options.gold()
@_options.n_jobs
@_options.seed
@click.option(
    "--save-model",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Keep the trained model, a .joblib file; its sidecar is written beside it.",
)
@_options.quiet
def classify(
    catalog, output, images, download, model, rules, labels, gold, n_jobs, seed, save_model, quiet
):
    """Give every product of the catalogue IN a category and write all to OUT.

    Every field and the order of products is kept; category, category_confidence
    (0 to 1) and category_source (rule, model, fallback or label) are added.
    Without --model the catalogue itself is what is learned from; it needs no labels.
    """
    if model and (rules or save_model):
        option = "--rules" if rules else "--save-model"
        raise click.UsageError(f"{option} is for training; with --model nothing is trained.")
    inputs = [catalog, model, rules, labels, gold]
    check_catalog_output(output, inputs)
    if save_model:
        check_model_output(save_model, [*inputs, output])

    from fashion_clf.catalog import add_predictions, write_catalog
    from fashion_clf.cli._report import report_gold, report_predictions, report_warnings
    from fashion_clf.cli._work import fit, predict, read, read_labels, read_model

    progress = Progress(quiet)
    with collect_warnings() as collected:
        downloaded = fetch_photos(progress, catalog, images) if download else None
        products, table = read(progress, catalog, images)
        if model:
            pipeline = read_model(progress, model, n_jobs)
            categories = pipeline.classes_
        else:
            pipeline, categories = make_model(rules, images, seed, n_jobs)
        y = read_labels(labels, table, categories)
        truth = read_labels(gold, table, categories)
        if not model:
            table = fit(progress, pipeline, table, y)
        if save_model:
            keep(progress, pipeline, save_model, catalog, len(table))
        predicted = predict(progress, pipeline, table, y, fitted_on=not model)
        with progress.stage("write"):
            columns = [predicted[name] for name in predicted]
            write_catalog(add_predictions(products, *columns), output)
    if not quiet:
        if download:
            click.echo(downloaded)
        click.echo(report_predictions(predicted, categories))
        click.echo(report_warnings(collected))
        if truth is not None:
            click.echo(report_gold(truth, predicted, categories))
        click.echo(f"\nwritten: {output}")
