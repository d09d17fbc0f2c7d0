"""What a shop files a product under, as a text that rules of the place ``type`` read."""

import re
from functools import lru_cache

from fashion_clf.taxonomy._tree import STEP, load_tree, plain_name

__all__ = ["filed_in", "tagged_with"]

_SHOPIFY = re.compile(r"gid://shopify/TaxonomyCategory/\S+|(aa|lb)(-\d+)+")
_BETWEEN = re.compile(r",\s*|\.\s+|;\s*|\n")
# Parts of a shop's path that say for whom or when, and not what.
_SAYS_NOTHING = frozenset(
    "women woman men man kids children girls boys baby unisex ladies damen herren kinder femme "
    "homme mujer hombre donna uomo dames heren sale outlet new all home shop clothing apparel "
    "fashion accessories default root products product catalog category simple variable variation "
    "configurable".split()
) | {"new in", "default category", "new arrivals", "apparel accessories"}
_MIXED = 3  # categories below a node that then says nothing of the category


@lru_cache(maxsize=1 << 14)
def filed_in(text, public=False):
    """Say where a shop files a product.

    Parameters
    ----------
    text : str
        A type, a path, several paths with commas, or the id or path of a public taxonomy.
    public : bool, default=False
        Whether a number is an id of Google's, and no number of the shop.

    Returns
    -------
    str
        A sentence for each path: its steps but for those that say nothing, a public
        category in English and by our own name.

    Examples
    --------
    >>> from fashion_clf.catalog._shop_types import filed_in
    >>> filed_in("Women > Dresses > Maxi, Sale")
    'filed in Dresses, Maxi.'
    >>> filed_in("gid://shopify/TaxonomyCategory/aa-8-3")
    'filed in public taxonomy SHOE. filed in Boots.'
    """
    text = text.strip()
    if text.casefold() in ("", "none", "nan", "null", "n/a", "na", "-"):
        return ""
    if _SHOPIFY.fullmatch(text) or (public and text.isdigit()):
        node = load_tree().find(text)
        return _public(load_tree().nodes[node]) if node else ""
    if _is_public_path(text):
        return _public(load_tree().nodes[load_tree().find(text)])
    sentences = []
    for path in _BETWEEN.split(text):
        steps = [_in_english(step) for step in STEP.split(path.strip()) if step]
        telling = [step for step in steps if plain_name(step) not in _SAYS_NOTHING]
        if telling and not telling[-1].isdigit():
            sentences.append(f"filed in {', '.join(telling)}.")
    return " ".join(dict.fromkeys(sentences))


def tagged_with(text):
    """Say with which tags a shop marks a product.

    Parameters
    ----------
    text : str
        Tags, with commas or on lines.

    Returns
    -------
    str

    Examples
    --------
    >>> from fashion_clf.catalog._shop_types import tagged_with
    >>> tagged_with("summer, wrap dress")
    'tagged with summer. tagged with wrap dress.'
    """
    tags = dict.fromkeys(tag.strip() for tag in re.split(r"[,;\n]|\. ", text))
    return " ".join(f"tagged with {tag}." for tag in tags if tag)


def _is_public_path(text):
    """Whether a text is a path from the root of the public taxonomy, in some language."""
    steps = STEP.split(text)
    if len(steps) < 2:
        return False
    tree = load_tree()
    roots = {
        plain_name(name)
        for node in tree.nodes.values()
        if node.parent is None
        for name in (node.name, *node.names.values())
    }
    return plain_name(steps[0]) in roots and tree.find(text) is not None


def _public(node):
    """Say a node of the public taxonomy, with its category where all below it share one."""
    tree = load_tree()
    below = {one.category for one in tree.nodes.values() if f"{one.id}-".startswith(f"{node.id}-")}
    if len(below) >= _MIXED:
        return ""
    return f"filed in public taxonomy {node.category}. filed in {node.name}."


def _in_english(step):
    """Give the English name of a step that is a name in another language only."""
    tree = load_tree()
    node = tree.find(step) if not step.isdigit() else None
    if node is None or tree.is_english(step):
        return step
    return tree.nodes[node].name
