"""The page in a real browser: Chromium, driven by Playwright; skipped where there is none."""

import csv
import json
import shutil

import pytest

from fashion_clf import load_pretrained, review_page
from fashion_clf.datasets import make_catalog

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.FashionClfWarning"),
]
EVIL = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    pipeline = load_pretrained()
    products = make_catalog(80, random_state=0).products[["id", "name", "description"]].copy()
    products.loc[0, "name"] = EVIL
    table = pipeline[-1].predict_table(products)
    products = products.assign(**{name: table[name] for name in table})
    path = tmp_path_factory.mktemp("page") / "review.html"
    return review_page(products, path, pipeline=pipeline, title="Shop", top=80)


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, page_file):
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    wrong, asked = [], []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message) or dialog.dismiss())
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    page.wait_for_selector("#card")
    yield page
    assert not wrong
    assert all(url.startswith((page_file.as_uri(), "data:", "blob:")) for url in asked)
    context.close()


def progress(page):
    return page.inner_text("#progress")


def saved(page, tmp_path):
    with page.expect_download() as download:
        page.click("#save")
    path = tmp_path / "corrections.csv"
    download.value.save_as(path)
    with open(path, newline="") as file:
        return path, list(csv.DictReader(file))


def test_twenty_cards_by_keys_alone(page, tmp_path):
    for _ in range(18):
        page.keyboard.press("Enter")
    page.keyboard.press("3")
    page.keyboard.press("s")
    assert "19 reviewed" in progress(page)
    before = progress(page)
    page.keyboard.press("k")
    page.keyboard.press("4")
    assert "20 reviewed" in progress(page)
    page.keyboard.press("u")
    assert "19 reviewed" in progress(page)
    page.reload()
    page.wait_for_selector("#card")
    assert "19 reviewed" in progress(page) and before.split(";")[1] in progress(page)
    _, rows = saved(page, tmp_path)
    assert len(rows) == 19 and {"id", "category", "previous", "reviewer"} <= rows[0].keys()
    assert sum(row["category"] == "PANT" for row in rows) >= 1


def test_saved_corrections_are_loaded_and_two_reviewers_compared(
    page, browser, page_file, tmp_path
):
    page.fill("#reviewer", "ann")
    page.locator("#reviewer").blur()
    page.keyboard.press("1")
    path, (row,) = saved(page, tmp_path)
    other = browser.new_context().new_page()
    other.goto(page_file.as_uri())
    other.wait_for_selector("#card")
    other.keyboard.press("2")
    other.set_input_files("#load", path)
    other.wait_for_selector("#progress:has-text('Loaded')")
    assert "1 differ from yours" in progress(other)
    other.click("nav button[data-view=differences]")
    other.click("#differences button:last-child")
    assert "No differences" in other.inner_text("#differences")
    content = json.dumps([{"id": "gone", "category": "SHOE"}, {"id": "x", "category": "HATS"}])
    (tmp_path / "odd.json").write_text(content)
    other.set_input_files("#load", tmp_path / "odd.json")
    other.wait_for_selector("#progress:has-text('unknown')")
    assert "1 of products that are not on this page kept" in progress(other)
    assert row["reviewer"] == "ann"


def test_gallery_filters_and_moves(page):
    page.keyboard.press("g")
    page.select_option("select[data-field=category]", "SHOE")
    assert "products, page 1" in page.inner_text("#gallery")
    page.locator(".tile").first.click()
    page.select_option("#move", "BAG")
    page.click("#move-selected")
    assert "1 reviewed, 1 corrected" in progress(page)


def test_overview_and_rules(page):
    page.keyboard.press("o")
    text = page.inner_text("#overview")
    assert "80 products" in text and "[object" not in text and "errors expected" in text
    page.click("nav button[data-view=rules]")
    assert page.locator("#rules tbody tr").count() > 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_light_and_dark(browser, page_file, scheme):
    context = browser.new_context(viewport={"width": 400, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector("#card")
    for view in ("queue", "overview", "gallery", "rules"):
        page.click(f"nav button[data-view={view}]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
    back = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert back == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(21, 23, 26)")
    context.close()


def test_no_accessibility_faults(browser, page_file):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not there")
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector("#card")
    for view in ("queue", "overview", "gallery", "rules", "differences"):
        page.click(f"nav button[data-view={view}]")
        assert axe.Axe().run(page).response["violations"] == []
    context.close()
