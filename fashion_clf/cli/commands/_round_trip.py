"""``fashion-clf export`` and ``import``: to annotation tools, and back."""

from pathlib import Path

import click

from fashion_clf.cli.commands import _options
from fashion_clf.cli.run._checks import check_report_output

__all__ = ["export", "import_"]

_TOOLS = ("label-studio", "argilla", "csv")
_output = click.option("-o", "--output", required=True, metavar="FILE",
                       type=click.Path(path_type=Path), help="The file to write.")  # fmt: skip


@click.command()
@_options.catalog
@click.option("--to", "tool", type=click.Choice(_TOOLS), required=True, help="The tool.")
@_output
@_options.model
@_options.images
@_options.job
def export(job, catalog, tool, output, model, images):
    """Write IN, a classified catalogue, for an annotation tool.

    Categories and scores become predictions; with --model the words that decided are
    marked. For Label Studio the labelling interface is written next to it (.xml).
    """
    interface = output.with_name(output.name + ".xml")
    check_report_output(output, [catalog, model])
    if tool == "label-studio":
        check_report_output(interface, [catalog, model])

    from fashion_clf.cli.run._stages import read, read_model
    from fashion_clf.cli.tables._results import report_warnings
    from fashion_clf.exceptions import FashionClfError
    from fashion_clf.review._export import export_results, label_studio_config
    from fashion_clf.taxonomy import CATEGORIES
    from fashion_clf.utils._atomic_files import atomic_path

    products, table = read(job, catalog, images)
    pipeline = read_model(job, model) if model else None
    categories = CATEGORIES if pipeline is None else tuple(map(str, pipeline[-1].categories_))
    with job.stage("export", len(products)), atomic_path(output, FashionClfError) as temporary:
        n = export_results(products, temporary, tool, pipeline)
    job.wrote(output, n)
    job.say(f"{n} products for {tool}\n\nwritten: {output}")
    if tool == "label-studio":
        photos = any(one is not None for one in table["image"])
        interface.write_text(label_studio_config(categories, photos), encoding="utf-8")
        job.wrote(interface, n)
        job.say(f"written: {interface}, the labelling interface of the project")
    job.say(report_warnings(job.warnings.texts()))


@click.command("import")
@click.argument("exported", metavar="FILE", type=_options.FILE)
@click.option("--from", "tool", type=click.Choice(_TOOLS[:2]), required=True, help="The tool.")
@_output
@_options.rules
@_options.plain_job
def import_(job, exported, tool, output, rules):
    """Make labels of what people said in an annotation tool, from its export FILE.

    The labels are for --labels of 'fashion-clf classify'. Of several annotators the
    majority counts; how far they agree is said.
    """
    check_report_output(output, [exported, rules])

    from fashion_clf.cli.tables._results import report_warnings
    from fashion_clf.exceptions import FashionClfError
    from fashion_clf.labeling import load_rules
    from fashion_clf.review._import import import_labels
    from fashion_clf.utils._atomic_files import atomic_path

    with job.stage("import"):
        found = import_labels(exported, tool, load_rules(rules).categories)
        with atomic_path(output, FashionClfError) as temporary:
            found.labels.to_csv(temporary, index=False)
    job.wrote(output, len(found.labels))
    people = f"{found.n_annotators} annotator{'s' if found.n_annotators != 1 else ''}"
    job.say(f"{len(found.labels)} labels of {people}")
    if found.kappa == found.kappa:
        job.say(f"agreement beyond chance (kappa): {found.kappa:.3f}")
    job.say(f"\nwritten: {output}")
    job.say(report_warnings(job.warnings.texts()))
