"""Learning from a catalogue of any size: from all of it, or from a sample."""

import warnings
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial

import numpy as np
import pandas as pd

from fashion_clf.catalog import CatalogReader, as_products
from fashion_clf.catalog._gold import place_gold
from fashion_clf.cli.run import _stages
from fashion_clf.exceptions import CatalogWarning, ImageWarning, LabelingWarning
from fashion_clf.taxonomy import taxonomy_ids

__all__ = ["learn", "muted", "open_catalog", "read_given", "warn_without_ids"]


@contextmanager
def open_catalog(job, path, images=None):
    """Open a catalogue to read it in parts, after going through it once.

    Parameters
    ----------
    job : Job
        Shows how far it is.
    path : Path
        The file.
    images : Path or None, default=None
        Folder of photos.

    Yields
    ------
    CatalogReader
    """
    chunk_size = _stages.CHUNK if images is None else _stages.PHOTO_CHUNK
    reader = CatalogReader(path, image_dir=images, chunk_size=chunk_size, **job.reading)
    with ExitStack() as stack:
        with job.stage("scan"):
            stack.enter_context(reader)
        yield reader


@contextmanager
def muted():
    """Let warnings about products pass: they are given when the products are read again."""
    with warnings.catch_warnings():
        for kind in (CatalogWarning, ImageWarning):
            warnings.simplefilter("ignore", kind)
        yield


def read_given(job, path, catalog, n_products, categories, corrections=False):
    """Read a file of categories given for some products.

    Parameters
    ----------
    job : Job
        Knows the format of the catalogue, where the user says it.
    path : Path or None
        The file; None for none.
    catalog : Path
        The catalogue.
    n_products : int
        Products in it.
    categories : sequence of str
        Those that are allowed.
    corrections : bool, default=False
        As of `place_gold`.

    Returns
    -------
    ndarray of (str or None), shape (n_products,), or None
    """
    if path is None:
        return None
    ids = partial(_ids, job, catalog)
    return place_gold(path, n_products, ids, categories, corrections=corrections)


def _ids(job, catalog):
    with muted(), CatalogReader(catalog, chunk_size=_stages.CHUNK, **job.reading) as reader:
        for products in reader:
            yield from as_products(products)["id"]


def warn_without_ids(categories, taxonomy):
    """Name the categories that a public taxonomy has no id for."""
    unknown = [name for name in categories if name not in taxonomy_ids(taxonomy)]
    if unknown:
        warnings.warn(
            f"no id of the taxonomy of {taxonomy} is known for {', '.join(unknown)}: their "
            "products get an empty one.",
            LabelingWarning,
            stacklevel=2,
        )


def learn(job, reader, pipeline, y, sample, seed, *, again):
    """Fit a pipeline on a catalogue, or on a sample of one that is larger.

    Parameters
    ----------
    job : Job
        Shows how far it is.
    reader : CatalogReader
        The catalogue, which is read to its end.
    pipeline : Pipeline
        Of `make_pipeline`.
    y : ndarray of (str or None), shape (n_products,), or None
        Human labels; the products that have one are in the sample.
    sample : int
        Products to learn from at most, those with labels apart.
    seed : int
        Seed of the sample.
    again : bool
        Whether all products will be read again, to classify them.

    Returns
    -------
    tuple of (DataFrame, bool)
        The products that were learned from, tokenised, and whether they are all.
    """
    rows = _choose(reader.n_products, y, sample, seed)
    whole = len(rows) == reader.n_products
    with muted() if again and not whole else nullcontext():
        tokenised = _tokenise(job, reader, pipeline, rows)
        with job.stage("fit"):
            pipeline[-1].fit(tokenised, None if y is None else y[rows])
    if not whole:
        job.say(f"learned from a sample of {len(rows):,} of {reader.n_products:,} products\n")
        job.log.event("sample", products=len(rows), of=reader.n_products)
    return tokenised, whole


def _choose(n_products, y, sample, seed):
    """Choose the rows to learn from, in their order: those with labels, then at random."""
    if n_products <= sample:
        return np.arange(n_products)
    labelled = np.zeros(n_products, dtype=bool)
    if y is not None:
        labelled[[row for row, label in enumerate(y) if label is not None]] = True
    others = np.flatnonzero(~labelled)
    n_drawn = min(len(others), max(0, sample - int(labelled.sum())))
    drawn = np.random.default_rng(seed).choice(others, n_drawn, replace=False)
    return np.sort(np.concatenate([np.flatnonzero(labelled), drawn]))


def _tokenise(job, reader, pipeline, rows):
    """Read the catalogue to its end, and tokenise the products of some rows."""
    parts = []
    with job.stage("tokenise", reader.n_products) as advance:
        for products in reader:
            first, last = np.searchsorted(rows, [products.index[0], products.index[-1] + 1])
            if last > first:
                wanted = products.loc[rows[first:last]]
                parts.append(pipeline[:-1].transform(wanted))
            advance(len(products))
    return pd.concat(parts)
