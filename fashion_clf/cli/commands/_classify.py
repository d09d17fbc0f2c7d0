"""``fashion-clf classify``: a catalogue in, the same catalogue with categories out."""

import json
import warnings
from contextlib import ExitStack
from pathlib import Path

import click

from fashion_clf.cli.commands import _options
from fashion_clf.cli.commands._download import fetch_photos
from fashion_clf.cli.commands._train import keep, make_model
from fashion_clf.cli.run._checks import check_catalog_output, check_model_output
from fashion_clf.cli.run._job import PROBLEMS
from fashion_clf.exceptions import CatalogError
from fashion_clf.taxonomy import PUBLIC_TAXONOMIES

__all__ = ["classify"]


@click.command()
@_options.catalogs
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="The catalogue to write: .json .jsonl .csv .tsv .txt .xml, also .gz, .parquet or .xlsx.",
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
    help="Save the trained model (.joblib or .skops) with its sidecar.",
)
@click.option(
    "--taxonomy",
    type=click.Choice(PUBLIC_TAXONOMIES),
    help="Add the id of each category in Google's or Shopify's taxonomy.",
)
@click.option(
    "--types",
    is_flag=True,
    help="Add the product type below the category, such as Boots; --taxonomy then writes its id.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Continue an interrupted run; requires --model.",
)
@_options.sample
@_options.scheduler
@_options.job
def classify(job, scheduler, **options):
    """Assign a category to every product of the catalogue IN and write OUT.

    All fields and the order of products are kept; category, category_confidence
    (0 to 1) and category_source (rule, model, fallback or label) are added.
    Without --model a model is trained on the catalogue itself, without labels.
    """
    if scheduler:
        _check_alone(options)
        settings = {name: options[name] for name in ("images", "taxonomy", "types")}
        paths = options["catalog"], options["output"], options["model"]
        _classify_on_cluster(job, *paths, scheduler, settings)
    else:
        _classify_file(job, **options)


def _classify_file(
    job,
    catalog,
    output,
    images,
    download,
    model,
    rules,
    labels,
    gold,
    n_jobs,
    seed,
    save_model,
    taxonomy,
    types,
    resume,
    sample,
):
    """Classify one file here, by a model that is given or learned from it."""
    _check_files([catalog, model, rules, labels, gold], output, save_model, resume)

    from fashion_clf.cli.run._workers import start_workers

    if download:
        _fetch(job, catalog, images)
    files = {"images": images, "labels": labels, "gold": gold}
    more = {"taxonomy": taxonomy, "types": types, "reading": json.dumps(job.reading)}
    known = None
    with ExitStack() as opened:
        workers = opened.enter_context(start_workers(n_jobs if model else None))
        # What follows imports pandas; with workers, they alone import scikit-learn and the rest.
        from fashion_clf.cli.run._stages import note_columns
        from fashion_clf.cli.run._streaming import classify_parts, describe_work, require_unchanged
        from fashion_clf.cli.run._training import learn, open_catalog, warn_without_ids
        from fashion_clf.cli.tables._tally import Tally

        work = describe_work(catalog, model, **files, **more)
        if model:
            workers.load(job, model, n_jobs)
        else:
            workers.pipeline, categories = make_model(rules, images, seed, n_jobs)
        reader = opened.enter_context(open_catalog(job, catalog, images))
        columns = note_columns(job, catalog, reader)
        if model:
            categories = workers.categories()
        if taxonomy:
            warn_without_ids(categories, taxonomy)
        y, truth = _read_given(job, labels, gold, catalog, reader.n_products, categories)
        if not model:
            table, whole = learn(job, reader, workers.pipeline, y, sample, seed, again=True)
            if save_model:
                keep(job, workers.pipeline, save_model, catalog, len(table))
            known = table if whole else None
            reader = opened.enter_context(open_catalog(job, catalog, images))
            require_unchanged(catalog, work)
        tally = Tally(categories, truth)
        how = {"y": y, "known": known, "taxonomy": taxonomy, "types": types, "work": work}
        classify_parts(job, reader, output, tally, **how, resume=resume, workers=workers)
    _warn_of_fallback(tally, catalog, images)
    _report(job, tally, f"{columns}\n\nwritten: {output}")


def _fetch(job, catalog, images):
    """Download the photos first; what is odd in products is said when they are classified."""
    from fashion_clf.cli.run._training import muted

    with muted():
        fetch_photos(job, catalog, images)


def _read_given(job, labels, gold, catalog, n_products, categories):
    """Read human labels, which are kept, and gold, which scores."""
    from fashion_clf.cli.run._training import read_given

    y = read_given(job, labels, catalog, n_products, categories, corrections=True)
    truth = read_given(job, gold, catalog, n_products, categories)
    if truth is not None and not any(truth):
        raise CatalogError(f"{gold}: none of the {n_products} products has gold: nothing to score.")
    return y, truth


def _check_alone(options):
    if not options["model"]:
        raise click.UsageError("--scheduler predicts with --model; train one with 'train'.")
    for name in ("download", "rules", "labels", "gold", "n_jobs", "save_model", "resume"):
        if options[name]:
            option = "--" + name.replace("_", "-")
            raise click.UsageError(f"{option} is for one file; with --scheduler there are many.")


def _classify_on_cluster(job, pattern, folder, model, scheduler, settings):
    """Classify many files, each by a worker of a cluster."""
    from fashion_clf._version import __version__
    from fashion_clf.cli.run import _cluster
    from fashion_clf.cli.run._stages import read_model
    from fashion_clf.cli.run._streaming import digest
    from fashion_clf.cli.run._training import warn_without_ids
    from fashion_clf.cli.tables._tally import Tally

    settings["images"] = settings["images"] and str(settings["images"].resolve())
    work = {"release of fashion-clf": __version__, "model": digest(model)}
    work |= {f"--{name}": value for name, value in settings.items()}
    work["reading"] = json.dumps(job.reading)
    plan = _cluster.plan_files(pattern, folder)
    pipeline = read_model(job, model, 1)
    if settings["taxonomy"]:
        warn_without_ids(pipeline[-1].categories_, settings["taxonomy"])
    tally = Tally(pipeline[-1].categories_)
    options = settings | {"reading": job.reading, "version": __version__}
    with _cluster.connect(scheduler) as client:
        wrong = _cluster.classify_files(job, client, pipeline, plan, tally, options, work)
    _report(job, tally, f"\nwritten: {len(plan) - len(wrong):,} of {len(plan):,} files in {folder}")
    if wrong:
        listed = "".join(f"\n  {text}" for text in wrong)
        n = f"{len(wrong)} file{'s' if len(wrong) > 1 else ''}"
        click.echo(f"fashion-clf: {n} could not be classified:{listed}", err=True)
        raise click.exceptions.Exit(PROBLEMS)


def _warn_of_fallback(tally, catalog, images):
    """Warn where every product has the fallback category."""
    from fashion_clf.exceptions import LabelingWarning

    if tally.table()["fallback"].sum() < tally.n_products:
        return
    photos = "" if images else " Photos tell something, too: give their folder with --images."
    warnings.warn(
        f"{catalog}: nothing was found in any of the {tally.n_products} products that says what "
        "they are: all have the fallback category. Are the columns right that were read? Name "
        f"others with --columns.{photos}",
        LabelingWarning,
        stacklevel=2,
    )


def _check_files(inputs, output, save_model, resume):
    _, model, rules, *_ = inputs
    if resume and not model:
        raise click.UsageError("--resume goes on with --model; --save-model keeps what is trained.")
    if model and (rules or save_model):
        option = "--rules" if rules else "--save-model"
        raise click.UsageError(f"{option} is for training; with --model nothing is trained.")
    check_catalog_output(output, inputs)
    if save_model:
        check_model_output(save_model, [*inputs, output])


def _report(job, tally, end):
    from fashion_clf.cli.tables._results import (
        report_gold,
        report_languages,
        report_predictions,
        report_warnings,
    )

    counts = tally.table()["products"]
    found = {"categories": counts.to_dict(), "languages": dict(tally.languages)}
    job.log.event("result", products=tally.n_products, **found)
    job.say(report_predictions(tally) + report_languages(tally.languages))
    job.say(report_warnings(job.warnings.texts()))
    if tally.truth is not None:
        job.say(report_gold(*tally.scored(), tally.categories, tally.n_products))
    job.say(end)
