"""``fashion-clf review``: a page to look at a classified catalogue and to correct it."""

from pathlib import Path

import click

from fashion_clf.cli.commands import _options
from fashion_clf.cli.run._checks import check_report_output

__all__ = ["review"]


@click.command()
@_options.catalog
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PAGE",
    type=click.Path(path_type=Path),
    help="The page to write, such as review.html.",
)
@_options.images
@_options.model
@_options.gold()
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    metavar="N",
    help="Products on the page: half of them the queue, half drawn for the gallery.",
)
@click.option(
    "--against",
    type=_options.FILE,
    metavar="OLD",
    help="An earlier classified catalogue; the page says what is new.",
)
@_options.job
def review(job, catalog, output, images, model, gold, top, against):
    """Write a page on which people review IN, a classified catalogue.

    The page is one file that opens in a browser, offline. What is corrected on it is
    saved as corrections.csv, for --labels of 'fashion-clf classify'. With --model the
    queue is in the order of what a review is worth, and the words that decided are marked.
    """
    check_report_output(output, [catalog, model, gold, against])

    from fashion_clf.cli.run._stages import read, read_labels, read_model
    from fashion_clf.cli.tables._results import report_warnings
    from fashion_clf.review import review_page
    from fashion_clf.review._sections import batch_sections

    products, table = read(job, catalog, images)
    pipeline = read_model(job, model) if model else None
    categories = None if pipeline is None else pipeline[-1].categories_
    truth = read_labels(gold, table, categories)
    sections = []
    with job.stage("review"):
        if against:
            before, _ = read(job, against)
            sections = batch_sections(before, products, pipeline)
        page = review_page(
            products,
            output,
            pipeline=pipeline,
            gold=truth,
            top=top,
            title=catalog.name,
            sections=sections,
        )
    job.wrote(page, len(products))
    size = page.stat().st_size / 1e6
    job.say(
        f"{len(products)} products, {min(top, len(products))} of them on the page "
        f"({size:.1f} MB).\n"
        "Open it in a browser; save corrections.csv there, and classify again with\n"
        "--labels corrections.csv.\n"
        f"\nwritten: {page}"
    )
    job.say(report_warnings(job.warnings.texts()))
