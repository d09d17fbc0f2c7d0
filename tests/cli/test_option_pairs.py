"""Options that work alone must work together: every pair of options of every command."""

import json
import random
import shutil
from itertools import combinations

import click
import pytest
from click.testing import CliRunner

from fashion_clf.catalog import write_catalog
from fashion_clf.cli import main

# A value for each option; a new option fails the test until it has one here. Those that
# name a file or folder are looked up in the folder of the test.
VALUES = {
    "--against": ["classified.jsonl"],
    "--allow-private": [],
    "--columns": ["name=title"],
    "--concurrency": ["2"],
    "--download": [],
    "--file-root": ["photos"],
    "--format": ["jsonl"],
    "--from": ["label-studio"],
    "--gold": ["gold.csv"],
    "--ignore-field": ["tags"],
    "--images": ["photos"],
    "--json": [],
    "--language": ["de"],
    "--labels": ["gold.csv"],
    "--limit": ["unsure=0.9"],
    "--log": ["log.jsonl"],
    "--max-bytes": ["1000"],
    "--max-errors": ["1000"],
    "--model": ["model.joblib"],
    "--n-jobs": ["1"],
    "--output": ["out"],
    "--per-host": ["1"],
    "--port": ["8080"],
    "--quiet": [],
    "--rate": ["5"],
    "--refresh": [],
    "--report": ["report.csv"],
    "--resume": [],
    "--retries": ["0"],
    "--retry-failed": [],
    "--row": ["3"],
    "--rules": ["rules.toml"],
    "--sample": ["20"],
    "--save-model": ["saved.joblib"],
    "--scheduler": ["local:1"],
    "--seed": ["3"],
    "--sheet": ["products"],
    "--strict": [],
    "--taxonomy": ["google"],
    "--timeout": ["1"],
    "--to": ["label-studio"],
    "--top": ["2"],
    "--try": ["rules.toml"],
    "--types": [],
}
FILES = {
    "--against", "--file-root", "--gold", "--images", "--labels", "--log", "--model", "--output",
    "--report", "--rules", "--save-model", "--try",
}  # fmt: skip
OUTPUT = {
    "classify": "out.jsonl", "export": "out.json", "import": "out.csv", "review": "out.html",
    "train": "out.joblib",
}  # fmt: skip
CLASSIFIED = ("review", "export", "compare")
# Pairs that exclude each other, and needs of one for another.
EXCLUDED = {
    ("classify", "--model", "--rules"),
    ("classify", "--model", "--save-model"),
    ("classify", "--scheduler", "--download"),
    ("classify", "--scheduler", "--gold"),
    ("classify", "--scheduler", "--labels"),
    ("classify", "--scheduler", "--n-jobs"),
    ("classify", "--scheduler", "--resume"),
    ("classify", "--scheduler", "--rules"),
    ("classify", "--scheduler", "--save-model"),
    ("download", "--refresh", "--retry-failed"),
    ("evaluate", "--model", "--rules"),
    ("explain", "--model", "--rules"),
}
READING = (
    "check", "classify", "compare", "download", "evaluate", "explain", "export", "review", "rules",
    "train",
)  # fmt: skip
EXCLUDED |= {(name, "--format", "--sheet") for name in READING}
NEEDS = {
    ("classify", "--resume"): "--model",
    ("classify", "--scheduler"): "--model",
    ("classify", "--download"): "--images",
    ("evaluate", "--images"): "--model",
}
RULES = """
fallback = "OTHERS"
[[rule]]
name = "shirts"
category = "TOPS"
phrases = ["shirt"]
[[rule]]
name = "boots"
category = "SHOE"
phrases = ["boot"]
[[rule]]
name = "dresses"
category = "DRESS"
phrases = ["dress"]
[[rule]]
name = "others"
category = "OTHERS"
phrases = ["hat"]
"""


@pytest.fixture(scope="module")
def folder(shop, tmp_path_factory):
    from PIL import Image

    folder = tmp_path_factory.mktemp("pairs")
    for name in ("model.joblib", "model.joblib.json"):
        shutil.copy(shop / name, folder / name)
    lines = (shop / "products.jsonl").read_text().splitlines()[:24]
    products = [json.loads(line) | {"image": f"{i}.png"} for i, line in enumerate(lines)]
    (folder / "products.jsonl").write_text("".join(json.dumps(p) + "\n" for p in products))
    write_catalog(products, folder / "products.xlsx")
    (folder / "gold.csv").write_text("id,category\n0,TOPS\n7,SHOE\n14,DRESS\n")
    (folder / "rules.toml").write_text(RULES)
    classified = [product | {"category": "TOPS"} for product in products]
    write_catalog(classified, folder / "classified.jsonl")
    write_catalog(classified, folder / "classified.xlsx")
    (folder / "tasks.json").write_text(json.dumps([{"data": {"product": "7"}, "annotations": []}]))
    (folder / "photos").mkdir()
    for i in range(24):
        Image.new("RGB", (32, 32), (10 * i, 20, 200 - i)).save(folder / "photos" / f"{i}.png")
    return folder


def options_of(command):
    named = [max(p.opts, key=len) for p in command.params if isinstance(p, click.Option)]
    required = [max(p.opts, key=len) for p in command.params if p.required and p.opts[0][0] == "-"]
    return sorted(set(named) - {"--help"}), required


def run(command, chosen, folder, tmp_path):
    """Run a command with some options, each at its value, and those that it needs."""
    _, required = options_of(command)
    arguments = [command.name]
    catalogue = "products.xlsx" if "--sheet" in chosen else "products.jsonl"
    if command.name in CLASSIFIED:
        catalogue = catalogue.replace("products", "classified")
    catalogue = {"inspect": "model.joblib", "import": "tasks.json"}.get(command.name, catalogue)
    arguments += [folder / catalogue] * (2 if command.name == "compare" else 1)
    for option in sorted({*chosen, *required}):
        value = VALUES[option]
        if option == "--output":
            value = [tmp_path / OUTPUT[command.name]]
        elif option in ("--log", "--report", "--save-model"):
            value = [tmp_path / value[0]]
        elif option in FILES:
            value = [folder / value[0]]
        arguments += [option, *value]
    if command.name == "download" and "--images" not in chosen:
        arguments += ["--images", folder / "photos"]
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code in (0, 1, 2), (arguments, result.output, result.exception)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), arguments
    return result


def excluded(command, chosen):
    return any(
        name == command.name and first in chosen and second in chosen
        for name, first, second in EXCLUDED
    )


def completed(command, chosen):
    return {*chosen, *(need for (name, one), need in NEEDS.items()
                       if name == command.name and one in chosen)}  # fmt: skip


SLOW = {"--scheduler"}  # starts processes: its pairs are tried one by one, below
COMMANDS = list(main.commands.values())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_has_a_value(command):
    assert set(options_of(command)[0]) <= set(VALUES)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_random_sets_of_options_work_together(command, folder, tmp_path):
    """Every pair is in some of the runs, with other options beside it."""
    names = [name for name in options_of(command)[0] if name not in SLOW]
    draw = random.Random(0)
    todo = {
        pair for pair in combinations(names, 2) if not excluded(command, completed(command, pair))
    }
    while todo:
        chosen = set(min(todo))
        for option in draw.sample(names, len(names)):
            wider = completed(command, {*chosen, option})
            if draw.random() < 0.9 and not excluded(command, wider):
                chosen = wider
        chosen = completed(command, chosen)
        result = run(command, chosen, folder, tmp_path)
        assert result.exit_code == 0 or {"--strict", "--max-errors"} & chosen, result.output
        todo -= set(combinations(sorted(chosen), 2))
        for path in tmp_path.iterdir():
            path.unlink()


@pytest.mark.parametrize("name", ["classify", "evaluate", "explain"])
def test_workers_reach_a_saved_model(name, folder, tmp_path, monkeypatch):
    monkeypatch.setitem(VALUES, "--n-jobs", ["2"])
    command = main.commands[name]
    assert run(command, {"--model", "--n-jobs"}, folder, tmp_path).exit_code == 0


@pytest.mark.parametrize(("name", "first", "second"), sorted(EXCLUDED))
def test_what_excludes_each_other_is_said_in_one_line(name, first, second, folder, tmp_path):
    result = run(
        main.commands[name], completed(main.commands[name], {first, second}), folder, tmp_path
    )
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert first in result.stderr or second in result.stderr


@pytest.mark.parametrize(("key", "need"), sorted(NEEDS.items()))
def test_what_needs_another_says_which(key, need, folder, tmp_path):
    result = run(main.commands[key[0]], {key[1]}, folder, tmp_path)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert need in result.stderr


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "pair"),
    [(command, pair) for command in COMMANDS for pair in combinations(options_of(command)[0], 2)],
    ids=lambda value: getattr(value, "name", None) or "".join(value),
)
def test_every_pair_alone(command, pair, folder, tmp_path):
    result = run(command, pair, folder, tmp_path)
    if result.exit_code == 2:
        assert result.stderr.count("\n") == 1, result.stderr
