"""Finding the phrases of all rules in a token list, in one pass.

The phrases form a trie of stems. Reading a text costs one look-up a token,
however many rules there are; the longest phrase at a place hides those inside
it, so that *heel tab* is no heel and *shirt collar* no shirt.
"""

from dataclasses import dataclass

from fashion_clf.text import tokenize
from fashion_clf.text._tokens import MARKS, PHRASE_END, TITLE_END

__all__ = ["Match", "PhraseTrie", "ends_phrase", "place_matches"]

_END = None  # key of a trie node under which the phrase that ends there stands


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at ``tokens[start:stop]``."""

    start: int
    stop: int
    phrase: int


class PhraseTrie:
    """A set of token sequences, numbered in the order in which they came.

    Examples
    --------
    >>> from fashion_clf.labeling._matcher import PhraseTrie
    >>> trie = PhraseTrie()
    >>> trie.add(("shirt",)), trie.add(("shirt", "dress")), trie.add(("shirt",))
    (0, 1, 0)
    >>> [match.phrase for match in trie.find(["a", "shirt", "dress", "shirt"])]
    [1, 0]
    """

    def __init__(self):
        self.root = {}
        self.n_phrases = 0

    def add(self, tokens):
        """Add a phrase and give its number."""
        node = self.root
        for token in tokens:
            node = node.setdefault(token, {})
        if _END not in node:
            node[_END] = self.n_phrases
            self.n_phrases += 1
        return node[_END]

    def find(self, tokens):
        """Phrases in `tokens`, from left to right, the longest at each place."""
        matches = []
        root = self.root
        n_tokens = len(tokens)
        start = 0
        while start < n_tokens:
            node = root.get(tokens[start])
            stop = start + 1
            if node is None:
                start = stop
                continue
            found, found_stop = node.get(_END), stop
            while stop < n_tokens:
                node = node.get(tokens[stop])
                if node is None:
                    break
                stop += 1
                if _END in node:
                    found, found_stop = node[_END], stop
            if found is None:
                start += 1
            else:
                matches.append(Match(start, found_stop, found))
                start = found_stop
        return matches


# A noun phrase ends before these; the head of "shirt with a tie" is the shirt.
_PHRASE_BREAKS = MARKS | set(
    tokenize(
        "with in for by from and or at on to has is are features featuring made that which cut "
        "designed comes without plus under over into as crafted finished trimmed styled knitted "
        "woven which you it will can"
    )
)
# After these a noun is a part or an example: "held together with a ring", "inspired by jeans".
_SUBORDINATE = set(tokenize("with by from like in"))
_POINTERS = set(tokenize("this these our introducing"))
_REACH = 7  # tokens between a pointer and the noun that it points at


def place_matches(tokens, matches, nouns):
    """Say for each noun found how it stands in the text.

    Parameters
    ----------
    tokens : list of str
        The text.
    matches : list of Match
        What :meth:`PhraseTrie.find` found in it.
    nouns : container of int
        Numbers of the phrases that can name a product.

    Returns
    -------
    dict of int to str
        Position in `matches` -> ``"head"``, ``"this"``, ``"mention"`` or
        ``"aside"``. The head is the last noun of the first noun phrase that has
        one, in the title and in the opening sentence; nouns elsewhere count as
        mentions only where there is no head.
    """
    places = {}
    spans = _noun_phrases(tokens, matches, nouns)
    title_end = tokens.index(TITLE_END) if TITLE_END in tokens else -1
    wanted = {"title", "opening"} if title_end >= 0 else {"opening"}
    opening_end = _sentence_end(tokens, title_end + 1)
    previous_stop = 0
    for members in spans:
        first, last = matches[members[0]], matches[members[-1]]
        part = "title" if last.stop <= title_end else "opening"
        for member in members:
            places[member] = "mention"
        if part in wanted and (
            part == "title"
            or (last.stop <= opening_end and not _is_subordinate(tokens, title_end, first.start))
        ):
            places[members[-1]] = "head"
            wanted.discard(part)
        elif _points_at(tokens, first.start, previous_stop):
            places[members[-1]] = "this"
        previous_stop = last.stop
    if "head" in places.values() or "this" in places.values():
        return {
            member: "aside" if place == "mention" else place for member, place in places.items()
        }
    return places


def ends_phrase(tokens, stop):
    """Whether a noun phrase that ends at `stop` has surely ended there.

    So it has at the end of the text, before a mark or a word such as *with*, and in a
    title. In "lipstick print" the lipstick is no head, even where no rule knows *print*.
    """
    return stop >= len(tokens) or tokens[stop] in _PHRASE_BREAKS or TITLE_END in tokens[stop:]


def _noun_phrases(tokens, matches, nouns):
    """Group the noun matches that stand in one phrase."""
    groups = []
    previous_stop = None
    for position, match in enumerate(matches):
        if match.phrase not in nouns:
            continue
        if previous_stop is not None and _PHRASE_BREAKS.isdisjoint(
            tokens[previous_stop : match.start]
        ):
            groups[-1].append(position)
        else:
            groups.append([position])
        previous_stop = match.stop
    return groups


def _is_subordinate(tokens, title_end, start):
    """Whether the clause in which a noun phrase starts has made it a part of something."""
    for position in range(start - 1, title_end, -1):
        if tokens[position] in MARKS:
            return False
        if tokens[position] in _SUBORDINATE:
            return tokens[position - 1 : position] != ["set"]  # "set with a top and trousers"
    return False


def _points_at(tokens, start, previous_stop):
    """Whether a pointer stands before `start` with no other noun or clause between."""
    for position in range(start - 1, max(previous_stop, start - _REACH) - 1, -1):
        if tokens[position] in _POINTERS:
            return True
        if tokens[position] in _PHRASE_BREAKS and tokens[position] != PHRASE_END:
            return False
    return False


def _sentence_end(tokens, begin):
    for position in range(begin, len(tokens)):
        if tokens[position] == ".":
            return position
    return len(tokens)
