"""Arguments and options that several commands share, each explained once."""

from functools import partial
from pathlib import Path

import click

__all__ = [
    "FILE",
    "catalog",
    "download",
    "gold",
    "images",
    "labels",
    "model",
    "n_jobs",
    "quiet",
    "rules",
    "seed",
]

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


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


catalog = click.argument("catalog", metavar="IN", type=FILE)

download = click.option(
    "--download",
    is_flag=True,
    is_eager=True,  # known when --images is looked at
    help="Download photos that the catalogue names by an address to the folder of --images first.",
)
gold = partial(
    click.option,
    "--gold",
    type=FILE,
    metavar="CSV",
    help="True categories to score the result with; they are not learned from. "
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
    help="Categories given by people, for some of the products: they are learned from and kept. "
    "Columns as for a gold file.",
)
model = click.option(
    "--model",
    type=FILE,
    metavar="FILE",
    help="Predict with a saved model instead of training. Loading one runs what is in it: "
    "use files of people you trust.",
)
n_jobs = click.option(
    "--n-jobs",
    type=int,
    metavar="N",
    callback=_not_zero,
    help="Workers, -1 for all cores; the result does not hang on it.",
)
quiet = click.option("--quiet", is_flag=True, help="Print nothing but errors.")
rules = click.option(
    "--rules",
    type=FILE,
    metavar="FILE",
    help="A rules file (TOML) of your own, with categories of your own if you like.",
)
seed = click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Seed of everything random in training.",
)
