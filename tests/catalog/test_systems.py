"""Exports of well-known systems, small and real-shaped: which text is read, and the way back."""

import pytest

from fashion_clf.catalog import as_products, load_catalog, write_catalog

ITEM = "<g:id>7</g:id><g:title>Wrap dress</g:title><g:description>Silk</g:description>"
# File name, content, and name and description of the first product.
SYSTEMS = {
    "WooCommerce": (
        "wc.csv",
        'ID,Type,SKU,Name,Published,"Short description",Description,Categories,Tags,Images\n'
        '7,simple,WD-7,"Wrap dress",1,"<p>Midi</p>","<p>Silk.</p>","Women > Dresses, Sale",silk,'
        "http://x/a.jpg\n",
        ("Wrap dress", "<p>Silk.</p>\n<p>Midi</p>\n\nfiled in Dresses."
         "\n\ntagged with silk."),
    ),
    "Magento": (
        "m.csv",
        "sku,store_view_code,attribute_set_code,product_type,categories,name,description,"
        "short_description,base_image\n"
        'WD-7,,Default,simple,"Default Category/Women/Dresses",Wrap dress,Silk.,Midi,/w/d.jpg\n',
        ("Wrap dress", "Silk.\nMidi\n\nfiled in Dresses."),
    ),
    "PrestaShop": (
        "p.csv",
        '"Product ID";"Image";"Name";"Reference";"Category";"Price (tax excl.)"\n'
        '"7";"http://x/7.jpg";"Wrap dress";"WD7";"Dresses";"20"\n',
        ("Wrap dress", "filed in Dresses."),
    ),
    "BigCommerce": (
        "b.csv",
        "Item Type,Product ID,Product Name,Product Type,Product Description,Category,"
        "Product Image File - 1\nProduct,7,Wrap dress,P,<p>Silk.</p>,Women/Dresses,d.jpg\n",
        ("Wrap dress", "<p>Silk.</p>\n\nfiled in P. filed in Dresses."),
    ),
    "Etsy": (
        "e.csv",
        "TITLE,DESCRIPTION,PRICE,TAGS,MATERIALS,IMAGE1,SKU\n"
        'Wrap dress,Hand sewn.,40,"boho,midi",silk,http://x/1.jpg,WD7\n',
        ("Wrap dress", "Hand sewn.\nsilk\n\ntagged with boho. tagged with midi."),
    ),
    "Akeneo": (
        "a.csv",
        "sku;categories;family;name-en_US;name-fr_FR;description-en_US-ecommerce;picture\n"
        "WD7;women_dresses;dresses;Wrap dress;Robe;Silk.;files/a.jpg\n",
        ("Wrap dress", "Silk.\n\nfiled in women_dresses. filed in dresses."),
    ),
    "Amazon": (
        "a.txt",
        "TemplateType=fptcustom\tVersion=2024\t\t\t\t\n"
        "SKU\tProduct Name\tProduct Description\tBullet Point\tBullet Point\tItem Type\n"
        "item_sku\titem_name\tproduct_description\tbullet_point1\tbullet_point2\titem_type\n"
        "WD7\tWrap dress\tSilk.\tMidi\tLined\tcasual-dresses\n",
        ("Wrap dress", "Silk.\nMidi\nLined\n\nfiled in casual-dresses."),
    ),
    "Google Merchant": (
        "g.xml",
        '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item>' + ITEM
        + "<g:google_product_category>2271</g:google_product_category></item></channel></rss>",
        ("Wrap dress", "Silk\n\nfiled in public taxonomy DRESS. filed in Dresses."),
    ),
    "Meta": (
        "meta.csv",
        "id,title,description,availability,condition,price,link,image_link,brand,"
        "google_product_category\n7,Wrap dress,Silk,in stock,new,9 EUR,http://x,http://x/a.jpg,B,"
        "Apparel & Accessories > Clothing > Dresses\n",
        ("Wrap dress", "Silk\n\nfiled in public taxonomy DRESS. filed in Dresses."),
    ),
    "Heureka": (
        "h.xml",
        "<SHOP><SHOPITEM><ITEM_ID>7</ITEM_ID><PRODUCTNAME>Wrap dress</PRODUCTNAME>"
        "<DESCRIPTION>Silk</DESCRIPTION><IMGURL>http://x/a.jpg</IMGURL></SHOPITEM></SHOP>",
        ("Wrap dress", "Silk"),
    ),
    "Yandex": (
        "y.xml",
        '<yml_catalog><shop><offers><offer id="7"><name>Wrap dress</name>'
        "<description>Silk</description><picture>http://x/a.jpg</picture></offer></offers></shop>"
        "</yml_catalog>",
        ("Wrap dress", "Silk"),
    ),
    "idealo": (
        "i.csv",
        "Artikelnummer;Produktname;Beschreibung;Kategorie;Bild URL\n"
        "7;Wrap dress;Silk;Damen > Kleider;http://x/a.jpg\n",
        ("Wrap dress", "Silk\n\nfiled in Dresses."),
    ),
    "GraphQL": (
        "q.json",
        '{"data": {"products": {"edges": [{"node": {"title": "Wrap dress", "productType": '
        '"Dresses", "description": "Silk"}}]}}}',
        ("Wrap dress", "Silk\n\nfiled in Dresses."),
    ),
    "several documents": (
        "d.jsonl",
        '{\n  "title": "Wrap dress",\n  "description": "Silk"\n}\n{\n  "title": "Tote"\n}\n',
        ("Wrap dress", "Silk"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
def test_text_that_is_read(system, tmp_path):
    name, content, expected = SYSTEMS[system]
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    products = load_catalog(path)
    read = as_products(products)
    assert (read["name"][0], read["description"][0]) == expected
    output = tmp_path / f"out{path.suffix}"
    write_catalog(products, output)
    assert output.read_text(encoding="utf-8") == content
    write_catalog(products.assign(found="DRESS"), output)
    again = load_catalog(output)
    assert len(again) == len(products)
    assert as_products(again)["name"].tolist() == read["name"].tolist()
