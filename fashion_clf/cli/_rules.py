"""``fashion-clf rules``: what each rule is worth, and what the next one could be."""

import click

from fashion_clf.cli import _options
from fashion_clf.cli._progress import Progress, collect_warnings
from fashion_clf.cli._train import make_model

__all__ = ["rules"]

_WIDTH = 110  # characters of a description


@click.command()
@_options.catalog
@_options.rules
@_options.gold()
@click.option(
    "--try",
    "other",
    type=_options.FILE,
    metavar="FILE",
    help="Another rules file: print only the products whose category it would change.",
)
@click.option(
    "--top", default=10, show_default=True, metavar="N", help="Pairs, gaps and changes to show."
)
@_options.n_jobs
@_options.seed
def rules(catalog, rules, gold, other, top, n_jobs, seed):
    """Show what the rules do on the catalogue IN.

    Prints every rule that fires, those with the most conflicts first; the pairs
    that contradict each other most, each with a product; and the products that no
    rule reaches in groups, each with its terms, examples and the category that the
    model leans to. With --try FILE: what another rules file would change, and why.
    """
    from fashion_clf.cli._rules_report import report_changes, report_gaps, report_rules
    from fashion_clf.cli._work import fit, read, read_labels

    progress = Progress()
    with collect_warnings():
        _, table = read(progress, catalog)
        pipeline, categories = make_model(rules, None, seed, n_jobs)
        truth = read_labels(gold, table, categories)
        if other:
            second, _ = make_model(other, None, seed, n_jobs)
            fit(progress, second, table)
        tokenised = fit(progress, pipeline, table)
    texts = (table["name"] + " " + table["description"]).str.split().str.join(" ").str[:_WIDTH]
    texts = texts.tolist()
    if other:
        click.echo(report_changes(pipeline[-1], second[-1], tokenised, texts, truth, top))
        return
    click.echo(report_rules(pipeline[-1], tokenised, texts, truth, top))
    click.echo(report_gaps(pipeline[-1], tokenised, texts, top))
