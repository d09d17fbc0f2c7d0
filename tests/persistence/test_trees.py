import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lightgbm import LGBMClassifier

from fashion_clf.persistence._trees import tree_problem

SETTINGS = {"n_estimators": 3, "num_leaves": 6, "min_child_samples": 2, "verbose": -1}


def trees(n_classes, n_rows=60, missing=0.0):
    rng = np.random.default_rng(n_classes)
    X = rng.normal(size=(n_rows, 4))
    X[rng.random(X.shape) < missing] = np.nan
    y = np.arange(n_rows) % n_classes
    return LGBMClassifier(**SETTINGS).fit(X, y).booster_.model_to_string()


TEXT = trees(3)


@pytest.mark.parametrize("text", [TEXT, trees(2), trees(3, missing=0.3), trees(2, n_rows=3)])
def test_what_lightgbm_writes_is_right(text):
    assert tree_problem(text) is None


def change(pattern, replacement):
    changed, count = re.subn(pattern, replacement, TEXT, count=1, flags=re.MULTILINE)
    assert count == 1
    return _with_sizes(changed)


def _with_sizes(text):
    """Let the sizes of the trees be right, so that it is not these that are wrong."""
    body = text[text.index("Tree=0") : text.index("end of trees")]
    sizes = [str(len(tree)) for tree in re.split(r"(?=^Tree=)", body, flags=re.MULTILINE)[1:]]
    return re.sub(r"tree_sizes=.*", f"tree_sizes={' '.join(sizes)}", text)


def test_the_helper_changes_nothing_by_itself():
    assert _with_sizes(TEXT) == TEXT


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        (r"^version=v4", "version=v5", "its head is none"),
        (r"^num_class=3", "num_class=2", "numbers of classes"),
        (r"^num_tree_per_iteration=3", "num_tree_per_iteration=300", "numbers of classes"),
        (r"num_class:3", "num_class:9", "numbers of classes"),
        (r"^objective=.*", "objective=custom", "its head is none"),
        (r"^label_index=0\n", "label_index=0\nnum_class=3\n", "its head is none"),
        (r"^max_feature_idx=3", "max_feature_idx=0", "its tree 0 is none"),
        (r"^num_leaves=6", "num_leaves=1000", "its tree 0 is none"),
        (r"^num_leaves=6", "num_leaves=0", "its tree 0 is none"),
        (r"^num_cat=0", "num_cat=1", "its tree 0 is none"),
        (r"^is_linear=0", "is_linear=1", "its tree 0 is none"),
        (r"^decision_type=2", "decision_type=3", "its tree 0 is none"),
        (r"^split_feature=\d", "split_feature=4", "its tree 0 is none"),
        (r"^split_feature=\d", "split_feature=-1", "its tree 0 is none"),
        (r"^threshold=", "threshold=x ", "its tree 0 is none"),
        (r"^leaf_value=\S+ ", "leaf_value=", "its tree 0 is none"),
        (r"^shrinkage=", "left_child=9\nshrinkage=", "its tree 0 is none"),
        (r"^Tree=0\n", "Tree=0\r\n", "its head is none"),
        (r"^end of trees", "end of trees.", "what follows its trees"),
        (r"^end of trees\n", "end of trees\nparser:\n", "what follows its trees"),
        (r"^\[linear_tree: 0\]", "[linear_tree: 1]", "what follows its trees"),
    ],
)
def test_what_it_does_not_write_is_found(pattern, replacement, message):
    assert message in tree_problem(change(pattern, replacement))


def test_sizes_that_point_elsewhere_are_found():
    text = re.sub(r"tree_sizes=(\d+)", lambda m: f"tree_sizes={int(m[1]) + 1}", TEXT)
    assert tree_problem(text) == "its tree 0 is none"
    text = re.sub(r"(tree_sizes=.*) \d+\n", r"\1\n", TEXT)
    assert "another number of trees" in tree_problem(text)


@given(
    side=st.sampled_from(["left_child", "right_child"]),
    place=st.integers(0, 4),
    child=st.integers(-(2**31), 2**31),
)
def test_any_other_child_is_found(side, place, child):
    line = re.search(rf"^{side}=(.*)", TEXT, re.MULTILINE)[1]
    children = line.split()
    assert len(children) == 5
    was, children[place] = int(children[place]), str(child)
    found = tree_problem(change(rf"^{side}=.*", f"{side}={' '.join(children)}"))
    assert (found is None) == (child == was)
