"""Tables that begin with a product: it is none of the names, and it is not lost."""

import csv
import io

import pandas as pd
import pytest

from fashion_clf import load_catalog, write_catalog
from fashion_clf.catalog import as_products
from fashion_clf.catalog.formats._header import lacks_header
from fashion_clf.exceptions import CatalogWarning

ROWS = [
    ["A1", "Silk scarf with fringes", "19.90", "a1.jpg"],
    ["A2", "Suede ankle boots, lined", "89.00", "a2.jpg"],
    ["A3", "Cotton dress", "", "a3.jpg"],
]
NAMES = ["column 1", "column 2", "column 3", "column 4"]


def read(path, **options):
    """The table, and whether it was said that there are no names."""
    with pytest.warns(CatalogWarning) as caught:
        products = load_catalog(path, **options)
    return products, any("first row is a product" in str(one.message) for one in caught)


def write(path, rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue())
    return path


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["19.90"], ["5"]),
        (["€ 19,90"], ["€ 5"]),
        (["19.90 EUR"], ["1,005.00 EUR"]),
        (["https://shop.example/a"], ["https://shop.example/b?c=1"]),
        (["photos/a1.JPG"], ["b.webp"]),
        (["A scarf of silk with long fringes at both of its ends"], ["x y " * 20]),
    ],
)
def test_values_are_no_names(first, second):
    assert lacks_header([["x", *first], ["y", *second]])
    assert not lacks_header([["x", "price of it"], ["y", *second]])
    assert not lacks_header([["x", *first], ["y", "anything"]])


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["A1", "Silk scarf", "19.90"]],  # a single row is taken for names
        [["title", "19.90"], ["Silk scarf", "5"]],  # a known name
        [["Export of", "3"], ["x", "4"], ["title", "price"]],  # captions
        [["", "0", "1"], ["0", "Silk scarf", "5"]],  # a data frame without names
        [["1", "2", "3"], ["7", "Silk scarf", "5"]],
        [["19.90", "x"], ["5"]],
    ],
)
def test_what_has_names(rows):
    assert not lacks_header(rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_first_product_is_kept(tmp_path, delimiter):
    ending = "tsv" if delimiter == "\t" else "csv"
    path = write(tmp_path / f"plain.{ending}", ROWS, delimiter)
    products, said = read(path)
    assert said
    assert products.columns[: len(NAMES)].tolist() == NAMES
    assert products[NAMES].to_numpy().tolist() == ROWS
    chosen, _ = read(path, columns={"name": "column 2", "id": "column 1"})
    assert list(as_products(chosen)["name"]) == [row[1] for row in ROWS]


def test_what_excel_writes_before_it_is_no_row(tmp_path):
    path = write(tmp_path / "plain.csv", ROWS, ";")
    path.write_text("sep=;\n" + path.read_text())
    products, said = read(path)
    assert said
    assert products[NAMES].to_numpy().tolist() == ROWS


def test_it_is_written_with_its_names_and_then_has_some(tmp_path):
    path = write(tmp_path / "plain.csv", ROWS)
    products, _ = read(path)
    out = tmp_path / "out.csv"
    write_catalog(products, out)
    assert out.read_text() == ",".join(NAMES) + "\n" + path.read_text()
    again, said = read(out)
    assert again[NAMES].to_numpy().tolist() == ROWS
    assert not said


def test_a_sheet_without_names_keeps_its_rows(tmp_path):
    path = tmp_path / "plain.xlsx"
    pd.DataFrame([[*row[:2], index + 0.5] for index, row in enumerate(ROWS)]).to_excel(
        path, header=False, index=False
    )
    products, said = read(path)
    assert said
    assert products["column 2"].tolist() == [row[1] for row in ROWS]
    out = tmp_path / "out.xlsx"
    write_catalog(products.assign(category="OTHERS"), out)
    cells = pd.read_excel(out, header=None, engine="openpyxl")
    assert cells[1].tolist() == [row[1] for row in ROWS]
    assert (cells.iloc[:, -1] == "OTHERS").all()
