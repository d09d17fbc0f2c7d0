"""Classifying a catalogue part by part, in memory that does not grow with it."""

import hashlib
import os
from contextlib import contextmanager, nullcontext

import click
import pandas as pd

from fashion_clf._version import __version__
from fashion_clf.catalog import CatalogWriter, add_predictions
from fashion_clf.cli.run._checkpoint import PartFile
from fashion_clf.cli.run._training import muted
from fashion_clf.exceptions import CatalogError, FashionClfError
from fashion_clf.taxonomy import taxonomy_values

__all__ = ["classify_parts", "describe_work", "digest", "identify", "require_unchanged"]

COLUMNS = ("category", "category_confidence", "category_source")
_EVERY = 10  # parts between two checkpoints
_ENDS = 2**20  # bytes at either end of a catalogue by which it is known again
# The fields in which shops expect the ids of a taxonomy; the first is added where none is there.
_FIELDS = {
    "google": ("google_product_category", "google shopping / google product category"),
    "shopify": ("shopify_category",),
}
_SHOPIFY_FIELD = "Product Category"


def describe_work(catalog, model, **options):
    """Describe what the bytes of a classified catalogue depend on, to recognise it.

    Parameters
    ----------
    catalog, model : Path
        The files; `model` may be None, where one is fitted.
    **options
        Other files and settings, each under the name of its option.

    Returns
    -------
    dict
        Readable names of what must be the same.
    """
    work = {
        "release of fashion-clf": __version__,
        "catalogue": identify(catalog),
        "model": digest(model),
    }
    for name, value in options.items():
        if isinstance(value, os.PathLike):
            value = digest(value) if os.path.isfile(value) else os.path.realpath(value)
        work[f"--{name}"] = value
    return work


def require_unchanged(catalog, work):
    """Make sure that a catalogue that is read again is the same.

    Parameters
    ----------
    catalog : Path
        The file.
    work : dict
        As of `describe_work`.

    Raises
    ------
    CatalogError
        Where it was changed.
    """
    if identify(catalog) != work["catalogue"]:
        raise CatalogError(f"{catalog}: was changed while it was read; begin again.")


def identify(catalog):
    """Give size, time and a digest of both ends of a file, by which it is known again."""
    state = os.stat(catalog)
    with open(catalog, "rb") as file:
        ends = file.read(_ENDS)
        file.seek(max(0, state.st_size - _ENDS))
        ends += file.read(_ENDS)
    return [state.st_size, state.st_mtime_ns, hashlib.sha256(ends).hexdigest()]


def digest(path):
    """Give the SHA-256 of a file; None for None."""
    if path is None:
        return None
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def classify_parts(job, reader, output, tally, *, y, known, taxonomy, types, work, resume, workers):
    """Classify a catalogue and write it, or go on with what was written before.

    Parameters
    ----------
    job : Job
        Shows how far it is.
    reader : CatalogReader
        The catalogue.
    output : Path
        The file to write.
    tally : Tally
        Counts what is predicted.
    y : ndarray of (str or None), shape (n_products,), or None
        Human labels, which are kept.
    known : DataFrame or None
        All products, tokenised, of which what is odd has been said; None to do that here.
    taxonomy : {"google", "shopify"} or None
        Whose ids to add.
    types : bool
        Whether to add product types, and their ids.
    work : dict
        As of `describe_work`.
    resume : bool
        Whether to go on.
    workers : Workers
        They have the model.

    Raises
    ------
    FashionClfError
        Where the output cannot be written, is being written, or was begun with something else.
    """
    silence = nullcontext if known is None else muted
    field = taxonomy and _field(reader, taxonomy)
    with (
        job.stage("classify", reader.n_products) as advance,
        _checkpoints(job, output, tally, work, resume) as saved,
        CatalogWriter(output, part=saved.part.path, resume_at=saved.part.offset) as writer,
    ):
        todo = _todo(_each(reader, silence), tally.n_products, advance)

        def work_of(products):
            rows = slice(products.index[0], products.index[-1] + 1)
            table = products if known is None else known.iloc[rows]
            return table, None if y is None else y[rows]

        found = enumerate(workers.predict(todo, work_of, types, silence), start=1)
        for number, (products, predicted, languages) in found:
            extra = _extra(predicted, field, taxonomy, types)
            columns = [predicted.pop(name) for name in COLUMNS]
            new = {*COLUMNS, *extra}
            n_added = len(new) if new.isdisjoint(products.columns) else 0
            writer.write(add_predictions(products, *columns, extra=extra), n_added=n_added)
            saved.scored += tally.add(pd.concat(columns, axis=1), languages)
            if number % _EVERY == 0:
                saved.note(writer.flush())
            advance(len(products))
        advance(0)  # counts what was found odd behind the last part, before all is final
    job.wrote(output, tally.n_products)


def _todo(parts, done, advance):
    """Yield the parts of a catalogue that are not done yet."""
    for products in parts:
        if products.index[0] >= done:
            yield products
        else:
            advance(len(products))


def _extra(predicted, field, taxonomy, types):
    """Further columns: product types, and the ids of a taxonomy."""
    extra = {}
    if types:
        extra["product_type"] = predicted["product_type"].tolist()
        confidences = predicted["product_type_confidence"]
        extra["product_type_confidence"] = [round(float(one), 4) for one in confidences]
    if taxonomy and types:
        from fashion_clf.product_tree import type_columns

        nodes, categories = predicted["product_type_node"], predicted["category"]
        extra[field] = type_columns(nodes.tolist(), categories.tolist())[f"{taxonomy}_id"]
    elif taxonomy:
        extra[field] = taxonomy_values(predicted["category"], taxonomy)
    return extra


def _each(reader, silence):
    """Yield the parts of a catalogue; only reading them is silenced."""
    while True:
        with silence():
            products = next(reader, None)
        if products is None:
            return
        yield products


def _field(reader, taxonomy):
    """Name the column for the ids of a taxonomy: the catalogue's own where it has one."""
    fields = _FIELDS[taxonomy]
    if (taxonomy, reader.file_format) == ("shopify", "shopify"):
        fields = (_SHOPIFY_FIELD,)
    known = {name.strip().lower(): name for name in reader.names}
    return next((known[field.lower()] for field in fields if field.lower() in known), fields[0])


class _Checkpoints:
    """Ties the counts of a job to the bytes that are sure."""

    def __init__(self, job, part, tally):
        self.part = part
        self.scored = []  # since the last checkpoint
        self._job = job
        self._tally = tally
        self._before = set(job.warnings.entries)  # given again when the catalogue is scanned again
        if part.states:
            scored = [entry for state in part.states for entry in state["scored"]]
            tally.restore(part.states[-1]["tally"], scored)
            job.warnings.restore(part.states[-1]["warnings"])

    def note(self, offset):
        """Note that all that was counted so far is written; None for a file that cannot go on."""
        if offset is None:
            return
        state = {
            "tally": self._tally.state(),
            "scored": self.scored,
            "warnings": self._job.warnings.state(self._before),
        }
        self.part.checkpoint(offset, state)
        self._job.log.event("checkpoint", products=self._tally.n_products, bytes=offset)
        self.scored = []


@contextmanager
def _checkpoints(job, output, tally, work, resume):
    """Hold the part file of an output; after what can be mended it stays, to go on from.

    Without a saved model there is nothing to go on with, and it never stays.
    """
    part = PartFile(output, work, resume)
    keep = False
    try:
        saved = _Checkpoints(job, part, tally)
        if part.states:
            job.say(f"going on after {tally.n_products:,} products\n")
            job.log.event("resume", products=tally.n_products, bytes=part.offset)
        yield saved
    except BaseException as error:
        wrong_input = isinstance(error, FashionClfError) and not isinstance(
            error.__cause__, OSError
        )
        keep = bool(part.states and work["model"]) and not wrong_input
        if keep:
            click.echo(
                f"fashion-clf: {part.path} keeps the products that are done; the same command "
                "with --resume goes on with it.",
                err=True,
            )
        raise
    finally:
        part.close(keep)
