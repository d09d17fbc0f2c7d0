"""Reliabilities of votes from how often they meet: by agreement and by lift."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

__all__ = ["SUREST", "Belief", "estimate_reliability", "vote_log_odds"]

SUREST = 0.95  # no rule is trusted further, or two of them could not be outvoted
_ABOVE_CHANCE = 1.1
_AGREEMENT = 1.5  # weight of agreement per share of the votes that could agree


class Belief(NamedTuple):
    """What is known of the votes before their meetings are looked at."""

    mean: np.ndarray  # stated reliability
    strength: float  # votes that it counts for
    right: np.ndarray  # votes that gold confirms
    wrong: np.ndarray  # votes that gold refutes

    def lowest(self, chance):
        """Bound below: a little above chance, unless stated or gold is lower."""
        lowest = np.minimum(_ABOVE_CHANCE * chance, 0.99 * SUREST)
        known = (self.right + 10 * lowest) / (self.right + self.wrong + 10)
        return np.maximum(np.minimum(np.minimum(lowest, known), self.mean), 0.01)


def estimate_reliability(pairs, belief, max_iter, tol):
    """Average the reliabilities by agreement and by lift.

    Agreement weighs the more, the more votes of others could agree; gold, which
    knows the votes of a rule apart, leaves more to lift.

    Parameters
    ----------
    pairs : VotePairs
    belief : Belief
    max_iter : int
    tol : float

    Returns
    -------
    reliability : ndarray of float, shape (n_votes,)
    n_iter : int
    converged : bool

    References
    ----------
    R. L. Winkler, "The consensus of subjective probability distributions",
    Management Science 15, 1968, for averages of judgements; the weights are ours.
    """
    agreement, n_agreement, agreed = by_agreement(pairs, belief, max_iter, tol)
    lift, n_lift, lifted = by_lift(pairs, belief, max_iter, tol)
    share = np.minimum(_AGREEMENT * pairs.share_compatible(), 1)
    met, known = pairs.by_vote(pairs.met, pairs.met), belief.right + belief.wrong
    share *= met / np.maximum(met + known, 1)
    mean = (1 - share) * logit(lift) + share * logit(agreement)
    return expit(mean), n_agreement + n_lift, agreed and lifted


def by_agreement(pairs, belief, max_iter, tol):
    """Reliability of each rule as the share of its meetings in which the other agrees.

    If the other vote is right with probability ``q``, it agrees with a right vote
    with that probability, and with a wrong one with another, ``w``. So
    ``(agrees - w) / (q - w)`` is 1 for a right vote and 0 for a wrong one, in the
    mean; meetings count by ``(q - w) ** 2``, the inverse of the variance.

    Parameters
    ----------
    pairs : VotePairs
    belief : Belief
    max_iter : int
    tol : float

    Returns
    -------
    reliability : ndarray of float, shape (n_votes,)
        The same for all votes of a rule.
    n_iter : int
    converged : bool

    References
    ----------
    A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer
    error-rates using the EM algorithm", Applied Statistics 28, 1979; here by
    moments, and each vote left out of its own judgement.
    """
    met = pairs.independent()
    one, two = pairs.first, pairs.second
    known = pairs.by_rule(belief.right + belief.wrong)[pairs.rule] + belief.strength
    stated = pairs.by_rule(belief.right)[pairs.rule] + belief.strength * belief.mean
    lowest = np.minimum(pairs.chance, belief.lowest(pairs.chance))

    def judge(judged, judge, reliability):
        q = reliability[judge]
        wrongly = pairs.size[judged] * (pairs.size[judge] - q) / (pairs.n_classes - 1)
        wrongly = np.minimum(wrongly, q)
        sureness = q - wrongly
        return met * sureness * (pairs.agree - wrongly), met * sureness**2

    reliability, change, n_iter = belief.mean, np.inf, 0
    while n_iter < max_iter and change >= tol:
        n_iter += 1
        first, second = judge(one, two, reliability), judge(two, one, reliability)
        right, judged = (pairs.by_vote(*sides) for sides in zip(first, second, strict=True))
        updated = (pairs.by_rule(right)[pairs.rule] + stated) / (
            pairs.by_rule(judged)[pairs.rule] + known
        )
        updated = np.clip(updated, lowest, SUREST)
        change = np.abs(updated - reliability).max(initial=0)
        reliability = (reliability + updated) / 2  # full steps overshoot in turn
    return reliability, n_iter, bool(change < tol)


def by_lift(pairs, belief, max_iter, tol):
    """Reliabilities under which the pairs of votes are as frequent as they are.

    Were two rules independent given the class, and the classes alike in number,
    they would meet ``1 + (p - chance) * (q - chance) * gain`` times as often as
    two that vote at random: `gain` is positive for votes that agree. The
    reliabilities maximise the likelihood of which others each vote meets, with a
    beta prior; first one for each rule, then one for each vote around it.

    Parameters
    ----------
    pairs : VotePairs
    belief : Belief
    max_iter : int
    tol : float

    Returns
    -------
    reliability : ndarray of float, shape (n_votes,)
    n_iter : int
    converged : bool

    References
    ----------
    A. Ratner et al., "Training complex models with multi-task weak supervision",
    AAAI 2019, for moments of pairs of votes; C. Varin, N. Reid and D. Firth, "An
    overview of composite likelihood methods", Statistica Sinica 21, 2011.
    """
    lowest = belief.lowest(pairs.chance)
    rules, group = np.unique(pairs.rule, return_inverse=True)
    share = pairs.counts / pairs.by_rule(pairs.counts)[pairs.rule]
    mean, bound = (np.bincount(group, share * x, len(rules)) for x in (belief.mean, lowest))
    of_rule, n_iter, converged = _maximise(pairs, belief, mean, bound, group, max_iter, tol)
    if len(rules) == len(group):
        return of_rule[group], n_iter, converged
    alone = np.arange(len(group))
    found = _maximise(pairs, belief, of_rule[group], lowest, alone, max_iter, tol)
    return found[0], n_iter + found[1], converged and found[2]


def _maximise(pairs, belief, mean, lowest, group, max_iter, tol):
    """Maximise over one reliability for each group of votes."""
    n_groups = len(mean)
    if n_groups == 0:
        return mean, 0, True
    right = np.bincount(group, belief.right, n_groups) + belief.strength * mean
    wrong = np.bincount(group, belief.wrong, n_groups) + belief.strength * (1 - mean)
    met = pairs.independent()
    n_met = pairs.by_vote(met, met)
    at_random = np.maximum(pairs.over_others(pairs.rate), 1e-12)
    scale = 1 / max(met.sum() + right.sum() + wrong.sum(), 1)

    def loss(x):
        p = expit(x)
        edge = p[group] - pairs.chance
        one, two = edge[pairs.first], edge[pairs.second]
        lift = np.maximum(1 + one * two * pairs.gain, 1e-6)
        pull = pairs.gain_over_others(pairs.rate * edge)
        expected = np.maximum(at_random + edge * pull, 1e-12)
        value = 0.5 * n_met @ np.log(expected / at_random) - met @ np.log(lift)
        value -= right @ np.log(p) + wrong @ np.log(1 - p)
        per_pair = met * pairs.gain / lift
        slope = -pairs.by_vote(per_pair * two, per_pair * one)
        slope += 0.5 * n_met * pull / expected
        slope += 0.5 * pairs.rate * pairs.gain_over_others(n_met * edge / expected)
        slope = np.bincount(group, slope, n_groups) - right / p + wrong / (1 - p)
        return scale * value, scale * slope * p * (1 - p)

    bounds = logit([lowest, np.full(n_groups, SUREST)]).T
    start = np.clip(mean, lowest, SUREST)
    options = {"maxiter": max_iter, "ftol": tol**2, "gtol": 1e-2 * tol}
    found = minimize(
        loss,
        logit(start),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options=options,
    )
    return expit(found.x), int(found.nit), bool(found.success)


def vote_log_odds(reliability, members):
    """Log-odds of a class that a vote speaks for against another, of each rule and value."""
    size = members.sum(axis=1)
    accuracy = np.clip(reliability, 1e-6, SUREST)
    outside = (1 - accuracy) / np.maximum(members.shape[1] - size, 1)
    return np.log(accuracy / size / outside)
