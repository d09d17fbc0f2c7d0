"""Parts of a catalogue predicted by several processes, in order, in bounded memory."""

import tempfile
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
        yield Workers(1, None)
        return
    executor = ProcessPoolExecutor(n_workers)
    try:
        for _ in range(n_workers):
            executor.submit(_prepare)
        yield Workers(n_workers, executor)
    finally:
        executor.shutdown(kill_workers=True)


class Workers:
    """Processes that predict; one is this one.

    Parameters
    ----------
    n_workers : int
        How many.
    executor : Executor or None
        Of them; None for this process.
    """

    def __init__(self, n_workers, executor):
        self.n_workers = n_workers
        self._executor = executor

    def predict(self, parts, pipeline, work_of, min_confidence, silence=nullcontext):
        """Predict the parts of a catalogue, and yield each with its predictions, in order.

        Parameters
        ----------
        parts : iterable of DataFrame
            The parts; read as they are needed.
        pipeline : Pipeline
            Fitted; each worker loads it once.
        work_of : callable
            Gives of a part what is predicted from, and its human labels or None.
        min_confidence : float or None
            Of product types; None for none.
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
                    done = _predict(pipeline, *work_of(part), min_confidence)
                yield part, *done
            return
        with tempfile.TemporaryDirectory(prefix="fashion_clf_") as folder:
            path = str(Path(folder) / "model.joblib")
            joblib.dump(pipeline, path)
            try:
                yield from self._each(parts, path, work_of, min_confidence, silence)
            except TerminatedWorkerError as cause:
                raise FashionClfError(
                    "a worker process was killed, perhaps for lack of memory; use fewer with "
                    "--n-jobs."
                ) from cause

    def _each(self, parts, path, work_of, min_confidence, silence):
        waiting = deque()
        for part in parts:
            table, labels = work_of(part)
            work = (path, _light(table), labels, min_confidence)
            waiting.append((part, self._executor.submit(_predict_in_worker, *work)))
            if len(waiting) >= _AHEAD * self.n_workers:
                yield _finish(*waiting.popleft(), silence)
        while waiting:
            yield _finish(*waiting.popleft(), silence)


def _prepare():
    collect_seldom()
    import_module("fashion_clf.pipeline")


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


def _predict(pipeline, part, labels, min_confidence):
    table = part if "tokens" in part else pipeline[:-1].transform(part)
    predicted = pipeline[-1].predict_table(table, labels, min_confidence=min_confidence)
    return predicted, table.get("language")


@lru_cache(maxsize=1)
def _load(path):
    from fashion_clf.cli.run._stages import set_n_jobs

    pipeline = joblib.load(path)
    set_n_jobs(pipeline, 1)
    return pipeline


def _predict_in_worker(path, part, labels, min_confidence):
    """Predict in a worker; the library's warnings are given back instead of shown."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", FashionClfWarning)
        predicted, languages = _predict(_load(path), part, labels, min_confidence)
    kept = [one.message for one in said if isinstance(one.message, FashionClfWarning)]
    return predicted, languages, kept
