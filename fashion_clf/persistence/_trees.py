"""Whether the text of LightGBM's trees is one that LightGBM writes.

Its reader, compiled code, takes every number as it stands: a child or a feature that is
not there leads out of memory when the trees predict. What is read here is stricter than what
LightGBM reads, so that no text means one thing here and another there.
"""

import re

__all__ = ["tree_problem"]

_INT = r"-?\d{1,9}"
_REAL = r"-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|inf|nan)"
_HEAD = re.compile(
    r"tree\nversion=v4\nnum_class=(?P<classes>\d{1,6})\nnum_tree_per_iteration=(?P<trees>\d{1,6})\n"
    r"label_index=0\nmax_feature_idx=(?P<last>\d{1,9})\n"
    r"objective=(?:binary sigmoid:1|multiclass num_class:(?P<told>\d{1,6}))\n"
    r"feature_names=[^\n=]*\nfeature_infos=[^\n=]*\ntree_sizes=(?P<sizes>\d{1,9}(?: \d{1,9})*)\n\n"
)
# What a tree holds, in this order: how many of it, one for each leaf (0) or one fewer (1).
_LISTS = {
    "split_feature": (_INT, 1),
    "split_gain": (_REAL, 1),
    "threshold": (_REAL, 1),
    "decision_type": (r"0|2|4|6|8|10", 1),  # by number, wherever missing values go
    "left_child": (_INT, 1),
    "right_child": (_INT, 1),
    "leaf_value": (_REAL, 0),
    "leaf_weight": (_REAL, 0),
    "leaf_count": (_INT, 0),
    "internal_value": (_REAL, 1),
    "internal_weight": (_REAL, 1),
    "internal_count": (_INT, 1),
}
_TREE = re.compile(
    r"Tree=\d{1,9}\nnum_leaves=(?P<num_leaves>\d{1,6})\nnum_cat=0\n"
    + "".join(
        rf"{name}=(?P<{name}>(?:(?:{kind})(?: (?:{kind}))*)?)\n"
        for name, (kind, _) in _LISTS.items()
    )
    + rf"is_linear=0\nshrinkage={_REAL}\n\n\n"
)
# LightGBM goes down a tree by recursion when it explains, with memory by the square of the depth.
_MAX_LEAVES = 4096
_MAX_DEPTH = 256
# Behind the trees: how often each feature is used, and what LightGBM was told in training.
_TAIL = re.compile(
    r"end of trees\n\n?(?:feature_importances:\n(?:[^\n=]*=\d{1,9}\n)*)?"
    r"(?:\nparameters:\n(?P<parameters>(?:\[\w{1,60}: [^\[\]\n]{0,1000}\]\n)*)"
    r"\nend of parameters\n)?"
    r"(?:\npandas_categorical:(?:null|\[\])\n?)?\s*"
)
_LINEAR = re.compile(r"^\[linear_tree: (?!0\]$)", re.MULTILINE)


def tree_problem(text):
    r"""Say what is wrong with the text of a booster.

    Parameters
    ----------
    text : str
        As of ``Booster.model_to_string``.

    Returns
    -------
    str or None

    Examples
    --------
    >>> from fashion_clf.persistence._trees import tree_problem
    >>> tree_problem("tree\nversion=v4\n")
    'its head is none of a classifier'
    """
    head = _HEAD.match(text)
    if head is None or not text.isascii() or "\r" in text or "\0" in text:
        return "its head is none of a classifier"
    n_trees, n_classes = int(head["trees"]), int(head["classes"])
    if n_trees != n_classes or int(head["told"] or 1) != n_classes:
        return "its numbers of classes contradict each other"
    sizes = [int(size) for size in head["sizes"].split()]
    if len(sizes) % n_trees:
        return "it has another number of trees for one class than for another"
    start = head.end()
    for number, size in enumerate(sizes):
        tree = _TREE.fullmatch(text, start, start + size)
        if tree is None or not _is_tree(tree, n_features=int(head["last"]) + 1):
            return f"its tree {number} is none"
        start += size
    tail = _TAIL.fullmatch(text, start)
    if tail is None or _LINEAR.search(tail["parameters"] or ""):
        return "what follows its trees is not what LightGBM writes there"
    return None


def _is_tree(tree, n_features):
    """Whether every node but the first is the child of one before it, and all are there."""
    n_leaves = int(tree["num_leaves"])
    values = {name: tree[name].split() for name in _LISTS}
    if n_leaves == 1:  # LightGBM reads its value and no more
        return len(values["leaf_value"]) == 1
    if any(len(values[name]) != n_leaves - fewer for name, (_, fewer) in _LISTS.items()):
        return False
    left, right = ([int(child) for child in values[side]] for side in ("left_child", "right_child"))
    features = [int(feature) for feature in values["split_feature"]]
    return (
        n_leaves <= _MAX_LEAVES
        and sorted(left + right) == [*range(-n_leaves, 0), *range(1, n_leaves - 1)]
        and all(child < 0 or child > node for node, child in enumerate(left))
        and all(child < 0 or child > node for node, child in enumerate(right))
        and all(0 <= feature < n_features for feature in features)
        and _depth(left, right) <= _MAX_DEPTH
    )


def _depth(left, right):
    """Nodes on the longest way down; every child is behind its parent."""
    depths = [1] * len(left)
    for node, children in enumerate(zip(left, right, strict=True)):
        for child in children:
            if child > 0:
                depths[child] = depths[node] + 1
    return max(depths)
