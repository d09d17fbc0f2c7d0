"""Where the header of a delimited file is, and what stands between its cells."""

import csv
import re
from itertools import chain

from fashion_clf.catalog._columns import find_columns, find_fields

__all__ = ["MARKS", "find_header", "first_lines", "header_names", "sniff_header"]

MARKS = ",;\t|"
_SEP = re.compile(r"sep=(.)\r?\n?", re.I)  # a line that Excel writes and reads
_SEARCHED = 8  # lines in which the header is looked for
_LONGEST = 100_000  # characters of them


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
