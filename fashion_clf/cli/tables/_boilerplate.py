"""What was dropped from the texts of a catalogue, in the words of the texts."""

from fashion_clf.explanation import locate_tokens
from fashion_clf.text._boilerplate import find_starts, index_runs

__all__ = ["report_boilerplate"]

_WIDTH = 90  # characters of a quotation


def report_boilerplate(boilerplate, products, table):
    """Quote the runs of words that do not tell the products of a catalogue apart.

    Parameters
    ----------
    boilerplate : iterable of tuple of str
        Runs of tokens, of a fitted classifier.
    products : DataFrame
        Of :func:`fashion_clf.catalog.as_products`.
    table : DataFrame
        The same, tokenised, with all tokens.

    Returns
    -------
    str
        A line for each run, with the number of products that have it.

    Examples
    --------
    >>> from fashion_clf.catalog import as_products
    >>> from fashion_clf.cli.tables._boilerplate import report_boilerplate
    >>> from fashion_clf.text import tokenize_products
    >>> products = as_products([{"description": "Blue moon! Silk dress"}] * 2)
    >>> print(report_boilerplate([("blue", "moon")], products, tokenize_products(products)))
    dropped in 2 of 2 products: "Blue moon"
    """
    lines = []
    for run in boilerplate:
        index = index_runs([run])
        found = [row for row, tokens in enumerate(table["tokens"]) if find_starts(tokens, index)]
        if found:
            words = _quote(products.iloc[found[0]], table["tokens"].iloc[found[0]], index)
            lines.append(f'dropped in {len(found)} of {len(table)} products: "{words}"')
    return "\n".join(lines)


def _quote(product, tokens, index):
    """Words of the first run in a product's text, on one line."""
    start, length = next(iter(find_starts(tokens, index).items()))
    places = locate_tokens(product["name"], product["description"])
    words = [place for place in places[start : start + length] if place]
    ends = {}
    for _, field, begin, stop in words:
        ends[field] = (ends.get(field, (begin,))[0], stop)
    text = " ".join(product[field][begin:stop] for field, (begin, stop) in ends.items())
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else text[: _WIDTH - 3] + "..."
