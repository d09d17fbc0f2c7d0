"""Files that were made to get past the checks of ``load_model(..., trusted=False)``."""

import io
import json
import zipfile

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from fashion_clf import load_model
from fashion_clf.exceptions import ModelFileError
from fashion_clf.persistence import _skops
from fashion_clf.persistence._parameters import parameter_problem
from fashion_clf.persistence._trees import tree_problem
from fashion_clf.text._vectorizer import _terms


@pytest.fixture
def forge(kept, resign):
    """Change the file of a pipeline, and make its sidecar fit; gives a loader."""

    def change(alter, files=None):
        data = kept.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
            schema = json.loads(old.read("schema.json"))
            alter(schema)
            for name in old.namelist():
                if name != "schema.json":
                    new.writestr(name, old.read(name))
            for name, content in (files or {}).items():
                new.writestr(name, content)
            new.writestr("schema.json", json.dumps(schema))
        resign(kept)
        return lambda: load_model(kept, trusted=False)

    return change


def find(schema, name):
    return next(node for node in _skops._nodes(schema) if node["__class__"] == name)


def node(loader, kind, content, module="builtins"):
    return {"__loader__": loader, "__module__": module, "__class__": kind, "content": content}


def text_node(text):
    return node("JsonNode", "str", json.dumps(text))


def key_type(name, module="builtins"):
    return {"__loader__": "TypeNode", "__module__": module, "__class__": name}


CRAFTED = "left_child=4000000 "


def crafted(attributes):
    return json.loads(attributes["content"]["_handle"]["content"]).replace("left_child=", CRAFTED)


def numpy_array(attributes, files, dtype):
    buffer = io.BytesIO()
    np.save(buffer, np.array(crafted(attributes), dtype=dtype), allow_pickle=False)
    files["evil.npy"] = buffer.getvalue()
    return node("NdArrayNode", "ndarray", "evil.npy", "numpy") | {
        "type": "numpy",
        "file": "evil.npy",
    }


def renamed_key(attributes, key, kind, module="builtins"):
    """A second key that becomes the first when the dict is made."""
    attributes["content"][key] = text_node(crafted(attributes))
    attributes["key_types"]["content"].append(key_type(kind, module))


BOOSTERS = {
    "an array of text": lambda a, f: a["content"].update(_handle=numpy_array(a, f, "U")),
    "an array of bytes": lambda a, f: a["content"].update(_handle=numpy_array(a, f, "S")),
    "crafted text": lambda a, f: a["content"].update(_handle=text_node(crafted(a))),
    "another name": lambda a, f: renamed_key(a, "handle", "str"),
    "a key of NumPy": lambda a, f: renamed_key(a, "_handle ", "str_", "numpy"),
    "keys that are numbers": lambda a, f: a["key_types"]["content"].__setitem__(
        0, key_type("bool")
    ),
    "keys of NumPy": lambda a, f: a["key_types"].update(
        content=[key_type("str_", "numpy") for _ in a["key_types"]["content"]]
    ),
    "a list of texts": lambda a, f: a["content"].update(
        _handle=node("ListNode", "list", [text_node(crafted(a))])
    ),
    "a dict": lambda a, f: a["content"].update(_handle=json.loads(json.dumps(a))),
    "nothing": lambda a, f: a["content"].update(_handle=node("JsonNode", "str", "null")),
    "a number": lambda a, f: a["content"].update(_handle=node("JsonNode", "str", "3")),
    "no trees": lambda a, f: a["content"].pop("_handle"),
}


@pytest.mark.parametrize("name", BOOSTERS)
def test_trees_are_read_here_before_lightgbm_reads_them(forge, name):
    files = {}

    def alter(schema):
        BOOSTERS[name](find(schema, "Booster")["content"], files)

    with pytest.raises(ModelFileError):
        forge(alter, files)()


def test_a_booster_elsewhere_is_refused(forge):
    def alter(schema):
        booster = json.loads(json.dumps(find(schema, "Booster")))
        attributes = find(schema, "ProductTokenizer")
        attributes["content"] = node(
            "DictNode", "dict", {"x_": node("ListNode", "list", [booster])}
        )
        attributes["content"]["key_types"] = node("ListNode", "list", [key_type("str")])

    with pytest.raises(ModelFileError, match="holds a booster in a list"):
        forge(alter)()


TAILS = {
    "a place": "\nparameters:\n[input_model: /etc/passwd]\n[x\n\nend of parameters\n",
    "no end": "\nparameters:\n[seed: 1]\n\nen6 of parameters\n",
    "a parser": "\nparser:\nx\n",
    "linear": "\nparameters:\n[linear_tree: 1]\n\nend of parameters\n",
    "a long name": f"\nparameters:\n[{'x' * 99}: 1]\n\nend of parameters\n",
    "a category": '\npandas_categorical:[["a"]]\n',
    "more trees": "\nTree=1\nnum_leaves=1\n",
}


@pytest.mark.parametrize("name", TAILS)
def test_what_follows_the_trees_is_read_too(name):
    # LightGBM 4.7.0 reads outside of memory where the parameters have no end
    text = chain(3)
    assert tree_problem(text + "\nparameters:\n[seed: 1]\n\nend of parameters\n") is None
    assert tree_problem(text + TAILS[name]) == (
        "what follows its trees is not what LightGBM writes there"
    )


def chain(n_leaves, n_classes=2):
    """Text of a booster whose trees are one long way down."""
    nodes = range(n_leaves - 1)
    left = [*(node + 1 for node in nodes[:-1]), -n_leaves]
    lists = {
        "split_feature": [0] * len(nodes), "split_gain": [1] * len(nodes),
        "threshold": [0.5] * len(nodes), "decision_type": [2] * len(nodes), "left_child": left,
        "right_child": [-node - 1 for node in nodes], "leaf_value": [0.1] * n_leaves,
        "leaf_weight": [1] * n_leaves, "leaf_count": [1] * n_leaves,
        "internal_value": [0] * len(nodes), "internal_weight": [1] * len(nodes),
        "internal_count": [1] * len(nodes),
    }  # fmt: skip
    body = "".join(f"{name}={' '.join(map(str, values))}\n" for name, values in lists.items())
    tree = f"Tree=0\nnum_leaves={n_leaves}\nnum_cat=0\n{body}is_linear=0\nshrinkage=1\n\n\n"
    head = (
        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\n"
        "max_feature_idx=0\nobjective=binary sigmoid:1\nfeature_names=Column_0\n"
        f"feature_infos=[0:1]\ntree_sizes={len(tree)}\n\n"
    )
    return head + tree + "end of trees\n"


@pytest.mark.parametrize("n_leaves", [2, 15, 200])
def test_trees_of_usual_depth_are_read(n_leaves):
    assert tree_problem(chain(n_leaves)) is None


@pytest.mark.parametrize("n_leaves", [258, 300, 500, 1000, 2000, 4000, 4097, 8000, 20_000, 46_000])
def test_trees_too_deep_to_explain_are_refused(n_leaves):
    assert tree_problem(chain(n_leaves)) == "its tree 0 is none"


@pytest.mark.parametrize(
    "changed",
    [
        {"input": "filename"},
        {"input": "file"},
        {"input": 3},
        {"analyzer": "word"},
        {"analyzer": print},
        {"encoding": "rot13"},
        {"decode_error": "ignore"},
        {"preprocessor": print},
        {"tokenizer": _terms},
        {"stop_words": "english"},
        {"token_pattern": "(a+)+$"},
        {"vocabulary": {"a": 0}},
        {"dtype": object},
        {"max_df": float("nan")},
        {"max_features": 1e30},
        {"ngram_range": ("a", "b")},
    ],
    ids=lambda changed: "-".join(changed),
)
def test_a_vectorizer_may_be_that_of_the_library_only(changed):
    right = {"analyzer": _terms, "dtype": np.float32}
    assert parameter_problem(TfidfVectorizer(**right)) is None
    problem = parameter_problem(TfidfVectorizer(**right | changed))
    assert problem.startswith(f"a TfidfVectorizer with {next(iter(changed))}=")


def test_a_vectorizer_that_opens_files_is_refused(forge, tmp_path):
    def alter(schema):
        attributes = find(schema, "TfidfVectorizer")["content"]["content"]
        attributes["input"] = text_node("filename")

    with pytest.raises(ModelFileError, match="a TfidfVectorizer with input='filename'"):
        forge(alter)()


def test_an_attribute_over_a_method_is_refused(forge):
    def alter(schema):
        attributes = find(schema, "TextVectorizer")["content"]
        attributes["content"]["transform"] = text_node("x")
        attributes["key_types"]["content"].append(key_type("str"))

    with pytest.raises(ModelFileError, match="in place of its method 'transform'"):
        forge(alter)()
