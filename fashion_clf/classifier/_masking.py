"""Products without the words that their rules saw: what a model must learn to do without."""

import pandas as pd

__all__ = ["hide_matches"]


def hide_matches(table, fired):
    """Take from each product the tokens on which rules fired, and its photo.

    Parameters
    ----------
    table : DataFrame
        Products, as :func:`fashion_clf.text.tokenize_products` gives them.
    fired : list of dict of str to list of (int, int)
        As of ``RuleLabeler.match``.

    Returns
    -------
    DataFrame
        Of the same shape; no photo is named, so that none is read again.

    Examples
    --------
    >>> import pandas as pd
    >>> from fashion_clf.classifier._masking import hide_matches
    >>> table = pd.DataFrame({"tokens": [["suede", "ankle", "boot"]], "image": ["a.jpg"]})
    >>> hide_matches(table, [{"boots": [(1, 3)]}]).tokens[0]
    ['suede']
    """
    left = []
    for tokens, rules in zip(table["tokens"], fired, strict=True):
        spans = [span for spans in rules.values() for span in spans]
        gone = {place for span in spans for place in range(*span)}
        left.append([token for place, token in enumerate(tokens) if place not in gone])
    return pd.DataFrame(
        {"tokens": pd.Series(left, index=table.index, dtype=object), "image": None},
        index=table.index,
    )
