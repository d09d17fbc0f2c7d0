"""Makes docs/review.png: a review page in Chromium, of the synthetic catalogue with photos.

Needs Playwright and Debian's Chromium.

    python docs/make_screenshots.py
"""

import shutil
import tempfile
import warnings
from pathlib import Path

from PIL import Image

from fashion_clf import load_pretrained, review_page
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import FashionClfWarning

FOLDER = Path(__file__).parent
SIZE = {"width": 1000, "height": 620}


def classified(folder):
    """Give a catalogue with drawn photos, classified."""
    catalog = make_catalog(120, random_state=4, image_dir=folder)
    pipeline = load_pretrained()
    table = pipeline[-1].predict_table(catalog.products, min_confidence=0.8)
    table = table.drop(columns="product_type_node", errors="ignore")
    return catalog.products.assign(**{name: table[name] for name in table}), pipeline, catalog.gold


def main():
    """Take the queue and the overview, and put them next to each other."""
    from playwright.sync_api import sync_playwright

    warnings.simplefilter("ignore", FashionClfWarning)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        products, pipeline, gold = classified(folder)
        path = review_page(
            products, folder / "review.html", pipeline=pipeline, gold=gold, title="Shop, autumn"
        )
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto(path.as_uri())
        page.wait_for_selector("#card")
        for _ in range(3):
            page.keyboard.press("Enter")
        page.screenshot(path=folder / "queue.png")
        page.keyboard.press("g")
        page.wait_for_selector(".tile")
        page.screenshot(path=folder / "gallery.png")
        browser.close()
        files = (folder / "queue.png", folder / "gallery.png")
        images = [Image.open(file).convert("RGB") for file in files]
        both = Image.new("RGB", (SIZE["width"], 2 * SIZE["height"] + 10), "white")
        for place, image in enumerate(images):
            both.paste(image, (0, place * (SIZE["height"] + 10)))
        both.quantize(128).save(FOLDER / "review.png", optimize=True)


if __name__ == "__main__":
    main()
