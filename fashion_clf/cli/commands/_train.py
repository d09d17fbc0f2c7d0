"""``fashion-clf train``: fit on a catalogue and keep the model."""

from pathlib import Path

import click

from fashion_clf.cli.commands import _options
from fashion_clf.cli.run._checks import check_model_output

__all__ = ["keep", "make_model", "train"]


@click.command()
@_options.catalog
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="MODEL",
    type=click.Path(path_type=Path),
    help="The model to write, a .joblib file; its sidecar is written next to it.",
)
@_options.images
@_options.rules
@_options.labels
@_options.n_jobs
@_options.seed
@_options.sample
@_options.job
def train(job, catalog, output, images, rules, labels, n_jobs, seed, sample):
    """Train on the catalogue IN and save the model, for classify --model."""
    check_model_output(output, [catalog, rules, labels])

    from fashion_clf.cli.run._stages import note_columns
    from fashion_clf.cli.run._training import learn, open_catalog, read_given
    from fashion_clf.cli.tables._results import report_training, report_warnings

    pipeline, categories = make_model(rules, images, seed, n_jobs)
    with open_catalog(job, catalog, images) as reader:
        columns = note_columns(job, catalog, reader)
        y = read_given(job, labels, catalog, reader.n_products, categories, corrections=True)
        table, _ = learn(job, reader, pipeline, y, sample, seed, again=False)
    keep(job, pipeline, output, catalog, len(table))
    job.say(report_training(pipeline, len(table)))
    job.say(report_warnings(job.warnings.texts()))
    job.say(columns)
    job.say(f"\nwritten: {output}")


def make_model(rules, images, seed, n_jobs):
    """Make an unfitted pipeline.

    Parameters
    ----------
    rules : Path or None
        A rules file; None for the library's.
    images : Path or None
        Folder of photos; None for a model without them.
    seed : int
        Seed.
    n_jobs : int or None
        Workers.

    Returns
    -------
    tuple of (Pipeline, tuple of str)
        The pipeline and its categories.
    """
    from fashion_clf.labeling import load_rules
    from fashion_clf.pipeline import make_pipeline

    ruleset = load_rules(rules)
    pipeline = make_pipeline(
        rules=ruleset, images=images is not None, random_state=seed, n_jobs=n_jobs
    )
    return pipeline, ruleset.categories


def keep(job, pipeline, path, catalog, n_products):
    """Save a model, with what it was trained on in its sidecar."""
    from fashion_clf.persistence import save_model

    with job.stage("save"):
        save_model(pipeline, path, metadata={"trained_on": catalog.name, "n_products": n_products})
    job.wrote(path, n_products)
