"""The vote matrix: its values, its checks, its sparse forms."""

import numbers

import numpy as np
from scipy import sparse

__all__ = [
    "ABSTAIN",
    "check_groups",
    "check_votes",
    "distinct_rows",
    "encode_votes",
    "log_odds_of",
    "names_a_class",
    "rule_names",
    "vote_members",
]

#: The vote of a rule that has nothing to say.
ABSTAIN = -1

_CHUNK = 1 << 16  # rows handled at once, so that no copy of a long matrix is ever held


def check_votes(L, n_classes=None, groups=None):
    """Check a vote matrix and count its classes.

    Parameters
    ----------
    L : array-like of int, shape (n_samples, n_rules)
        Votes: -1 abstains, ``0 .. n_classes - 1`` is a class, ``n_classes + g``
        is "one of ``groups[g]``".
    n_classes : int or None, default=None
        How many classes there are; None for the highest vote plus one.
    groups : sequence of tuple of int, or None, default=None
        Classes that each superclass vote stands for.

    Returns
    -------
    L : ndarray of int, shape (n_samples, n_rules)
        The votes, not copied where they are an integer array already.
    n_classes : int
        How many classes there are.

    Raises
    ------
    ValueError
        If the matrix is not two-dimensional, not of integers, empty, or has
        votes for classes that do not exist.

    Examples
    --------
    >>> from fashion_clf.labeling._votes import check_votes
    >>> check_votes([[0, -1], [2, 1]])[1]
    3
    >>> check_votes([[0, 5]], n_classes=3)
    Traceback (most recent call last):
    ...
    ValueError: vote 5 at row 0, rule 1: votes must be -1 (abstain) or 0 to 2, ...
    """
    L = _as_integers(L)
    if n_classes is None:
        if groups:
            raise ValueError("groups need n_classes: say how many classes there are")
        n_classes = int(L.max(initial=ABSTAIN)) + 1
        if n_classes < 2:
            found = "no rule votes at all" if n_classes < 1 else "every vote is for class 0"
            raise ValueError(f"{found}: the number of classes is unknown; give n_classes")
    elif (
        not isinstance(n_classes, numbers.Integral) or isinstance(n_classes, bool) or n_classes < 2
    ):
        raise ValueError(
            f"n_classes must be an integer of 2 or more, got {n_classes!r}: with fewer classes "
            "there is nothing to decide"
        )
    groups = check_groups(groups, n_classes)
    n_values = n_classes + len(groups)
    if L.size and (L.min() < ABSTAIN or L.max() >= n_values):
        row, rule = np.argwhere((L < ABSTAIN) | (n_values <= L))[0]
        allowed = f"-1 (abstain) or 0 to {n_values - 1}, one for each of the {n_classes} classes"
        if groups:
            allowed += f" and {len(groups)} groups"
        raise ValueError(f"vote {L[row, rule]} at row {row}, rule {rule}: votes must be {allowed}")
    return L, int(n_classes)


def _as_integers(L):
    if sparse.issparse(L):
        raise ValueError("the vote matrix is sparse: its zeros would be votes; give a dense array")
    L = np.asarray(L)
    if L.ndim != 2:
        raise ValueError(f"votes must have two dimensions (n_samples, n_rules), got {L.ndim}")
    if L.shape[1] == 0:
        raise ValueError("the vote matrix has 0 rules; at least one is needed")
    if L.dtype == object:
        bad = [value for value in L.ravel() if not isinstance(value, numbers.Integral)]
        if bad:
            raise ValueError(f"votes must be integers, with -1 for abstain; found {bad[0]!r}")
        return L.astype(np.int64)
    if L.dtype.kind == "f" and np.isnan(L).any():
        row, rule = np.argwhere(np.isnan(L))[0]
        raise ValueError(f"NaN at row {row}, rule {rule}: votes are integers, and -1 abstains")
    if L.dtype.kind not in "iu":
        raise ValueError(
            f"votes must be integers, got an array of {L.dtype}; -1 abstains, 0 is the first class"
        )
    return L


def rule_names(rules, n_rules):
    """Names of rules, one a column; numbers where there are none.

    Parameters
    ----------
    rules : sequence of Rule or str, or None
        Rules, or their names.
    n_rules : int
        Columns of the votes.

    Returns
    -------
    list

    Raises
    ------
    ValueError
        Where there is not one for each column, or two are alike.

    Examples
    --------
    >>> from fashion_clf.labeling._votes import rule_names
    >>> rule_names(None, 2), rule_names(["a", "b"], 2)
    ([0, 1], ['a', 'b'])
    """
    if rules is None:
        return list(range(n_rules))
    names = [getattr(rule, "name", rule) for rule in rules]
    if len(names) != n_rules:
        raise ValueError(f"there are {len(names)} rules for votes of {n_rules} columns")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"two rules are named {twice!r}; names must be unique")
    return names


def names_a_class(L, n_classes):
    """Tell the rows on which some vote is for a single class.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.labeling._votes import names_a_class
    >>> names_a_class(np.array([[-1, 1], [-1, 2], [-1, -1]]), n_classes=2)
    array([ True, False, False])
    """
    return ((L != ABSTAIN) & (n_classes > L)).any(axis=1)


def check_groups(groups, n_classes):
    """Check superclasses and give them as a tuple of sorted tuples."""
    checked = []
    for number, group in enumerate(groups if groups is not None else ()):
        members = tuple(sorted({int(member) for member in group}))
        if not members or members[0] < 0 or members[-1] >= n_classes:
            raise ValueError(
                f"group {number} is {tuple(group)}: it must name some of the classes "
                f"0 to {n_classes - 1}"
            )
        checked.append(members)
    return tuple(checked)


def vote_members(n_classes, groups=()):
    """Classes that each vote speaks for.

    Returns
    -------
    ndarray of bool, shape (n_classes + n_groups, n_classes)

    Examples
    --------
    >>> from fashion_clf.labeling._votes import vote_members
    >>> vote_members(3, [(0, 2)]).astype(int)
    array([[1, 0, 0],
           [0, 1, 0],
           [0, 0, 1],
           [1, 0, 1]])
    """
    members = np.zeros((n_classes + len(groups), n_classes), dtype=bool)
    np.fill_diagonal(members, True)
    for number, group in enumerate(groups):
        members[n_classes + number, list(group)] = True
    return members


def encode_votes(L, n_values):
    """One-hot form of the votes: column ``rule * n_values + vote``.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.labeling._votes import encode_votes
    >>> encode_votes(np.array([[1, -1], [0, 1]]), 2).toarray().astype(int)
    array([[0, 1, 0, 0],
           [1, 0, 0, 1]])
    """
    n_samples, n_rules = L.shape
    voted = L != ABSTAIN
    starts = np.concatenate([[0], np.cumsum(voted.sum(axis=1))])
    columns = np.flatnonzero(voted) % n_rules * n_values + L[voted]
    data = np.ones(len(columns))
    return sparse.csr_matrix((data, columns, starts), shape=(n_samples, n_rules * n_values))


def sum_by_class(votes, weights, members):
    """Sum what the votes of each row weigh for each class.

    Parameters
    ----------
    votes : csr_matrix, shape (n_samples, n_rules * n_values)
        As of :func:`encode_votes`.
    weights : ndarray of float, shape (n_rules, n_values)
    members : ndarray of bool, shape (n_values, n_classes)
        As of :func:`vote_members`.

    Returns
    -------
    ndarray of float, shape (n_samples, n_classes)
    """
    n_values = len(members)
    weighted = votes.data * weights.reshape(-1)[votes.indices]
    of_values = sparse.csr_array(
        (weighted, votes.indices % n_values, votes.indptr), shape=(votes.shape[0], n_values)
    )
    return (of_values @ sparse.csr_array(members, dtype=float)).toarray()


def distinct_rows(L):
    """Rows without their repetitions.

    Returns
    -------
    rows : ndarray of int, shape (n_distinct,)
        Where each distinct row stands first.
    inverse : ndarray of int, shape (n_samples,)
        Which distinct row each row is.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.labeling._votes import distinct_rows
    >>> rows, inverse = distinct_rows(np.array([[1, 0], [0, 1], [1, 0]]))
    >>> bool((rows[inverse] == [0, 1, 0]).all())
    True
    """
    if len(L) == 1:  # a single product, in a service
        return np.zeros(1, dtype=int), np.zeros(1, dtype=int)
    # Sorting 64-bit keys costs a tenth of sorting rows; a collision is found below.
    weights = np.random.RandomState(0).randint(1, 2**63 - 1, size=L.shape[1], dtype=np.int64)
    keys = np.empty(len(L), dtype=np.int64)
    for start in range(0, len(L), _CHUNK):
        chunk = L[start : start + _CHUNK]
        key = np.zeros(len(chunk), dtype=np.int64)
        for rule, weight in enumerate(weights):
            key += chunk[:, rule] * weight
        keys[start : start + _CHUNK] = key
    _, rows, inverse = np.unique(keys, return_index=True, return_inverse=True)
    for start in range(0, len(L), _CHUNK):
        stop = start + _CHUNK
        if not np.array_equal(L[rows[inverse[start:stop]]], L[start:stop]):
            _, rows, inverse = np.unique(L, axis=0, return_index=True, return_inverse=True)
            return rows, inverse.reshape(-1)
    return rows, inverse


def log_odds_of(evidence, members):
    """Log-odds of votes from the log-likelihoods that models of 0.1.0 hold.

    Parameters
    ----------
    evidence : ndarray of float, shape (n_rules * n_values, n_classes)
        For each vote one value for the classes that it speaks for, another for all others.
    members : ndarray of bool, shape (n_values, n_classes)

    Returns
    -------
    ndarray of float, shape (n_rules, n_values)
    """
    of_class = evidence.reshape(-1, *members.shape)
    inside = np.where(members, of_class, 0).sum(axis=2) / members.sum(axis=1)
    outside = np.where(members, 0, of_class).sum(axis=2) / np.maximum((~members).sum(axis=1), 1)
    return inside - outside
