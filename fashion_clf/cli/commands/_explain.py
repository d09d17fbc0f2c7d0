"""``fashion-clf explain``: why a product got its category."""

import click

from fashion_clf.cli.commands import _options
from fashion_clf.cli.commands._train import make_model

__all__ = ["explain"]

_LONGEST = 3000  # characters of a text


@click.command()
@_options.catalog
@click.option(
    "--row",
    "rows",
    type=int,
    multiple=True,
    required=True,
    metavar="N",
    help="Which product, counted from 0; may be given several times.",
)
@_options.images
@_options.model
@_options.rules
@_options.n_jobs
@_options.seed
@_options.job
def explain(job, catalog, rows, images, model, rules, n_jobs, seed):
    """Explain the categories of single products of the catalogue IN.

    Prints the category, the rules that fired with the words they matched, the
    runner-up, and the features that moved the model. Without --model a model is
    trained on the catalogue first.
    """
    if model and rules:
        raise click.UsageError("--rules is for training; with --model nothing is trained.")

    from fashion_clf.cli.run._stages import fit, read, read_model
    from fashion_clf.cli.tables._results import report_warnings
    from fashion_clf.explanation import explain as explain_products
    from fashion_clf.explanation import trace

    products, table = read(job, catalog, images)
    for row in rows:
        if not 0 <= row < len(table):
            raise click.UsageError(
                f"--row {row}: {catalog} has {len(table)} products, rows 0 to {len(table) - 1}."
            )
    if model:
        pipeline = read_model(job, model, n_jobs)
    else:
        pipeline, _ = make_model(rules, images, seed, n_jobs)
        fit(job, pipeline, table)
    explanations = explain_products(pipeline, table.iloc[list(rows)])
    explanations = trace(explanations, products.iloc[list(rows)])
    for row, explanation in zip(rows, explanations, strict=True):
        product = table.iloc[row]
        job.say(f"row {row}")
        for field in ("name", "description"):
            if product[field]:
                job.say(f"{field}: {_shown(product[field])}")
        job.say(explanation.to_text() + "\n")
    if job.warnings.entries:
        job.say(report_warnings(job.warnings.texts()).lstrip())


def _shown(text):
    """Lay a text out without its empty lines, and no longer than can be read."""
    lines = [line for line in text[:_LONGEST].splitlines() if line.strip()]
    more = f"... ({len(text):,} characters)" if len(text) > _LONGEST else ""
    return "\n  ".join(lines) + more
