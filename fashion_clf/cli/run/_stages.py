"""The work that the commands share: read, fit, predict in chunks."""

from fashion_clf.exceptions import ModelFileError

__all__ = [
    "fit",
    "load_pipeline",
    "note_columns",
    "predict",
    "read",
    "read_labels",
    "read_model",
    "set_n_jobs",
]

CHUNK = 4000  # products at a time: memory stays bounded, the bar moves
PHOTO_CHUNK = 1000  # of products with photos, which take longer: no worker waits for another


def read(job, catalog, images=None):
    """Read a catalogue.

    Parameters
    ----------
    job : Job
        Shows how far it is.
    catalog : Path
        The file.
    images : Path or None, default=None
        Folder of photos.

    Returns
    -------
    tuple of (DataFrame, DataFrame)
        The products with all their fields, and what the estimators read of them.
    """
    from fashion_clf.catalog import as_products, load_catalog

    with job.stage("read"):
        products = load_catalog(catalog, image_dir=images, **job.reading)
        return products, as_products(products)


def note_columns(job, path, reader):
    """Log what a file was taken for, and which of its columns are read.

    Parameters
    ----------
    job : Job
        Logs it.
    path : Path
        The file.
    reader : CatalogReader
        Opened.

    Returns
    -------
    str
        The same on a line, to be printed with the result.
    """
    from fashion_clf.catalog._choice import find_roles

    found, roles = find_roles([*reader.names, *reader.choice.get("nested", ())], reader.choice)
    if roles.keys() & {"name", "description", "details"}:
        roles.pop("slug", None)
    roles |= {role: [found[role]] for role in ("image", "id") if role in found}
    shown = "; ".join(
        f"{role} from {', '.join(map(repr, names[:5]))}{', ...' if len(names) > 5 else ''}"
        for role, names in roles.items()
    )
    mark = reader.style.get("delimiter", ",")
    kind = reader.file_format + (f" with {mark!r}" if mark not in ",\t" else "")
    kind += f", sheet {reader.style['sheet']!r}" if "sheet" in reader.style else ""
    job.log.event("columns", format=reader.file_format, **roles)
    return f"\n{path.name}, read as {kind}: {shown}."


def read_labels(path, table, categories):
    """Read a file of categories, one or None for each product; None for no file."""
    if path is None:
        return None
    from fashion_clf.evaluation import load_gold

    return load_gold(path, table, categories=categories)


def read_model(job, path, n_jobs=None):
    """Load a saved model.

    Parameters
    ----------
    job : Job
        Shows how far it is.
    path : Path
        The file.
    n_jobs : int or None, default=None
        Workers; None for as many as the model was trained with.

    Returns
    -------
    Pipeline

    Raises
    ------
    ModelFileError
        Where it is not of `make_pipeline`, and cannot tell confidence and source.
    """
    with job.stage("load"):
        return load_pipeline(path, n_jobs)


def load_pipeline(path, n_jobs=None):
    """Do the work of `read_model`."""
    from fashion_clf.persistence import load_model

    model = load_model(path)
    classifier = model[-1] if hasattr(model, "steps") else model
    if not hasattr(classifier, "predict_table"):
        raise ModelFileError(
            f"{path}: holds a {type(classifier).__name__}, which cannot tell where a category "
            "comes from; save a pipeline of make_pipeline, or use 'fashion-clf train'."
        )
    if n_jobs is not None:
        set_n_jobs(model, n_jobs)
    return model


def set_n_jobs(model, n_jobs):
    """Set the workers of every estimator in a fitted model that has such a parameter.

    Parameters
    ----------
    model : estimator
    n_jobs : int

    Examples
    --------
    >>> from fashion_clf.cli.run._stages import set_n_jobs
    >>> from sklearn.ensemble import RandomForestClassifier
    >>> from sklearn.pipeline import make_pipeline
    >>> model = make_pipeline(RandomForestClassifier(n_estimators=2)).fit([[0], [1]], [0, 1])
    >>> set_n_jobs(model, 2)
    >>> model[-1].n_jobs
    2
    """
    seen, found = set(), [model]
    while found:
        part = found.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, dict):
            found.extend(part.values())
        elif isinstance(part, list | tuple):
            found.extend(part)
        elif hasattr(part, "get_params") and not isinstance(part, type):
            if "n_jobs" in part.get_params(deep=False):
                part.set_params(n_jobs=n_jobs)
            found.extend(vars(part).values())


def fit(job, pipeline, table):
    """Fit a pipeline.

    Parameters
    ----------
    job : Job
        Shows how far it is.
    pipeline : Pipeline
        Of `make_pipeline`.
    table : DataFrame
        Products, as the estimators read them.

    Returns
    -------
    DataFrame
        The products tokenised, to predict from without doing it again.
    """
    import pandas as pd

    parts = []
    with job.stage("tokenise", len(table)) as advance:
        for rows in _chunks(len(table)):
            parts.append(pipeline[:-1].transform(table.iloc[rows]))
            advance(len(parts[-1]))
    tokenised = pd.concat(parts)
    with job.stage("fit"):
        pipeline[-1].fit(tokenised)
    return tokenised


def predict(job, pipeline, table, types=False):
    """Predict in chunks; the result does not depend on their size.

    Parameters
    ----------
    job : Job
        Shows how far it is.
    pipeline : Pipeline
        Fitted.
    table : DataFrame
        Products, as the estimators read them, or tokenised.
    types : bool, default=False
        Whether to predict product types, too.

    Returns
    -------
    DataFrame
        As of ``predict_table``.
    """
    import pandas as pd

    from fashion_clf.classifier._type_table import MIN_CONFIDENCE

    parts = []
    with job.stage("predict", len(table)) as advance:
        for rows in _chunks(len(table)):
            least = MIN_CONFIDENCE if types else None
            parts.append(pipeline[-1].predict_table(table.iloc[rows], min_confidence=least))
            advance(len(parts[-1]))
    return pd.concat(parts)


def _chunks(n):
    return [slice(start, start + CHUNK) for start in range(0, n, CHUNK)]
