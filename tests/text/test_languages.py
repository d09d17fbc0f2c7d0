"""Texts of other languages are read in English; English ones stay as they are."""

import csv
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from fashion_clf import explain, load_catalog, load_pretrained
from fashion_clf.catalog._languages import LANGUAGE_NAMES, LANGUAGES, UNREAD
from fashion_clf.exceptions import CatalogWarning, RulesError
from fashion_clf.labeling._lexicon import load_lexicon
from fashion_clf.text import tokenize_products
from fashion_clf.text._detect_language import detect
from fashion_clf.text._dictionary import (
    check_dictionary,
    fold,
    load_dictionary,
    small_words,
    without_spaces,
)
from fashion_clf.text._translate import translate
from fashion_clf.text._unread import TOLD_BY

# Titles and lists of attributes, with the language and the category of each.
TEXTS = {
    "Damenlederjacke mit Stehkragen": ("de", "OUTERWEAR"),
    "Rock aus Jeans": ("de", "SKIRT"),
    "Handtaschenanhänger": ("de", "OTHERS"),
    "GUERTEL AUS LEDER": ("de", "OTHERS"),
    "Rundhals, lange Ärmel, Rippbündchen, Feinstrick": ("de", "TOPS"),
    "Robe longue en soie": ("fr", "DRESS"),
    "Sac à main en cuir": ("fr", "BAG"),
    "JUPE PLISSEE MIDI": ("fr", "SKIRT"),
    "Collier plaqué or": ("fr", "JEWELRY"),
    "Chaqueta de punto": ("es", "TOPS"),
    "Falda vaquera corta": ("es", "SKIRT"),
    "Asas, bolsillo interior, cierre de cremallera": ("es", "BAG"),
    "Camicia da notte": ("it", "LINGERIE"),
    "Camicia in lino": ("it", "TOPS"),
    "Spijkerbroek met hoge taille": ("nl", "PANT"),
    "Gebloemde jurk met lange mouwen": ("nl", "DRESS"),
    "Calça jeans feminina": ("pt", "PANT"),
    "Sapatos de salto alto": ("pt", "SHOE"),
    "Ullkappa dam": ("sv", "OUTERWEAR"),
    "Stickad tröja i ull": ("sv", "TOPS"),
    "Sukienka z długim rękawem": ("pl", "DRESS"),
    "Buty do biegania damskie": ("pl", "SHOE"),
}
ENGLISH = [
    "Slip dress", "T-shirt in cotton jersey", "Silver ring", "Leather belt for men",
    "Mini rock skirt with studs", "Body lotion", "Rose top", "", "501", "Women's polo tee",
]  # fmt: skip


@pytest.fixture(scope="module")
def pretrained():
    return load_pretrained()


@pytest.mark.parametrize("text", TEXTS)
def test_language_and_category(pretrained, text):
    language, category = TEXTS[text]
    assert detect(text) == language
    assert pretrained.predict([{"title": text}]).tolist() == [category]
    assert pretrained.predict([{"description": text}]).tolist() == [category]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_english(text):
    assert detect(text) == "en"


@pytest.mark.parametrize(
    "text", ["Half slip, anti-static", "Floral slip, padded", "Retro trainers, spring"]
)
def test_plain_words_of_english_shops_are_english(text):
    assert detect(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jacke beige", "de"),  # whose stem is the English jack
        ("Veste softshell coupe-vent", "fr"),
        ("Kleid slim fit", "de"),  # what shops of all countries say
        ("Sautoir de perles", "fr"),  # of a small word of many, the one that has the noun
        ("Collar de perlas", "es"),
        ("Pyjamas i flanell", "sv"),
    ],
)
def test_titles_of_two_words(text, language):
    assert detect(text) == language


def test_words_of_two_languages_are_two_terms():
    german, english = tokenize_products(
        [{"title": "Schicker Blazer mit Gürtel"}, {"title": "Belt"}]
    )["tokens"]
    assert english[0] in german
    assert "schickerd" in " ".join(german)


def test_a_mixed_catalogue_is_read_product_by_product(pretrained):
    products = [{"title": text} for text in TEXTS]
    whole = pretrained.predict(products).tolist()
    assert whole == [category for _, category in TEXTS.values()]


def test_explanations_point_at_the_words_of_the_shop(pretrained):
    text = "Leichte Jacke mit Stehkragen. Das Model ist 178 cm groß."
    (found,) = explain(pretrained, [{"title": "Damenlederjacke", "description": text}])
    places = [(one.field, one.text) for one in found.evidence]
    assert ("name", "Damenlederjacke") in places
    assert ("description", "Jacke") in places


def test_what_is_told_and_not_read_is_known_by_its_name():
    assert set(TOLD_BY) == UNREAD
    assert set(LANGUAGE_NAMES) == {"en", *LANGUAGES, *UNREAD}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dictionary_is_in_order(language):
    content = read_dictionary(language)
    assert list(content)[-3:] == ["nouns", "parts", "words"]
    assert content["name"] == LANGUAGE_NAMES[language]
    needed = {"dresses", "shirts", "trousers", "skirts", "boots", "shoes", "handbags", "rings"}
    assert needed <= content["nouns"].keys()
    assert len(content["parts"]) >= 12
    dictionary = load_dictionary(language)
    assert without_spaces(language) or (dictionary.heads and small_words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_noun_comes_out_as_its_type(language):
    english = load_lexicon().sections
    for section, nouns in read_dictionary(language)["nouns"].items():
        listed = english[section].nouns or english[section].rarer
        wanted = " ".join(word.split("|")[0].rstrip("?") for word in listed[0].split())
        for noun in nouns:
            found = [new.strip(" ,") for *_, new in translate(noun, language)]
            assert wanted.removesuffix(" $") in found, (section, noun)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content.pop("parts"), "has no 'parts'"),
        (lambda content: content["nouns"].update(trouser=["hose"]), "'trouser' is no product type"),
        (lambda content: content["nouns"].update(dresses=[7]), "dresses must list nouns"),
        (lambda content: content.update(head="middle"), "head must be 'first' or 'last'"),
    ],
)
def test_dictionaries_that_are_none(change, message):
    content = read_dictionary("de")
    change(content)
    with pytest.raises(RulesError, match=message):
        check_dictionary(content, "de")


def read_dictionary(language):
    path = files("fashion_clf").joinpath(f"labeling/lexicon/{language}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_umlauts_and_accents_may_be_left_out():
    assert fold("Gürtel", "de") == fold("Guertel", "de") == fold("gurtel", "de")
    assert fold("Écharpe", "fr") == fold("echarpe", "fr")
    assert fold("sukienki", "pl") == fold("sukienka", "pl")


def test_the_last_part_of_a_compound_is_its_head():
    assert [new for *_, new in translate("Damenwinterstiefel", "de")] == ["boot"]
    assert [new for *_, new in translate("Taschenanhänger", "de")] == ["keychain"]


def sheets():
    with open(Path(__file__).with_name("sheets.csv"), newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {code: [row for row in rows if row["language"] == code] for code in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_texts_of_shops(pretrained, language):
    rows = sheets()[language]
    for part, least in (("yes", 0.93), ("no", 0.9)):
        texts = [row for row in rows if row["seen"] == part]
        if texts:
            found = pretrained.predict([{"title": row["text"]} for row in texts])
            right = [a == row["category"] for a, row in zip(found, texts, strict=True)]
            assert sum(right) >= least * len(texts), part


NOT_READ = {
    "Női bőr cipő, fekete": "Hungarian",
    "Rochie lungă cu mâneci scurte": "Romanian",
    "Кожаные ботинки мужские": "Russian",
    "Шкіряна сумка жіноча": "Ukrainian",
    "Δερμάτινες μπότες": "Greek",
    "שמלה ארוכה לנשים": "Hebrew",
    "فستان نسائي طويل": "Arabic",
    "Tas wanita dari kulit": "Indonesian or Malay",
}


@pytest.mark.parametrize("text", NOT_READ)
def test_a_language_that_is_not_read_is_said_and_never_guessed(pretrained, text):
    with pytest.warns(CatalogWarning, match=f"2 products look like {NOT_READ[text]}, which"):
        proba = pretrained.predict_proba([{"title": text}, {"title": text}])
    assert proba.max() < 0.5


def test_the_language_can_be_given(pretrained):
    products = [
        {"title": "Rock", "language": "de-AT"},
        {"title": "Rock", "language": "German"},
        {"title": "Robe", "language": "fr"},
        {"title": "Robe", "language": ""},
    ]
    assert pretrained.predict(products).tolist() == ["SKIRT", "SKIRT", "DRESS", "LINGERIE"]
    with pytest.warns(CatalogWarning, match="1 product of a language that is not known: 'xx'"):
        table = tokenize_products([{"title": "Damenrock", "language": "xx"}])
    assert table["language"].tolist() == ["de"]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Gürtel aus Leder".replace("ü", "u\u0308"), "OTHERS"),  # decomposed
        ("Damenlederjacke. Women's leather jacket", "OUTERWEAR"),
        ("Robe longue / Long dress in silk", "DRESS"),
        ("JUPE LONGUE EN SOIE", "SKIRT"),
    ],
)
def test_odd_texts(pretrained, text, category):
    assert pretrained.predict([{"title": text}]).tolist() == [category]


def test_languages_of_an_xml_feed(tmp_path, pretrained):
    path = tmp_path / "feed.xml"
    item = "<item><id>1</id>{}</item>"
    both = '<title xml:lang="en">Skirt</title><title xml:lang="de">Rock</title>'
    path.write_text(f"<rss><channel>{item.format(both)}</channel></rss>")
    assert load_catalog(path)["title"].tolist() == [{"en": "Skirt", "de": "Rock"}]
    german = load_catalog(path, language="de")
    assert tokenize_products(german)["language"].tolist() == ["de"]
    assert pretrained.predict(german).tolist() == ["SKIRT"]
    head = "<rss><channel><language>de-de</language>"
    path.write_text(f"{head}{item.format('<title>Rock</title>')}</channel></rss>")
    assert pretrained.predict(load_catalog(path)).tolist() == ["SKIRT"]
