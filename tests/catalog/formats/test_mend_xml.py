"""What shops write into XML that is none is mended, and nothing else changes."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.catalog import load_catalog, write_catalog
from fashion_clf.catalog.formats._mend_xml import XmlMender
from fashion_clf.exceptions import CatalogError, CatalogWarning

FEED = (
    "<rss><channel><item><title>Tops &amp; T-shirts</title></item>\n"
    "<item><title>H&M caf&eacute; dress &nbsp;&#233;&#x0;\x0b</title></item>\n"
    "<item><title><![CDATA[Bell & Ross <b>watch</b>]]></title></item></channel></rss>\n"
)


def test_a_feed_is_mended_with_a_warning(tmp_path):
    path = tmp_path / "p.xml"
    path.write_text(FEED)
    with pytest.warns(CatalogWarning, match=r"5 characters .* .the first on line 2"):
        products = load_catalog(path)
    assert products["title"].tolist() == [
        "Tops & T-shirts", "H&M café dress \xa0é", "Bell & Ross <b>watch</b>",
    ]  # fmt: skip
    write_catalog(products.assign(category="x"), tmp_path / "out.xml")
    assert load_catalog(tmp_path / "out.xml")["title"].tolist() == products["title"].tolist()


def test_what_cannot_be_mended_is_an_error(tmp_path):
    path = tmp_path / "p.xml"
    path.write_text(FEED.replace("</title></item>\n<item>", "</tit></item>\n<item>", 1))
    with pytest.raises(CatalogError, match="line 1, column"):
        load_catalog(path)


@given(st.lists(st.sampled_from(["&", "&amp;", "&eacute;", "x", "\x01", ";", "#", "&#7;", "\n"])),
       st.integers(1, 50))  # fmt: skip
def test_any_text_becomes_xml_however_it_is_cut(parts, size):
    text = f"<a>{''.join(parts)}</a>" + " " * 50
    blocks = [text[i : i + size] for i in range(0, len(text), size)]
    mended = "".join(XmlMender("p").mend(blocks))
    assert mended == "".join(XmlMender("p").mend([text]))
    ElementTree.fromstring(mended.strip())


def test_a_declaration_counts_behind_what_is_mended(tmp_path):
    path = tmp_path / "p.xml"
    path.write_bytes(b'\x01<?xml version="1.0" encoding="x-y"?>' + FEED.encode())
    with pytest.raises(CatalogError, match="declares the encoding 'x-y', which is unknown"):
        load_catalog(path)
