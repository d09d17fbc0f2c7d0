"""The table of nouns that name product types."""

from collections import Counter

from fashion_clf.taxonomy._tree import load_tree

__all__ = ["report_nouns"]

_WORDS = 4  # of a type that are shown


def report_nouns(classifier, catalogue, top):
    """Lay out which nouns of the lexicon fire, and the product types that they name.

    Parameters
    ----------
    classifier : WeaklySupervisedClassifier
        Fitted.
    catalogue : Catalogue
        Products and their tokens.
    top : int
        Types to show.

    Returns
    -------
    str
        Empty where the rules have no lexicon.
    """
    types = getattr(classifier, "types_", None)
    if types is None:
        return ""
    counts, words = Counter(), {}
    for tokens in catalogue.table["tokens"]:
        heads = {
            (one.nodes[0], " ".join(tokens[slice(*one.span)]).strip())
            for one in types.find(tokens)
            if one.place == "head"
        }
        counts.update({node for node, _ in heads})
        for node, noun in heads:
            words.setdefault(node, Counter())[noun] += 1
    tree = load_tree()
    shown = [
        (
            count,
            " > ".join(tree.nodes[node].path[-2:]),
            ", ".join(noun for noun, _ in words[node].most_common(_WORDS)),
        )
        for node, count in counts.most_common(top)
    ]
    if not shown:
        return ""
    width = max(len(path) for _, path, _ in shown)
    lines = [f"\nproduct types that nouns name ({len(counts)}), with the nouns as stems"]
    lines += [f"{count:>8,}  {path:<{width}}  {nouns}" for count, path, nouns in shown]
    return "\n".join(lines)
