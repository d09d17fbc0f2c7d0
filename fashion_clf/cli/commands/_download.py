"""``fashion-clf download``: the photos that a catalogue names by an address, into a folder."""

from pathlib import Path

import click

from fashion_clf.cli.commands import _options
from fashion_clf.cli.run._checks import check_report_output

__all__ = ["download", "fetch_photos"]


def _limit(name, default, kind, text):
    """Make an option of a limit of the same name."""
    option = f"--{name.replace('_', '-')}"
    return click.option(option, type=kind, default=default, show_default=True, help=text)


@click.command()
@_options.catalog
@click.option(
    "--images",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to keep photos in; created if missing.",
)
@click.option("--refresh", is_flag=True, help="Also request existing photos, if changed.")
@click.option("--retry-failed", is_flag=True, help="Request only photos that failed before.")
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A CSV file to write: the status of each product's photo.",
)
@click.option("--allow-private", is_flag=True, help="Allow private addresses, and any port.")
@click.option(
    "--port",
    "ports",
    type=click.IntRange(1, 65535),
    multiple=True,
    default=(80, 443),
    show_default=True,
    metavar="N",
    help="A port to allow; may be given several times.",
)
@click.option(
    "--file-root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Allow file:// addresses of files below this folder.",
)
@_limit("concurrency", 64, int, "Requests at a time, over all hosts.")
@_limit("per_host", 8, int, "Requests at a time to one host.")
@_limit("rate", 0, float, "Requests a second to one host; 0 for no limit.")
@_limit("timeout", 60, float, "Seconds that one request takes at most.")
@_limit("retries", 3, int, "Further attempts after a failure that may pass.")
@_limit("max_bytes", 20_000_000, int, "Bytes of a photo.")
@_options.job
def download(job, catalog, images, report, timeout, **settings):
    """Download the photos of the catalogue IN to a folder, for --images of other commands.

    By default only http and https, and only public addresses. Existing photos are not
    requested again, and one failed photo does not stop the others. An interrupted run
    can be started again and continues.
    """
    if report:
        check_report_output(report, [catalog])

    from fashion_clf.cli.tables._results import report_warnings
    from fashion_clf.download import Limits

    names = ("concurrency", "per_host", "rate", "retries", "max_bytes")
    limits = Limits(whole=timeout, **{name: settings.pop(name) for name in names})
    n_products = fetch_photos(job, catalog, images, report=report, limits=limits, **settings)
    if report:
        job.wrote(report, n_products)
    job.say(report_warnings(job.warnings.texts()))


def fetch_photos(job, catalog, images, **settings):
    """Download the photos of a catalogue, and report their status.

    Parameters
    ----------
    job : Job
        Shows how far it is.
    catalog : Path
        The file.
    images : Path
        Folder to keep photos in.
    **settings
        As of `download_images`.

    Returns
    -------
    int
        Number of products.
    """
    from fashion_clf.cli.run._training import open_catalog
    from fashion_clf.cli.tables._results import report_download
    from fashion_clf.download import download_images

    with open_catalog(job, catalog) as reader, job.stage("download", reader.n_products) as advance:
        counts = download_images(reader, images, progress=advance, **settings)
    job.log.event("downloads", **counts)
    job.say(report_download(counts, images))
    return reader.n_products
