"""Which column may hold the text of products where no header says so."""

import re
from itertools import islice

from fashion_clf.catalog._choice import find_roles
from fashion_clf.catalog._columns import find_fields, require_columns
from fashion_clf.catalog._texts import unnest
from fashion_clf.utils._warn import warn

__all__ = ["guess_columns", "guess_description"]

_TEXT = {"name", "description", "details"}
_HOW = "Name one with columns={'description': ...}, or --columns description=NAME."
_SEARCHED = 1000  # products whose columns are looked at
_WORDS = 2  # of a text, on average, at least
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"\s*(?:https?:|www\.|/|\w+@)", re.I)


def guess_description(products):
    """Find the column whose texts are longest and most varied.

    Parameters
    ----------
    products : DataFrame
        The first products of a catalogue.

    Returns
    -------
    str or None
        Name of the column; None where none holds texts of some words.

    Examples
    --------
    >>> import pandas as pd
    >>> from fashion_clf.catalog._last_resort import guess_description
    >>> table = pd.DataFrame({"a": ["x1", "x2"], "b": ["Silk wrap dress", "Suede boots"]})
    >>> guess_description(table)
    'b'
    """
    rated = []
    for place, name in enumerate(products.columns):
        texts = [value for value in products.iloc[:, place] if isinstance(value, str) and value]
        texts = [text for text in texts if not _ADDRESS.match(text)]
        if not texts or not name:
            continue
        n_words = sum(len(_WORD.findall(text[:1000])) for text in texts) / len(products)
        if n_words >= _WORDS:
            rated.append((n_words * len(set(texts)) / len(texts), -place, name))
    return max(rated)[2] if rated else None


def guess_columns(source, rows, choice, photos=False):
    """Choose a column for the description where no header is known for any text; and say so.

    Parameters
    ----------
    source : source
        Reads the file, of which the names of columns are known.
    rows : list or None
        All of its rows, where they are there already.
    choice : dict
        What the user chose, of :func:`make_choice`.
    photos : bool, default=False
        Whether there is a folder of photos, so that products need no text.

    Returns
    -------
    dict
        ``columns`` with the description, or ``nested``, the names of fields within others.

    Raises
    ------
    CatalogError
        Where nothing can be read: no text, no type, no photo.
    """
    found, fields = find_roles(source.names, choice)
    if fields.keys() & _TEXT:
        return {}
    rows = source.rows() if rows is None else rows
    table = source.table([row for row, _ in islice(rows, _SEARCHED)], 0)
    places = {name: place for place, name in enumerate(source.names)}
    inner = unnest(places, lambda name: table.iloc[:, places[name]].tolist())
    if find_fields(inner).keys() & _TEXT:
        return {"nested": list(inner)}
    known = [*sum(fields.values(), []), *found.values()]
    used = {*known, *choice.get("ignored", ())}
    free = [place for name, place in places.items() if name not in used]
    guessed = guess_description(table.iloc[:, free])
    if guessed is not None:
        others = ", ".join(map(repr, [name for name in source.names if name != guessed][:10]))
        has_header = not getattr(source, "lacks_header", True)
        header = " The first row is read as the names of columns." if has_header else ""
        warn(
            f"{source.path}: no column has a name that is known for text; {guessed!r}, whose texts "
            "are longest and most varied, is read as the description (others: "
            f"{others or 'none'}). {_HOW}{header}"
        )
        return {"columns": choice.get("columns", {}) | {"description": [guessed]}}
    if not (fields.keys() - {"slug"} or "image" in found):
        require_columns(source.names, str(source.path))
    if not photos:
        warn(
            f"{source.path}: no column with a name or a description was found; all that is read "
            f"is {', '.join(map(repr, known))}. {_HOW}"
        )
    return {}
