"""Parts of a catalogue predicted by several processes, in order, in bounded memory."""

import time
import warnings
from collections import deque
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import joblib
from joblib.externals.loky import ProcessPoolExecutor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from fashion_clf.exceptions import FashionClfError, FashionClfWarning
from fashion_clf.utils._garbage import collect_seldom

__all__ = ["Workers", "start_workers"]

_AHEAD = 2  # parts a worker that wait for it, or for the writer
_SETTLED = 1  # second, at most


@contextmanager
def start_workers(n_jobs):
    """Start the processes of ``--n-jobs``, which import the library at once, and end them.

    Parameters
    ----------
    n_jobs : int or None
        As for joblib; None is one.

    Yields
    ------
    Workers
    """
    n_workers = 1 if n_jobs is None else joblib.effective_n_jobs(n_jobs)
    if n_workers == 1:
        yield Workers(1)
        return
    executor = ProcessPoolExecutor(n_workers)
    workers = Workers(n_workers, executor)
    try:
        for _ in range(n_workers):
            workers.submit(_prepare)
        yield workers
    finally:
        workers.settle()
        executor.shutdown(kill_workers=True)


class Workers:
    """Processes that predict by one model; a single one is this process.

    Parameters
    ----------
    n_workers : int
        How many.
    executor : Executor or None, default=None
        Of them; None for this process.
    pipeline : Pipeline or None, default=None
        The model of this process; None where it is loaded later, or never.
    """

    def __init__(self, n_workers, executor=None, pipeline=None):
        self.n_workers = n_workers
        self.pipeline = pipeline
        self._executor = executor
        self._submitted = []  # and not done
        self._loaded = None

    def submit(self, function, *arguments):
        """Let a worker do something; gives the future of it."""
        self._submitted = [future for future in self._submitted if not future.done()]
        self._submitted.append(self._executor.submit(function, *arguments))
        return self._submitted[-1]

    def settle(self):
        """Wait until all is handed over: an executor that is ended before fails in a thread."""
        until = time.monotonic() + _SETTLED
        while time.monotonic() < until and not all(
            future.running() or future.done() for future in self._submitted
        ):
            time.sleep(0.005)

    def load(self, job, path, n_jobs=None):
        """Load a saved model, each worker for itself, while this process goes on.

        Parameters
        ----------
        job : Job
            Shows how far it is.
        path : Path
            The file.
        n_jobs : int or None, default=None
            As for `read_model`, of this process.

        Raises
        ------
        ModelFileError
            Where it is not the file that was saved; with workers what is found later is raised
            by `categories`.
        """
        from fashion_clf.cli.run._stages import read_model

        if self._executor is None:
            self.pipeline = read_model(job, path, n_jobs)
            return
        with job.stage("load"), _killed_is_said():
            _check(path)
            self._path = str(path)
            loaded = [self.submit(_open, self._path) for _ in range(self.n_workers)]
            self._loaded = loaded[0]

    def categories(self):
        """Give the categories of the model, once it is loaded.

        Returns
        -------
        ndarray of str

        Raises
        ------
        ModelFileError
            Where it cannot be loaded, or cannot tell confidence and source.
        FashionClfError
            Where a worker is killed.
        """
        if self._executor is None:
            return self.pipeline[-1].categories_
        with _killed_is_said():
            return self._loaded.result()

    def predict(self, parts, work_of, types=False, silence=nullcontext):
        """Predict the parts of a catalogue, and yield each with its predictions, in order.

        Parameters
        ----------
        parts : iterable of DataFrame
            The parts; read as they are needed.
        work_of : callable
            Gives of a part what is predicted from, and its human labels or None.
        types : bool, default=False
            Whether to predict product types, too.
        silence : callable
            Makes a context in which a part is predicted, and what is odd in it is said.

        Yields
        ------
        tuple of (DataFrame, DataFrame, Series)
            A part, its predictions, and the language of each product.

        Raises
        ------
        FashionClfError
            Where a worker is killed, for lack of memory or by somebody.
        """
        if self._executor is None:
            for part in parts:
                with silence():
                    done = _predict(self.pipeline, *work_of(part), types)
                yield part, *done
            return
        with _killed_is_said():
            yield from self._each(parts, work_of, types, silence)

    def _each(self, parts, work_of, types, silence):
        waiting = deque()
        for part in parts:
            table, labels = work_of(part)
            work = (self._path, _light(table), labels, types)
            waiting.append((part, self.submit(_predict_in_worker, *work)))
            if len(waiting) >= _AHEAD * self.n_workers:
                yield _finish(*waiting.popleft(), silence)
        while waiting:
            yield _finish(*waiting.popleft(), silence)


@contextmanager
def _killed_is_said():
    try:
        yield
    except TerminatedWorkerError as cause:
        raise FashionClfError(
            "a worker process was killed, perhaps for lack of memory; use fewer with --n-jobs."
        ) from cause


def _prepare():
    collect_seldom()
    import_module("fashion_clf.pipeline")


def _check(path):
    """Make sure that a file is the one that was saved, without what it takes to load it."""
    from fashion_clf.persistence._load import read_checked
    from fashion_clf.persistence._signature import find_key

    read_checked(path, find_key(None))


def _light(part):
    """Give a part without the texts that it was read from: a worker needs none of them."""
    light = part.copy(deep=False)
    origin = part.attrs.get("fashion_clf")
    light.attrs = {}
    if origin and "choice" in origin:
        light.attrs["fashion_clf"] = {"choice": origin["choice"]}
    return light


def _finish(part, future, silence):
    predicted, languages, said = future.result()
    with silence():
        for warning in said:
            warnings.warn(warning, stacklevel=2)
    return part, predicted, languages


def _predict(pipeline, part, labels, types):
    from fashion_clf.classifier._type_table import MIN_CONFIDENCE

    table = part if "tokens" in part else pipeline[:-1].transform(part)
    least = MIN_CONFIDENCE if types else None
    predicted = pipeline[-1].predict_table(table, labels, min_confidence=least)
    return predicted, table.get("language")


@lru_cache(maxsize=1)
def _load(path):
    from fashion_clf.cli.run._stages import load_pipeline

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd has been said where the file was checked
        return load_pipeline(Path(path), 1)


def _open(path):
    return _load(path)[-1].categories_


def _predict_in_worker(path, part, labels, types):
    """Predict in a worker; the library's warnings are given back instead of shown."""
    pipeline = _load(path)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", FashionClfWarning)
        predicted, languages = _predict(pipeline, part, labels, types)
    kept = [one.message for one in said if isinstance(one.message, FashionClfWarning)]
    return predicted, languages, kept
