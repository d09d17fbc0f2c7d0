import hashlib
import hmac
import json

import joblib
import pytest

from fashion_clf import load_model, load_pretrained, save_model
from fashion_clf.exceptions import ModelFileError, ModelFileWarning
from fashion_clf.persistence._signature import sign

KEY = "0123456789abcdef" * 4
OTHER = "fedcba9876543210" * 4


@pytest.fixture
def signed(saved, model):
    save_model(model, saved, key=KEY)
    return saved


@pytest.fixture
def unread(monkeypatch):
    monkeypatch.setattr(joblib, "load", lambda *_: pytest.fail("unpickled"))


def test_the_signature_is_hmac_of_the_sorted_json():
    text = b'fashion_clf model\n{"a":"\\u00e9","sha256":"ab"}'
    expected = hmac.new(KEY.encode(), text, hashlib.sha256).hexdigest()
    assert sign({"sha256": "ab", "signature": "x", "a": "é"}, KEY.encode()) == expected


@pytest.mark.parametrize("key", [KEY, KEY.encode()])
def test_signed_with_the_key(signed, key):
    assert load_model(signed, key=key).predict([[3.0]]) == ["SHOE"]


def test_the_key_of_the_environment(saved, model, monkeypatch):
    monkeypatch.setenv("FASHION_CLF_KEY", KEY)
    assert save_model(model, saved)["signature"] is not None
    assert load_model(saved).predict([[3.0]]) == ["SHOE"]
    monkeypatch.setenv("FASHION_CLF_KEY", OTHER)
    with pytest.raises(ModelFileError, match="not that of the key"):
        load_model(saved)
    assert load_model(saved, key=KEY).predict([[3.0]]) == ["SHOE"]


def test_another_key_is_refused_before_unpickling(signed, unread):
    with pytest.raises(ModelFileError, match="its signature is not that of the key") as error:
        load_model(signed, key=OTHER)
    assert KEY not in str(error.value) and OTHER not in str(error.value)


def test_unsigned_is_refused_before_unpickling(saved, unread):
    with pytest.raises(ModelFileError, match="is not signed, and a key is set"):
        load_model(saved, key=KEY)


@pytest.mark.parametrize(
    "fields",
    [
        {"metadata": {"trained_on": "something better"}},
        {"size": None},
        {"versions": {}},
        {"format": 1},
        {"added": 1},
        {"signature": "0" * 64},
        {"signature": "é"},
        {"signature": None},
    ],
)
def test_no_word_of_the_sidecar_can_be_changed(signed, edit, unread, fields):
    edit(**fields)
    with pytest.raises(ModelFileError, match="signature is not that of the key|is not signed"):
        load_model(signed, key=KEY)


def test_a_swapped_model_with_its_own_hash_is_refused(signed, resign, unread):
    joblib.dump({"another": "model"}, signed)
    resign(signed)
    with pytest.raises(ModelFileError, match="its signature is not that of the key"):
        load_model(signed, key=KEY)


def test_signed_and_no_key_loads_with_a_warning(signed):
    with pytest.warns(
        ModelFileWarning, match="is signed, but the signature was not checked"
    ) as caught:
        assert load_model(signed).predict([[3.0]]) == ["SHOE"]
    assert caught[0].filename == __file__


@pytest.mark.parametrize("key", ["", "short", b"x" * 31])
def test_short_keys_are_refused_and_not_shown(saved, model, key, monkeypatch):
    for work in (lambda: save_model(model, saved, key=key), lambda: load_model(saved, key=key)):
        with pytest.raises(ModelFileError, match=rf"key has {len(key)} bytes; .* at least 32"):
            work()
    if isinstance(key, str):
        monkeypatch.setenv("FASHION_CLF_KEY", key)
        with pytest.raises(ModelFileError, match="FASHION_CLF_KEY has") as error:
            load_model(saved)
        assert not key or key not in str(error.value)


def test_what_comes_with_the_library_needs_no_key(monkeypatch):
    monkeypatch.setenv("FASHION_CLF_KEY", KEY)
    assert load_pretrained().predict([{"name": "Leather boots"}]) == ["SHOE"]


def test_the_key_stands_in_neither_file(signed):
    sidecar = signed.with_name("model.joblib.json").read_text()
    assert KEY not in sidecar
    assert KEY.encode() not in signed.read_bytes()
    assert len(json.loads(sidecar)["signature"]) == 64
