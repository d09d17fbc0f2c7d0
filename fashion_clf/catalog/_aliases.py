"""What catalogues call the columns of each role."""

__all__ = ["ALIASES", "FURTHER"]

# The names that catalogues give to each role, best first; in the languages that are read and a
# few more, without accents.
_NAMES = {
    "id": "id product_id item_id article_id article_number sku product_code unique_id uniq_id "
    "handle url_handle variant_sku identifier item_sku seller_sku reference artikelnummer "
    "artikelnr artikel_nr art_nr referencia codigo codice codice_articolo kod symbol varenummer",
    "name": "name title product_name product_display_name product_title display_name item_name "
    "item_title prod_name productname bezeichnung artikelbezeichnung produktbezeichnung "
    "artikelname produktname titel nom nom_du_produit titre libelle designation nombre "
    "nombre_del_producto titulo nome nome_prodotto nome_produto titolo naam productnaam namn "
    "produktnamn navn produktnavn varenavn nazwa nazwa_produktu tytul nazev tytul_oferty "
    "nazwa_oferty nazev_produktu nazov urun_adi urun_ismi baslik libelle_long libelle_court "
    "libelle_produit titre_produit nombre_producto nombre_articulo titulo_producto "
    "titulo_del_producto nome_articolo titolo_prodotto tuotenimi tuotteen_nimi ten_san_pham "
    "article_name style_name store_display_name web_name title_long title_short "
    "long_title short_title maktx 商品名 商品名称 製品名 商品标题 상품명 ชื่อสินค้า наименование "
    "название",
    "description": "description body_html product_description long_description description_html "
    "desc product_desc detail_desc item_description full_description short_description details "
    "product_details body text summary content beschreibung produktbeschreibung "
    "artikelbeschreibung langbeschreibung langtext descripcion descrizione descricao omschrijving "
    "beschrijving productomschrijving beskrivning produktbeskrivning beskrivelse opis "
    "opis_produktu popis description_longue opis_oferty popis_produktu urun_aciklamasi aciklama "
    "descriptif descriptif_produit descripcion_larga descripcion_del_producto "
    "descrizione_prodotto descricao_do_produto artikelomschrijving kuvaus tuotekuvaus mo_ta "
    "article_description description_long long_text detailed_description store_description "
    "web_description website_description 商品説明文 商品説明 商品描述 상품설명 รายละเอียดสินค้า "
    "описание",
    "image": "image image_path image_file image_filename image_name image_url image_link image_src "
    "img img_path img_url img_src product_image product_image_url main_image main_image_url "
    "photo photo_url picture picture_url thumbnail thumbnail_url variant_image base_image imgurl "
    "bild bild_url bildlink foto imagen imagen_url immagine imagem afbeelding billede zdjecie "
    "obrazek zdjecia gorsel urun_gorseli kuva 商品画像 商品图片 상품이미지",
}
ALIASES = {role: names.split() for role, names in _NAMES.items()}
# Further text, read behind the description; what the shop files the product under, and the
# words of its address are read only where there is no other text.
_FURTHER = {
    "details": "short_description kurzbeschreibung kurztext description_courte descripcion_corta "
    "krotki_opis excerpt subtitle bullet_point bullet_points bullets key_product_features feature "
    "features highlights product_highlight product_features about material materials fabric "
    "composition specifications specification attributes care_and_material merkmale eigenschaften",
    "type": "product_type type item_type feed_product_type product_category category_path "
    "breadcrumb breadcrumbs google_product_category categories kategorie kategorien categorie "
    "categoria categorias kategoria family categorytext type_prefix category category_original "
    "product_type_original",
    "tags": "tags tag keywords search_terms generic_keywords schlagworte",
    "slug": "handle url_handle slug url_key permalink link url product_url",
}
FURTHER = {role: names.split() for role, names in _FURTHER.items()}
