"""Many files classified by the workers of a Dask cluster, one file by one worker."""

import glob
import os
from contextlib import contextmanager
from pathlib import Path

from fashion_clf._version import __version__
from fashion_clf.cli.run._checks import check_catalog_output
from fashion_clf.cli.run._cluster_file import classify_file, release
from fashion_clf.cli.run._finished import Finished
from fashion_clf.exceptions import CatalogError, FashionClfError

__all__ = ["classify_files", "connect", "plan_files"]

# A worker that is nearly full would wait for ever for results that others take from it; a
# profile of what it does, a hundred times a second, is of no use here; and to give memory back at
# once (MALLOC_TRIM_THRESHOLD_), as Dask has it, costs a twentieth of the time.
_SETTINGS = {
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.profile.enabled": False,
    "distributed.nanny.pre-spawn-environ": {
        f"{name}_NUM_THREADS": 1 for name in ("MKL", "OMP", "OPENBLAS")
    },
}
_PATIENCE = 10  # seconds until a scheduler that does not answer is not there


def plan_files(pattern, folder):
    """Find the files of a pattern, and name the file that is made of each.

    Parameters
    ----------
    pattern : Path
        As of a shell, such as ``in/*.parquet``; a file, or a folder for all in it.
    folder : Path
        Of the output; it is made where it is not there.

    Returns
    -------
    list of (Path, Path)
        Each file and its output, by name.

    Raises
    ------
    CatalogError
        Where there is no file, or two have one name.
    FashionClfError
        Where an output is an input or cannot be written.
    """
    text = str(pattern / "*") if pattern.is_dir() else str(pattern)
    sources = [pattern] if pattern.is_file() else [Path(one) for one in glob.glob(text)]
    sources = sorted(one for one in sources if one.is_file())
    if not sources:
        raise CatalogError(f"{pattern}: there is no such file; quote a pattern, as 'in/*.parquet'.")
    if folder.exists() and not folder.is_dir():
        raise FashionClfError(f"the output {folder} is a file; with --scheduler name a folder.")
    plan = {}
    for source in sources:
        output = folder / source.name
        if output in plan:
            raise CatalogError(f"{plan[output]} and {source} would both be written as {output}.")
        plan[output] = source
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise FashionClfError(f"cannot make the folder {folder}: {cause.strerror}.") from cause
    for output in plan:
        check_catalog_output(output, sources)
    return [(source, output) for output, source in plan.items()]


@contextmanager
def connect(address):
    """Start a cluster on this machine, or connect to one.

    Parameters
    ----------
    address : str
        ``local:N`` for N processes here, or that of a scheduler, as ``tcp://host:8786``.

    Yields
    ------
    Client

    Raises
    ------
    FashionClfError
        Where Dask is not installed, the scheduler does not answer, or a worker has another
        release of this library.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as cause:
        raise FashionClfError('Dask is not installed: pip install "fashion-clf[dask]".') from cause
    kind, _, n_workers = address.partition(":")
    if kind == "local":
        with (
            dask.config.set(_SETTINGS),
            LocalCluster(n_workers=int(n_workers), threads_per_worker=1, dashboard_address=":0")
            as cluster,
            Client(cluster) as client,
        ):  # fmt: skip
            yield client
        return
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as cause:
        raise FashionClfError(
            f"no Dask scheduler answers at {address}; start one with 'dask scheduler', or use "
            "--scheduler local:N."
        ) from cause
    with client:
        _require_same_release(client)
        yield client


def _require_same_release(client):
    """Refuse workers that would give something else, each by its address."""
    found = client.run(release, on_error="return")
    if not found:
        raise FashionClfError(
            f"the scheduler {client.scheduler.address} has no worker; start some with 'dask worker "
            f"{client.scheduler.address} --nthreads 1'."
        )
    odd = {name: one for name, one in found.items() if one != __version__}
    if odd:
        name, one = next(iter(odd.items()))
        has = f"cannot run it ({one})" if isinstance(one, Exception) else f"has {one}"
        raise FashionClfError(
            f"{len(odd)} of {len(found)} workers do not have fashion-clf {__version__}: {name} "
            f"{has}; install this release everywhere."
        )


def classify_files(job, client, pipeline, plan, tally, options, work):
    """Classify files, all but those that an earlier run has finished.

    Parameters
    ----------
    job : Job
        Shows how far it is, and gets the warnings.
    client : Client
        Of Dask.
    pipeline : Pipeline
        Fitted; it is sent to each worker once.
    plan : list of (Path, Path)
        As of `plan_files`.
    tally : Tally
        Counts what is predicted.
    options : dict
        Arguments of `classify_file`.
    work : dict
        What the bytes depend on besides a file, to recognise an earlier run.

    Returns
    -------
    list of str
        What went wrong, for each file that could not be classified.

    Raises
    ------
    FashionClfError
        Where the scheduler goes away, the pipeline cannot be pickled, or the folder holds files
        of other work.
    """
    finished = Finished(plan[0][1].parent, work)
    todo = finished.missing(plan)
    if len(todo) < len(plan):
        job.say(f"{len(plan) - len(todo):,} of {len(plan):,} files are finished already\n")
    wrong = []
    with job.stage("classify") as advance:
        for entry in finished.entries.values():
            _count(job, tally, entry)
        for source, output, done in _each(client, pipeline, todo, options):
            if "error" in done:
                wrong.append(done["error"])
                job.log.event("file", "error", path=str(source), text=done["error"])
                continue
            finished.note(source, output, done)
            _count(job, tally, done)
            job.wrote(output, done["tally"]["n_products"])
            advance(done["tally"]["n_products"], files=len(finished.entries), failed=len(wrong))
    return wrong


def _count(job, tally, done):
    tally.merge(done["tally"])
    job.warnings.merge(done["warnings"])


def _each(client, pipeline, todo, options):
    """Yield each file as it is done, with counts and warnings, or with what went wrong."""
    if not todo:
        return
    from distributed import as_completed
    from distributed.client import FutureCancelledError

    from fashion_clf.distributed._predict import pickled

    blob = pickled(pipeline)
    try:
        # a task, which is done again where all workers that had it were killed
        model = client.submit(bytes, blob, pure=False)
        futures = {
            client.submit(
                classify_file, model, os.path.abspath(source), os.path.abspath(output), **options,
                pure=False,
            ): (source, output)
            for source, output in todo
        }  # fmt: skip
        for future in as_completed(futures):
            error = future.exception()
            if isinstance(error, FutureCancelledError):
                raise error
            done = {"error": _say(futures[future][0], error)} if error else future.result()
            yield *futures[future], done
            future.release()
    except (OSError, FutureCancelledError, TimeoutError) as cause:
        raise FashionClfError(
            "the Dask scheduler went away. Files that are finished are kept: the same command "
            "goes on with the others."
        ) from cause


def _say(source, error):
    """Put what ended a task into words."""
    if type(error).__name__ == "KilledWorker":
        return (
            f"{source}: its worker was killed {error.allowed_failures + 1} times, perhaps for "
            "lack of memory; give workers more, or split the file."
        )
    return f"{source}: {type(error).__name__}: {error}"
