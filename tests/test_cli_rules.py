import json

import pytest
from click.testing import CliRunner

from fashion_clf.cli import main

MINE = """
categories = ["TOPS", "SHOE", "BAG", "OTHERS"]
fallback = "OTHERS"

[[rule]]
name = "shirts"
category = "TOPS"
phrases = ["shirt"]

[[rule]]
name = "boots"
category = "SHOE"
phrases = ["boot"]
"""
TEXTS = ["Linen shirt", "Suede boot", "Boot print shirt", "Tote with handles", "Tote with handles"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.json").write_text(json.dumps([{"description": text} for text in TEXTS * 4]))
    (tmp_path / "mine.toml").write_text(MINE)
    more = MINE + '[[rule]]\nname = "totes"\ncategory = "BAG"\nphrases = ["tote"]\n'
    (tmp_path / "more.toml").write_text(more)
    (tmp_path / "gold.csv").write_text("index,category\n0,TOPS\n2,TOPS\n3,BAG\n")
    return tmp_path


def run(command):
    return CliRunner().invoke(main, command.split())


def test_rules_conflicts_and_gaps(folder):
    result = run("rules in.json --rules mine.toml --gold gold.csv")
    assert result.exit_code == 0, result.output
    assert "2 of 2 rules fire on 20 products; 60.0% of these have a vote" in result.output
    assert "4 of 4: shirts / boots" in result.output
    assert "row 2: Boot print shirt" in result.output
    assert "no rule votes for a category of 8 products" in result.output
    assert "8 products: " in result.output and "row 3: Tote with handles" in result.output
    (line,) = (line for line in result.output.splitlines() if line.startswith("shirts"))
    assert " 2 " in line and "1.000" in line  # both gold shirts are right


def test_try_another_file(folder):
    result = run("rules in.json --rules mine.toml --try more.toml --gold gold.csv --top 2")
    assert result.exit_code == 0, result.output
    # the shirts with a boot print, a tie of the rules, may change with the model
    changes = ("8 of 20 products change; of 1 with gold 1", "12 of 20 products change; of 2 with")
    assert result.output.startswith(changes)
    assert "become right and 0 wrong" in result.output
    assert "-> BAG  Tote with handles" in result.output
    assert "new: totes" in result.output


def test_explain_rows(folder):
    result = run("explain in.json --rules mine.toml --row 1 --row 3")
    assert result.exit_code == 0, result.output
    assert '"boot" (description 6-10): boots -> SHOE' in result.output.replace("Boot", "boot")
    assert "rules: none fired" in result.output


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("explain in.json --row 20", "rows 0 to 19"),
        ("explain in.json", "--row"),
        ("explain in.json --row 0 --rules mine.toml --model gold.csv", "nothing is trained"),
        ("rules in.json --try gold.csv", "gold.csv"),
        ("rules absent.json", "absent.json"),
    ],
)
def test_wrong_input(folder, command, message):
    result = run(command)
    assert result.exit_code == 2
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1
