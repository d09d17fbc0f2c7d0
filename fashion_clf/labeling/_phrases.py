"""The phrases of rules: what one stands for, and how much it may stand for."""

from functools import lru_cache
from itertools import product as every_choice
from math import prod

from fashion_clf.exceptions import RulesError
from fashion_clf.text import tokenize
from fashion_clf.text._tokens import MARKS, TITLE_END

__all__ = ["MAX_ALTERNATIVES", "expand", "stands_alone"]

#: A phrase that stands for more token sequences is refused.
MAX_ALTERNATIVES = 1000
_MAX_CHARACTERS = 20_000
_ALONE = "^"


def expand(phrase):
    """All token sequences that a phrase of a rules file stands for.

    Parameters
    ----------
    phrase : str
        Words; ``a|b`` is either word, ``word?`` may be missing, ``#`` is any
        number, ``$``, as the last one, the end of the title; ``^``, as the first one, says that
        the phrase stands alone, and no token.

    Returns
    -------
    list of tuple of str

    Raises
    ------
    RulesError
        Where there is no word that must be found, or there are too many
        alternatives; these are counted before any is made.

    Examples
    --------
    >>> from fashion_clf.labeling._phrases import expand
    >>> expand("v|crew neck top?")
    [('v', 'neck', 'top'), ('v', 'neck'), ('crew', 'neck', 'top'), ('crew', 'neck')]
    """
    return list(_expand(phrase))


@lru_cache(maxsize=1 << 14)
def _expand(phrase):
    if len(phrase) > _MAX_CHARACTERS:
        raise RulesError(
            f"the phrase {phrase[:40]!r}... has {len(phrase):,} characters; "
            f"allowed are {_MAX_CHARACTERS:,}"
        )
    words = phrase.split()[stands_alone(phrase) :]
    choices = [_choice(word, phrase, place == len(words)) for place, word in enumerate(words, 1)]
    n_alternatives = prod(map(len, choices))
    if n_alternatives > MAX_ALTERNATIVES:
        shown = phrase if len(phrase) <= 80 else phrase[:80] + "..."
        raise RulesError(
            f"the phrase {shown!r} stands for more than {MAX_ALTERNATIVES:,} alternatives; "
            "write several shorter ones"
        )
    expanded = tuple(sum(choice, ()) for choice in every_choice(*choices))
    if any(MARKS.issuperset(tokens) for tokens in expanded):
        raise RulesError(f"the phrase {phrase!r} has no word that must be found")
    return expanded


def stands_alone(phrase):
    """Whether a phrase names a product only where no noun stands with it: "^ long sleeve $".

    Parameters
    ----------
    phrase : str
        A phrase of a rules file.

    Returns
    -------
    bool
    """
    return phrase.split(maxsplit=1)[:1] == [_ALONE]


def _choice(word, phrase, is_last):
    """Token sequences that one word of a phrase stands for."""
    parts = word.removesuffix("?").split("|")
    if parts == ["$"]:
        if not is_last:
            raise RulesError(f"the phrase {phrase!r}: '$', the end of the title, must come last")
        return [(TITLE_END,)] if word == "$" else [(TITLE_END,), ()]
    sequences = [tuple(tokenize(part)) for part in parts]
    if not all(sequences):
        raise RulesError(
            f"the phrase {phrase!r}: {word!r} names no word that can be found; write 'word?' for "
            "one that may be missing"
        )
    return [*sequences, ()] if word.endswith("?") else sequences
