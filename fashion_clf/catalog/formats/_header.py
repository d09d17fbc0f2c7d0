"""Where the header of a delimited file is, and what stands between its cells."""

import csv
import re
from itertools import chain

from fashion_clf.catalog._columns import find_columns, find_fields
from fashion_clf.utils._warn import warn

__all__ = [
    "MARKS",
    "find_header",
    "first_lines",
    "header_names",
    "lacks_header",
    "number_columns",
    "sniff_header",
]

MARKS = ",;\t|"
_SEP = re.compile(r"sep=(.)\r?\n?", re.I)  # a line that Excel writes and reads
_SEARCHED = 8  # lines in which the header is looked for
_LONGEST = 100_000  # characters of them
_VALUES = (  # cells that are no name of a column
    re.compile(r"[^\w\s.,-]?\s?\d+(?:[.,]\d+)*\s?(?:[^\w\s.,-]|[A-Z]{3})?"),  # numbers, prices
    re.compile(r"(?:https?:/)?/\S+"),
    re.compile(r"\S+\.(?:jpe?g|png|webp|gif|avif)", re.I),
)
_SENTENCE = 8  # words, at least


def sniff_header(text, allowed=MARKS):
    r"""Find the header among the first lines of a delimited text.

    Parameters
    ----------
    text : str
        The beginning of the file.
    allowed : str
        Delimiters to choose from, the likeliest first.

    Returns
    -------
    tuple of (str, int)
        The delimiter, and the number of lines before the header: captions, or ``sep=;``.

    Examples
    --------
    >>> from fashion_clf.catalog.formats._header import sniff_header
    >>> sniff_header("id;title\n1;Silk scarf\n"), sniff_header("sep=|\nid|title\n")
    ((';', 0), ('|', 1))
    >>> sniff_header("Export of 3 March,,\n,,\nid,title,price\n")
    (',', 2)
    """
    lines = first_lines(text)
    stated = _SEP.fullmatch(lines[0]) if lines else None
    if stated and (stated[1] in MARKS):
        return stated[1], 1
    rows, marks = [], []
    for line in lines:
        scored = [
            (_score(names), names, mark) for mark in allowed for names in [header_names(line, mark)]
        ]
        (_, width), names, mark = max(scored, key=lambda entry: entry[0])
        rows.append(names)
        marks.append(mark if width > 1 or _score(names)[0] else allowed[0])
    place, _ = find_header(rows)
    return (marks[place], place) if marks else (allowed[0], 0)


def find_header(rows):
    """Find the header among the first rows of a table.

    Parameters
    ----------
    rows : list of list of str
        Their cells.

    Returns
    -------
    tuple of (int, int)
        Its place, and how many roles its columns have; place 0 where no row has any.

    Examples
    --------
    >>> from fashion_clf.catalog.formats._header import find_header
    >>> find_header([["Export of 3 March", ""], ["id", "title"], ["1", "Silk scarf"]])
    (1, 3)
    """
    found = None
    for number, names in enumerate(rows):
        roles, width = _score(names)
        if found:
            place, most, widest = found
            # two headers, for people and for machines, count as the second; a product that is
            # called "Title" is none
            if number != place + 1 or roles < most or width < widest or _n_named(names) < 2:
                break
        if roles:
            found = number, roles, width
    return found[:2] if found else (0, 0)


def lacks_header(rows):
    """Tell a table that begins with a product from one that begins with names.

    No name in its first lines is known, and a cell of the first row is of a kind that names of
    columns are not, a number, an address, the file of a photo or a sentence, as the cell below.

    Parameters
    ----------
    rows : list of list of str
        Its first rows.

    Returns
    -------
    bool

    Examples
    --------
    >>> from fashion_clf.catalog.formats._header import lacks_header
    >>> lacks_header([["A1", "Silk scarf", "19.90"], ["A2", "Suede boots", "89.00"]])
    True
    >>> lacks_header([["0", "1", "2"], ["17", "Silk scarf", "19.90"]])  # numbers of columns
    False
    """
    if len(rows) < 2 or len(rows[0]) != len(rows[1]) or find_header(rows)[1]:
        return False
    first = [cell.strip() for cell in rows[0]]
    numbers = [cell for cell in first if cell]
    if any(numbers == [str(start + n) for n in range(len(numbers))] for start in (0, 1)):
        return False  # as data frames without names are written
    return any(
        all(len(cell.split()) >= _SENTENCE for cell in column)
        or any(all(map(kind.fullmatch, column)) for kind in _VALUES)
        for column in zip(first, map(str.strip, rows[1]), strict=True)
    )


def number_columns(n_columns, path):
    """Give names to the columns of a file that has none, and say so."""
    names = [f"column {number}" for number in range(1, n_columns + 1)]
    warn(
        f"{path}: the first row is a product, not names of columns; they are called 'column 1' to "
        f"{names[-1]!r}. Say what they hold: columns={{'name': 'column 2'}}, or --columns "
        'name="column 2".'
    )
    return names


def first_lines(text):
    """Split off the first lines of a text, with their ends; a quoted cell may span several."""
    lines = []
    for line in re.findall(r"[^\n]*\n|[^\n]+$", text.lstrip("\ufeff")[:_LONGEST]):
        if lines and lines[-1].count('"') % 2:
            lines[-1] += line
        else:
            lines.append(line)
    return lines[:_SEARCHED]


def header_names(line, delimiter):
    """Parse a header; an empty list where it cannot be parsed."""
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        return []


def _n_named(names):
    """How many columns have a role."""
    return len({*find_columns(names).values(), *chain(*find_fields(names).values())})


def _score(names):
    """How many roles the columns have, and how many columns there are."""
    names = [name for name in names if name.strip()]
    return len(find_columns(names)) + len(find_fields(names)), len(names)
