"""Product texts as shops write them: the type is named, implied by details, or missing."""

import re
from functools import cache
from html import escape

from fashion_clf.utils._package_files import read_toml

__all__ = ["describe", "load_phrases"]

_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")

# How much a text tells, and how often: it names the type, tells it by details, or neither.
_TELLS = (("named", 0.55), ("details", 0.30), ("silent", 0.15))
_STYLE = (
    "<style>.product-dress{color:#333} .shoe-size, .bag-care td{padding:4px}</style>",
    '<style type="text/css">\n.jeans-fit > p {margin:0}\n.top {display:none}\n</style>',
    "<!-- skirt template v2 --><script>var shorts = 1;</script>",
)


@cache
def load_phrases():
    """Give the content of ``_phrases.toml``; not to be changed."""
    return read_toml("datasets/_phrases.toml")


def describe(rng, words, color, pattern):
    """Give a product its name and description.

    Parameters
    ----------
    rng : numpy.random.Generator
        Every choice comes from it.
    words : dict
        ``nouns`` and ``details`` of the product's kind.
    color : str
        The colour's name.
    pattern : {None, 0, 1, 2}
        Plain, stripes, dots or check.

    Returns
    -------
    name, description : str
        Either may be empty.
    """
    lists = load_phrases()["lists"]
    lists = lists | {"noun": [_pick(rng, words["nouns"])], "color": [color]}
    lists["fabric"] = lists[words.get("made_of", "fabric")]
    tells = rng.choice([level for level, _ in _TELLS], p=[share for _, share in _TELLS])
    facts = [_fill(rng, "{neutral}", lists) for _ in range(rng.integers(0, 4))]
    if tells != "silent":
        wanted = int(rng.integers(1, 3)) if tells == "details" else 1
        chosen = rng.permutation(len(words["details"]))[:wanted]
        facts += [_fill(rng, words["details"][i], lists) for i in chosen]
        if pattern is not None and rng.random() < 0.5:
            facts.append(_fill(rng, lists["pattern"][pattern], lists))
        rng.shuffle(facts)
    name = _fill(rng, "{name}", lists)
    if tells == "named":
        where = rng.integers(3)  # in the name, in the description, in both
        name = _fill(rng, "{title}", lists) if where != 1 else name
        facts = [_fill(rng, "{opener}", lists), *facts] if where != 0 else facts
    return name, _compose(rng, list(dict.fromkeys(facts)), lists)


def _pick(rng, choices):
    return choices[rng.integers(len(choices))]


def _fill(rng, phrase, lists):
    """Replace the slots of `phrase`, from the innermost outwards; begin with a capital."""

    def choose(slot):
        content = slot[1]
        if content in lists:
            return _pick(rng, lists[content])
        if bounds := _RANGE.fullmatch(content):
            return str(rng.integers(int(bounds[1]), int(bounds[2]) + 1))
        return _pick(rng, content.split("|"))

    while "{" in phrase:
        phrase = _SLOT.sub(choose, phrase)
    return phrase[:1].upper() + phrase[1:]


def _compose(rng, facts, lists):
    """Write `facts` in one of the ways that shops do; no facts may mean no text at all."""
    asides = [
        _fill(rng, slot, lists)
        for slot, chance in (("{model}", 0.25), ("{pair}", 0.15))
        if facts and rng.random() < chance
    ]
    draw = rng.random()
    if draw < 0.35:
        text = ", ".join([*facts, *asides])
    elif draw < 0.45:  # a list whose marks were lost on the way
        text = " ".join([*facts, *asides])
    elif draw < 0.75 or not facts:
        text = " ".join(f"{sentence}." for sentence in [*facts, *asides])
    else:
        text = _as_html(rng, facts, asides, lists)
    return _spoil(rng, text) if rng.random() < 0.05 else text


def _as_html(rng, facts, asides, lists):
    reference = f"<h3>{rng.integers(10, 99)}{_pick(rng, 'ABFGKL')}{rng.integers(1000, 9999)}</h3>"
    items = "".join(f"\n<li>{escape(fact)}</li>" for fact in facts[1:])
    asides = "".join(f"\n<p><span>{escape(aside)}.</span></p>" for aside in asides)
    care = _fill(rng, "{care}", lists)
    return (
        f"<p>{escape(facts[0])}.</p>\n{reference if rng.random() < 0.5 else ''}\n"
        f"<span>[tab]Details{'+Fit' if rng.random() < 0.5 else ''}[/tab]</span>"
        f"\n<ul>{items}\n</ul>{asides}\n<p>[tab]Care[/tab]{care}&nbsp;</p>"
    )


def _spoil(rng, text):
    """Add what careless tools leave: style blocks, entities, odd spaces, open tags."""
    damage = rng.integers(4)
    if damage == 0:
        return _pick(rng, _STYLE) + text
    if damage == 1:
        return escape(escape(text)).replace(" ", "&nbsp;", 2) + " &eacute;dition &#8482;"
    if damage == 2:
        return "\ufeff" + text.replace(" ", "\u00a0", 3).replace("-", "\u2011") + " ✨ nouveauté"
    return f'<div class="desc"><p>{text.upper()}<br>'
