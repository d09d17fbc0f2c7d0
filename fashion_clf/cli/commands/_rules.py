"""``fashion-clf rules``: how accurate each rule is, and which rule could be next."""

import click

from fashion_clf.cli.commands import _options
from fashion_clf.cli.commands._train import make_model

__all__ = ["rules"]


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
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="Pairs, groups and changes to show.",
)
@_options.n_jobs
@_options.seed
@_options.job
def rules(job, catalog, rules, gold, other, top, n_jobs, seed):
    """Show what the rules do on the catalogue IN.

    Prints the rules that fire, those with most conflicts first, and the names of the
    others; the pairs of rules with most contradictions, with example products and
    words; the nouns that name product types; and groups of products without a rule,
    with terms, examples and the model's category. With --try FILE: what another rules
    file would change, and why.
    """
    from fashion_clf.cli.run._stages import fit, read, read_labels
    from fashion_clf.cli.tables._boilerplate import report_boilerplate
    from fashion_clf.cli.tables._changes import report_changes
    from fashion_clf.cli.tables._nouns import report_nouns
    from fashion_clf.cli.tables._results import report_warnings
    from fashion_clf.cli.tables._rules import Catalogue, report_gaps, report_rules

    _, products = read(job, catalog)
    pipeline, categories = make_model(rules, None, seed, n_jobs)
    truth = read_labels(gold, products, categories)
    second = make_model(other, None, seed, n_jobs)[0] if other else None
    tokenised = fit(job, pipeline, products)
    if other:
        fit(job, second, tokenised)
    read_catalogue = Catalogue(products, pipeline[-1].tokenize(tokenised), truth)
    if other:
        job.say(report_changes(pipeline[-1], second[-1], read_catalogue, top))
    else:
        if pipeline[-1].boilerplate_:
            job.say(report_boilerplate(pipeline[-1].boilerplate_, products, tokenised))
        job.say(report_rules(pipeline[-1], read_catalogue, top))
        if nouns := report_nouns(pipeline[-1], read_catalogue, top):
            job.say(nouns)
        job.say(report_gaps(pipeline[-1], read_catalogue, top))
    if job.warnings.entries:
        job.say(report_warnings(job.warnings.texts()))
