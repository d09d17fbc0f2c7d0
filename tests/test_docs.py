"""Every code block of the README and of docs/ is run: doctests by pytest, the others here."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fashion_clf.catalog import load_catalog, write_catalog
from fashion_clf.cli import main
from fashion_clf.datasets import make_catalog
from fashion_clf.labeling import load_rules

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page, *languages):
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [body for language, body in found if language in languages]


def commands(page):
    for body in blocks(page, "sh", "console"):
        for line in body.splitlines():
            yield from line.removeprefix("$ ").split(" && ")


ALL_COMMANDS = {page: list(commands(page)) for page in PAGES}
BENCHMARKS = [
    command
    for page in PAGES
    for command in ALL_COMMANDS[page]
    if command.startswith("python docs/benchmarks/") and "fuzz" not in command  # see tests/hostile
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_only_languages_that_are_run_here(page):
    found = {language for language, _ in BLOCK.findall(page.read_text(encoding="utf-8"))}
    assert found <= {"", "python", "sh", "console", "toml"}
    assert all(">>>" in body for body in blocks(page, "python"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = make_catalog(120, random_state=0)
    write_catalog(made.products, "product_data.json")
    write_catalog(made.products[:20], "other.csv")
    with open("gold.csv", "w", newline="") as file:
        csv.writer(file).writerows([("index", "category"), *enumerate(made.gold)])
    shutil.copy(ROOT / "fashion_clf/labeling/rules.toml", "mine.toml")
    for command in ALL_COMMANDS[page]:
        program, *arguments = shlex.split(command)
        if program == "fashion-clf":
            result = CliRunner().invoke(main, arguments, catch_exceptions=False)
            assert result.exit_code == 0, result.output
        else:
            assert command == "pytest" or program in ("pip", "python")
    for path in tmp_path.glob("*_categories.*"):
        assert load_catalog(path)["category"].notna().all()


def test_the_example_runs_and_shows_what_it_promises(tmp_path):
    assert "python docs/example.py" in ALL_COMMANDS[ROOT / "README.md"]
    command = [sys.executable, ROOT / "docs/example.py", "--output", tmp_path]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "saved and loaded: predictions are equal" in result.stdout
    assert re.search(r"accuracy 0\.[89]\d\d", result.stdout)
    products = json.loads((tmp_path / "categories.json").read_text())
    assert len(products) == 400
    assert all(product["category"] for product in products)
    assert (tmp_path / "result.png").stat().st_size > 10_000


@pytest.mark.real_data
@pytest.mark.parametrize("command", BENCHMARKS)
@pytest.mark.long
def test_benchmarks_run_on_a_few_rows(command, data_dir):
    arguments = [*shlex.split(command)[1:], "--rows", "150"]
    environment = {**os.environ, "FASHION_CLF_DATA": str(data_dir)}
    subprocess.run([sys.executable, *arguments], check=True, cwd=ROOT, env=environment)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_rules_are_right(page, tmp_path):
    for number, body in enumerate(blocks(page, "toml")):
        path = tmp_path / f"{number}.toml"
        path.write_text(body, encoding="utf-8")
        assert len(load_rules(path)) > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
