"""Spreadsheets: the sheet with the products, cells as they are shown, and the way back."""

import datetime
import warnings
import zipfile

import openpyxl
import pandas as pd
import pytest

from fashion_clf.catalog import add_predictions, as_products, load_catalog, write_catalog
from fashion_clf.catalog.formats import _excel
from fashion_clf.exceptions import CatalogError, CatalogWarning

ROWS = [
    ["sku", "Product Title", "Description", "Price", "On sale", "Since"],
    [1234567890123, "Silk wrap dress", "Midi length", 89.5, True, datetime.date(2026, 3, 1)],
    ["00123", "Suede boots", None, 120, False, None],
    [None, "NA", "", None, None, None],
]


def save(path, rows=ROWS, title="Products"):
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Notes"
    notes.append(["Read me first"])
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    sheet["D2"].number_format = "0.00 €"
    sheet["G7"] = "=SUM(D2:D3)"
    book.save(path)
    return path


@pytest.fixture
def path(tmp_path):
    return save(tmp_path / "p.xlsx")


def classify(products):
    return add_predictions(products, ["DRESS", "SHOE", "OTHERS"], [0.9, 0.8, 0.1], ["rule"] * 3)


def test_cells_are_what_is_shown(path):
    products = load_catalog(path)
    assert products.columns[:6].tolist() == ROWS[0]
    assert products.iloc[0, :6].tolist() == [
        1234567890123, "Silk wrap dress", "Midi length", 89.5, True, "2026-03-01",
    ]  # fmt: skip
    assert type(products["sku"][0]) is int
    assert products["sku"][1] == "00123"
    assert as_products(products)["name"].tolist() == ["Silk wrap dress", "Suede boots", "NA"]


def test_new_columns_go_into_a_copy_of_the_workbook(path, tmp_path):
    products = load_catalog(path)
    write_catalog(classify(products), tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Notes", "Products"]
    sheet = book["Products"]
    header = [cell.value for cell in sheet[1]]
    new = header.index("category") + 1
    assert [sheet.cell(row, new).value for row in (2, 3, 4)] == ["DRESS", "SHOE", "OTHERS"]
    assert sheet.cell(2, new + 1).value == 0.9
    assert sheet["D2"].number_format == "0.00 €"
    assert sheet["G7"].value == "=SUM(D2:D3)"
    assert sheet["F2"].value == datetime.datetime(2026, 3, 1)
    again = load_catalog(tmp_path / "out.xlsx")
    pd.testing.assert_frame_equal(again[products.columns], products, check_like=True)


def test_some_products_go_into_a_new_workbook(path, tmp_path):
    products = load_catalog(path)
    write_catalog(products[1:][["sku", "Product Title"]], tmp_path / "out.xlsx")
    again = load_catalog(tmp_path / "out.xlsx")
    assert again.iloc[:, 0].tolist() == ["00123", ""]
    assert again.iloc[:, 1].tolist() == ["Suede boots", "NA"]


def test_text_of_other_formats_is_no_formula(tmp_path):
    write_catalog([{"name": "=1+1", "n": 2, "tags": ["a"], "none": None}], tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [sheet.cell(2, i).value for i in (1, 2, 3, 4)] == ["=1+1", 2, '["a"]', None]
    assert sheet["A2"].data_type == "s"


def test_what_no_cell_can_hold_is_counted(tmp_path):
    rows = [{"name": "a\x00b"}, {"name": "x" * 40_000}, {"name": "ok"}]
    with pytest.warns(CatalogWarning, match="2 cells hold control characters or more than 32767"):
        write_catalog(rows, tmp_path / "out.xlsx")
    assert load_catalog(tmp_path / "out.xlsx")["name"].str.len().tolist() == [2, 32_767, 2]


def test_a_sheet_can_be_named(path):
    with pytest.raises(CatalogError, match="no sheet 'Prices'; its sheets are 'Notes', 'Products'"):
        load_catalog(path, sheet="Prices")
    assert len(load_catalog(path, sheet="Products")) == 3
    with pytest.raises(CatalogError, match="is no spreadsheet"):
        load_catalog(__file__.replace(".py", ".csv"), file_format="csv", sheet="x")


def test_captions_merged_cells_and_columns_of_one_name(tmp_path):
    path = tmp_path / "p.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Export of 3 March", None, None, None])
    sheet.merge_cells("A1:D1")
    sheet.append(["id", "title", "title", None])
    sheet.append([1, "Silk dress", "Robe en soie", "x"])
    book.save(path)
    with pytest.warns(CatalogWarning, match="they are called 'title_2' here"):
        products = load_catalog(path)
    assert products.columns.tolist() == ["id", "title", "title_2", ""]
    write_catalog(products.assign(category="DRESS"), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["id", "title", "title", None, "category"]
    assert "A1:D1" in [str(cells) for cells in sheet.merged_cells.ranges]


def test_text_under_the_name_of_a_spreadsheet(tmp_path):
    path = tmp_path / "export.xls"
    path.write_text("id\ttitle\n1\tSilk dress\n")
    assert load_catalog(path)["title"].tolist() == ["Silk dress"]
    other = save(tmp_path / "p.csv")
    assert len(load_catalog(other)) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 damaged", "is damaged, or no spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "cannot be read as a spreadsheet"),
    ],
)
def test_damaged_and_encrypted(tmp_path, content, message):
    path = tmp_path / "p.xlsx"
    path.write_bytes(content)
    with pytest.raises(CatalogError, match=message):
        load_catalog(path)


def test_no_products(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "p.xlsx")
    with pytest.raises(CatalogError, match="its sheets are empty"):
        load_catalog(tmp_path / "p.xlsx")
    save(tmp_path / "p.xlsx", ROWS[:1])
    with pytest.raises(CatalogError, match="there are no products in it"):
        load_catalog(tmp_path / "p.xlsx")


def altered(path, name, content):
    """The workbook with one part replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    parts[name] = content(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, data in parts.items():
            archive.writestr(one, data)
    return path


def test_a_bomb_is_refused(path):
    altered(path, "xl/media/image.png", lambda _: bytes(150 * 2**20))
    with pytest.raises(CatalogError, match="unpacks to 150 MB"):
        load_catalog(path)


def test_stray_cells_far_away_are_refused(path):
    part = "xl/worksheets/sheet2.xml"
    stray = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    altered(path, part, lambda xml: xml.replace(b"</sheetData>", stray))
    with pytest.raises(CatalogError, match="span 1048576 rows and 16384 columns"):
        load_catalog(path)


def test_large_files_are_warned_of(path, monkeypatch):
    monkeypatch.setattr(_excel, "_LARGE", 100)
    with pytest.warns(CatalogWarning, match="is read in one piece"):
        load_catalog(path)


def test_files_that_were_moved_or_filtered_are_written_anew(path, tmp_path):
    products = load_catalog(path)
    path.unlink()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_catalog(classify(products), tmp_path / "out.xlsx")
    assert load_catalog(tmp_path / "out.xlsx")["category"].tolist() == ["DRESS", "SHOE", "OTHERS"]


def test_what_is_missing_is_named(path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(CatalogError, match=r"pip install \"fashion-clf\[excel\]\""):
        load_catalog(path)
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(CatalogError, match=r"pip install \"fashion-clf\[excel\]\""):
        write_catalog([{"name": "x"}], path.with_name("out.xlsx"))


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Products">{}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def test_an_open_document_is_read_and_written_as_xlsx(tmp_path):
    path = tmp_path / "p.ods"
    rows = [["sku", "title"], ["0012", "Silk wrap dress"], ["7", "Tote"]]
    cells = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    table = "".join(
        f"<table:table-row>{''.join(map(cells.format, row))}</table:table-row>" for row in rows
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(table))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    products = load_catalog(path)
    assert products.to_numpy().tolist() == rows[1:]
    write_catalog(products.assign(category=["DRESS", "BAG"]), tmp_path / "out.xlsx")
    assert load_catalog(tmp_path / "out.xlsx")["sku"].tolist() == ["0012", "7"]
