"""A quote that begins no quoted cell swallows no other product."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.catalog import load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError, CatalogWarning

STRAY = (
    'id\ttitle\tdescription\n1\t"Ankle boots\tSuede\n2\tWrap dress\t"Silk, 5"" slit"\n'
    '3\tTote\tLeather 12" wide\n4\t"Scarf\tWool\n'
)


def save(tmp_path, text, name="p.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_each_line_is_its_own_row(tmp_path):
    path = save(tmp_path, STRAY)
    with pytest.warns(CatalogWarning, match="2 rows have a stray quote .the first on line 2."):
        products = load_catalog(path)
    assert products["title"].tolist() == ['"Ankle boots', "Wrap dress", "Tote", '"Scarf']
    assert products["description"].tolist() == [
        "Suede",
        'Silk, 5" slit',
        'Leather 12" wide',
        "Wool",
    ]
    write_catalog(products, tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text() == STRAY
    write_catalog(products.assign(category="x"), tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text() == STRAY.replace("\n", "\tx\n").replace(
        "description\tx", "description\tcategory"
    )


@pytest.mark.parametrize("mark", [",", ";", "|"])
def test_other_delimiters(tmp_path, mark):
    text = STRAY.replace(", ", " ").replace("\t", mark).rpartition("4")[0]
    with pytest.warns(CatalogWarning, match="1 rows have a stray quote"):
        products = load_catalog(save(tmp_path, text, "p.csv"))
    assert products["id"].tolist() == ["1", "2", "3"]


def test_cells_of_several_lines_stay_whole(tmp_path):
    text = 'id\ttitle\tdescription\n1\tDress\t"Silk\nmidi\tlength"\n2\tBoots\t"Suede\nlined"\n'
    products = load_catalog(save(tmp_path, text))
    assert products["description"].tolist() == ["Silk\nmidi\tlength", "Suede\nlined"]


def test_a_cut_file_is_an_error(tmp_path):
    with pytest.raises(CatalogError, match="line 2: a quote that opens in this row is never clos"):
        load_catalog(save(tmp_path, 'id,title\n1,"Wrap dress', "p.csv"))


@given(st.lists(st.text('ab" ', max_size=5), min_size=1, max_size=6))
def test_no_line_of_tabs_is_lost(tmp_path_factory, titles):
    rows = "".join(f"{i}\t{title}z\tx\n" for i, title in enumerate(titles))
    path = save(tmp_path_factory.mktemp("stray"), "id\ttitle\tdescription\n" + rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        products = load_catalog(path)
    assert products["id"].tolist() == [str(i) for i in range(len(titles))]
    assert products["description"].tolist() == ["x"] * len(titles)


def test_columns_of_one_name_are_told_apart(tmp_path):
    path = save(tmp_path, "id,title,title\n1,Dress,Robe\n", "p.csv")
    with pytest.warns(CatalogWarning, match="they are called 'title_2' here"):
        products = load_catalog(path)
    assert products.iloc[0].tolist() == ["1", "Dress", "Robe"]
    write_catalog(products.assign(category="DRESS"), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "id,title,title,category\n1,Dress,Robe,DRESS\n"
