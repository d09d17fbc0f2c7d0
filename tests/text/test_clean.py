import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashion_clf.text import clean_description, tokenize


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<p>Silk scarf</p>", "Silk scarf."),
        ("<p>Suede mule</p><p>Lined</p>", "Suede mule. Lined."),
        ("<style type='text/css'>td {border: 1px}</style>Silk scarf", "Silk scarf"),
        ("Silk scarf<style>never closed", "Silk scarf"),
        ("<!-- a < b -->Silk scarf", "Silk scarf"),
        ("Fish &amp; chips&nbsp;tee", "Fish & chips tee"),
        ("&lt;p&gt;Escaped twice: caf&amp;eacute;&lt;/p&gt;", "Escaped twice: café."),
        ("Silk&amp;lt;p&amp;gt;top &amp;lt;b&amp;gt;lined", "Silk. top lined"),
        ("<span>[tab]Details+Fit[/tab]</span><p>Silk</p>", "Silk."),
        ("5 < 7 inches", "5 < 7 inches"),
        ("Ｓｉｌｋ ½ sleeve", "Silk 1/2 sleeve"),
        ("don’t “crease” – ever", 'don\'t "crease" - ever'),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ('2.4" heel', '2.4" heel'),
        ("5 cm heel", "5 cm heel"),
        ("  , ; ", ""),
        ("", ""),
        (None, ""),
        (38, ""),
    ],
)
def test_markup_and_characters(raw, clean):
    assert clean_description(raw) == clean


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Silk top. The model is 180 cm tall and wears a size 38. Lined", "Silk top. Lined"),
        ("Silk top. Model is 1.77 cm tall and wears a size 38", "Silk top."),
        ("Silk top. Model's Height: 5'9\"", "Silk top."),
        ("Pair it with jeans. Silk top", "Silk top"),
        ("Silk top. Pairs perfect with our skirt or your favorite tee", "Silk top."),
        ("We love this skirt paired back to the sweatshirt and the boot", "We love this skirt"),
        ("Looks great tucked into jeans or trousers. Silk", "Looks great. Silk"),
        ("Wear with a lower neckline to showcase it. Gold hoop", "Gold hoop"),
        ("Tuck in your favorite jeans or layer under a jacket", ""),
        ("Pair these statement heels with our classic bag. Leather", "Leather"),
    ],
)
def test_asides_are_dropped(raw, kept):
    assert clean_description(raw) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Style seen in the fashion show",
        "Worn in sweatpant",
        "Double layer with lining",
        "A pair of earrings",
        "Contrasting finish with buttons",
    ],
)
def test_what_is_no_aside_stays(text):
    assert clean_description(text) == text


@given(st.text())
def test_any_text_gives_folded_text(text):
    clean = clean_description(text)
    assert clean == clean.strip()
    assert "  " not in clean and "\n" not in clean


PIECES = ["silk", "top", ", ", ". ", "<p>", "</p>", "&amp;", " 5 cm ", "&lt;b&gt;", "\n\n", "|"]
PIECES += ["&amp;lt;p&amp;gt;", "<style>p{}</style>", "<!-- top -->", "model is", "pair", "it with"]


@given(st.lists(st.sampled_from(PIECES)))
def test_cleaning_twice_reads_the_same(pieces):
    once = clean_description(" ".join(pieces))
    assert tokenize(clean_description(once)) == tokenize(once)


@pytest.mark.parametrize(
    "unit", ["<", "<style>", "<!--", "&", "[tab]", "pair it ", "model is ", "<p ", ". "]
)
def test_time_grows_with_the_length_only(unit):
    # a quadratic search would need minutes for each of these
    assert len(clean_description(unit * 40_000)) <= len(unit) * 40_000


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\u0421oat with belt", "Coat with belt"),  # the first letter is Cyrillic
        ("dr\u0435ss, \u0455h\u043ert sleeves", "dress, short sleeves"),
        (
            "\u043f\u0430\u043b\u044c\u0442\u043e dress",
            "\u043f\u0430\u043b\u044c\u0442\u043e dress",
        ),
        ("\uff24\uff52\uff45\uff53\uff53", "Dress"),  # full width
        ("\U0001d413\U0001d428\U0001d429", "Top"),  # mathematical letters
        ("dre\u00adss", "dress"),  # a soft hyphen
        ("Silk scarf \U0001f457", "Silk scarf, \U0001f457"),
    ],
)
def test_letters_that_look_alike_and_pictures(raw, clean):
    assert clean_description(raw) == clean
