"""From a place in the joined text of a product to the column that it comes from."""

from fashion_clf.catalog._products import text_columns

__all__ = ["TextSources"]

_ROLES = {
    "name": ("name", "slug"),
    "description": ("description", "details", "type", "tags", "name", "slug"),
}


class TextSources:
    r"""Where the words of products come from, whose text is that of several columns.

    Parameters
    ----------
    X : DataFrame or list of dict
        Products, as the estimators take them.

    Examples
    --------
    >>> from fashion_clf.catalog import as_products
    >>> from fashion_clf.catalog._text_sources import TextSources
    >>> X = [{"description": "Silk.", "material": "Lined with satin"}]
    >>> joined = as_products(X)["description"][0]
    >>> joined
    'Silk.\nLined with satin'
    >>> TextSources(X).find(0, "description", 6, 11, joined)
    ('material', 0, 5)
    """

    def __init__(self, X):
        self._fields, self._columns = text_columns(X)

    def find(self, row, role, start, stop, joined):
        """Find the column of some words, and their place in it.

        Parameters
        ----------
        row : int
            The product, counted from 0.
        role : {"name", "description"}
            The text in which they were found.
        start, stop : int
            Their place in it.
        joined : str
            The text.

        Returns
        -------
        tuple of (str, int, int)
            As they came where the text is that of one column, or where no column has these
            words as they are.
        """
        names = [name for one in _ROLES[role] for name in self._fields.get(one, ())]
        if len(names) < 2 or not joined[start:stop]:
            return role, start, stop
        loose = None
        for name in names:
            text = self._columns[name][row]
            text = text if isinstance(text, str) else ""
            begin = joined.find(text) if text else -1
            if begin >= 0 and begin <= start and stop <= begin + len(text):
                if text == joined and name in self._fields.get(role, ())[:1]:
                    return role, start, stop
                return name, start - begin, stop - begin
            place = text.lower().find(joined[start:stop].lower()) if loose is None and text else -1
            if place >= 0:
                loose = name, place, place + stop - start
        return loose or (role, start, stop)
