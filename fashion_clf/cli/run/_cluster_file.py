"""What a worker of a cluster does: classify one file, as the command does on one machine."""

import threading
from pathlib import Path

from fashion_clf._version import __version__
from fashion_clf.exceptions import FashionClfError

__all__ = ["classify_file", "release"]

_ONE = threading.Lock()  # warnings are of the process: its threads classify one after another


def release():
    """Tell the release of the library that a worker has."""
    return __version__


def classify_file(blob, source, output, *, images, taxonomy, types, reading, version):
    """Classify a file; what is foreseen to go wrong is told, not raised.

    Parameters
    ----------
    blob : bytes
        The pickled pipeline.
    source, output : str
        The files.
    images : str or None
        Folder of photos.
    taxonomy : {"google", "shopify"} or None
        Whose ids to add.
    types : bool
        Whether to add product types.
    reading : dict
        How to read the file.
    version : str
        Release of the library that asks.

    Returns
    -------
    dict
        ``tally`` and ``warnings``, their states; or ``error``.
    """
    if version != __version__:
        return {
            "error": f"{source}: its worker has fashion-clf {__version__}, not {version}; install "
            "the same."
        }
    try:
        with _ONE:
            return _classify(blob, Path(source), Path(output), images, taxonomy, types, reading)
    except (FashionClfError, OSError) as error:
        text = str(error)
        return {"error": text if text.startswith(source) else f"{source}: {text}"}


def _classify(blob, source, output, images, taxonomy, types, reading):
    from fashion_clf.cli.run._job import Job
    from fashion_clf.cli.run._streaming import classify_parts, describe_work, require_unchanged
    from fashion_clf.cli.run._training import open_catalog
    from fashion_clf.cli.run._workers import Workers
    from fashion_clf.cli.tables._tally import Tally
    from fashion_clf.distributed._predict import load_once

    pipeline = load_once(blob)
    with Job("classify", quiet=True) as job:
        job.reading = reading
        work = describe_work(source, None)  # without a model nothing unfinished is kept
        tally = Tally(pipeline[-1].categories_)
        with open_catalog(job, source, images) as reader:
            classify_parts(
                job, reader, output, tally, y=None, known=None, taxonomy=taxonomy,
                types=types, work=work, resume=False, workers=Workers(1, pipeline=pipeline),
            )  # fmt: skip
        require_unchanged(source, work)
    return {"tally": tally.state(), "warnings": job.warnings.state()}
