import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashion_clf.catalog import CatalogReader, CatalogWriter, add_predictions, load_catalog
from fashion_clf.catalog import write_catalog as write
from fashion_clf.catalog.formats._mend_xml import XmlMender
from fashion_clf.exceptions import CatalogError, CatalogWarning

RSS = """<?xml version="1.0"?>
<!-- a shop's feed -->
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
<channel>
  <title>Shop</title> <link>https://shop.example</link>
  <item>
    <g:id>1</g:id>
    <title><![CDATA[Silk & wool <scarf>]]></title>
    <g:description>Soft &amp; warm &#233;</g:description>
    <g:image_link>http://x/1.jpg</g:image_link>
    <g:google_product_category>166</g:google_product_category>
    <g:additional_image_link>http://x/2.jpg</g:additional_image_link>
    <g:additional_image_link>http://x/3.jpg</g:additional_image_link>
    <g:shipping><g:country>UK</g:country><g:price>4.95 GBP</g:price></g:shipping>
  </item>

  <!-- between -->
  <item><g:id>2</g:id><title>Tote</title><g:gtin/></item>
  <item/>
</channel>
</rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:m='http://base.google.com/ns/1.0'>
 <entry>
  <m:id>1</m:id>
  <title>Scarf</title>
  <link href="http://x/1"/>
  <summary>Silk</summary>
 </entry>
</feed>"""


def save(folder, text, name="feed.xml", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def records(products):
    return json.loads(products.to_json(orient="records", default_handler=str))


def test_fields_of_rss(tmp_path):
    products = load_catalog(save(tmp_path, RSS))
    first, second, third = records(products)
    assert {name: value for name, value in first.items() if value is not None} == {
        "id": "1",
        "title": "Silk & wool <scarf>",
        "description": "Soft & warm é",
        "image_link": "http://x/1.jpg",
        "google_product_category": "166",
        "additional_image_link": ["http://x/2.jpg", "http://x/3.jpg"],
        "shipping": {"country": "UK", "price": "4.95 GBP"},
    }
    assert second["title"] == "Tote" and second["gtin"] == ""
    assert third["id"] in (None, "<NA>")


def test_fields_of_atom(tmp_path):
    products = load_catalog(save(tmp_path, ATOM))
    assert records(products) == [
        {"id": "1", "title": "Scarf", "link": "http://x/1", "summary": "Silk"}
    ]


@pytest.mark.parametrize("size", [1, 2, None])
@pytest.mark.parametrize("text", [RSS, ATOM, RSS.replace("\n", "\r\n")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_feed_comes_back_byte_for_byte(tmp_path, text, encoding, size):
    path = save(tmp_path, text, encoding=encoding)
    with CatalogReader(path, chunk_size=size) as reader:
        assert reader.file_format == "merchant-xml"
        with CatalogWriter(tmp_path / "out.xml") as writer:
            for chunk in reader:
                writer.write(chunk)
    assert (tmp_path / "out.xml").read_bytes() == path.read_bytes()


def test_new_fields_are_custom_attributes(tmp_path):
    products = load_catalog(save(tmp_path, RSS))
    write(add_predictions(products, ["OTHERS", "BAG", "A&B"], [1, 0.5, 0]), tmp_path / "out.xml")
    expected = RSS.replace("<rss ", '<rss xmlns:c="http://base.google.com/cns/1.0" ')
    expected = expected.replace(
        "</g:shipping>\n",
        "</g:shipping>\n    <c:category>OTHERS</c:category>\n"
        "    <c:category_confidence>1.0</c:category_confidence>\n",
    )
    expected = expected.replace(
        "<g:gtin/>",
        "<g:gtin/><c:category>BAG</c:category><c:category_confidence>0.5</c:category_confidence>",
    )
    expected = expected.replace(
        "<item/>",
        "<item><c:category>A&amp;B</c:category>"
        "<c:category_confidence>0.0</c:category_confidence></item>",
    )
    assert (tmp_path / "out.xml").read_text() == expected
    assert load_catalog(tmp_path / "out.xml")["category"].tolist() == ["OTHERS", "BAG", "A&B"]


def test_googles_category_is_filled_in_its_place(tmp_path):
    extra = {"google_product_category": ["5387", "3032", None]}
    with pytest.warns(CatalogWarning, match="'google_product_category_original'"):
        products = add_predictions(
            load_catalog(save(tmp_path, RSS)), ["OTHERS", "BAG", "SHOE"], extra=extra
        )
    write(products, tmp_path / "out.xml")
    text = (tmp_path / "out.xml").read_text()
    for part in (
        "    <g:google_product_category>5387</g:google_product_category>\n    <g:additional",
        "<c:google_product_category_original>166</c:google_product_category_original>\n  </item>",
        "<g:gtin/><g:google_product_category>3032</g:google_product_category><c:category>",
    ):
        assert text.count(part) == 1, part


def test_a_category_that_was_added_before_is_kept(tmp_path):
    write(add_predictions(load_catalog(save(tmp_path, ATOM)), ["SHOE"]), tmp_path / "once.xml")
    with pytest.warns(CatalogWarning, match="'category' as 'category_original'"):
        twice = add_predictions(load_catalog(tmp_path / "once.xml"), ["BAG"])
    write(twice, tmp_path / "twice.xml")
    text = (tmp_path / "once.xml").read_text()
    assert text.count("<c:category>SHOE</c:category>") == 1
    assert (tmp_path / "twice.xml").read_text() == text.replace(
        "<c:category>SHOE</c:category>",
        "<c:category_original>SHOE</c:category_original>\n  <c:category>BAG</c:category>",
    )


def test_prefixes_that_are_taken_and_elements_of_one_name(tmp_path):
    text = (
        '<rss xmlns:c="urn:x" xmlns:g="http://base.google.com/ns/1.0"><channel><item>'
        "<title>plain</title><g:title>Google's</g:title><c:title>other</c:title>"
        "<category>RSS's own</category></item></channel></rss>"
    )
    products = load_catalog(save(tmp_path, text))
    assert list(products) == ["feed:title", "title", "c:title", "category"]
    with pytest.warns(CatalogWarning, match="'category_original'"):
        products = add_predictions(products, ["BAG"])
    write(products, tmp_path / "out.xml")
    written = (tmp_path / "out.xml").read_text()
    assert '<rss xmlns:c_="http://base.google.com/cns/1.0" xmlns:c="urn:x"' in written
    assert "<category>RSS's own</category><c_:category>BAG</c_:category></item>" in written


def test_changed_and_dropped_fields(tmp_path):
    products = load_catalog(save(tmp_path, RSS))
    products.loc[0, "title"] = "A < B"
    products.at[1, "gtin"] = None
    products = products.drop(columns=["additional_image_link", "shipping"])
    write(products, tmp_path / "out.xml")
    expected = RSS.replace("<![CDATA[Silk & wool <scarf>]]>", "A &lt; B")
    start = expected.index("\n    <g:additional")
    expected = expected[:start] + expected[expected.index("\n  </item>") :]
    assert (tmp_path / "out.xml").read_text() == expected.replace("<g:gtin/>", "<g:gtin></g:gtin>")


def test_a_new_feed(tmp_path):
    rows = [
        {
            "sku": "1",
            "name": "Scarf\x00",
            "Body (HTML)": "<p>Silk</p>",
            "price": 5,
            "2 x": [1, "b"],
        },
        {"sku": "2", "name": None, "fits": {"age group": "adult"}},
    ]
    write(add_predictions(load_catalog(save_json(tmp_path, rows)), ["A", "B"]), tmp_path / "o.xml")
    first, second = records(load_catalog(tmp_path / "o.xml"))
    assert first | {"fits": None} == {
        "id": "1",
        "title": "Scarf\ufffd",
        "description": "<p>Silk</p>",
        "price": "5",
        "_2_x": ["1", "b"],
        "fits": None,
        "category": "A",
    }
    assert second["fits"] == {"age_group": "adult"} and second["category"] == "B"
    assert "<g:image_link>" not in (tmp_path / "o.xml").read_text()


def save_json(folder, rows):
    path = folder / "in.json"
    path.write_text(json.dumps(rows))
    return path


def test_the_declared_encoding_is_read_and_written(tmp_path):
    text = ATOM.replace("Silk", "Soie très fine")
    path = save(tmp_path, '<?xml version="1.0" encoding="ISO-8859-1"?>' + text, encoding="latin-1")
    products = load_catalog(path)
    assert products.loc[0, "summary"] == "Soie très fine"
    write(add_predictions(products, ["ΣΚΑΡΦ"]), tmp_path / "out.xml")
    written = (tmp_path / "out.xml").read_bytes()
    assert b"tr\xe8s" in written and b"&#931;&#922;" in written
    assert load_catalog(tmp_path / "out.xml").loc[0, "category"] == "ΣΚΑΡΦ"


def test_broken_bytes_are_read_as_latin_1(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(ATOM.encode().replace(b"Silk", b"ros\xe9"))
    with pytest.warns(CatalogWarning, match=r"1 bytes are not UTF-8 \(the first on line 6\)"):
        assert load_catalog(path).loc[0, "summary"] == "rosé"


BOMB = (
    '<!DOCTYPE a [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(12))
    + "]>"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB + RSS[22:].replace("Tote", "&a12;"), r"line \d+: has a document type declaration"),
        (
            '<!DOCTYPE a SYSTEM "http://localhost:1/x.dtd">' + ATOM,
            "line 1: has a document type declaration",
        ),
        (RSS[:-30], "not XML .*truncated"),
        ("<rss><channel></channel></rss>", "no <item> of RSS, <entry> of Atom"),
        ("<html><body>Not found</body></html>", "an HTML page"),
        (RSS.replace("g:id", "q:id"), r"unbound prefix"),
        (ATOM.replace("Silk", "<a>" * 60 + "</a>" * 60), "more than 50 within each other"),
        ("<a>" * 100_000, "more than 50 within each other"),
        (ATOM.replace("Silk", "<a/>" * 100_001), "more than 100000 elements in one item"),
        ('<?xml version="1.0" encoding="nonsense"?>' + ATOM, "the encoding 'nonsense'"),
        (
            ATOM.replace("<title>Scarf</title>", "").replace("summary", "colour"),
            "no column with a description",
        ),
    ],
)
def test_what_is_no_feed_is_refused(tmp_path, text, message):
    path = save(tmp_path, text)
    with pytest.raises(CatalogError, match=message) as error:
        load_catalog(path)
    assert str(path) in str(error.value)


@settings(max_examples=80, deadline=None)
@given(data=st.text(st.sampled_from("<>/ag:=\"' &;[]!-?x1\né"), max_size=60))
@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
def test_any_item_comes_back_or_is_refused(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("xml")
    path = save(folder, ATOM.replace("Silk", data))
    mender = XmlMender(path)
    mended = "".join(mender.mend([path.read_text(encoding="utf-8")])).encode()
    try:
        products = load_catalog(path)
    except CatalogError as error:
        assert str(path) in str(error)
        return
    write(products, folder / "same.xml")
    assert (folder / "same.xml").read_bytes() == mended
    write(add_predictions(products, ["BAG"] * len(products)), folder / "more.xml")
    again = load_catalog(folder / "more.xml")
    assert records(again.drop(columns="category")) == records(products)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_from_a_new_feed(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("xml") / "p.xml"
    texts = [text.replace("\ufffe", "").replace("\uffff", "") for text in texts]
    write([{"title": text, "colour": "x" + text} for text in texts], path)
    products = load_catalog(path)
    assert products["title"].tolist() == texts
