"""Boilerplate: runs of tokens that a large share of a catalogue's products have in common.

A shop's menu, its delivery terms and its cross-selling are the same words in front of or
behind many products. They are found by shingles (runs of a few tokens): in product texts
proper a shingle of four tokens is common to at most one product in seven, in boilerplate to
many. What is dropped is replaced by a mark, so that every other token keeps its position.
"""

from collections import Counter

from fashion_clf.text._tokens import DROPPED, MARKS, SENTENCE_END, TITLE_END

__all__ = ["drop_runs", "find_runs", "find_starts", "index_runs", "looked_at"]

# Tokens of a shingle -> the share of products that makes it common. The shorter, the more.
_COMMON = {4: 0.15, 3: 0.5, 2: 0.9}
_SHORT_SENTENCE = 0.25  # likewise, of whole sentences of one to three tokens
_CORE = 0.9  # a run goes on over shingles that are nearly as common as its most common one
_SAMPLE = 5000  # products that are looked at; a share of 0.15 is then known to within 0.01
_FEWEST = 20  # different texts, below which nothing can be told to be common


def find_runs(documents):
    """Find runs of tokens that many products share.

    Memory is bounded: at most 5,000 products are read, at equal distances. Products of one
    text count once, so that a text which occurs many times is no boilerplate.

    Parameters
    ----------
    documents : sequence of list of str
        Tokens of each product.

    Returns
    -------
    dict of tuple of str to float
        Share of the products that have each run, the longest run first. A run of fewer than
        four tokens counts only as a whole sentence; it ends with the mark of one.

    References
    ----------
    A. Broder et al., "Syntactic clustering of the web", Computer Networks 29, 1997, for
    shingles.

    Examples
    --------
    >>> from fashion_clf.text._boilerplate import find_runs
    >>> texts = [["free", "return", "on", "all", "shoe", ".", f"word{i}"] for i in range(20)]
    >>> find_runs(texts)
    {('free', 'return', 'on', 'all', 'shoe', '.'): 1.0}
    """
    sample = list(dict.fromkeys(tuple(documents[row]) for row in looked_at(len(documents))))
    if len(sample) < _FEWEST:
        return {}
    common = _common_shingles(sample)
    runs = Counter()
    for tokens in sample:
        runs.update(set(_runs_of(tokens, *common)))
    shares = {run: count / len(sample) for run, count in runs.items()}
    frequent = [
        (run, share)
        for run, share in shares.items()
        if run in common[1] or share >= _COMMON.get(min(len(run), max(_COMMON)), 1.0)
    ]
    return dict(sorted(frequent, key=lambda item: (-len(item[0]), -item[1], item[0])))


def looked_at(n_products):
    """Give the rows in which runs are looked for: all, or 5,000 at equal distances."""
    return range(0, n_products, max(1, -(-n_products // _SAMPLE)))


def _common_shingles(sample):
    """Share of each common shingle, and the short sentences that are common."""
    common = {}
    for length, share in _COMMON.items():
        counts = Counter()
        for tokens in sample:
            counts.update({tokens[i : i + length] for i in range(len(tokens) - length + 1)})
        least = share * len(sample)
        common |= {
            shingle: count / len(sample)
            for shingle, count in counts.items()
            if count >= least and not MARKS.issuperset(shingle)
        }
    counts = Counter()
    for tokens in sample:
        counts.update({sentence for _, sentence in _short_sentences(tokens)})
    least = _SHORT_SENTENCE * len(sample)
    return common, {sentence for sentence, count in counts.items() if count >= least}


def _short_sentences(tokens):
    """Position and tokens of each sentence of one to three tokens, with the mark that ends it."""
    begin = 0
    for place, token in enumerate(tokens):
        if token in (SENTENCE_END, TITLE_END):
            if 1 <= place - begin <= 3 and token == SENTENCE_END:
                yield begin, tokens[begin : place + 1]
            begin = place + 1


def _runs_of(tokens, shingles, sentences):
    """Split off the runs of one product, the most common shingles first.

    A shingle that reaches from boilerplate into the product's own words is less common than
    the boilerplate is; it is left out, so that a product keeps its first word.
    """
    found = [
        (shingles[shingle], place, len(shingle))
        for length in _COMMON
        for place in range(len(tokens) - length + 1)
        if (shingle := tokens[place : place + length]) in shingles
    ]
    core = [0.0] * len(tokens)
    for share, start, length in sorted(found, key=lambda one: (-one[0], one[1], -one[2])):
        covered = [core[place] for place in range(start, start + length)]
        if max(covered) == 0 or share >= _CORE * max(covered):
            best = max(share, *covered)
            for place in range(start, start + length):
                core[place] = core[place] or best
    yield from _segments(tokens, core)
    for start, sentence in _short_sentences(tokens):
        if sentence in sentences and not any(core[start : start + len(sentence) - 1]):
            yield sentence


def _segments(tokens, core):
    """Give the runs of neighbouring tokens of one core, without marks in front."""
    start = None
    for place in range(len(tokens) + 1):
        inside = place < len(tokens) and core[place] > 0 and tokens[place] != TITLE_END
        if start is not None and (not inside or core[place] < _CORE * core[start]):
            yield tokens[start:place]
            start = None
        if start is None and inside and tokens[place] not in MARKS:
            start = place


def index_runs(runs):
    """Index runs by their first token, for :func:`drop_runs`.

    Parameters
    ----------
    runs : iterable of tuple of str
        The longest first.

    Returns
    -------
    dict of str to list of list of str
    """
    index = {}
    for run in runs:
        index.setdefault(run[0], []).append(list(run))
    return index


def drop_runs(tokens, index):
    """Replace every token of the runs by a mark.

    Parameters
    ----------
    tokens : list of str
    index : dict
        Of :func:`index_runs`.

    Returns
    -------
    list of str
        As many tokens, at the same positions; `tokens` itself where no run was found.

    Examples
    --------
    >>> from fashion_clf.text._boilerplate import drop_runs, index_runs
    >>> index = index_runs([("free", "return", "on", "shoe", ".")])
    >>> drop_runs(["free", "return", "on", "shoe", ".", "silk", "dress"], index)
    ['~', '~', '~', '~', '~', 'silk', 'dress']
    """
    starts = find_starts(tokens, index)
    if not starts:
        return tokens
    kept = list(tokens)
    for start, length in starts.items():
        kept[start : start + length] = [DROPPED] * length
    return kept


def find_starts(tokens, index):
    """Find the runs of a text, from left to right, none inside another.

    Parameters
    ----------
    tokens : list of str
    index : dict
        Of :func:`index_runs`.

    Returns
    -------
    dict of int to int
        Position and length of each run.
    """
    if index.keys().isdisjoint(tokens):
        return {}
    found, place = {}, 0
    while place < len(tokens):
        length = _match_length(tokens, place, index.get(tokens[place], ()))
        if length:
            found[place] = length
        place += length or 1
    return found


def _match_length(tokens, place, runs):
    for run in runs:
        if tokens[place : place + len(run)] == run and (
            len(run) >= max(_COMMON) or place == 0 or tokens[place - 1] in MARKS
        ):
            return len(run)
    return 0
