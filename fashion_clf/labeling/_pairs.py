"""How often each two votes meet on a row, and which of them are copies."""

import numpy as np
from scipy import sparse

__all__ = ["VotePairs"]

_CONTAINED = 0.5  # share of the rarer vote's rows on which its original votes, too
_FEWEST = 5  # meetings that make a copy


class VotePairs:
    """Counts of the meetings of votes, two by two.

    A vote is one value of one rule, column ``rule * n_values + value`` of the
    encoded matrix; only those that occur are kept. Of a vote that is right with
    probability ``p``, and no better than `chance` when it says nothing,
    ``P(class | vote) = (1 + (p - chance) * direction) / n_classes``.

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
        self.compatible = members.astype(int) @ members.T > 0
        self.size = members[self.value].sum(axis=1)
        self.chance = self.size / n_classes
        outside = -n_classes / np.maximum(n_classes - self.size, 1)
        self.direction = np.where(members[self.value], 1 / self.chance[:, None], outside[:, None])
        self._count_meetings(votes[:, self.columns], judging)
        self.copies = self._find_copies()

    def _count_meetings(self, votes, judging):
        meetings = (votes.T @ sparse.diags_array(judging) @ votes).tocoo()
        first, second = meetings.row, meetings.col
        kept = (first < second) & (self.rule[first] != self.rule[second])
        order = np.lexsort([second[kept], first[kept]])
        self.first, self.second = first[kept][order], second[kept][order]
        self.met = meetings.data[kept][order]
        # in blocks, for with many classes the pairs are many
        self.gain = np.empty(len(self.met))
        self.agree = self.compatible[self.value[self.first], self.value[self.second]]
        for start in range(0, len(self.met), 1 << 16):
            block = slice(start, start + (1 << 16))
            one, two = self.first[block], self.second[block]
            self.gain[block] = (self.direction[one] * self.direction[two]).mean(axis=1)

    def _find_copies(self):
        """Tell the pairs that meet more often than even two perfect rules would.

        Rules that know nothing of one another meet, at the most, where the class
        is theirs: ``1 / chance`` times as often as two that vote at random.
        """
        one, two = self.first, self.second
        at_random = self.counts[one] * self.rate[two]
        limit = 1 / np.maximum(self.chance[one], self.chance[two])
        surprising = self.met > limit * at_random + 2 * np.sqrt(limit * at_random)
        contained = self.met > _CONTAINED * np.minimum(self.counts[one], self.counts[two])
        return self.agree & surprising & contained & (self.met >= _FEWEST)

    def share_compatible(self):
        """Share of the votes of other rules that each vote could agree with."""
        rates = np.zeros((self.n_rules, len(self.compatible)))
        rates[self.rule, self.value] = self.rate
        others = rates.sum(axis=0) - rates[self.rule]
        agreeing = (self.compatible[self.value] * others).sum(axis=1)
        return agreeing / np.maximum(others.sum(axis=1), 1e-12)

    def by_vote(self, of_first, of_second):
        """Sum for each vote what its pairs hold for it."""
        n_votes = len(self.columns)
        total = np.bincount(self.first, of_first, n_votes)
        return total + np.bincount(self.second, of_second, n_votes)

    def by_rule(self, of_vote):
        """Sum over the votes of each rule."""
        return np.bincount(self.rule, of_vote, self.n_rules)

    def independent(self):
        """Meetings without those of copies, which tell nothing."""
        return np.where(self.copies, 0.0, self.met)

    def over_others(self, x):
        """Sum ``x`` over the votes of other rules, copies left out."""
        total = x.sum() - self.by_rule(x)[self.rule]
        one, two = self.first[self.copies], self.second[self.copies]
        np.subtract.at(total, one, x[two])
        np.subtract.at(total, two, x[one])
        return total

    def gain_over_others(self, x):
        """Sum ``x * gain`` over the votes of other rules, copies left out."""
        directed = x[:, None] * self.direction
        n_votes = len(self.rule)
        own = sparse.csr_array((np.ones(n_votes), self.rule, np.arange(n_votes + 1)))
        others = directed.sum(axis=0) - (own @ (own.T @ directed) if n_votes else directed)
        total = (self.direction * others).mean(axis=1)
        one, two = self.first[self.copies], self.second[self.copies]
        gain = self.gain[self.copies]
        np.subtract.at(total, one, x[two] * gain)
        np.subtract.at(total, two, x[one] * gain)
        return total
