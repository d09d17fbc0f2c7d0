"""How often each two votes meet on a row, and which of them are copies."""

import numpy as np
from scipy import sparse

__all__ = ["VotePairs"]

_CONTAINED = 0.8  # share of the rarer vote's rows on which its original votes, too
_TINY = 1e-9
_FEWEST = 10  # meetings that make a copy
_BLOCK = 1 << 18  # pairs or entries at a time


class VotePairs:
    """Counts of the meetings of votes, two by two.

    A vote is one value of one rule, column ``rule * n_values + value`` of the
    encoded matrix; only those that occur are kept. Of a vote that is right with
    probability ``p``, and no better than `chance` when it says nothing,
    ``P(class | vote) = base * (1 + (p - chance) * direction)``, where `base` is the
    share of the class. `direction` has two values, ``1 / chance`` for the classes that
    the vote speaks for and `low` for all others, so that no matrix of votes by classes
    is needed: everything takes time by the number of votes, not times that of classes.

    Parameters
    ----------
    votes : sparse matrix, shape (n_rows, n_rules * n_values)
        Encoded votes.
    weights : ndarray of float, shape (n_rows,)
        How often each row occurs.
    judging : ndarray of float, shape (n_rows,)
        How often its meetings count.
    members : ndarray of bool, shape (n_values, n_classes)
        Classes that each value speaks for.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.labeling._votes import encode_votes, vote_members
    >>> votes = encode_votes(np.array([[0, 0], [0, 1], [-1, 1]]), 2)
    >>> weights = np.array([5.0, 1.0, 1.0])
    >>> pairs = VotePairs(votes, weights, weights, vote_members(2))
    >>> pairs.columns, pairs.counts
    (array([0, 2, 3]), array([6., 5., 2.]))
    >>> pairs.met, pairs.agree
    (array([5., 1.]), array([ True, False]))
    """

    def __init__(self, votes, weights, judging, members):
        n_values, n_classes = members.shape
        counts = votes.T @ weights
        self.columns = np.flatnonzero(counts)
        self.rule, self.value = np.divmod(self.columns, n_values)
        self.n_rules, self.n_classes = votes.shape[1] // n_values, n_classes
        self.counts = counts[self.columns]
        self.rate = self.counts / max(weights.sum(), 1)
        values = sparse.csr_array(members, dtype=float)
        self.members = values[self.value]
        self.size = members.sum(axis=1)[self.value]
        each = np.arange(len(self.rule))
        shape = (self.n_rules, len(self.rule))
        self._votes_of_rules = sparse.csr_array(
            (np.ones(len(each)), (self.rule, each)), shape=shape
        )
        self.base = self._base_rates()
        self.chance = self.members @ self.base
        self.low = -1 / np.maximum(1 - self.chance, _TINY)
        self.step = 1 / self.chance - self.low  # from `low` to the classes of the vote
        self._overlap = (values * self.base) @ values.T  # share of the classes in common
        self._count_meetings(votes[:, self.columns], judging)
        self.copies = self._find_copies()
        self._linked = sparse.csr_array(self.copies | np.eye(self.n_rules, dtype=bool), dtype=float)

    def _base_rates(self):
        """Share of each class in the votes; of rules with one class alone, the same for all.

        Such a rule tells nothing of how frequent its class is.
        """
        voted = self._votes_of_rules @ (self.members * (self.counts / self.size)[:, None])
        voted = sparse.csr_array(voted)
        varied = np.maximum(np.diff(voted.indptr) - 1, 0) / (self.n_classes - 1)
        base = varied @ voted + ((1 - varied) @ voted).sum() / self.n_classes + 1
        return base / base.sum()

    def _count_meetings(self, votes, judging):
        meetings = (votes.T @ sparse.diags_array(judging) @ votes).tocoo()
        first, second = meetings.row, meetings.col
        kept = (first < second) & (self.rule[first] != self.rule[second])
        order = np.lexsort([second[kept], first[kept]])
        self.first, self.second = first[kept][order], second[kept][order]
        self.met = meetings.data[kept][order]
        self.gain = np.empty(len(self.met))
        self.agree = np.empty(len(self.met), dtype=bool)
        for start in range(0, len(self.met), _BLOCK):
            block = slice(start, start + _BLOCK)
            one, two = self.first[block], self.second[block]
            common = _entries(self._overlap, self.value[one], self.value[two])
            self.agree[block] = common > 0
            # the mean over the classes of direction[one] * direction[two]
            self.gain[block] = (
                self.low[one] * self.low[two]
                + self.low[one] * self.step[two] * self.chance[two]
                + self.step[one] * self.low[two] * self.chance[one]
                + self.step[one] * self.step[two] * common
            )

    def _find_copies(self):
        """Tell the rules of which one copies the other.

        Rules that know nothing of one another meet, at the most, where the class
        is theirs: ``1 / chance`` times as often as two that vote at random.
        """
        one, two = self.first, self.second
        at_random = self.counts[one] * self.rate[two]
        limit = 1 / np.maximum(self.chance[one], self.chance[two])
        surprising = self.met > limit * at_random + 2 * np.sqrt(limit * at_random)
        contained = self.met > _CONTAINED * np.minimum(self.counts[one], self.counts[two])
        copied = (
            (self.value[one] == self.value[two]) & surprising & contained & (self.met >= _FEWEST)
        )
        shape = (self.n_rules, self.n_rules)
        between = self.rule[one], self.rule[two]
        n_met = sparse.csr_array((self.met, between), shape=shape)
        n_copied = sparse.csr_array((self.met * copied, between), shape=shape)
        copies = (n_copied > 0.5 * n_met).toarray()
        return copies | copies.T

    def share_compatible(self):
        """Share of the votes of other rules that each vote could agree with."""
        compatible = sparse.csr_array(self._overlap > 0, dtype=float)
        n_values = compatible.shape[0]
        total = np.bincount(self.value, self.rate, n_values)
        rates = sparse.csr_array(
            (self.rate, (self.rule, self.value)), shape=(self.n_rules, n_values)
        )
        own = _entries(rates @ compatible, self.rule, self.value)
        agreeing = (compatible @ total)[self.value] - own
        others = total.sum() - self.by_rule(self.rate)[self.rule]
        return agreeing / np.maximum(others, 1e-12)

    def by_vote(self, of_first, of_second):
        """Sum for each vote what its pairs hold for it."""
        n_votes = len(self.columns)
        total = np.zeros(n_votes) + np.bincount(self.first, of_first, n_votes)
        return total + np.bincount(self.second, of_second, n_votes)

    def by_rule(self, of_vote):
        """Sum over the votes of each rule."""
        return np.zeros(self.n_rules) + np.bincount(self.rule, of_vote, self.n_rules)

    def independent(self):
        """Meetings without those of copies, which tell nothing."""
        copied = self.copies[self.rule[self.first], self.rule[self.second]]
        return np.where(copied, 0.0, self.met)

    def over_others(self, x):
        """Sum ``x`` over the votes of other rules, copies left out."""
        return x.sum() - (self._linked @ (self._votes_of_rules @ x))[self.rule]

    def gain_over_others(self, x):
        """Sum ``x * gain`` over the votes of other rules, copies left out."""
        flat = self.over_others(x * self.low)
        by_rule = self._votes_of_rules @ (self.members * (x * self.step)[:, None])
        linked = sparse.csr_array(self._linked @ by_rule)
        total = by_rule.sum(axis=0)
        mean = (total @ self.base) - linked @ self.base
        classes = self.members.tocoo()
        own = _entries(linked, self.rule[classes.row], classes.col) * self.base[classes.col]
        within = self.members @ (total * self.base) - np.bincount(classes.row, own, len(x))
        return self.low * (flat + mean[self.rule]) + self.step * (flat * self.chance + within)

    def votes_at_all(self, edge):
        """How often each rule votes on the products of a class.

        Parameters
        ----------
        edge : ndarray of float, shape (n_votes,)
            Reliability above chance of each vote.

        Returns
        -------
        flat : ndarray of float, shape (n_rules,)
            Of classes that the rule never names.
        more : sparse array, shape (n_rules, n_classes)
            How much more often it votes on those that it names.
        """
        flat = self.by_rule(self.rate * (1 + edge * self.low))
        more = self._votes_of_rules @ (self.members * (self.rate * edge * self.step)[:, None])
        return flat, sparse.csr_array(more)


def _entries(matrix, rows, columns):
    """Entries of a sparse matrix, in blocks."""
    found = np.empty(len(rows))
    for start in range(0, len(rows), _BLOCK):
        block = slice(start, start + _BLOCK)
        found[block] = matrix[rows[block], columns[block]]
    return found
