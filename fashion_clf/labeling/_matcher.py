"""The role that each noun found has in a text."""

from collections import Counter

from fashion_clf.text import tokenize
from fashion_clf.text._filed import filed_at, is_filed
from fashion_clf.text._tokens import MARKS, PHRASE_END, SENTENCE_END, TITLE_END

__all__ = ["ends_phrase", "place_matches"]

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
_MANNERS = set(tokenize("style inspired"))  # "a shirt in hoodie style" is a shirt
# "Shoes for men" and "for men: shoes" are shoes.
_WEARERS = set(
    tokenize("men man women woman kids children girls boys baby babies her him them you all the a")
)
_OPENING = 2  # sentences: a greeting or a number may stand before the one that names the product
_HEAP = 3  # nouns of one category in a phrase
_REACH = 7  # tokens between a pointer and the noun that it points at


def place_matches(
    tokens,
    matches,
    nouns,
    compounds=frozenset(),
    hints=frozenset(),
    filed=frozenset(),
    alone=frozenset(),
    kinds=None,
):
    """Say for each noun found what role it has in the text.

    Parameters
    ----------
    tokens : list of str
        The text.
    matches : list of (int, int, int)
        What ``PhraseTrie.find`` found in it: start, stop and number of each phrase.
    nouns : container of int
        Numbers of the phrases that can name a product.
    compounds : container of int, default=frozenset()
        Numbers of the phrases that name another product behind a noun.
    hints : container of int, default=frozenset()
        Numbers of the phrases that are mentions only, of texts without any noun.
    filed : container of int, default=frozenset()
        Numbers of the phrases that count where the shop files the product; nouns too.
    alone : container of int, default=frozenset()
        Numbers of the nouns that count only where no other stands in their phrase.
    kinds : dict of int to str or None, default=None
        Category of nouns that name one, by their numbers.

    Returns
    -------
    dict of int to str
        Position in `matches` -> ``"head"``, ``"this"``, ``"mention"``, ``"compound"``,
        ``"type"`` (the shop files the product there), ``"for"`` (the title names something
        else for it) or ``"aside"``. The head is
        the last noun of the first noun phrase that has one, in the title and in the
        opening, which is the first sentence with a noun in it if that is one of the
        first two; nouns elsewhere count as mentions only where there is no head. A heap of
        names that says another category most often has a second head, of that, and its other
        names are mentions.
    """
    types = {}
    if is_filed(tokens):
        types = _place_types(tokens, matches, filed, compounds, alone)
    groups = _noun_phrases(tokens, matches, nouns, alone)
    spans = [group for group in groups if group[0] not in types]
    if not spans:
        return types | {
            position: "mention"
            for position, (_, _, phrase) in enumerate(matches)
            if phrase in hints and position not in types
        }
    places = _place_nouns(tokens, matches, spans, kinds or {})
    _place_compounds(tokens, matches, compounds, places)
    found = set(places.values())
    if "compound" in found:
        return types | {
            member: place if place == "compound" else "aside" for member, place in places.items()
        }
    if found != {"mention"}:
        demoted = {"mention": "aside", "heap": "mention"}
        places = {member: demoted.get(place, place) for member, place in places.items()}
    return types | places


def _place_types(tokens, matches, nouns, compounds, alone):
    """Place all matches in sentences such as "filed in Dresses, Maxi.": the last step counts."""
    places = {}
    for start in filed_at(tokens):
        spans = _noun_phrases(tokens, matches, nouns, alone)
        end = _sentence_end(tokens, start)
        inside = [i for i, (begin, _, _) in enumerate(matches) if start <= begin < end]
        places |= dict.fromkeys(inside, "aside")
        groups = [group for group in spans if group[0] in inside]
        ends = {matches[i][0] for i in inside if matches[i][2] in compounds}
        for group in groups:
            _, stop, _ = matches[group[-1]]
            later = tokens[stop : matches[groups[-1][0]][0]]
            if PHRASE_END not in later and stop not in ends:
                places[group[-1]] = "type"
    return places


def _place_nouns(tokens, matches, spans, kinds):
    """Place the nouns of all phrases but those that the shop files the product under."""
    places = {}
    title_end = tokens.index(TITLE_END) if TITLE_END in tokens else -1
    wanted = {"title", "opening"} if title_end >= 0 else {"opening"}
    opening_end = _opening_end(tokens, title_end + 1, [matches[group[0]][0] for group in spans])
    previous_stop = 0
    for members in spans:
        start, _, first = matches[members[0]]
        start_of_last, stop, last = matches[members[-1]]
        part = "title" if start_of_last < title_end else "opening"
        for member in members:
            places[member] = "mention"
        if part in wanted and (
            part == "title"
            or (stop <= opening_end and not _is_subordinate(tokens, title_end, start))
        ):
            # "Made For Bags: leather bag" is a brand's name, and a bag
            again = len(members) > 1 and first == last
            for_it = not again and _is_for(tokens, part, start)
            places |= {members[-1]: "for"} if for_it else _named(matches, members, kinds)
            wanted.discard(part)
        elif _points_at(tokens, start, previous_stop):
            places[members[-1]] = "this"
        previous_stop = stop
    return places


def _named(matches, members, kinds):
    """Place what a phrase names: its last noun, and what a heap of names says most often.

    Three names of one thing are a heap of search words, such as "hoodie sweatshirt pullover coat".
    """
    places = {members[-1]: "head"}
    if len(members) <= _HEAP:
        return places
    named = [kinds.get(matches[member][2]) for member in members]
    most, n_named = Counter(named).most_common(1)[0]
    if most is None or n_named < _HEAP or n_named <= named.count(named[-1]):
        return places
    heap = [member for member, kind in zip(members, named, strict=True) if kind == most]
    if n_named > _HEAP:
        places[heap[-2]] = "heap"
    return places | {heap[-1]: "head"}


def _place_compounds(tokens, matches, compounds, places):
    """Let a compound take the place of the first head noun: "shoe rack", "clip for shoes"."""
    found = [position for position, (_, _, phrase) in enumerate(matches) if phrase in compounds]
    if not found:
        return
    ends = {matches[position][1] for position in places}
    named = "head", "this", "for"
    for head in [position for position, place in places.items() if place in named]:
        begin, end, _ = matches[head]
        for position in found:
            start, stop, _ = matches[position]
            behind = start == end and ends_phrase(tokens, stop)
            # the words of a compound may be nouns themselves: "bag conditioner"
            behind = behind or (matches[position] == matches[head] and begin in ends)
            before = (
                stop < begin
                and tokens[stop] == "for"
                and MARKS.isdisjoint(tokens[stop:begin])
                and not any(other < start for other in ends)
            )
            if behind or before:
                places[position] = "compound"
                return


def ends_phrase(tokens, stop):
    """Whether a noun phrase that ends at `stop` has surely ended there.

    So it has at the end of the text, before a mark or a word such as *with*, and in a
    title. In "lipstick print" the lipstick is no head, even where no rule knows *print*.
    """
    return stop >= len(tokens) or tokens[stop] in _PHRASE_BREAKS or TITLE_END in tokens[stop:]


def _noun_phrases(tokens, matches, nouns, alone):
    """Group the noun matches of one phrase; beside others, those of a manner are none."""
    groups = []
    previous_stop = None
    for position, (start, stop, phrase) in enumerate(matches):
        if phrase not in nouns:
            continue
        if previous_stop is not None and _PHRASE_BREAKS.isdisjoint(tokens[previous_stop:start]):
            groups[-1].append(position)
        else:
            groups.append([position])
        previous_stop = stop
    return [group if len(group) == 1 else _heads(tokens, matches, group, alone) for group in groups]


def _heads(tokens, matches, group, alone):
    """Leave out of a phrase the nouns that say what the product is like, if any other is there."""
    ends = [(position, *matches[position][1:]) for position in group]
    return [
        position
        for position, stop, phrase in ends
        if phrase not in alone and _MANNERS.isdisjoint(tokens[stop : stop + 1])
    ] or group


def _is_subordinate(tokens, title_end, start):
    """Whether the clause in which a noun phrase starts has made it a part of something."""
    for position in range(start - 1, title_end, -1):
        if tokens[position] in MARKS:
            return False
        if tokens[position] in _SUBORDINATE:
            return tokens[position - 1 : position] != ["set"]  # "set with a top and trousers"
    return False


def _is_for(tokens, part, start):
    """Whether a title names something for the noun at `start`: "pads for heels"."""
    for position in range(start - 1, 0, -1) if part == "title" else ():
        if tokens[position] in MARKS:
            return False
        if tokens[position] == "for":
            return tokens[position + 1] not in _WEARERS
    return False


def _points_at(tokens, start, previous_stop):
    """Whether a pointer stands before `start` with no other noun or clause between."""
    for position in range(start - 1, max(previous_stop, start - _REACH) - 1, -1):
        if tokens[position] in _POINTERS:
            return True
        if tokens[position] in _PHRASE_BREAKS and tokens[position] != PHRASE_END:
            return False
    return False


def _opening_end(tokens, begin, starts):
    """Find the end of the first sentence with a noun, if it is one of the first two."""
    for _ in range(_OPENING):
        end = _sentence_end(tokens, begin)
        if any(begin <= start < end for start in starts):
            break
        begin = end + 1
    return end


def _sentence_end(tokens, begin):
    """Find the mark that ends the sentence that begins there, or the end of the text."""
    for end in range(begin, len(tokens)):
        if tokens[end] == SENTENCE_END:
            return end
    return max(begin, len(tokens))
