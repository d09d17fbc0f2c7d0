import json

import pytest
from click.testing import CliRunner

from fashion_clf.classifier import WeaklySupervisedClassifier
from fashion_clf.cli import main
from fashion_clf.cli.run import _stages, _streaming

N = 60  # products of the shop


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(_stages, "CHUNK", 4)
    monkeypatch.setattr(_streaming, "_EVERY", 2)


def classify(shop, output, *more):
    given = shop / "products.jsonl", "-o", output, "--model", shop / "model.joblib"
    return run("classify", *given, *more)


def test_too_many_odd_products_leave_nothing(shop, tmp_path):
    result = classify(shop, tmp_path / "out.jsonl", "--max-errors", 2)
    assert result.exit_code == 1
    assert "3 products have something wrong, --max-errors allows 2" in result.output
    assert not list(tmp_path.iterdir())


def test_odd_products_that_show_at_the_end_count_before_anything_is_final(shop, tmp_path):
    catalogue = tmp_path / "twice.jsonl"
    catalogue.write_text('{"id": 1, "description": "Cotton shirt"}\n' * 2)
    arguments = "classify", catalogue, "-o", tmp_path / "out.json"
    result = run(*arguments, "--model", shop / "model.joblib", "--max-errors", 1)
    assert result.exit_code == 1
    assert "1 ids in column 'id' occur in more than one row" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["twice.jsonl"]


@pytest.mark.parametrize("sample", [N - 1, N])
def test_warnings_of_all_parts_are_one(shop, tmp_path, sample):
    arguments = "classify", shop / "products.jsonl", "-o", tmp_path / "out.json"
    result = run(*arguments, "--sample", sample)
    assert "warnings: 2\n" in result.output  # the other is about categories
    assert "odd type: description of row 5 (id 5) is of type int; " in result.output
    assert "In all 3 products." in result.output
    assert ("learned from a sample of 59 of 60 products" in result.output) is (sample < N)


def test_a_sample_is_drawn_by_the_seed_and_has_every_label(shop, tmp_path, monkeypatch):
    fitted = []
    fit = WeaklySupervisedClassifier.fit

    def spy(classifier, table, y=None):
        fitted.append((table.index.tolist(), y.tolist()))
        return fit(classifier, table, y)

    monkeypatch.setattr(WeaklySupervisedClassifier, "fit", spy)
    (tmp_path / "labels.csv").write_text("id,category\n58,BAG\n7,BAG\n")
    arguments = "train", shop / "products.jsonl", "--labels", tmp_path / "labels.csv"
    for seed in (0, 0, 1):
        model = tmp_path / f"{len(fitted)}.joblib"
        result = run(*arguments, "-o", model, "--sample", 20, "--seed", seed)
        assert result.exit_code == 0, result.output
    for rows, y in fitted:
        assert len(rows) == 20 and rows == sorted(set(rows))
        assert {row for row, label in zip(rows, y, strict=True) if label == "BAG"} == {7, 58}
    assert fitted[0] == fitted[1] != fitted[2]
    described = json.loads((tmp_path / "0.joblib.json").read_text())
    assert described["metadata"]["n_products"] == 20


def test_a_catalogue_as_large_as_the_sample_is_learned_from_whole(shop, tmp_path):
    arguments = "classify", shop / "products.jsonl", "-o"
    run(*arguments, tmp_path / "one.jsonl", "--sample", N)
    run(*arguments, tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_a_catalogue_that_changes_while_it_is_learned_from(shop, tmp_path, monkeypatch):
    path = tmp_path / "products.jsonl"
    path.write_bytes((shop / "products.jsonl").read_bytes())
    fit = WeaklySupervisedClassifier.fit

    def grow(classifier, table, y=None):
        with open(path, "a") as file:
            file.write('{"id": 99, "description": "Leather bag"}\n')
        return fit(classifier, table, y)

    monkeypatch.setattr(WeaklySupervisedClassifier, "fit", grow)
    result = run("classify", path, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 2
    assert f"{path}: was changed while it was read" in result.output
    assert [one.name for one in tmp_path.iterdir()] == ["products.jsonl"]


def test_ids_of_a_public_taxonomy(shop, tmp_path):
    for taxonomy, column, shoe in (
        ("google", "google_product_category", "187"),
        ("shopify", "shopify_category", "aa-8"),
    ):
        output = tmp_path / "out.jsonl"
        assert classify(shop, output, "--taxonomy", taxonomy).exit_code == 0
        products = [json.loads(line) for line in output.read_text().splitlines()]
        assert {p[column] for p in products if p["category"] == "SHOE"} == {shoe}
        assert all(list(p)[-1] == column for p in products)


def test_ids_go_where_a_shop_expects_them(shop, tmp_path):
    (tmp_path / "export.csv").write_text(
        "Handle,Title,Body (HTML),Product Category,Google Shopping / Google Product Category\n"
        "b,Boot,Suede boot with a rubber sole,old,\nb,,,,\n"
    )
    (tmp_path / "feed.xml").write_text(
        '<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><item><g:id>1</g:id>'
        "<g:title>Suede boot</g:title><g:google_product_category>5</g:google_product_category>"
        "</item></channel></rss>"
    )
    model = "--model", shop / "model.joblib"
    for taxonomy, name, written in (
        ("shopify", "export.csv", "b,Boot,Suede boot with a rubber sole,aa-8,,SHOE,"),
        ("google", "export.csv", "b,Boot,Suede boot with a rubber sole,old,187,SHOE,"),
        ("google", "feed.xml", "<g:google_product_category>187</g:google_product_category>"),
    ):
        output = tmp_path / f"out_{name}"
        result = run("classify", tmp_path / name, "-o", output, *model, "--taxonomy", taxonomy)
        assert result.exit_code == 0, result.output
        assert written in output.read_text()


def test_categories_of_ones_own_have_no_public_id(shop, tmp_path):
    (tmp_path / "rules.toml").write_text(
        'categories = ["SHOE", "REST"]\nfallback = "REST"\n'
        '[[rule]]\nname = "boots"\ncategory = "SHOE"\nphrases = ["boot"]\n'
        '[[rule]]\nname = "others"\ncategory = "REST"\nphrases = ["shirt", "dress"]\n'
    )
    result = run(
        *("classify", shop / "products.jsonl", "-o", tmp_path / "out.jsonl"),
        *("--rules", tmp_path / "rules.toml", "--taxonomy", "google"),
    )
    assert "no id of the taxonomy of google is known for REST" in result.output
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    ids = {(p["category"], p["google_product_category"]) for p in map(json.loads, lines)}
    assert ids == {("SHOE", "187"), ("REST", "")}
