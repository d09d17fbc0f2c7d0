import time

import pytest

from fashion_clf.text import clean_description
from fashion_clf.text._locate import locate

PRODUCT = "<p>Knitted jumper</p>"
LINKS = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Boots", "Bags", "Hats"))


@pytest.mark.parametrize(
    "block",
    [
        "<select><option>Dress</option><option selected>Skirt</option></select>",
        "<select name=size><option>Dress<option>Skirt</select>",
        "<noscript>Enable JavaScript to see our dresses</noscript>",
        "<svg><title>shoe icon</title><path d='M0'/></svg>",
        "<details><summary>Care</summary>Skirt: wash cold</details>",
        "<nav><ul><li>Dresses</li><li>Shoes</li></ul></nav>",
        "<footer>Shoes and bags since 1950</footer>",
        "<template><b>Boots</b></template>",
        "<!-- dress template -->",
        "<div aria-hidden='true'><div>Boots</div> bag</div>",
        "<span hidden>Boots</span>",
        "<p style='display:none'>Boots</p>",
        "<script>var related = ['shoes'];</script>",
        f"<ul class=menu>{LINKS}</ul>",
        f"<h3>You may also like</h3><ul>{LINKS.replace('<a', '<b').replace('</a', '</b')}</ul>",
        "<h2>Related products:</h2><div><div>Boots</div><div>Bags</div></div>",
    ],
)
def test_what_is_not_the_product_is_cut(block):
    assert clean_description(block + PRODUCT).strip(". ") == "Knitted jumper"
    assert clean_description(PRODUCT + block).strip(". ") == "Knitted jumper"
    assert clean_description(block.upper() + PRODUCT).strip(". ") == "Knitted jumper"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<select><option>S <p>Silk blouse</p>", "Silk blouse"),
        ("<nav>Silk blouse", "Silk blouse"),
        ("</nav>Silk blouse</select>", "Silk blouse"),
        ("<p>Silk <b>blouse", "Silk blouse"),
        ("Silk <a href=/x>blouse</a>", "Silk blouse"),
        ("<a href=/x>Silk</a> blouse with <a href=/y>bow</a>", "Silk blouse with bow"),
        ("<div hidden>Boots<div>Silk blouse", "Silk blouse"),
    ],
)
def test_what_is_not_closed_is_text(text, words):
    assert words in " ".join(clean_description(text).replace(".", " ").split())


def test_tokens_behind_a_cut_block_are_located():
    text = "<nav>Dresses <b>Shoes</b></nav><p>Knitted jumper</p>"
    assert [text[start:stop] for token, start, stop in locate(text) if token.isalpha()] == [
        "Knitted",
        "jumper",
    ]


@pytest.mark.parametrize("part", ["<nav>", "</nav><nav>", "<div hidden><p>", "<a>x</a>", "<select"])
def test_time_grows_with_the_length(part):
    begin = time.process_time()
    clean_description(part * 50_000)
    assert time.process_time() - begin < 5  # hundredths; quadratic would be minutes
