"""Encodings that are no Unicode are told, read, and written as they came."""

import gzip
import io
import tarfile

import pytest

from fashion_clf.catalog import load_catalog, write_catalog
from fashion_clf.catalog.formats._legacy import detect_legacy
from fashion_clf.exceptions import CatalogError, CatalogWarning

LEGACY = {
    "cp932": "商品番号,商品名,説明\n1,ワンピース,綿のワンピース、長袖\n2,ブーツ,本革のブーツ\n",
    "gb18030": "编号,名称,描述\n1,连衣裙,夏季棉质连衣裙\n2,靴子,真皮靴子女士\n",
    "cp949": "번호,이름,설명\n1,원피스,여름 면 원피스\n2,부츠,가죽 부츠\n",
    "cp1250": "id,nazwa,opis\n1,Sukienka,Długa sukienka z bawełny\n2,Kozaki,Skórzane na obcasie\n",
    "cp1251": "id,название,описание\n1,Платье,Длинное платье из хлопка\n2,Сапоги,Кожаные сапоги\n",
}
WESTERN = [
    "id,bezeichnung\n1,Schönes Kleid für den Sommer, Größe M\n2,Lederstiefel mit Reißverschluss\n",
    "id,titre\n1,Robe d'été légère en coton\n2,Escarpins vernis à talon\n",
    "id,nombre\n1,Pantalón de algodón para niño\n2,Camisón\n",
]


@pytest.mark.parametrize("codec", LEGACY)
def test_other_alphabets_come_back_byte_for_byte(tmp_path, codec):
    path = tmp_path / "p.csv"
    path.write_bytes(LEGACY[codec].encode(codec))
    columns = {"description": LEGACY[codec].split("\n")[0].split(",")[-1]}
    with pytest.warns(CatalogWarning, match=f"it was read as {codec}"):
        products = load_catalog(path, columns=columns)
    assert products.iloc[0, 1] == LEGACY[codec].split("\n")[1].split(",")[1]
    write_catalog(products, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("text", WESTERN)
def test_western_europe_and_utf8_are_no_other_alphabets(text):
    assert detect_legacy(text.encode("cp1252")) is None
    assert detect_legacy(text.encode()) is None


def test_a_few_broken_bytes_do_not_make_another_encoding():
    assert detect_legacy("Größe, Länge, Ärmel\n".encode() + b"\xe9t\xe9\n") is None


def test_a_tar_in_a_gz_is_refused(tmp_path):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("p.csv"), io.BytesIO())
    path = tmp_path / "p.csv.gz"
    path.write_bytes(gzip.compress(packed.getvalue()))
    with pytest.raises(CatalogError, match="is a tar archive"):
        load_catalog(path)
