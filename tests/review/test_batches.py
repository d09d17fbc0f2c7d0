"""A batch against the last one, and against a model."""

import json

import pytest
from click.testing import CliRunner

from fashion_clf import load_pretrained
from fashion_clf.catalog import write_catalog
from fashion_clf.cli import main
from fashion_clf.exceptions import CatalogError
from fashion_clf.review._check import check_batch
from fashion_clf.review._compare import compare
from fashion_clf.review._sections import batch_sections

OLD = [
    {"id": "1", "title": "Boots", "category": "OTHERS", "category_source": "fallback"},
    {"id": "2", "title": "Tights", "category": "LINGERIE", "category_source": "rule"},
    {"id": "3", "title": "Bag", "category": "BAG", "category_source": "rule"},
    {"id": "4", "title": "Dress", "category": "DRESS", "category_source": "rule"},
]
NEW = [
    {"id": "1", "title": "Suede boots", "category": "SHOE", "category_source": "rule"},
    {"id": "2", "title": "Tights", "category": "PANT", "category_source": "label"},
    {"id": "4", "title": "Dress", "category": "DRESS", "category_source": "rule"},
    {"id": "5", "title": "Scarf", "category": "OTHERS", "category_source": "rule"},
]


def test_what_changed_and_why():
    found = compare(OLD, NEW)
    assert found.changed.to_numpy().tolist() == [
        ["1", "OTHERS", "SHOE", "its text was changed"], ["2", "LINGERIE", "PANT", "a label"],
    ]  # fmt: skip
    assert (found.added, found.gone, found.n_same) == (["5"], ["3"], 1)
    with pytest.raises(CatalogError, match="no ids"):
        compare([{"title": "Boots", "category": "SHOE"}], NEW)


@pytest.mark.filterwarnings("ignore:4 products look like Russian")
def test_a_batch_that_is_like_the_training_catalogue_and_one_that_is_not():
    pipeline = load_pretrained()
    strange = [{"title": "Кожаные ботинки"}] * 4 + [{"title": "Blorple frobnitz"}] * 4
    found = check_batch(pipeline, strange)
    assert found.loc["not read", "value"] == 0.5 and found.loc["not read", "says"] == "Russian 4"
    assert found.loc[["no rule", "fallback", "unsure"], "past"].all()
    calm = check_batch(pipeline, [{"title": "Suede boots"}], {"mix of categories": 1.0})
    assert not calm["past"].any()
    with pytest.raises(ValueError, match="'sure' is of no figure"):
        check_batch(pipeline, [{"title": "Boots"}], {"sure": 1})
    assert [one["title"] for one in batch_sections(OLD, NEW, pipeline)][-1] == "Against the model"


def test_the_commands(tmp_path):
    for name, rows in (("old", OLD), ("new", NEW)):
        write_catalog(rows, tmp_path / f"{name}.json")
    old, new, report = (str(tmp_path / name) for name in ("old.json", "new.json", "r.json"))
    result = CliRunner().invoke(main, ["compare", old, new, "--report", report])
    assert result.exit_code == 0 and result.output.startswith("same category: 1\n")
    assert json.loads((tmp_path / "r.json").read_text())["gone"] == ["3"]
    result = CliRunner().invoke(main, ["check", new, "--model", "pretrained", "--report", report])
    assert result.exit_code == 1 and "past it" in result.output
    assert json.loads((tmp_path / "r.json").read_text())["no photo"]["past"] is False
    result = CliRunner().invoke(main, ["check", new, "--model", "pretrained", "--limit", "unsure"])
    assert result.exit_code == 2 and "no FIGURE=NUMBER" in result.output
