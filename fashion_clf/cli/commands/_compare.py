"""``fashion-clf compare`` and ``check``: a batch against the last one, and against a model."""

import json
from pathlib import Path

import click

from fashion_clf.cli.commands import _options
from fashion_clf.cli.run._checks import check_report_output
from fashion_clf.exceptions import FashionClfError
from fashion_clf.utils._atomic_files import atomic_path

__all__ = ["check", "compare"]

_SHOWN = 20
_report = click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE", help="Write the same as JSON."
)


def _write_report(job, path, content, n_products):
    text = json.dumps(content, ensure_ascii=False, default=bool, indent=1)
    with atomic_path(path, FashionClfError) as temporary:
        temporary.write_text(f"{text}\n", encoding="utf-8")
    job.wrote(path, n_products)


@click.command()
@click.argument("old", metavar="OLD", type=_options.FILE)
@click.argument("catalog", metavar="NEW", type=_options.FILE)
@_options.model
@_report
@_options.job
def compare(job, old, catalog, model, report):
    """Compare the classified catalogue NEW with OLD, by the ids of their products.

    Says which products have another category and why, which were added and which
    are gone. With --model NEW is classified first.
    """
    if report:
        check_report_output(report, [old, catalog, model])

    from fashion_clf.cli.run._stages import predict, read, read_model
    from fashion_clf.cli.tables._results import report_warnings
    from fashion_clf.review._compare import compare as compare_catalogues

    before, _ = read(job, old)
    after, table = read(job, catalog)
    if model:
        predicted = predict(job, read_model(job, model), table)
        after = after.assign(**{name: predicted[name] for name in predicted})
    found = compare_catalogues(before, after)
    lines = [
        f"same category: {found.n_same}",
        f"another category: {len(found.changed)}",
        *(f"  {one} -> {other}: {n}" for one, other, n in found.pairs()[:_SHOWN]),
        f"added: {len(found.added)}",
        f"gone: {len(found.gone)}",
    ]
    if len(found.changed):
        lines += ["", found.changed.head(_SHOWN).to_string(index=False)]
    job.say("\n".join(lines))
    if report:
        content = {
            "same": found.n_same,
            "changed": found.changed.to_dict("records"),
            "added": found.added,
            "gone": found.gone,
        }
        _write_report(job, report, content, len(after))
    job.say(report_warnings(job.warnings.texts()))


def _limits(ctx, param, values):
    limits = {}
    for value in values:
        name, equals, number = value.rpartition("=")
        try:
            limits[name] = float(number)
        except ValueError:
            equals = ""
        if not equals or not name:
            raise click.BadParameter(f"{value!r} is no FIGURE=NUMBER, such as unsure=0.3.")
    return limits


@click.command()
@_options.catalog
@click.option("--model", type=_options.MODEL, required=True, metavar="FILE",
              help="The model, or 'pretrained'.")  # fmt: skip
@_options.images
@click.option(
    "--limit",
    "limits",
    multiple=True,
    callback=_limits,
    metavar="FIGURE=N",
    help="Another limit of a figure, such as unsure=0.3; may be given several times.",
)
@_report
@_options.job
def check(job, catalog, model, images, limits, report):
    """Check the catalogue IN against what --model was trained on.

    Words that it does not know, products without a rule, the mix of categories,
    confidence, languages, photos. The exit code is 1 if a figure is past its limit.
    """
    if report:
        check_report_output(report, [catalog, model])

    from fashion_clf.cli.run._job import PROBLEMS
    from fashion_clf.cli.run._stages import read, read_model
    from fashion_clf.cli.tables._results import report_warnings
    from fashion_clf.review._check import check_batch

    _, table = read(job, catalog, images)
    pipeline = read_model(job, model)
    try:
        found = check_batch(pipeline, table, limits)
    except ValueError as error:
        raise click.UsageError(f"--limit: {error}.") from error
    shown = found.assign(past=["past it" if one else "" for one in found["past"]])
    job.say(shown.to_string(float_format="{:.3f}".format))
    if report:
        content = {name: dict(row) for name, row in found.astype({"past": bool}).iterrows()}
        _write_report(job, report, content, len(table))
    job.say(report_warnings(job.warnings.texts()))
    if found["past"].any():
        job.exit_code = PROBLEMS
