import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fashion_clf import __version__
from fashion_clf.catalog import FORMATS
from fashion_clf.cli import main
from fashion_clf.cli.run import _stages
from fashion_clf.cli.run._progress import Progress
from fashion_clf.taxonomy import CATEGORIES

TEXTS = {
    "TOPS": "Cotton shirt with a button-down collar and long sleeves",
    "SHOE": "Suede ankle boot with a rubber sole and a side zip",
    "BAG": "Leather tote bag with two handles and a magnetic closure",
    "DRESS": "Silk dress with a flared hem and a fitted waist",
}
ADDED = ["category", "category_confidence", "category_source"]


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def write_products(path, n=60):
    names = list(TEXTS)
    products = [
        {"id": i, "description": f"{TEXTS[names[i % 4]]}, style {i}", "price": i / 2, "tags": [i]}
        for i in range(n)
    ]
    path.write_text(json.dumps(products))
    return path


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return write_products(tmp_path_factory.mktemp("catalog") / "products.json")


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    path = tmp_path_factory.mktemp("gold") / "gold.csv"
    names = list(TEXTS)
    path.write_text("index,category\n" + "".join(f"{i},{names[i % 4]}\n" for i in range(24)))
    return path


@pytest.fixture(scope="module")
def model(catalog, tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "model.joblib"
    result = run("train", catalog, "-o", path)
    assert result.exit_code == 0, result.output
    return path


def test_classify_keeps_every_field_and_adds_three(catalog, tmp_path):
    before = catalog.read_bytes()
    result = run("classify", catalog, "-o", tmp_path / "out.json")
    assert result.exit_code == 0, result.output
    written = json.loads((tmp_path / "out.json").read_text())
    given = json.loads(before)
    assert [list(product) for product in written] == [[*product, *ADDED] for product in given]
    assert [{key: p[key] for key in given[0]} for p in written] == given
    assert [p["category"] for p in written] == [list(TEXTS)[i % 4] for i in range(60)]
    assert all(0 <= p["category_confidence"] <= 1 for p in written)
    assert {p["category_source"] for p in written} <= {"rule", "model", "fallback"}
    assert catalog.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_classify_closes_with_a_table(catalog, tmp_path):
    lines = run("classify", catalog, "-o", tmp_path / "out.json").output.splitlines()
    table = {line.split()[0]: line.split()[1:] for line in lines[: len(CATEGORIES) + 2]}
    assert lines[0].split()[:6] == ["category", "products", "rule", "model", "fallback", "label"]
    assert list(table) == ["category", *CATEGORIES, "all"]
    assert table["BAG"][0] == "15"
    assert table["SKIRT"] == ["0", "0", "0", "0", "0", "-"]
    assert table["all"][0] == "60"
    assert "LabelingWarning: 1" in "\n".join(lines)  # most categories were reached by no rule


def test_chunks_do_not_change_the_result(catalog, model, tmp_path, monkeypatch):
    run("classify", catalog, "-o", tmp_path / "whole.json")
    run("classify", catalog, "-o", tmp_path / "loaded.json", "--model", model)
    monkeypatch.setattr(_stages, "CHUNK", 7)
    run("classify", catalog, "-o", tmp_path / "chunks.json")
    run("classify", catalog, "-o", tmp_path / "loaded_chunks.json", "--model", model)
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_gold_is_scored_and_not_learned_from(catalog, gold, tmp_path):
    result = run("classify", catalog, "-o", tmp_path / "scored.json", "--gold", gold)
    run("classify", catalog, "-o", tmp_path / "plain.json")
    assert "scored on 24 of 60 products" in result.output
    assert "accuracy 1.000" in result.output
    assert "macro-F1 1.000 (categories with at least 5 products)" in result.output
    assert "confusion (rows: gold, columns: predicted)" in result.output
    assert (tmp_path / "scored.json").read_bytes() == (tmp_path / "plain.json").read_bytes()


@pytest.mark.parametrize("with_model", [False, True])
def test_labels_are_kept(catalog, model, tmp_path, with_model):
    (tmp_path / "labels.csv").write_text("id,category\n3,OTHERS\n")
    result = run(
        *("classify", catalog, "-o", tmp_path / "out.csv", "--labels", tmp_path / "labels.csv"),
        *(("--model", model) if with_model else ()),
    )
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text())))
    assert [rows[3][name] for name in ADDED] == ["OTHERS", "1.0", "label"]
    assert [row["category_source"] for row in rows].count("label") == 1


def test_rules_of_ones_own_bring_categories_of_ones_own(catalog, tmp_path):
    (tmp_path / "rules.toml").write_text(
        'categories = ["FEET", "REST"]\nfallback = "REST"\n'
        '[[rule]]\nname = "boots"\ncategory = "FEET"\nphrases = ["boot"]\n'
        '[[rule]]\nname = "others"\ncategory = "REST"\nphrases = ["shirt", "dress"]\n'
    )
    (tmp_path / "gold.csv").write_text("index,category\n1,FEET\n")
    rules, gold = tmp_path / "rules.toml", tmp_path / "gold.csv"
    result = run(
        *("classify", catalog, "-o", tmp_path / "out.json", "--rules", rules, "--gold", gold)
    )
    assert result.exit_code == 0, result.output
    written = json.loads((tmp_path / "out.json").read_text())
    assert {p["category"] for p in written} == {"FEET", "REST"}
    again = run("evaluate", tmp_path / "out.json", "--gold", gold, "--rules", rules)
    assert "accuracy 1.000" in again.output


def test_save_model_and_train_give_the_same_model(catalog, model, tmp_path):
    kept = tmp_path / "kept.joblib"
    run("classify", catalog, "-o", tmp_path / "out.json", "--save-model", kept)
    assert kept.read_bytes() == model.read_bytes()
    assert json.loads((tmp_path / "kept.joblib.json").read_text())["metadata"] == {
        "trained_on": "products.json",
        "n_products": 60,
    }


def test_train_tells_the_weak_labels(catalog, tmp_path):
    lines = run("train", catalog, "-o", tmp_path / "model.joblib").output.splitlines()
    assert lines[0].split() == ["category", "weak", "labels"]
    assert ["BAG", "15"] in [line.split() for line in lines]
    assert ["all", "60"] in [line.split() for line in lines]


def test_evaluate_scores_a_classified_catalogue(gold, tmp_path):
    path = tmp_path / "done.csv"
    path.write_text(
        "description,category,category_confidence,category_source\n"
        "a,TOPS,0.9,rule\nb,SHOE,0.8,rule\nc,TOPS,0.7,model\nd,,,\n"
    )
    (tmp_path / "gold.csv").write_text("index,category\n0,TOPS\n1,SHOE\n2,BAG\n3,BAG\n")
    result = run("evaluate", path, "--gold", tmp_path / "gold.csv")
    assert result.exit_code == 0, result.output
    assert "scored on 4 of 4 products" in result.output
    assert "accuracy 0.500" in result.output  # a product without a category is wrong


def test_evaluate_with_a_model_writes_nothing(catalog, gold, model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("evaluate", catalog, "--gold", gold, "--model", model)
    assert result.exit_code == 0, result.output
    assert "accuracy 1.000" in result.output
    assert not list(tmp_path.iterdir())


def test_quiet_prints_nothing(catalog, model, tmp_path):
    arguments = ("classify", catalog, "-o", tmp_path / "out.json", "--model", model, "--quiet")
    assert run(*arguments).output == ""


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "quiet", "shown"),
    [(Terminal(), False, True), (Terminal(), True, False), (io.StringIO(), False, False)],
)
def test_bars_are_for_terminals(monkeypatch, stream, quiet, shown):
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(quiet).stage("predict", 4000) as advance:
        advance(2000)
        advance(2000)
    assert ("4000/4000" in stream.getvalue()) is shown


def test_version():
    assert run("--version").output == f"fashion-clf {__version__}\n"


@pytest.mark.parametrize("arguments", [["-h"], ["classify", "--help"], ["train", "-h"]])
def test_help_needs_no_heavy_import(arguments):
    code = (
        "import sys\nfrom fashion_clf.cli import main\n"
        f"try:\n    main({arguments!r})\nfinally:\n"
        "    assert not {'numpy', 'pandas', 'sklearn', 'lightgbm'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: fashion-clf")


def test_ctrl_c_ends_with_130_and_leaves_nothing(catalog, tmp_path):
    code = (
        "import os, signal, sys\nfrom fashion_clf.cli import main\n"
        "from fashion_clf.cli.run import _training\n"
        "_training.learn = lambda *given, **more: os.kill(os.getpid(), signal.SIGINT)\n"
        "main(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", code, "classify", catalog, "-o", tmp_path / "out.json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "fashion-clf: interrupted.\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", main.commands.values(), ids=lambda command: command.name)
def test_every_option_is_in_the_documentation(command):
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"## {command.name}\n" in page
    assert not [
        option
        for p in command.params
        for option in p.opts
        if f"`{option}" not in page and option.startswith("-")
    ]


@pytest.mark.real_data
def test_the_challenge_comes_out_whole(data_dir, tmp_path):
    path = data_dir / "challenge" / "product_data.json"
    gold = data_dir / "challenge" / "gold_dev.csv"
    result = run("classify", path, "-o", tmp_path / "out.json", "--gold", gold)
    assert result.exit_code == 0, result.output
    given = json.loads(path.read_text(encoding="utf-8"))
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [list(product) for product in written] == [[*product, *ADDED] for product in given]
    assert [{key: p[key] for key in q} for p, q in zip(written, given, strict=True)] == given
    assert len(written) == 1000
    assert {product["category"] for product in written} <= set(CATEGORIES)


def test_format_overrides_what_the_name_says(tmp_path):
    feed = tmp_path / "products.json"
    feed.write_text("sku\ttitle\n1\tSuede boots\n2\tSilk dress\n")
    out = tmp_path / "out.tsv"
    assert run("classify", feed, "-o", out).exit_code == 2
    result = run("classify", feed, "-o", out, "--format", "tsv")
    assert result.exit_code == 0, result.output
    lines = [line.split("\t")[:3] for line in out.read_text().splitlines()]
    assert lines == [
        ["sku", "title", "category"],
        ["1", "Suede boots", "SHOE"],
        ["2", "Silk dress", "DRESS"],
    ]


def test_format_knows_the_formats_of_catalogues():
    (option,) = [one for one in main.commands["train"].params if one.name == "file_format"]
    assert option.type.choices == FORMATS
