import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fashion_clf.cli import main

GOOD = [{"id": i, "description": f"Cotton shirt {i}"} for i in range(4)]
RULES = '[[rule]]\nname = "shirts"\ncategory = "{}"\nphrases = ["shirt"]\n'


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in an empty folder that has one good catalogue."""
    monkeypatch.chdir(tmp_path)
    Path("good.json").write_text(json.dumps(GOOD))
    return tmp_path


def assert_refused(here, arguments, words):
    """One line that names what is wrong, exit code 2, nothing written, nothing altered."""
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    print(result.output, end="")
    assert result.output.startswith("fashion-clf: error: ")
    assert result.output.count("\n") == 1
    for word in words:
        assert word in result.output
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


CATALOGS = {
    "not JSON": ("bad.json", b"these are my products", []),
    "truncated JSON": ("bad.json", b'[{"description": "shirt"}, {"desc', []),
    "an object, not a list": ("bad.json", b'{"description": "shirt"}', ["list"]),
    "a number among products": ("bad.json", b'[{"description": "shirt"}, 7]', ["7"]),
    "an empty list": ("bad.json", b"[]", ["no products"]),
    "an empty file": ("bad.json", b"", []),
    "a line that is no JSON": ("bad.jsonl", b'{"description": "shirt"}\noops\n', ["line 2"]),
    "no column to classify by": ("bad.json", b'[{"price": 3}]', ["'price'", "description"]),
    "a table of that kind": ("bad.csv", b"price,colour\n3,red\n", ["'price'", "description"]),
    "half a UTF-16 character": ("bad.json", '[{"name": "a"}]'.encode("utf-16")[:-1], []),
    "an unknown extension": ("bad.docx", b"[]", [".docx", ".json"]),
    "a damaged archive": ("bad.json.gz", b"\x1f\x8b no", []),
}


@pytest.mark.parametrize("command", ["classify", "train", "evaluate"])
@pytest.mark.parametrize("case", CATALOGS)
def test_an_unreadable_catalogue(here, case, command):
    name, content, words = CATALOGS[case]
    Path(name).write_bytes(content)
    Path("gold.csv").write_text("index,category\n0,TOPS\n")
    more = {
        "classify": ["-o", "out.json"],
        "train": ["-o", "model.joblib"],
        "evaluate": ["--gold", "gold.csv"],
    }
    assert_refused(here, [command, name, *more[command]], [name, *words])


FILES = {
    "bad.toml": RULES.replace("category", "categry").format("TOPS"),
    "other.toml": RULES.format("HATS"),
    "broken.toml": "[[rule",
    "unknown.csv": "index,category\n0,TOPS\n1,TOPPS\n",
    "far.csv": "index,category\n4,TOPS\n",
    "twice.csv": "index,category\n1,TOPS\n1,BAG\n",
    "nothing.csv": "colour\nred\n",
    "fake.joblib": "no model",
}
USAGE = {
    "no command": ([], ["Missing command"]),
    "an unknown command": (["clasify"], ["clasify"]),
    "an unknown option": (["classify", "good.json", "--outptu", "a.json"], ["--outptu"]),
    "no output": (["classify", "good.json"], ["--output"]),
    "no such catalogue": (["classify", "none.json", "-o", "out.json"], ["none.json"]),
    "a folder for a catalogue": (["classify", "folder", "-o", "out.json"], ["folder"]),
    "output: no such folder": (["classify", "good.json", "-o", "no/out.json"], ["no/out.json"]),
    "output: a folder": (["classify", "good.json", "-o", "folder"], ["folder"]),
    "output: below a file": (["classify", "good.json", "-o", "fake.joblib/out.json"], ["fake.job"]),
    "output: unknown extension": (
        ["classify", "good.json", "-o", "out.docx"],
        ["out.docx", ".csv"],
    ),
    "output: the input": (["classify", "good.json", "-o", "good.json"], ["good.json"]),
    "output: a link to it": (["classify", "good.json", "-o", "link.json"], ["link.json"]),
    "output: the input by a link": (["classify", "link.json", "-o", "good.json"], ["good.json"]),
    "output: the gold": (
        ["classify", "good.json", "-o", "unknown.csv", "--gold", "unknown.csv"],
        ["unknown.csv"],
    ),
    "output: its part file is the gold": (
        ["classify", "good.json", "-o", "o.json", "--gold", "o.json.part"],
        ["o.json.part is the same file"],
    ),
    "output: this folder": (["classify", "good.json", "-o", "."], ["folder"]),
    "photos: no such folder": (
        ["classify", "good.json", "-o", "out.json", "--images", "photos"],
        ["photos"],
    ),
    "workers: none": (["classify", "good.json", "-o", "out.json", "--n-jobs", "0"], ["--n-jobs"]),
    "seed: negative": (["classify", "good.json", "-o", "out.json", "--seed", "-1"], ["--seed"]),
    "rules: none such": (
        ["classify", "good.json", "-o", "o.json", "--rules", "n.toml"],
        ["n.toml"],
    ),
    "rules: not TOML": (
        ["classify", "good.json", "-o", "out.json", "--rules", "broken.toml"],
        ["broken.toml"],
    ),
    "rules: a typo": (
        ["classify", "good.json", "-o", "out.json", "--rules", "bad.toml"],
        ["bad.toml", "'categry'", "did you mean 'category'?"],
    ),
    "rules: no such category": (
        ["train", "good.json", "-o", "m.joblib", "--rules", "other.toml"],
        ["other.toml", "'HATS'", "TOPS, DRESS"],
    ),
    "rules with a model": (
        ["classify", "good.json", "-o", "o.json", "--model", "fake.joblib", "--rules", "bad.toml"],
        ["--rules", "--model"],
    ),
    "gold: no such category": (
        ["classify", "good.json", "-o", "out.json", "--gold", "unknown.csv"],
        ["unknown.csv", "row 1", "'TOPPS'", "TOPS, DRESS"],
    ),
    "gold: none": (
        ["classify", "good.json", "-o", "out.json", "--gold", "empty.csv"],
        ["empty.csv: none of the 4 products has gold"],
    ),
    "gold: no such row": (
        ["classify", "good.json", "-o", "out.json", "--gold", "far.csv"],
        ["far.csv", "4"],
    ),
    "gold: other columns": (
        ["classify", "good.json", "-o", "out.json", "--gold", "nothing.csv"],
        ["nothing.csv", "'category'"],
    ),
    "labels: one row twice": (
        ["train", "good.json", "-o", "m.joblib", "--labels", "twice.csv"],
        ["twice.csv", "row 1"],
    ),
    "model: none": (
        ["classify", "good.json", "-o", "out.json", "--model", "fake.joblib"],
        ["fake.joblib"],
    ),
    "model: wrong name": (["train", "good.json", "-o", "model.json"], ["model.json", ".joblib"]),
    "model: no such folder": (
        ["classify", "good.json", "-o", "out.json", "--save-model", "no/m.joblib"],
        ["no/m.joblib"],
    ),
    "evaluate: not classified": (
        ["evaluate", "good.json", "--gold", "gold.csv"],
        ["good.json", "'category'", "--model"],
    ),
    "evaluate: a strange category": (
        ["evaluate", "hats.csv", "--gold", "gold.csv"],
        ["hats.csv", "'HATS'"],
    ),
    "evaluate: no gold at all": (
        ["evaluate", "hats.csv", "--gold", "empty.csv"],
        ["empty.csv", "nothing to score"],
    ),
    "evaluate: a strange confidence": (
        ["evaluate", "sure.csv", "--gold", "gold.csv"],
        ["sure.csv", "category_confidence"],
    ),
}


@pytest.mark.parametrize("case", USAGE)
def test_wrong_usage_and_files(here, case):
    for name, content in FILES.items():
        Path(name).write_text(content)
    Path("gold.csv").write_text("index,category\n0,TOPS\n")
    Path("empty.csv").write_text("index,category\n0,\n")
    Path("hats.csv").write_text("name,category\na,HATS\n")
    Path("sure.csv").write_text("name,category,category_confidence\na,TOPS,very\n")
    Path("o.json.part").write_text("index,category\n0,TOPS\n")
    Path("folder").mkdir()
    Path("link.json").symlink_to("good.json")
    assert_refused(here, *USAGE[case])


def test_a_model_of_another_kind(here):
    from sklearn.dummy import DummyClassifier

    from fashion_clf import save_model

    save_model(DummyClassifier().fit([[0]], ["TOPS"]), "dummy.joblib")
    arguments = ["classify", "good.json", "-o", "out.json", "--model", "dummy.joblib"]
    assert_refused(here, arguments, ["dummy.joblib", "DummyClassifier"])


def test_a_hard_link_to_the_input_is_the_input(here):
    os.link("good.json", "hard.json")
    assert_refused(here, ["classify", "good.json", "-o", "hard.json"], ["hard.json"])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is of Linux")
def test_a_folder_that_cannot_be_written(here):
    assert_refused(here, ["classify", "good.json", "-o", "/proc/out.json"], ["/proc/out.json"])


def test_a_failure_while_writing_leaves_nothing(here, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fashion_clf.catalog.formats._sink.TextSink._put", full)
    arguments = ["classify", "good.json", "-o", "out.json"]
    assert_refused(here, arguments, ["out.json", "No space left on device"])


ODD = {
    "null": (json.dumps([*GOOD, {"description": None}]).encode(), 5, ""),
    "a number": (json.dumps([*GOOD, {"description": 5}]).encode(), 5, "row 4 is of type int"),
    "a list": (json.dumps([*GOOD, {"description": ["Boot"]}]).encode(), 5, "row 4 is of type list"),
    "no description": (json.dumps([*GOOD, {"id": 9}]).encode(), 5, ""),
    "one id twice": (json.dumps([*GOOD, GOOD[0]]).encode(), 5, "more than one row"),
    "a category already": (json.dumps([{**GOOD[0], "category": "x"}]).encode(), 1, "_original"),
    "a BOM": (json.dumps(GOOD).encode("utf-8-sig"), 4, ""),
    "UTF-16": (json.dumps(GOOD).encode("utf-16"), 4, ""),
    "Latin-1": ('[{"name": "Café shirt"}]'.encode("latin-1"), 1, "not UTF-8"),
    "nothing to learn from": (b'[{"description": ""}]', 1, ""),
}


@pytest.mark.parametrize("case", ODD)
def test_one_odd_product_stops_nothing(here, case):
    content, n_products, warning = ODD[case]
    Path("odd.json").write_bytes(content)
    result = run("classify", "odd.json", "-o", "out.json")
    assert result.exit_code == 0, result.output
    assert len(json.loads(Path("out.json").read_bytes())) == n_products
    assert warning in result.output
    assert result.output.count("CatalogWarning: 1") == bool(warning)
    assert Path("odd.json").read_bytes() == content


def test_photos_that_are_not_asked_for_are_named(here):
    rows = [{"id": number, "image": f"{number}.jpg"} for number in range(3)]
    Path("photos.json").write_text(json.dumps(rows))
    result = run("classify", "photos.json", "-o", "out.json")
    assert result.exit_code == 0, result.output
    assert "give their folder with --images" in result.output
    with_folder = run("classify", "photos.json", "-o", "out.json", "--images", ".")
    assert with_folder.exit_code == 0, with_folder.output
    assert "give their folder" not in with_folder.output
    assert "no photo of any of the 3 products is there" in with_folder.output
