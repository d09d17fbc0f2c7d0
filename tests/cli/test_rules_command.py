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
    one = MINE.replace('"TOPS", "SHOE", "BAG", "OTHERS"', '"TOPS"')
    (tmp_path / "one.toml").write_text(one)
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
        ("rules in.json --top 0", "--top"),
        ("rules in.json --rules one.toml", "one.toml: 'TOPS' is the only category"),
    ],
)
def test_wrong_input(folder, command, message):
    result = run(command)
    assert result.exit_code == 2
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_the_table_is_in_numbers_of_products(folder):
    lines = run("rules in.json --rules mine.toml --gold gold.csv").output.splitlines()
    head, shirts, boots = lines[2:5]
    assert head.split() == (
        "fires overlaps conflicts reliability right wrong accuracy 95 % rows category".split()
    )
    # shirts: rows 0, 2, 4+0 ...; of gold rows 0 and 2 both are TOPS; 1 / (1 + 3.8416 / 2) = 0.34
    assert shirts.split()[:4] == ["shirts", "8", "4", "4"]
    assert shirts.split()[5:] == ["2", "0", "1.000", "0.34-1.00", "0,", "2,", "5", "TOPS"]
    assert boots.split()[5:] == ["0", "1", "0.000", "0.00-0.79", "1,", "2,", "6", "SHOE"]
    plain = run("rules in.json --rules mine.toml").output.splitlines()
    assert "accuracy" not in plain[2]


def test_a_pair_is_shown_with_its_words_and_the_decision(folder):
    output = run("rules in.json --rules mine.toml --gold gold.csv").output
    assert "4 of 4: shirts / boots  (TOPS against SHOE)" in output
    assert '"shirt" against "Boot": decided ' in output
    assert output.count("row 2: Boot print shirt") == 1  # the other three are the same text
    (decided,) = (line for line in output.splitlines() if "decided" in line)
    assert decided.endswith("; gold TOPS")


def test_silent_rules_are_counted_and_named(folder):
    assert "rules that never fire: none" in run("rules in.json --rules mine.toml").output
    silent = "".join(
        f'[[rule]]\nname = "no {n}"\ncategory = "BAG"\nphrases = ["nowhere"]\n' for n in range(250)
    )
    (folder / "silent.toml").write_text(MINE + silent)
    output = run("rules in.json --rules silent.toml").output
    assert "2 of 252 rules fire" in output
    assert "rules that never fire: 250" in output
    assert "no 0; no 1;" in output and "... and 50 more" in output
    assert all(len(line) <= 110 for line in output.splitlines() if line.startswith("  no "))


def test_gaps_are_told_in_words(folder):
    output = run("rules in.json --rules mine.toml").output
    (gap,) = (line for line in output.splitlines() if line.startswith("  8 products: "))
    assert "handles" in gap and "tote" in gap  # not the stem 'handl'
    assert "; the model leans to " in gap
    assert output.count("Tote with handles") == 1  # an example once, however often it stands there


def test_products_without_words_are_listed_by_row(folder):
    texts = [*TEXTS, "", "", "?"]
    (folder / "in.json").write_text(json.dumps([{"description": text} for text in texts]))
    output = run("rules in.json --rules mine.toml").output
    assert "3 products: no words; the model leans to OTHERS" in output
    assert "rows 5, 6, 7" in output


def test_try_a_rule_of_another_category_and_none(folder):
    (folder / "other.toml").write_text(MINE.replace('category = "TOPS"', 'category = "BAG"'))
    output = run("rules in.json --rules mine.toml --try other.toml --gold gold.csv --top 2").output
    # row 0 is a shirt; row 3, a tote, is now taken for a bag as the shirts are
    assert "of 2 with gold 1 become right and 1 wrong" in output.splitlines()[0]
    assert "TOPS to BAG" in output
    assert 'no more: shirts -> TOPS on "shirt"; new: shirts -> BAG on "shirt"' in output
    assert "row 0: TOPS -> BAG  Linen shirt  [gold TOPS]" in output  # what is lost comes first
    assert "more; --top" in output
    same = run("rules in.json --rules mine.toml --try mine.toml").output
    assert same.splitlines()[0] == "0 of 20 products change"


def test_warnings_of_the_catalogue_are_told(folder):
    products = [{"description": text} for text in TEXTS * 2] + [{"description": 3}]
    (folder / "in.json").write_text(json.dumps(products))
    for command in ("rules in.json --rules mine.toml", "explain in.json --rules mine.toml --row 0"):
        assert "1 product with a text or image of an odd type" in run(command).output


def test_a_long_description_is_cut_for_the_terminal(folder):
    products = [{"description": text} for text in TEXTS * 2] + [{"description": "boot " * 4000}]
    (folder / "in.json").write_text(json.dumps(products))
    output = run("explain in.json --rules mine.toml --row 10").output
    assert "... (20,000 characters)" in output
    assert "... and 3980 more places" in output
    assert len(output) < 8000
