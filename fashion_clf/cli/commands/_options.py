"""Arguments and options that several commands share, each explained once."""

import re
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from fashion_clf.cli.run._job import Job

__all__ = [
    "FILE",
    "MODEL",
    "catalog",
    "catalogs",
    "download",
    "gold",
    "images",
    "job",
    "labels",
    "model",
    "n_jobs",
    "plain_job",
    "rules",
    "sample",
    "scheduler",
    "seed",
]


class _File(click.Path):
    """A file that is read; a pipe would be read only once, or wait for ever."""

    def convert(self, value, param, ctx):
        path = super().convert(value, param, ctx)
        if not path.is_file():
            self.fail(f"'{path}' is a pipe or a device; what is needed is a file.", param, ctx)
        return path


class _Files(_File):
    """A file; where a cluster reads them, a pattern or a folder, too."""

    def convert(self, value, param, ctx):
        if ctx and ctx.params.get("scheduler"):
            return Path(value)
        return super().convert(value, param, ctx)


class _Model(_File):
    """A model file, or the word that stands for the model that comes with the library."""

    def convert(self, value, param, ctx):
        if str(value) == PRETRAINED:
            from fashion_clf.persistence import pretrained_path

            return pretrained_path()
        return super().convert(value, param, ctx)


PRETRAINED = "pretrained"
_TO_READ: dict[str, Any] = {"exists": True, "dir_okay": False, "readable": True, "path_type": Path}
MODEL = _Model(**_TO_READ)
FILE = _File(**_TO_READ)


def _not_zero(ctx, param, value):
    if value == 0:
        raise click.BadParameter("0 workers cannot work; give 1 or more, or -1 for all cores.")
    return value


def _folder_of_images(ctx, param, value):
    """Refuse a folder that is not there, unless it is to be made by --download."""
    download = ctx.params.get("download")
    if download and value is None:
        raise click.UsageError("--download needs --images DIR, the folder to download to.")
    if value is not None and not download and not value.is_dir():
        raise click.BadParameter(f"Directory '{value}' does not exist.")
    return value


def _scheduler(ctx, param, value):
    """Accept ``local:N`` or the address of a scheduler."""
    if value is not None and not re.fullmatch(r"local:[1-9]\d*|(tcp|tls|ucx|wss?)://\S+", value):
        raise click.BadParameter(
            f"{value!r} is neither local:N, with N of 1 or more, nor an address as tcp://host:8786."
        )
    return value


catalog = click.argument("catalog", metavar="IN", type=FILE)
catalogs = click.argument("catalog", metavar="IN", type=_Files(**_TO_READ))

download = click.option(
    "--download",
    is_flag=True,
    is_eager=True,  # known when --images is looked at
    help="First download photos given as URLs into the folder of --images.",
)
gold = partial(
    click.option,
    "--gold",
    type=FILE,
    metavar="CSV",
    help="True categories, for scores only; never used in training. "
    "Columns: index (counted from 0) or id, and category.",
)
images = click.option(
    "--images",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    callback=_folder_of_images,
    help="Folder of the products' photos.",
)
labels = click.option(
    "--labels",
    type=FILE,
    metavar="CSV",
    help="Human labels for some products: used in training and kept. Columns as for a gold file.",
)
model = click.option(
    "--model",
    type=MODEL,
    metavar="FILE",
    help="Predict with a saved model instead of training; 'pretrained' is the model that comes "
    "with the library. Loading a model can run code: use files from trusted sources.",
)
n_jobs = click.option(
    "--n-jobs",
    type=int,
    metavar="N",
    callback=_not_zero,
    help="Number of workers, -1 for all cores; results do not depend on it.",
)
rules = click.option(
    "--rules",
    type=FILE,
    metavar="FILE",
    help="Your own rules file (TOML); it defines the categories.",
)
sample = click.option(
    "--sample",
    type=click.IntRange(min=1),
    default=200_000,
    show_default=True,
    metavar="N",
    help="Largest number of products to train on; drawn at random.",
)
scheduler = click.option(
    "--scheduler",
    is_eager=True,  # known when IN is looked at
    callback=_scheduler,
    metavar="ADDRESS",
    help="Classify every file of IN, a pattern in quotes, into the folder OUT, by Dask: local:4 "
    "for 4 processes here, or tcp://host:8786 for a scheduler. Requires --model.",
)
seed = click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Random seed of training.",
)


def _pairs(ctx, param, values):
    """Read ``description=Long_Desc,type=Cat3`` as columns of roles."""
    columns = {}
    for value in values:
        for pair in re.split(rf",(?=(?:{'|'.join(_ROLES)})=)", value):
            role, equals, name = pair.partition("=")
            if role not in _ROLES or not equals or not name:
                raise click.BadParameter(
                    f"{pair!r} is no ROLE=COLUMN; roles are {', '.join(_ROLES)}."
                )
            columns.setdefault(role, []).append(name)
    return columns


# As in fashion_clf.catalog, which is too much to import for --help.
_FORMATS = (
    "json",
    "jsonl",
    "csv",
    "tsv",
    "parquet",
    "shopify",
    "merchant-tsv",
    "merchant-xml",
    "xlsx",
    "ods",
)
_ROLES = ("id", "name", "description", "image", "details", "type", "tags", "slug")
_READING = ("file_format", "sheet", "columns", "ignore", "language")
_JOB = (
    click.option(
        "--format",
        "file_format",
        type=click.Choice(_FORMATS),
        help="Format of IN, if it is not detected correctly.",
    ),
    click.option("--sheet", metavar="NAME", help="Sheet of IN, if it is a spreadsheet."),
    click.option(
        "--columns",
        multiple=True,
        callback=_pairs,
        metavar="ROLE=COLUMN,...",
        help=f"Columns of IN, if not found by their names. Roles: {', '.join(_ROLES)}.",
    ),
    click.option(
        "--ignore-field",
        "ignore",
        multiple=True,
        metavar="NAME",
        help="A column or role of IN not to read, such as type; may be given several times.",
    ),
    click.option(
        "--language",
        metavar="CODE",
        help="Language of all texts, such as de; of several texts of a product, the one to read.",
    ),
    click.option(
        "--log",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Append events to FILE as JSON Lines.",
    ),
    click.option("--quiet", is_flag=True, help="Print errors only."),
    click.option("--strict", is_flag=True, help="Exit with code 1 if there was any warning."),
    click.option(
        "--max-errors",
        type=click.IntRange(min=0),
        metavar="N",
        help="Stop with exit code 1 when more than N products have warnings.",
    ),
)


def job(command, options=_JOB):
    """Run a command as a `Job`, which it takes as its first argument, with the options of one."""

    @wraps(command)
    def run(*, quiet, log, strict, max_errors, **arguments):
        name = click.get_current_context().info_name
        reading = {name: arguments.pop(name, None) for name in _READING}
        if reading["sheet"] and reading["file_format"] not in (None, "xlsx", "ods"):
            raise click.UsageError(
                f"--sheet is for spreadsheets; --format is {reading['file_format']}."
            )
        files = [value for value in arguments.values() if isinstance(value, Path)]
        settings = {"quiet": quiet, "log": log, "strict": strict, "max_errors": max_errors}
        with Job(name, files, **settings) as current:
            current.reading = {name: value for name, value in reading.items() if value}
            command(current, **arguments)
        return current.exit_code

    for option in reversed(options):
        run = option(run)
    return run


plain_job = partial(job, options=_JOB[len(_READING) :])  # of a command that reads no catalogue
