import pytest

from fashion_clf.catalog import CatalogReader, CatalogWriter, add_predictions, load_catalog
from fashion_clf.exceptions import CatalogError, CatalogWarning

HEADER = "Handle,Title,Body (HTML),Product Category,Tags,Variant SKU,Image Src,Image Position\r\n"
SHOP = (
    HEADER
    + 'silk-scarf,"Silk scarf","<p>Twill,\r\n90 cm</p>",Apparel > Scarves,"a, b",S1,"http://x/1.jpg",1\r\n'
    + "silk-scarf,,,,,S2,http://x/2.jpg,2\r\n"
    + "\r\n"
    + 'silk-scarf,,,,,,"http://x/3.jpg",3\r\n'
    + "tote,Tote,,,,,,\r\n"
    + "loafer,Loafer,Leather,,,L1,,1\r\n"
    + "loafer,,,,,L2,,2\r\n"
)


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(SHOP.encode())
    return path


def test_rows_of_a_handle_are_one_product(shop):
    products = load_catalog(shop)
    assert products["Handle"].tolist() == ["silk-scarf", "tote", "loafer"]
    assert products["Image Src"].tolist() == ["http://x/1.jpg", "", ""]
    assert products.loc[0, "Body (HTML)"] == "<p>Twill,\r\n90 cm</p>"


@pytest.mark.parametrize("size", [1, 2, None])
def test_all_rows_come_back_byte_for_byte(shop, tmp_path, size):
    with (
        CatalogReader(shop, chunk_size=size) as reader,
        CatalogWriter(tmp_path / "out.csv") as writer,
    ):
        assert reader.file_format == "shopify" and reader.n_products == 3
        for chunk in reader:
            writer.write(chunk)
    assert (tmp_path / "out.csv").read_bytes() == SHOP.encode()


def test_new_fields_stand_on_the_row_of_the_product(shop, tmp_path):
    products = add_predictions(load_catalog(shop), ["OTHERS", "BAG", "SHOE"], [1, 0.5, 0.25])
    with CatalogWriter(tmp_path / "out.csv") as writer:
        writer.write(products)
    ends = ["category,category_confidence", "OTHERS,1.0", ",", ",", "BAG,0.5", "SHOE,0.25", ","]
    rows = [HEADER[:-2], *SHOP[len(HEADER) :].replace("\r\n\r\n", "\r\n").split("\r\n")]
    rows[1:3] = ["\r\n".join(rows[1:3])]
    expected = "".join(f"{row},{end}\r\n" for row, end in zip(rows[:-1], ends, strict=True))
    written = (tmp_path / "out.csv").read_bytes().decode()
    assert written.replace("\r\n\r\n", "\r\n") == expected
    assert load_catalog(tmp_path / "out.csv")["category"].tolist() == ["OTHERS", "BAG", "SHOE"]


def test_the_shops_own_category_is_filled_in_its_place(shop, tmp_path):
    new = ["Scarves", None, "Shoes"]
    with pytest.warns(CatalogWarning, match="'Product Category' as 'Product Category_original'"):
        products = add_predictions(
            load_catalog(shop), ["OTHERS", "BAG", "SHOE"], extra={"Product Category": new}
        )
    with CatalogWriter(tmp_path / "out.csv") as writer:
        writer.write(products)
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0] == HEADER[:-2] + ",category,Product Category_original"
    assert lines[2] == '90 cm</p>",Scarves,"a, b",S1,"http://x/1.jpg",1,OTHERS,Apparel > Scarves'
    assert lines[3] == "silk-scarf,,,,,S2,http://x/2.jpg,2,,"
    assert lines[-2:] == ["loafer,Loafer,Leather,Shoes,,L1,,1,SHOE,", "loafer,,,,,L2,,2,,"]


def test_rows_without_a_handle(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("Handle,Title,Variant SKU\n,Scarf,1\n,,2\n,Tote,3\ntote,,4\nTOTE,,5\n")
    assert load_catalog(path)["Variant SKU"].tolist() == ["1", "3", "4", "5"]


def test_ragged_rows_of_variants_are_counted_and_kept(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("Handle,Title,Variant SKU\na,Scarf,1\na\na,,2,x,y\nb,Tote,3\n")
    with pytest.warns(CatalogWarning, match=r"2 rows have .* line 3: 1\)"):
        products = load_catalog(path)
    with CatalogWriter(tmp_path / "out.csv") as writer:
        writer.write(add_predictions(products, ["OTHERS", "BAG"]))
    assert (tmp_path / "out.csv").read_text().splitlines() == [
        "Handle,Title,Variant SKU,,category",
        "a,Scarf,1,,OTHERS",
        "a,,,,",
        'a,,2,"x,y",',
        "b,Tote,3,,BAG",
    ]


def test_as_plain_csv_every_row_is_a_product(shop):
    with pytest.warns(CatalogWarning, match="2 ids in column 'Handle'"):
        assert len(load_catalog(shop, file_format="csv")) == 6


def test_a_file_without_handles_is_no_export(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("title\na\n")
    with pytest.raises(CatalogError, match="has the columns 'Handle' and 'Title'"):
        load_catalog(path, file_format="shopify")


def test_other_products_are_written_a_row_each(tmp_path):
    with CatalogWriter(tmp_path / "out.csv", file_format="shopify") as writer:
        writer.write([{"Handle": "a", "Title": "Scarf"}])
    assert (tmp_path / "out.csv").read_text() == "Handle,Title\na,Scarf\n"
