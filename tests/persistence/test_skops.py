import io
import json
import os
import sys
import zipfile

import numpy as np
import pytest
import skops.io
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.cluster import Birch
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.svm import SVC

from fashion_clf import load_model, make_pipeline, save_model
from fashion_clf.datasets import make_catalog, make_shop_photos
from fashion_clf.exceptions import ModelFileError
from fashion_clf.images import GarmentClassifier, ShapeClassifier, StudioClassifier
from fashion_clf.images.garments._joined import JoinedClassifier
from fashion_clf.images.shapes._cut_out import cut_out_photos
from fashion_clf.persistence import _skops


@pytest.fixture
def forge(kept, resign):
    """Change what is written in the file, and make its sidecar fit."""

    def change(alter):
        data = kept.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "schema.json":
                    schema = json.loads(content)
                    alter(schema)
                    content = json.dumps(schema)
                new.writestr(name, content)
        resign(kept)

    return change


def find(schema, name):
    return next(node for node in _skops._nodes(schema) if node["__class__"] == name)


def test_predictions_are_bit_equal_after_loading(kept, pipeline, products):
    again = load_model(kept, trusted=False)
    expected = pipeline.predict_proba(products).tobytes()
    assert again.predict_proba(products).tobytes() == expected
    assert load_model(kept).predict_proba(products).tobytes() == expected


@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.LabelingWarning")
def test_what_labels_taught_is_kept(tmp_path):
    catalog = make_catalog(150, random_state=0)
    y = [name if row < 40 else None for row, name in enumerate(catalog.gold)]
    pipeline = make_pipeline(images=False).fit(catalog.products, y)
    save_model(pipeline, tmp_path / "model.skops")
    again = load_model(tmp_path / "model.skops", trusted=False)
    expected = pipeline.predict_proba(catalog.products)
    assert again[-1].corrections_ is not None
    assert again.predict_proba(catalog.products).tobytes() == expected.tobytes()


@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.LabelingWarning")
def test_predictions_with_photos_are_bit_equal_after_loading(tmp_path):
    products = make_catalog(40, random_state=0, image_dir=tmp_path).products
    pipeline = make_pipeline(n_estimators=5).fit(products)
    save_model(pipeline, tmp_path / "model.skops")
    again = load_model(tmp_path / "model.skops", trusted=False)
    expected = pipeline.predict_proba(products).tobytes()
    assert again.predict_proba(products).tobytes() == expected


def test_what_tells_photos_without_words_is_kept(tmp_path):
    photos = make_shop_photos(tmp_path, 24, 0).photos
    cut_outs = cut_out_photos(photos)[0]
    small = {"n_landmarks": 12, "n_dimensions": 6}
    pictures, shapes = cut_outs["picture"], ["bag", "coat"] * (len(cut_outs) // 2)
    model = JoinedClassifier(
        GarmentClassifier(n_components=2, image_size=64).fit(photos, ["shoes", "dress"] * 12),
        ShapeClassifier(**small).fit(pictures[: len(shapes)], shapes),
        StudioClassifier(**small).fit(photos, ["BAG", "SHOE"] * 12),
    )
    save_model(model, tmp_path / "model.skops")
    again = load_model(tmp_path / "model.skops", trusted=False)
    assert np.array_equal(again.predict_proba(photos), model.predict_proba(photos))


def test_what_would_not_be_loaded_is_not_saved(tmp_path):
    path = tmp_path / "model.skops"
    with pytest.raises(ModelFileError, match=r"holds 'sklearn\.svm\._classes\.SVC', which no mod"):
        save_model(SVC(), path)
    with pytest.raises(ModelFileError, match="cannot be kept in a .skops file"):
        save_model(LogisticRegression(class_weight=Birch()), path)
    with pytest.raises(
        ModelFileError, match="holds a Pipeline with memory='somewhere'.* save it as .joblib"
    ):
        save_model(Pipeline([("model", LogisticRegression())], memory="somewhere"), path)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["os.system", "posix.system", "subprocess.run", "builtins.eval"])
def test_functions_are_refused_by_name(forge, kept, name):
    def alter(schema):
        node = find(schema, "_terms")
        node["__module__"], node["__class__"] = name.rsplit(".", 1)

    forge(alter)
    with pytest.raises(ModelFileError, match=f"holds '{name}', which no model"):
        load_model(kept, trusted=False)


def test_a_call_with_arguments_is_refused(forge, kept, tmp_path):
    ran = tmp_path / "ran"

    def alter(schema):
        command = {
            "__class__": "tuple",
            "__module__": "builtins",
            "__loader__": "TupleNode",
            "content": [_json(f"touch {ran}")],
        }
        find(schema, "ProductTokenizer").update(
            {
                "__module__": "os",
                "__class__": "system",
                "__loader__": "ConstructorFromReduceNode",
                "content": command,
            }
        )

    forge(alter)
    with pytest.raises(ModelFileError, match=r"holds 'os\.system'"):
        load_model(kept, trusted=False)
    assert not ran.exists()


def _json(value):
    text = json.dumps(value)
    return {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode", "content": text}


def test_unknown_types_are_all_named_and_none_is_imported(forge, kept):
    def alter(schema):
        find(schema, "TfidfTransformer").update(__module__="antigravity", __class__="Fly\x1b[2J")
        find(schema, "TfidfVectorizer").update(__module__="this", __class__="Zen")

    forge(alter)
    message = r"holds 'antigravity\.Fly\\x1b\[2J', 'this\.Zen', which no model"
    with pytest.raises(ModelFileError, match=message):
        load_model(kept, trusted=False)
    assert not {"antigravity", "this"} & set(sys.modules)


@pytest.mark.parametrize(
    ("name", "loader"),
    [
        ("Booster", "ConstructorFromReduceNode"),  # Booster(model_file=...) reads any file
        ("_terms", "TypeNode"),
        ("ProductTokenizer", "MethodNode"),
        ("ProductTokenizer", "CachedNode"),
        ("ProductTokenizer", "PartialNode"),
    ],
)
def test_known_types_are_restored_in_their_own_way_only(forge, kept, name, loader):
    forge(lambda schema: find(schema, name).update(__loader__=loader))
    with pytest.raises(ModelFileError, match=f"holds '.*{name}', which no model"):
        load_model(kept, trusted=False)


def test_trees_that_lead_out_of_memory_are_refused(forge, kept):
    def alter(schema):
        handle = find(schema, "Booster")["content"]["content"]["_handle"]
        text = json.loads(handle["content"])
        handle["content"] = json.dumps(text.replace("left_child=", "left_child=999999 ", 1))

    forge(alter)
    with pytest.raises(ModelFileError, match="holds trees that LightGBM has not written"):
        load_model(kept, trusted=False)


def test_a_second_node_of_one_id_stands_for_itself(forge, kept, pipeline, products):
    """skops would take the attributes of the first for those of the booster."""

    def alter(schema):
        attributes = find(schema, "Booster")["content"]
        decoy = json.loads(json.dumps(attributes))
        decoy["content"]["_handle"] = _json("trees that nobody has looked at")
        schema["content"]["content"] = {"decoy": decoy, **schema["content"]["content"]}
        schema["content"]["key_types"]["content"].insert(
            0, {"__class__": "str", "__module__": "builtins", "__loader__": "TypeNode"}
        )

    forge(alter)
    with pytest.raises(Exception, match="Model f"):  # LightGBM's own complaint
        skops.io.load(kept, trusted=sorted({name for _, name in _skops._PAIRS}))
    again = load_model(kept, trusted=False)
    assert again.predict_proba(products).tobytes() == pipeline.predict_proba(products).tobytes()


def test_settings_that_name_a_place_are_refused(forge, kept):
    def alter(schema):
        find(schema, "Pipeline")["content"]["content"]["memory"] = _json("/home/somebody")

    forge(alter)
    with pytest.raises(ModelFileError, match="a Pipeline with memory='/home/somebody'"):
        load_model(kept, trusted=False)


def test_what_unpacks_to_too_much_is_not_unpacked(kept, monkeypatch):
    monkeypatch.setattr(_skops, "_MAX_UNPACKED", 1000)
    with pytest.raises(ModelFileError, match=r"unpacks to [\d,]+ bytes; 1,000 are allowed"):
        load_model(kept, trusted=False)


def test_deep_nesting_is_refused(kept, resign):
    start = '{"__loader__": "ListNode", "__module__": "builtins", "__class__": "list", "content": ['
    with zipfile.ZipFile(kept, "w") as file:
        file.writestr("schema.json", start * 5000 + "]}" * 5000)
    resign(kept)
    with pytest.raises(ModelFileError, match=r"is no \.skops file that can be read: Recursion"):
        load_model(kept, trusted=False)


@given(place=st.floats(0, 0.999), byte=st.integers(0, 255), cut=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_damaged_files_are_refused_or_read(tmp_path, place, byte, cut):
    data = bytearray(_skops.dump(LogisticRegression(C=3.0), tmp_path))
    place = int(place * len(data))
    if cut:
        data = data[:place]
    else:
        data[place] = byte
    try:
        model = _skops.load(bytes(data), tmp_path)
    except ModelFileError:
        return
    assert hasattr(model, "predict")


def test_without_skops_the_command_is_named(kept, pipeline, monkeypatch):
    monkeypatch.setitem(sys.modules, "skops.io", None)
    for work in (lambda: load_model(kept, trusted=False), lambda: save_model(pipeline, kept)):
        with pytest.raises(ModelFileError, match=r'pip install "fashion-clf\[skops\]"'):
            work()
